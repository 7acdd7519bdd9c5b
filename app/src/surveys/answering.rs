//! Answering a survey without signing in: one question a page, kept as one goes, handed in at the end.

use super::QuestionControl;
use crate::{messages::surveys::keeping, paths};
use domain::{
    surveys::{Question, QuestionId},
    wareki::format_date,
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Change, CheckAnswers, ErrorSummary, FormState,
    HiddenField, InputMode, Notice, NoticeKind, PageHeader, PostForm, Section, SummaryList, SummaryRow,
    TextField, Width,
};
use leptos::prelude::*;

/// What every page of answering says.
#[derive(Debug, Clone)]
pub struct AnsweringView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The municipality.
    pub municipality: String,
    /// Whom to ask.
    pub desk: String,
    /// The token of the address.
    pub token: String,
    /// 題名.
    pub title: String,
}

/// What the first page shows.
#[derive(Debug, Clone)]
pub struct AnswerStart {
    /// What every page says.
    pub survey: AnsweringView,
    /// Before the first question.
    pub lead: String,
    /// The last day on which answers are taken.
    pub deadline: Option<chrono::NaiveDate>,
    /// How many questions there are, at most.
    pub questions: usize,
    /// Whether no office stands with an answer.
    pub anonymous: bool,
    /// The office that was asked.
    pub office: Option<String>,
    /// Whether its number is asked: the link is everybody's, and the answer is of an office.
    pub asks_number: bool,
    /// Where it goes on: what was filled in before, and whether it was handed in.
    pub begun: Begun,
    /// Why no answer is taken, as a sentence.
    pub refused: Option<String>,
    /// What was typed.
    pub form: FormState,
}

/// How far an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begun {
    /// Nothing was filled in.
    No,
    /// Something was.
    Draft,
    /// It was handed in and can be changed.
    HandedIn,
}

/// What it is about, how the answer is kept, and the button that begins.
#[component]
pub fn AnswerStartPage(
    /// What it shows.
    start: AnswerStart,
) -> impl IntoView {
    let AnswerStart {
        survey,
        lead,
        deadline,
        questions,
        anonymous,
        office,
        asks_number,
        begun,
        refused,
        form,
    } = start;
    let AnsweringView { slug, municipality, desk, token, title } = survey;
    let open = refused.is_none();
    let refused = refused.map(|why| {
        let kept = match begun {
            Begun::No => None,
            Begun::Draft => {
                Some("途中まで入力した回答は、送信されないまま残っています。送信を希望するときは、下の担当へお問い合わせください。")
            }
            Begun::HandedIn => Some("送信済みの回答は、受け取っています。"),
        };
        view! { <Notice kind=NoticeKind::Warning title=why>{kept.map(|words| view! { <p>{words}</p> })}</Notice> }
    });
    let handed_in = (begun == Begun::HandedIn && open).then(|| {
        view! { <Notice kind=NoticeKind::Success title="回答は送信済みです"><p>"期限までは、ここから直せます。直した後に、もう一度送信してください。"</p></Notice> }
    });
    let lead = (!lead.is_empty()).then(|| view! { <p class="said__body">{lead}</p> });
    let deadline =
        deadline.map(|day| view! { <SummaryRow label="回答の期限">{format_date(day)}</SummaryRow> });
    let office = office.map(|name| view! { <SummaryRow label="回答する事業所">{name}</SummaryRow> });
    let button = match begun {
        Begun::No => "回答を始める",
        Begun::Draft => "続きから回答する",
        Begun::HandedIn => "回答を見直す・直す",
    };
    let action = paths::survey_answer(&slug, &token);
    let begin = open.then(|| {
        let number = asks_number.then(|| {
            let form = form.clone();
            view! { <TextField form name="office_number" label="事業所番号" hint="10けた。事業所でない方、分からない方は空のままにします" optional=true width=Width::Medium inputmode=InputMode::Numeric autocomplete="off"/> }
        });
        view! {
            <PostForm action>
                {number}
                <Buttons><Button>{button}</Button></Buttons>
            </PostForm>
        }
    });
    view! {
        <ErrorSummary form=&form/>
        <PageHeader title caption=municipality/>
        {refused}
        {handed_in}
        {lead}
        <SummaryList>
            {office}
            {deadline}
            <SummaryRow label="質問の数">{format!("{questions}問まで（答えにより少なくなります）")}</SummaryRow>
        </SummaryList>
        <Section title="回答の扱い"><p>{keeping(anonymous)}</p></Section>
        {begin}
        <Section title="お問い合わせ"><p>{desk}</p></Section>
    }
}

