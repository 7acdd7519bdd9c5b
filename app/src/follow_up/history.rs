//! Everything of an office in a row of days, each with where it is known from.

use crate::{messages::follow_up as words, paths};
use chrono::NaiveDate;
use domain::{
    follow_up::Due,
    ids::{FollowUpId, OfficeId},
    wareki::{format_date, format_date_with_weekday},
};
use elements::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Crumb, EmptyState, HiddenField, Notice, NoticeKind,
    PageHeader, PostForm, Section, Tag, Timeline, TimelineEntry, Tone,
};
use leptos::prelude::*;

/// Something of a day, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryEntry {
    /// The day.
    pub on: NaiveDate,
    /// What.
    pub title: String,
    /// Particulars, one a line.
    pub lines: Vec<String>,
    /// Who wrote it down.
    pub by: Option<String>,
    /// Where it stands, with the words of the link.
    pub source: Option<(String, String)>,
}

/// A next action that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenAction {
    /// The record it stands in.
    pub id: FollowUpId,
    /// With which version it was seen.
    pub version: i32,
    /// What is to be done.
    pub action: String,
    /// By when.
    pub on: NaiveDate,
    /// Whose task it is.
    pub owner: String,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The office.
    pub office: OfficeId,
    /// Its name.
    pub name: String,
    /// Its number.
    pub number: String,
    /// What has become of its adoption, in words.
    pub adoption: (Tone, String),
    /// Open next actions, the first first.
    pub open: Vec<OpenAction>,
    /// Everything, the latest first.
    pub entries: Vec<HistoryEntry>,
    /// The day in Japan.
    pub today: NaiveDate,
    /// Whether the viewer may write.
    pub may_write: bool,
    /// What was just done.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn HistoryPage(
    /// What is shown.
    history: HistoryView,
) -> impl IntoView {
    let HistoryView { slug, office, name, number, adoption, open, entries, today, may_write, done } = history;
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let record = may_write.then(
        || view! { <ButtonLink href=paths::new_follow_up(&slug, office)>"支援を記録する"</ButtonLink> },
    );
    let crumbs = vec![
        Crumb::new("事業所台帳", paths::offices(&slug)),
        Crumb::new(name.clone(), paths::office(&slug, office)),
    ];
    let next = (!open.is_empty()).then(|| next(&slug, office, open, today, may_write));
    view! {
        {done}
        <Breadcrumb crumbs here="支援の経過"/>
        <PageHeader title="支援の経過" caption=format!("{name}　事業所番号 {number}") tag=Some(adoption)>{record}</PageHeader>
        {next}
        <Section title="これまでのこと">{timeline(entries)}</Section>
    }
}

fn next(slug: &str, office: OfficeId, open: Vec<OpenAction>, today: NaiveDate, may_write: bool) -> AnyView {
    let rows = open
        .into_iter()
        .map(|OpenAction { id, version, action, on, owner }| {
            let (tone, due) = words::due(Due::of(on, today));
            let record = format!("{}?settles={id}", paths::new_follow_up(slug, office));
            let (of, also) = (format!("：{action}"), format!("：{action}"));
            let act = may_write.then(|| {
                view! {
                    <PostForm action=paths::follow_up_done(slug, id) class="inline">
                        <HiddenField name="version" value=version.to_string()/>
                        <HiddenField name="from" value="history"/>
                        <a href=record>"記録して済みにする"<span class="hidden">{of}</span></a>" "
                        <Button kind=ButtonKind::Quiet>"済みにする"<span class="hidden">{also}</span></Button>
                    </PostForm>
                }
            });
            view! {
                <li>
                    <strong>{action.clone()}</strong>"　"
                    {format_date_with_weekday(on)}" "<Tag tone label=due/>"　"{owner}
                    {act}
                </li>
            }
        })
        .collect_view();
    view! { <Section title="次にすること"><ul>{rows}</ul></Section> }.into_any()
}

fn timeline(entries: Vec<HistoryEntry>) -> AnyView {
    if entries.is_empty() {
        return view! {
            <EmptyState title="記録はまだありません">
                <p>"支援の記録、送ったお知らせ、渡した資材、デモ・説明会、アンケート、申請、導入の状況が、日付の順に並びます。"</p>
            </EmptyState>
        }
        .into_any();
    }
    let entries = entries
        .into_iter()
        .map(|HistoryEntry { on, title, lines, by, source }| {
            let lines = lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
            let link = source.map(|(label, href)| view! { <p><a href=href>{label}</a></p> });
            view! {
                <TimelineEntry title at=format_date(on) datetime=on.to_string() by=by>{lines}{link}</TimelineEntry>
            }
        })
        .collect_view();
    view! { <Timeline>{entries}</Timeline> }.into_any()
}
