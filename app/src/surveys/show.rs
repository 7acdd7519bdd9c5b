//! One survey: where it stands, what comes next, and the form about it.

use super::{
    blocks::problems,
    list::{reach_words, tone},
    results::ways,
};
use crate::{
    accounts::QrCode,
    messages::surveys::{keeping, survey_field as label},
    paths, when,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::SurveyId,
    surveys::{Questionnaire, QuestionnaireProblem, Reach, SurveyField as Field, SurveyState},
    wareki::format_date,
};
use elements::{
    BackLink, Breadcrumb, Button, ButtonKind, ButtonLink, Buttons, Card, Cards, Check, Choice, Choices,
    Crumb, DateField, ErrorSummary, FormState, HiddenField, Notice, NoticeKind, PageHeader, PostForm,
    Section, Stat, Stats, SummaryList, SummaryRow, TextArea, TextField, Width,
};
use leptos::prelude::*;

/// What the page of a survey shows.
#[expect(clippy::struct_excessive_bools, reason = "each is a permission or a fact of its own")]
#[derive(Debug, Clone)]
pub struct SurveyView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// Its id.
    pub id: SurveyId,
    /// 題名.
    pub title: String,
    /// Where it stands.
    pub state: SurveyState,
    /// Whether its deadline has passed.
    pub over: bool,
    /// The last day on which answers are taken.
    pub deadline: Option<NaiveDate>,
    /// The day of the reminder.
    pub remind_on: Option<NaiveDate>,
    /// Whether no office stands with an answer.
    pub anonymous: bool,
    /// How many questions there are.
    pub questions: usize,
    /// The number of the version that is answered, and when it was published.
    pub published: Option<(i32, DateTime<Utc>)>,
    /// Whether what is written differs from what was published.
    pub changed: bool,
    /// How many were asked, and have answered.
    pub reach: Reach,
    /// Everything that was handed in, also by those who were not asked.
    pub responses: usize,
    /// Answers that were begun and not handed in.
    pub begun: usize,
    /// How many a reminder would reach now.
    pub silent: u64,
    /// Everybody's link, where there is one.
    pub link: Option<String>,
    /// Whether the officer may change it.
    pub may_write: bool,
    /// What was just done, as a sentence.
    pub done: Option<String>,
}

/// The page of a survey.
#[component]
pub fn SurveyPage(
    /// What it shows.
    survey: SurveyView,
) -> impl IntoView {
    let SurveyView { slug, id, title, state, over, deadline, remind_on, .. } = survey.clone();
    let done =
        survey.done.clone().map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let (tone, word) = tone(state, over);
    let steps = survey.may_write.then(|| steps(&survey));
    let results = ways(&slug, id, state, survey.may_write);
    let numbers = (state != SurveyState::Draft).then(|| {
        let note = survey.reach.percent().map(|percent| format!("回答率 {percent}％"));
        let (asked, answered) = (survey.reach.asked, survey.reach.answered);
        let (silent, responses) = (asked - answered, survey.responses);
        let invitations = paths::survey_invitations(&slug, id);
        // Of an anonymous survey nobody is listed.
        let list = (!survey.anonymous && silent > 0).then(|| paths::survey_silent(&slug, id));
        let begun = (survey.begun > 0).then(|| {
            view! { <Stat label="入力の途中の回答" value=survey.begun.to_string() unit="件" note="まだ送信されていません"/> }
        });
        view! {
            <Stats>
                <Stat label="案内した事業所" value=asked.to_string() unit="件" href=invitations/>
                <Stat label="うち回答した事業所" value=answered.to_string() unit="件" note/>
                <Stat label="まだの事業所" value=silent.to_string() unit="件" href=list/>
                <Stat label="届いた回答" value=responses.to_string() unit="件" note="案内していない人の回答を含みます"/>
                {begun}
            </Stats>
        }
    });
    let published = match survey.published {
        Some((number, at)) => format!("第{number}版（{}に公開）", when::moment(at)),
        None => "まだ公開していません".to_owned(),
    };
    let link = survey.link.clone().map(|link| {
        let text = link.clone();
        view! {
            <SummaryRow label="だれでも回答できるリンク">
                <p class="said__body">{link}</p>
                <QrCode text label="回答ページのQRコード"/>
            </SummaryRow>
        }
    });
    let settings = survey.may_write.then(|| {
        let href = paths::survey_settings(&slug, id);
        view! { <Buttons><ButtonLink href kind=ButtonKind::Secondary>"題名・期限・依頼の文を変える"</ButtonLink></Buttons> }
    });
    let crumbs = vec![Crumb::new("アンケート", paths::surveys(&slug))];
    let (anonymous, questions) = (survey.anonymous, format!("{}問", survey.questions));
    view! {
        <Breadcrumb crumbs here=title.clone()/>
        {done}
        <PageHeader title tag=Some((tone, word.to_owned()))/>
        {numbers}
        {steps}
        {results}
        <Section title="このアンケート">
            <SummaryList dense=true>
                <SummaryRow label="回答の期限">{deadline.map_or("決めていません".to_owned(), format_date)}</SummaryRow>
                <SummaryRow label="回答の扱い">{keeping(anonymous)}</SummaryRow>
                <SummaryRow label="設問">{questions}</SummaryRow>
                <SummaryRow label="公開した版">{published}</SummaryRow>
                <SummaryRow label="督促する日">{remind_on.map_or("決めていません".to_owned(), format_date)}</SummaryRow>
                {link}
            </SummaryList>
            {settings}
        </Section>
    }
}

