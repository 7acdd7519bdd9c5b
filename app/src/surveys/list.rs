//! The surveys of a municipality, and the begin of a new one.

use crate::{
    messages::surveys::{ready, survey_state},
    paths,
};
use domain::{
    ids::{DemoId, SurveyId},
    surveys::{Reach, ReadySurvey, SurveyState},
    wareki::format_date,
};
use elements::{
    BackLink, Button, ButtonLink, Buttons, Choice, Choices, Column, Density, EmptyState, ErrorSummary,
    FormState, HiddenField, Notice, NoticeKind, PageHeader, PostForm, Section, Table, Tag, TextField, Tone,
    Width,
};
use leptos::prelude::*;

/// A survey in the list.
#[derive(Debug, Clone)]
pub struct SurveyLine {
    /// Its id.
    pub id: SurveyId,
    /// 題名.
    pub title: String,
    /// Where it stands.
    pub state: SurveyState,
    /// Whether its deadline has passed.
    pub over: bool,
    /// The last day on which answers are taken.
    pub deadline: Option<chrono::NaiveDate>,
    /// How many were asked, and have answered.
    pub reach: Reach,
}

/// The look of a state; an open one whose deadline has passed takes nothing more.
pub fn tone(state: SurveyState, over: bool) -> (Tone, &'static str) {
    match state {
        SurveyState::Draft => (Tone::Neutral, survey_state(state)),
        SurveyState::Open if over => (Tone::Info, "期限を過ぎました"),
        SurveyState::Open => (Tone::Progress, survey_state(state)),
        SurveyState::Closed => (Tone::Success, survey_state(state)),
    }
}

/// `96/188件（51.1％）`.
pub fn reach_words(reach: Reach) -> String {
    match reach.percent() {
        Some(percent) => format!("{}/{}件（{percent}％）", reach.answered, reach.asked),
        None => "案内なし".to_owned(),
    }
}

/// Every survey.
#[component]
pub fn SurveysPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The surveys, the last changed first.
    lines: Vec<SurveyLine>,
    /// Whether the officer may make one.
    may_write: bool,
    /// What was just done, as a sentence.
    done: Option<String>,
) -> impl IntoView {
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let new = paths::new_survey(&slug);
    let list = if lines.is_empty() {
        view! {
            <EmptyState title="アンケートはまだありません">
                <p>"導入意向アンケートなど、用意された調査票から始められます。"</p>
            </EmptyState>
        }
        .into_any()
    } else {
        let rows = lines
            .into_iter()
            .map(|SurveyLine { id, title, state, over, deadline, reach }| {
                let (tone, label) = tone(state, over);
                let deadline = deadline.map(format_date).unwrap_or_default();
                let reach = if state == SurveyState::Draft { String::new() } else { reach_words(reach) };
                view! {
                    <tr role="row">
                        <th scope="row" role="rowheader"><a href=paths::survey(&slug, id)>{title}</a></th>
                        <td role="cell" data-label="状態"><Tag tone label/></td>
                        <td role="cell" data-label="回答の期限">{deadline}</td>
                        <td role="cell" data-label="回答した事業所">{reach}</td>
                    </tr>
                }
            })
            .collect_view();
        let columns = vec![
            Column::new("題名"),
            Column::new("状態"),
            Column::new("回答の期限"),
            Column::new("回答した事業所"),
        ];
        view! { <Table caption="アンケート" caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table> }
            .into_any()
    };
    let make =
        may_write.then(|| view! { <Buttons><ButtonLink href=new>"アンケートを作る"</ButtonLink></Buttons> });
    view! {
        {done}
        <PageHeader title="アンケート" lead="導入の意向や困りごとを事業所に聞き、回答のない事業所に督促し、結果を集計します。"/>
        {make}
        <Section title="アンケートの一覧">{list}</Section>
    }
}

/// How a survey begins: the value posted for a blank one.
pub const BLANK: &str = "blank";
/// What stands before the id of a survey that is copied.
pub const COPY: &str = "copy:";
/// What stands before the word of one that is ready.
pub const READY: &str = "ready:";

/// The begin of a survey.
#[component]
pub fn NewSurveyPage(
    /// The tenant's word in addresses.
    slug: String,
    /// Earlier surveys, to copy.
    known: Vec<(SurveyId, String)>,
    /// The activity for which it is made: its title and its page.
    of: Option<(String, String)>,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let ready = ReadySurvey::ALL.map(|one| {
        let (name, words) = ready(one);
        Choice::new(format!("{READY}{}", one.code()), name).hint(words)
    });
    let copies = known.into_iter().map(|(id, title)| {
        Choice::new(format!("{COPY}{id}"), format!("「{title}」を写す"))
            .hint("設問をそのまま写し、直せます。回答は写しません。")
    });
    let blank = Choice::new(BLANK, "白紙から作る");
    let options = ready.into_iter().chain([blank]).chain(copies).collect();
    let activity = form.value(paths::FOR_ACTIVITY).to_owned();
    let (lead, back, carried) = match of {
        Some((title, page)) => (
            Some(format!("活動「{title}」のアンケートを作ります。作ると、この活動に結び付きます。")),
            page,
            Some(view! { <HiddenField name=paths::FOR_ACTIVITY value=activity/> }),
        ),
        None => (None, paths::surveys(&slug), None),
    };
    view! {
        <BackLink href=back/>
        <ErrorSummary form=&form/>
        <PageHeader title="アンケートを作る" lead/>
        <PostForm action=paths::new_survey(&slug)>
            {carried}
            <Choices form=&form name="from" legend="何から始めますか" options/>
            <TextField form=&form name="title" label="題名" hint="空のままにすると、選んだ調査票の題名になります" optional=true width=Width::Long autocomplete="off"/>
            <Buttons><Button>"下書きを作る"</Button></Buttons>
        </PostForm>
    }
}

/// The begin of a survey after a session.
#[component]
pub fn AfterSessionPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The session.
    id: DemoId,
    /// Those who came and get a mail.
    mails: usize,
    /// Those who came and have no address.
    others: usize,
    /// Surveys that were made for the session before.
    known: Vec<(SurveyId, String)>,
) -> impl IntoView {
    let known = (!known.is_empty()).then(|| {
        let items = known
            .into_iter()
            .map(|(id, title)| view! { <li><a href=paths::survey(&slug, id)>{title}</a></li> })
            .collect_view();
        view! { <Notice kind=NoticeKind::Info title="この回のアンケートは、すでに作ってあります"><ul>{items}</ul></Notice> }
    });
    let words = format!("出席した方のうち、メールで案内する{mails}件、依頼状を印刷する{others}件");
    let button = (mails + others > 0).then(|| view! { <Button>"アンケートの下書きを作る"</Button> });
    let nobody = (mails + others == 0).then(|| {
        view! { <Notice kind=NoticeKind::Warning title="出席の記録がありません"><p>"先に出欠を記録してください。"</p></Notice> }
    });
    view! {
        <BackLink href=paths::demo_session(&slug, id)/>
        <PageHeader title="参加した方にアンケートを送る" lead="分かりやすさ、役に立つか、導入の意向などを聞く5問の下書きを作ります。設問は直せます。公開するまで、だれにも送りません。"/>
        {known}
        {nobody}
        <p>{words}</p>
        <PostForm action=paths::survey_after_session(&slug, id)>
            <Buttons>{button}</Buttons>
        </PostForm>
    }
}
