//! Who of 国保中央会 speaks at an occasion.

use crate::{dispatches::travel, messages::dispatches::label, paths};
use domain::{
    dispatches::{Field, TRAVELS},
    ids::{LecturerId, OccasionId},
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
    pub sent: Vec<(LecturerId, String, u16)>,
    /// Who could be sent, with what they do then.
    pub others: Vec<(LecturerId, String, Option<String>)>,
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
    let OccasionLecturersView { slug, id, version, title, when, sent, others, open, form, done } = view;
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let action = paths::occasion_lecturers(&slug, id);
    let list = if sent.is_empty() {
        view! { <EmptyState title="講師はまだ決まっていません"/> }.into_any()
    } else {
        let rows = sent
            .into_iter()
            .map(|(lecturer, name, minutes)| {
                let release = open.then(|| release(action.clone(), version, lecturer, &name));
                let way = format!("移動の時間（片道）：{}", travel(minutes));
                view! { <SummaryRow label=name><p>{way}</p>{release}</SummaryRow> }
            })
            .collect_view();
        view! { <SummaryList>{rows}</SummaryList> }.into_any()
    };
    let add = open.then(|| send(action, version, others, form.clone()));
    view! {
        <BackLink href=paths::occasion(&slug, id)/>
        {done}
        <ErrorSummary form/>
        <PageHeader title="催しの講師" caption=title lead=format!("{when}。移動の時間も含めて、講師派遣やほかの催しと重ならないことを確かめます。")/>
        <Section title="派遣する講師">{list}</Section>
        {add}
    }
}

fn release(action: String, version: i32, lecturer: LecturerId, name: &str) -> impl IntoView + use<> {
    let words = format!("：{name}");
    view! {
        <PostForm action class="inline">
            <HiddenField name="version" value=version.to_string()/>
            <HiddenField name="act" value="release"/>
            <HiddenField name=Field::Lecturer.name() value=lecturer.to_string()/>
            <Button kind=ButtonKind::Secondary>"講師から外す"<span class="hidden">{words}</span></Button>
        </PostForm>
    }
}

fn send(
    action: String,
    version: i32,
    others: Vec<(LecturerId, String, Option<String>)>,
    form: FormState,
) -> impl IntoView {
    if others.is_empty() {
        return view! { <p>"ほかに派遣できる講師はいません。"</p> }.into_any();
    }
    let options = others
        .into_iter()
        .map(|(id, name, busy)| {
            let busy = busy.map(|busy| format!("（予定あり：{busy}）")).unwrap_or_default();
            Choice::new(id.to_string(), format!("{name}{busy}"))
        })
        .collect();
    let ways = TRAVELS.into_iter().map(|minutes| Choice::new(minutes.to_string(), travel(minutes))).collect();
    view! {
        <Section title="講師を加える">
            <PostForm action>
                <HiddenField name="version" value=version.to_string()/>
                <SelectField form=form.clone() name=Field::Lecturer.name() label=label(Field::Lecturer) options/>
                <SelectField form name=Field::Travel.name() label=label(Field::Travel) width=Width::Medium
                    hint="前後の移動の間も、ほかの派遣や催しと重なりません" options=ways/>
                <Buttons><Button>"この講師を派遣する"</Button></Buttons>
            </PostForm>
        </Section>
    }
    .into_any()
}
