//! 質問の記録: what was asked before and on the day, who follows it up, and what was answered.

use crate::{
    messages::demos::{owner, question_label as label},
    paths, when,
};
use chrono::{DateTime, Utc};
use domain::{
    demos::{QuestionField as Field, Side},
    ids::{DemoId, QuestionId},
};
use elements::{
    BackLink, Button, ButtonKind, Buttons, Choice, Choices, EmptyState, ErrorSummary, FormState, HiddenField,
    Notice, NoticeKind, PageHeader, PostForm, Section, SummaryList, SummaryRow, TextArea, TextField, Width,
};
use leptos::prelude::*;

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionLine {
    /// Its id.
    pub id: QuestionId,
    /// How often it was changed.
    pub version: i32,
    /// What was asked.
    pub asked: String,
    /// By whom.
    pub by: String,
    /// Whether it was asked when registering.
    pub before: bool,
    /// Who follows it up.
    pub owner: Side,
    /// What was answered, when, by whom.
    pub answer: Option<(String, DateTime<Utc>, String)>,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct QuestionsView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The session.
    pub id: DemoId,
    /// When and where.
    pub about: String,
    /// Whether the officer may add and answer.
    pub may_act: bool,
    /// The questions.
    pub lines: Vec<QuestionLine>,
    /// The question whose answer was refused, with what was typed.
    pub answering: Option<QuestionId>,
    /// What was typed.
    pub form: FormState,
    /// What was just done, as a sentence.
    pub done: Option<String>,
}

/// The page.
#[component]
pub fn QuestionsPage(
    /// What it shows.
    questions: QuestionsView,
) -> impl IntoView {
    let QuestionsView { slug, id, about, may_act, lines, answering, form, done } = questions;
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let (answered, open): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| line.answer.is_some());
    let lead = format!("回答していない質問 {}件、回答した質問 {}件", open.len(), answered.len());
    let open = if open.is_empty() {
        view! { <EmptyState title="回答していない質問はありません"/> }.into_any()
    } else {
        let slug = slug.clone();
        open.into_iter()
            .map(|line| {
                let form = if answering == Some(line.id) { form.clone() } else { FormState::empty() };
                question(&slug, id, line, may_act, form)
            })
            .collect_view()
            .into_any()
    };
    let answered = (!answered.is_empty()).then(|| {
        let list = answered
            .into_iter()
            .map(|line| question(&slug, id, line, false, FormState::empty()))
            .collect_view();
        view! { <Section title="回答した質問">{list}</Section> }
    });
    let add = may_act.then(|| {
        let form = if answering.is_none() { form.clone() } else { FormState::empty() };
        add(&slug, id, form)
    });
    view! {
        <BackLink href=paths::demo_session(&slug, id)/>
        {done}
        <ErrorSummary form=&form/>
        <PageHeader title="質問の記録" caption=about lead/>
        <Section title="回答していない質問">{open}</Section>
        {add}
        {answered}
    }
}

fn question(
    slug: &str,
    id: DemoId,
    line: QuestionLine,
    may_act: bool,
    form: FormState,
) -> impl IntoView + use<> {
    let QuestionLine { id: question, version, asked, by, before, owner: side, answer } = line;
    let from = match (before, by.is_empty()) {
        (true, _) => format!("{by}（申込みのとき）"),
        (false, true) => "会場で".to_owned(),
        (false, false) => format!("{by}（会場で）"),
    };
    let row = answer.map(|(answer, at, who)| {
        let told = format!("{who}　{}", when::moment(at));
        view! { <SummaryRow label="回答"><p class="said__body">{answer}</p><p class="muted">{told}</p></SummaryRow> }
    });
    let reply = may_act.then(|| {
        let action = paths::demo_question(slug, id, question);
        let hint =
            if before { "保存すると、申し込んだ方にメールで届きます" } else { "" };
        let hint = (!hint.is_empty()).then_some(hint);
        // Several answers may be typed on one page: each has its own names in the page.
        view! {
            <PostForm action>
                <HiddenField name="version" value=version.to_string()/>
                <TextArea form name=format!("answer-{question}") label=label(Field::Answer) hint rows=3/>
                <Buttons><Button kind=ButtonKind::Secondary>"回答を保存する"</Button></Buttons>
            </PostForm>
        }
    });
    view! {
        <SummaryList dense=true>
            <SummaryRow label="質問"><p class="said__body">{asked}</p></SummaryRow>
            <SummaryRow label="質問した人">{from}</SummaryRow>
            <SummaryRow label="答える側">{owner(side)}</SummaryRow>
            {row}
        </SummaryList>
        {reply}
    }
}

fn add(slug: &str, id: DemoId, form: FormState) -> impl IntoView + use<> {
    let sides = [Side::Both, Side::Municipality, Side::Federation]
        .into_iter()
        .map(|side| Choice::new(side.code(), owner(side)))
        .collect();
    let action = paths::demo_question_new(slug, id);
    view! {
        <Section title="質問を加える">
            <PostForm action>
                <TextArea form=&form name=Field::Asked.name() label=label(Field::Asked) rows=3/>
                <TextField form=&form name=Field::By.name() label=label(Field::By) optional=true width=Width::Long autocomplete="off"/>
                <TextArea form=&form name=Field::Answer.name() label=label(Field::Answer) hint="その場で答えたときに入力します。空のときは、持ち帰りとして残ります" optional=true rows=3/>
                <Choices form=&form name=Field::Owner.name() legend="持ち帰ったときに答える側" options=sides optional=true inline=true/>
                <Buttons><Button>"記録に加える"</Button></Buttons>
            </PostForm>
        </Section>
    }
}
