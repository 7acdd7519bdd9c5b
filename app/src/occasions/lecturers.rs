//! Who speaks at an occasion, and what of a federation goes there.

use crate::{dispatches::travel, messages::dispatches::label, paths};
use domain::{
    dispatches::{Field, TRAVELS},
    ids::OccasionId,
    occasions::Sendable,
};
use elements::{
    BackLink, Button, ButtonKind, Buttons, Choice, EmptyState, ErrorSummary, FormState, HiddenField, Notice,
    NoticeKind, PageHeader, PostForm, Section, SelectField, SummaryList, SummaryRow, Width,
};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct OccasionLecturersView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The occasion.
    pub id: OccasionId,
    /// The version that is looked at.
    pub version: i32,
    /// What it is called.
    pub title: String,
    /// When it is, in words.
    pub when: String,
    /// Who is sent, with the minutes on the way.
    pub sent: Vec<(Sendable, String, u16)>,
    /// Who could be sent, with what they do then.
    pub others: Vec<(Sendable, String, Option<String>)>,
    /// Whether the house sends equipment, too: what it lends its cities.
    pub lends: bool,
    /// Whether it is to come and not called off.
    pub open: bool,
    /// What was typed.
    pub form: FormState,
    /// What was just done, as a sentence.
    pub done: Option<String>,
}

/// The page.
#[component]
pub fn OccasionLecturersPage(
    /// What it shows.
    view: OccasionLecturersView,
) -> impl IntoView {
    let OccasionLecturersView { slug, id, version, title, when, sent, others, lends, open, form, done } =
        view;
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let action = paths::occasion_lecturers(&slug, id);
    let list = if sent.is_empty() {
        let title = if lends {
            "講師・機材はまだ決まっていません"
        } else {
            "講師はまだ決まっていません"
        };
        view! { <EmptyState title/> }.into_any()
    } else {
        let rows = sent
            .into_iter()
            .map(|(what, name, minutes)| {
                let release = open.then(|| release(action.clone(), version, what, &name, lends));
                let way = format!("移動の時間（片道）：{}", travel(minutes));
                view! { <SummaryRow label=name><p>{way}</p>{release}</SummaryRow> }
            })
            .collect_view();
        view! { <SummaryList>{rows}</SummaryList> }.into_any()
    };
    let add = open.then(|| send(&slug, action, version, others, lends, form.clone()));
    let (heading, list_title, beside) = if lends {
        ("催しの講師・機材", "使う講師・機材", "デモ・説明会やほかの催し")
    } else {
        ("催しの講師", "派遣する講師", "講師派遣やほかの催し")
    };
    let lead = format!("{when}。移動の時間も含めて、{beside}と重ならないことを確かめます。");
    view! {
        <BackLink href=paths::occasion(&slug, id)/>
        {done}
        <ErrorSummary form/>
        <PageHeader title=heading caption=title lead/>
        <Section title=list_title>{list}</Section>
        {add}
    }
}

fn release(action: String, version: i32, what: Sendable, name: &str, lends: bool) -> impl IntoView + use<> {
    let words = format!("：{name}");
    let button = if lends { "この催しから外す" } else { "講師から外す" };
    view! {
        <PostForm action class="inline">
            <HiddenField name="version" value=version.to_string()/>
            <HiddenField name="act" value="release"/>
            <HiddenField name=Field::Lecturer.name() value=what.to_string()/>
            <Button kind=ButtonKind::Secondary>{button}<span class="hidden">{words}</span></Button>
        </PostForm>
    }
}

fn send(
    slug: &str,
    action: String,
    version: i32,
    others: Vec<(Sendable, String, Option<String>)>,
    lends: bool,
    form: FormState,
) -> impl IntoView + use<> {
    if others.is_empty() {
        let (none, more, words) = if lends {
            ("ほかに使える講師・機材はありません。", paths::demo_resources(slug), "講師・機材を登録する")
        } else {
            ("ほかに派遣できる講師はいません。", paths::lecturers(slug), "講師を登録する")
        };
        return view! { <p>{none}</p><p><a href=more>{words}</a></p> }.into_any();
    }
    let options = others
        .into_iter()
        .map(|(id, name, busy)| {
            let busy = busy.map(|busy| format!("（予定あり：{busy}）")).unwrap_or_default();
            Choice::new(id.to_string(), format!("{name}{busy}"))
        })
        .collect();
    let ways = TRAVELS.into_iter().map(|minutes| Choice::new(minutes.to_string(), travel(minutes))).collect();
    let (title, what, button) = if lends {
        ("講師・機材を加える", "講師・機材", "この催しに使う")
    } else {
        ("講師を加える", label(Field::Lecturer), "この講師を派遣する")
    };
    view! {
        <Section title>
            <PostForm action>
                <HiddenField name="version" value=version.to_string()/>
                <SelectField form=form.clone() name=Field::Lecturer.name() label=what options/>
                <SelectField form name=Field::Travel.name() label=label(Field::Travel) width=Width::Medium
                    hint="前後の移動の間も、ほかの予定と重なりません" options=ways/>
                <Buttons><Button>{button}</Button></Buttons>
            </PostForm>
        </Section>
    }
    .into_any()
}