/// What the page of one question shows.
#[derive(Debug, Clone)]
pub struct AnswerQuestion {
    /// What every page says.
    pub survey: AnsweringView,
    /// The question.
    pub question: Question,
    /// Its place among those that are asked, and how many these are as far as one knows.
    pub place: (usize, usize),
    /// The page before.
    pub back: String,
    /// What the register knows of the office.
    pub known: Option<String>,
    /// What was typed.
    pub form: FormState,
    /// Whether one comes from the summary and goes back there.
    pub from_check: bool,
}

/// One question.
#[component]
pub fn AnswerQuestionPage(
    /// What it shows.
    asked: AnswerQuestion,
) -> impl IntoView {
    let AnswerQuestion { survey, question, place: (place, all), back, known, form, from_check } = asked;
    let AnsweringView { slug, title, token, .. } = survey;
    let action = paths::survey_answer_question(&slug, &token, question.id);
    let check = from_check.then(|| view! { <HiddenField name="then" value="check"/> });
    view! {
        <BackLink href=back label="前へ戻る"/>
        <ErrorSummary form=&form/>
        <PageHeader title=format!("質問{place}（{all}問中）") caption=title/>
        <PostForm action>
            {check}
            <QuestionControl question known form=&form/>
            <Buttons>
                <Button>"保存して次へ"</Button>
                <Button kind=ButtonKind::Quiet name="later" value="yes">"保存して、あとで続ける"</Button>
            </Buttons>
        </PostForm>
    }
}

/// An answer as it is read before it is handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerLine {
    /// The question.
    pub id: QuestionId,
    /// Its text.
    pub question: String,
    /// What was answered; none where nothing was.
    pub answer: Option<String>,
    /// Whether nothing can be handed in without it.
    pub required: bool,
    /// Whether it can be changed here.
    pub changes: bool,
    /// What is missing or wrong.
    pub problem: Option<String>,
}

/// What the page before handing in shows.
#[derive(Debug, Clone)]
pub struct AnswerCheck {
    /// What every page says.
    pub survey: AnsweringView,
    /// The answers.
    pub lines: Vec<AnswerLine>,
    /// Whether no office stands with an answer: it cannot be changed once it is handed in.
    pub anonymous: bool,
    /// Whether it was handed in before.
    pub again: bool,
    /// Where one comes back to, for who came by everybody's link.
    pub link: Option<String>,
    /// Whether it was kept to go on later.
    pub later: bool,
    /// Where one goes on then, while a question is left.
    pub next: Option<String>,
    /// Why it was not taken.
    pub refused: Option<String>,
}