/// What can be done next.
fn steps(survey: &SurveyView) -> impl IntoView + use<> {
    let SurveyView { slug, id, state, over, changed, silent, reach, .. } = survey.clone();
    let open = state == SurveyState::Open && !over;
    let (edit, preview) = (paths::edit_survey(&slug, id), paths::survey_preview(&slug, id));
    let edit = view! {
        <Card title="設問">
            <p>"設問の追加・並べ替え・表示の条件と、回答画面のプレビュー。"</p>
            <Buttons>
                <ButtonLink href=edit kind=ButtonKind::Secondary>"設問を直す"</ButtonLink>
                <ButtonLink href=preview kind=ButtonKind::Quiet>"プレビュー"</ButtonLink>
            </Buttons>
        </Card>
    };
    let publish = (state == SurveyState::Draft || (open && changed)).then(|| {
        let words = if state == SurveyState::Draft {
            "公開する"
        } else {
            "変更を新しい版として公開する"
        };
        let href = paths::survey_publication(&slug, id);
        view! {
            <Card title="公開">
                <p>"公開した設問はその版のまま残り、回答を受け付けます。"</p>
                <Buttons><ButtonLink href>{words}</ButtonLink></Buttons>
            </Card>
        }
    });
    let ask = open.then(|| {
        let href = paths::survey_invitations(&slug, id);
        view! {
            <Card title="案内">
                <p>{format!("案内した事業所　{}", reach_words(reach))}</p>
                <p>"受付中は、いつでも追加できます。同じ事業所に二度は送りません。"</p>
                <Buttons><ButtonLink href>"事業所に案内する"</ButtonLink></Buttons>
            </Card>
        }
    });
    let remind = (open && reach.asked > 0).then(|| {
        let href = paths::survey_reminder(&slug, id);
        view! {
            <Card title="督促">
                <p>{format!("いま督促のメールが届く、まだ回答のない事業所　{silent}件")}</p>
                <Buttons><ButtonLink href kind=ButtonKind::Secondary>"督促する"</ButtonLink></Buttons>
            </Card>
        }
    });
    let end = {
        let words = match state {
            SurveyState::Draft => "下書きを捨てる",
            SurveyState::Open => "受付を終える",
            SurveyState::Closed => "受付を再開する",
        };
        let href = paths::survey_ending(&slug, id);
        view! {
            <Card title="受付">
                <Buttons><ButtonLink href kind=ButtonKind::Quiet>{words}</ButtonLink></Buttons>
            </Card>
        }
    };
    view! { <Section title="次にすること"><Cards>{edit}{publish}{ask}{remind}{end}</Cards></Section> }
}

/// The form about a survey.
#[component]
pub fn SurveySettingsPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The survey.
    id: SurveyId,
    /// 題名.
    title: String,
    /// The version that is changed.
    version: i32,
    /// Whether it was published.
    published: bool,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let keeping = vec![
        Choice::new("no", "記名（事業所ごとに結果を見る）").hint(keeping(false)),
        Choice::new("yes", "無記名").hint(keeping(true)),
    ];
    let fixed = published.then_some("公開した後は変えられません");
    view! {
        <BackLink href=paths::survey(&slug, id)/>
        <ErrorSummary form=&form/>
        <PageHeader title="題名・期限・依頼の文" caption=title/>
        <PostForm action=paths::survey_settings(&slug, id)>
            <HiddenField name="version" value=version.to_string()/>
            <TextField form=&form name=Field::Title.name() label=label(Field::Title) width=Width::Long autocomplete="off"/>
            <TextArea form=&form name=Field::Lead.name() label=label(Field::Lead) hint="最初の質問の前に表示します。何のための調査か、どのくらいの時間がかかるかを書きます" optional=true rows=4/>
            <TextArea form=&form name=Field::Asking.name() label=label(Field::Asking) hint="メールと依頼状に書きます。事業所名、回答のリンク、期限は自動で入ります" optional=true rows=5/>
            <DateField form=&form name=Field::Deadline.name() label=label(Field::Deadline) hint="この日までの回答を受け付けます。" optional=!published/>
            <DateField form=&form name=Field::RemindOn.name() label=label(Field::RemindOn) hint="この日の朝、まだ回答のない事業所にだけメールを送ります。" optional=true/>
            <Choices form=&form name=Field::Anonymous.name() legend=label(Field::Anonymous) hint=fixed.unwrap_or("公開する前に決めます") options=keeping/>
            <Check form=&form name=Field::General.name() label=label(Field::General) hint="だれでも回答できるリンクとQRコードを作ります。同じ人が何度も回答することは防げません"/>
            <Buttons><Button>"保存する"</Button></Buttons>
        </PostForm>
    }
}

