//! One task of a session: what it is, how it stands, a note about it.

use super::tasks::{TaskLine, overdue};
use crate::{
    messages::demos::{chore_owner as owner, due, plan_label},
    paths,
};
use chrono::NaiveDate;
use domain::{
    demos::{PlanField, Side},
    wareki::format_date_in_full,
};
use elements::{
    BackLink, Button, ButtonKind, Buttons, ErrorSummary, FormState, HiddenField, Notice, NoticeKind,
    PageHeader, PostForm, Section, SummaryList, SummaryRow, Tag, TextArea,
};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct ChoreView {
    /// The house's word in addresses.
    pub slug: String,
    /// The task.
    pub line: TaskLine,
    /// Municipality and date of its session, in words.
    pub about: String,
    /// Which side looks.
    pub side: Side,
    /// Whether the officer may change it.
    pub may_act: bool,
    /// How often it was changed.
    pub version: i32,
    /// The day in Japan.
    pub today: NaiveDate,
    /// The note as typed.
    pub form: FormState,
    /// What was just done, as a sentence.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn ChorePage(
    /// What it shows.
    view: ChoreView,
) -> impl IntoView {
    let ChoreView { slug, line, about, side, may_act, version, today, form, done } = view;
    let told = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let (tone, words) = overdue(&line, today);
    let back = format!("{}#tasks", paths::demo_session(&slug, line.session));
    let action = paths::demo_chore(&slug, line.session, line.id);
    let is_done = line.done.is_some();
    let acts = may_act && line.task.owner.is_done_by(side);
    let mark = acts.then(|| {
        let (act, label) = if is_done { ("reopen", "未完了に戻す") } else { ("done", "終わった") };
        let kind = if is_done { ButtonKind::Secondary } else { ButtonKind::Primary };
        view! {
            <PostForm action=action.clone()>
                <HiddenField name="act" value=act/>
                <Buttons><Button kind>{label}</Button></Buttons>
            </PostForm>
        }
    });
    let note = if may_act {
        let form = form.clone();
        view! {
            <PostForm action=action.clone()>
                <HiddenField name="act" value="note"/>
                <HiddenField name="version" value=version.to_string()/>
                <TextArea form=&form name=PlanField::Note.name() label=plan_label(PlanField::Note) hint="相手にも見えます。例：7月3日に電話で相談し、返事を待っています" optional=true rows=4/>
                <Buttons><Button kind=ButtonKind::Secondary>"メモを保存する"</Button></Buttons>
            </PostForm>
        }
        .into_any()
    } else if line.note.is_empty() {
        view! { <p class="muted">"メモはありません"</p> }.into_any()
    } else {
        view! { <p>{line.note.clone()}</p> }.into_any()
    };
    let removal = (acts && !is_done).then(|| {
        view! {
            <Section title="この準備をやめる">
                <p>"この開催では要らないときに、予定から外します。準備計画は変わりません。"</p>
                <PostForm action=paths::demo_chore_removal(&slug, line.session, line.id)>
                    <Buttons><Button kind=ButtonKind::Warning>"この準備を予定から外す"</Button></Buttons>
                </PostForm>
            </Section>
        }
    });
    let details = (!line.task.details.is_empty()).then(|| {
        let details = line.task.details.clone();
        view! { <SummaryRow label="くわしい内容">{details}</SummaryRow> }
    });
    let due = format!("{}（{}）", format_date_in_full(line.due), due(line.task.due));
    let owner = owner(line.task.owner);
    let who = line.done.clone().map(|done| view! { <p class="muted">{done}</p> });
    view! {
        <BackLink href=back/>
        {told}
        <ErrorSummary form=&form/>
        <PageHeader title=line.task.title.clone() caption=about/>
        <SummaryList dense=true>
            <SummaryRow label="担当">{owner}</SummaryRow>
            <SummaryRow label="期限">{due}</SummaryRow>
            <SummaryRow label="状況"><Tag tone label=words/>{who}</SummaryRow>
            {details}
        </SummaryList>
        {mark}
        <Section title="メモ">{note}</Section>
        {removal}
    }
}