/// All answers, and the button that hands them in.
#[component]
pub fn AnswerCheckPage(
    /// What it shows.
    check: AnswerCheck,
) -> impl IntoView {
    let AnswerCheck { survey, lines, anonymous, again, link, later, next, refused } = check;
    let AnsweringView { slug, title, token, .. } = survey;
    let refused = refused.map(|why| view! { <Notice kind=NoticeKind::Error live=true title=why/> });
    let lead = match (later, again) {
        (true, true) => "直した内容は、まだ送信していません。",
        (true, false) => "まだ送信していません。",
        (false, _) => "内容を確かめて、送信してください。",
    };
    let later = later.then(|| {
        let way = if link.is_some() {
            "続けるときは、下のアドレスから入ってください。控えておくか、写真に撮っておいてください。"
        } else {
            "このページを閉じてかまいません。続けるときは、案内のメールや依頼状の、同じリンクかコードから入ってください。"
        };
        view! { <Notice kind=NoticeKind::Success live=true title="ここまでの回答を保存しました"><p>{way}</p></Notice> }
    });
    let link = link.map(|link| {
        view! {
            <Section title="続きから回答する・直すとき">
                <p>"次のアドレスを控えておくと、この回答に戻れます。"</p>
                <p class="said__body"><a href=link.clone()>{link.clone()}</a></p>
            </Section>
        }
    });
    let rows = lines
        .into_iter()
        .map(|line| {
            let href = format!("{}?then=check", paths::survey_answer_question(&slug, &token, line.id));
            let change = line.changes.then(|| Change::at(href));
            let problem = line.problem.map(|words| view! { <p class="field__error">{words}</p> });
            match (line.answer, problem) {
                (None, None) if line.required => view! {
                    <SummaryRow label=line.question change><span class="summary__none">"未回答（必須）"</span></SummaryRow>
                }
                .into_any(),
                (None, None) => view! { <SummaryRow label=line.question change/> }.into_any(),
                (answer, problem) => view! {
                    <SummaryRow label=line.question change>
                        {answer.map(|words| view! { <p class="said__body">{words}</p> })}
                        {problem}
                    </SummaryRow>
                }
                .into_any(),
            }
        })
        .collect_view();
    let words = if again { "直した内容で送信する" } else { "この内容で送信する" };
    let warning = anonymous.then(|| view! { <p>"無記名のため、送信した後は直せません。"</p> });
    let back = paths::survey_answer(&slug, &token);
    let kind = if next.is_some() { ButtonKind::Secondary } else { ButtonKind::Primary };
    let next = next.map(|href| view! { <ButtonLink href>"続きから回答する"</ButtonLink> });
    view! {
        <BackLink href=back label="はじめのページへ戻る"/>
        {refused}
        {later}
        <PageHeader title="回答の確認" caption=title lead/>
        <CheckAnswers title="回答">{rows}</CheckAnswers>
        <PostForm action=paths::survey_answer_check(&slug, &token)>
            {warning}
            <Buttons>
                {next}
                <Button kind>{words}</Button>
            </Buttons>
        </PostForm>
        {link}
    }
}

/// After handing in.
#[component]
pub fn AnswerDonePage(
    /// What every page says.
    survey: AnsweringView,
    /// Until when it can be changed by the same link; none where it cannot.
    change: Option<(String, Option<chrono::NaiveDate>)>,
) -> impl IntoView {
    let AnsweringView { municipality, desk, title, .. } = survey;
    let change = match change {
        Some((href, until)) => {
            let until = until
                .map_or("受付が終わるまで".to_owned(), |day| format!("{}まで", format_date(day)));
            view! {
                <p>{format!("{until}は、同じリンクから回答を直せます。")}</p>
                <Buttons><ButtonLink href kind=ButtonKind::Secondary>"回答を見直す・直す"</ButtonLink></Buttons>
            }
            .into_any()
        }
        None => view! { <p>"このページは閉じてかまいません。"</p> }.into_any(),
    };
    view! {
        <div class="confirmation"><h1 class="confirmation__title">"回答を送信しました"</h1></div>
        <p>{format!("{municipality}　「{title}」へのご協力、ありがとうございました。")}</p>
        {change}
        <Section title="お問い合わせ"><p>{desk}</p></Section>
    }
}

/// Where the code of a letter is typed.
#[component]
pub fn SurveyCodePage(
    /// The municipality's word in addresses.
    slug: String,
    /// The municipality.
    municipality: String,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    view! {
        <ErrorSummary form=&form/>
        <PageHeader title="アンケートに回答する" caption=municipality lead="依頼状に書かれたコードを入力してください。QRコードを読み取ったときは、入力しなくても始められます。"/>
        <PostForm action=paths::survey_code(&slug)>
            <TextField form=&form name="code" label="回答コード" hint="12けたの数字（例：1234-5678-9012）" width=Width::Medium inputmode=InputMode::Numeric autocomplete="off"/>
            <Buttons><Button>"次へ"</Button></Buttons>
        </PostForm>
    }
}