/// What the page before publishing shows.
#[derive(Debug, Clone)]
pub struct PublicationView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The survey.
    pub id: SurveyId,
    /// The version that is published.
    pub version: i32,
    /// What is published.
    pub questionnaire: Questionnaire,
    /// What keeps it from being published.
    pub faults: Vec<QuestionnaireProblem>,
    /// What else is missing, as sentences.
    pub missing: Vec<String>,
    /// Whether it is open already.
    pub again: bool,
    /// Whether no office stands with an answer.
    pub anonymous: bool,
    /// Until when it is open.
    pub deadline: Option<NaiveDate>,
    /// When a mail goes to those who have not answered.
    pub remind_on: Option<NaiveDate>,
}

/// Publishing, asked once more.
#[component]
pub fn PublicationPage(
    /// What it shows.
    publication: PublicationView,
) -> impl IntoView {
    let PublicationView { slug, id, version, questionnaire, faults, missing, again, anonymous, .. } =
        publication;
    let deadline = publication.deadline.map_or("決めていません".to_owned(), format_date);
    let reminder = publication.remind_on.map(|day| {
        let words = format!("{}の朝、まだ回答のない事業所にだけメールを送ります", format_date(day));
        view! { <SummaryRow label="督促する日">{words}</SummaryRow> }
    });
    let ready = faults.is_empty() && missing.is_empty();
    let faults = problems(&questionnaire, &faults);
    let missing = (!missing.is_empty()).then(|| {
        let items = missing.into_iter().map(|words| view! { <li>{words}</li> }).collect_view();
        let settings = paths::survey_settings(&slug, id);
        view! {
            <Notice kind=NoticeKind::Warning title="公開する前に決めること">
                <ul>{items}</ul>
                <p><a href=settings>"題名・期限・依頼の文を変える"</a></p>
            </Notice>
        }
    });
    let lead = if again {
        "これから回答を始める人には、新しい版の設問を表示します。届いた回答と、回答の途中のものは、前の版のまま残ります。"
    } else {
        "公開すると、この版の設問は変えられません。直すときは、新しい版を公開します。"
    };
    let button = ready.then(|| view! { <Button>"公開する"</Button> });
    let questions = format!("{}問", questionnaire.questions.len());
    let (back, preview) = (paths::survey(&slug, id), paths::survey_preview(&slug, id));
    view! {
        <BackLink href=back/>
        <PageHeader title="公開の確認" caption=questionnaire.title.clone() lead/>
        {faults}
        {missing}
        <SummaryList>
            <SummaryRow label="設問">{questions}</SummaryRow>
            <SummaryRow label="回答の期限">{deadline}</SummaryRow>
            {reminder}
            <SummaryRow label="回答の扱い">{keeping(anonymous)}</SummaryRow>
        </SummaryList>
        <PostForm action=paths::survey_publication(&slug, id)>
            <HiddenField name="version" value=version.to_string()/>
            <Buttons>
                {button}
                <ButtonLink href=preview kind=ButtonKind::Secondary>"プレビューで確かめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

/// Closing, opening again, or throwing a draft away, asked once more.
#[component]
pub fn SurveyEndingPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The survey.
    id: SurveyId,
    /// 題名.
    title: String,
    /// Where it stands.
    state: SurveyState,
    /// The version that is changed.
    version: i32,
) -> impl IntoView {
    let (heading, lead, button) = match state {
        SurveyState::Draft => {
            ("下書きを捨てますか", "設問も含めて、元に戻せません。まだだれにも案内していません。", "捨てる")
        }
        SurveyState::Open => (
            "受付を終えますか",
            "期限の前でも、回答を受け付けなくなります。途中の回答は送信できなくなります。再開できます。",
            "受付を終える",
        ),
        SurveyState::Closed => {
            ("受付を再開しますか", "期限までの回答を、また受け付けます。", "受付を再開する")
        }
    };
    let back = paths::survey(&slug, id);
    view! {
        <BackLink href=back.clone()/>
        <PageHeader title=heading caption=title lead/>
        <PostForm action=paths::survey_ending(&slug, id)>
            <HiddenField name="version" value=version.to_string()/>
            <Buttons>
                <Button kind=ButtonKind::Warning>{button}</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"戻る"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}
