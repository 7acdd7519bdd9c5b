//! S22: a month: what is held on each day, what is asked for, and what the federation has left. On a phone it is a list of
//! days.

use super::calendar::{FeedLink, Look, Looks};
use crate::{
    messages::demos::{left, month as month_words},
    paths,
};
use chrono::{Datelike as _, NaiveDate};
use domain::{
    demos::{Month, Side},
    ids::DemoId,
    wareki::{format_date_with_weekday, weekday_name},
};
use elements::{ButtonKind, ButtonLink, Buttons, Column, Density, PageHeader, Table};
use leptos::prelude::*;

/// One thing on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthEntry {
    /// `13:30〜15:30`.
    pub time: String,
    /// Whose, and how it stands.
    pub what: String,
    /// The session; nothing where it is another municipality's.
    pub session: Option<DemoId>,
}

/// A day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthDay {
    /// Which.
    pub day: NaiveDate,
    /// Why offices are closed, in one word.
    pub closed: Option<String>,
    /// What is on it.
    pub entries: Vec<MonthEntry>,
    /// The fewest demo sets and lecturers that are left at one time; nothing where all are there.
    pub left: Option<(usize, usize)>,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct MonthView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// Which side looks.
    pub side: Side,
    /// Which month.
    pub month: Month,
    /// The day in Japan.
    pub today: NaiveDate,
    /// Its weeks, from Monday to Sunday.
    pub weeks: Vec<Vec<MonthDay>>,
}

/// The page.
#[component]
pub fn MonthPage(
    /// What it shows.
    view: MonthView,
) -> impl IntoView {
    let MonthView { slug, side, month, today, weeks } = view;
    let lead = match side {
        Side::Federation => "開催、依頼の候補、デモ機と講師の空きです。",
        Side::Municipality | Side::Both => {
            "この市区町村の開催と依頼の候補です。ほかの市区町村の予定は、デモ機と講師の空きとして表示します。"
        }
    };
    let heads = weeks.first().map(Vec::as_slice).unwrap_or_default();
    let columns = heads.iter().map(|day| Column::new(weekday_name(day.day.weekday()))).collect();
    let rows = weeks
        .iter()
        .map(|week| {
            let cells = week.iter().map(|day| cell(&slug, month, today, day)).collect_view();
            view! { <tr role="row">{cells}</tr> }
        })
        .collect_view();
    let title = month_words(month);
    view! {
        <PageHeader title="デモ・説明会" caption=title.clone() lead/>
        <Looks slug=slug.clone() now=Look::Month/>
        <Buttons>
            <ButtonLink kind=ButtonKind::Secondary href=paths::demo_month_of(&slug, month.previous())>"前の月"</ButtonLink>
            <ButtonLink kind=ButtonKind::Secondary href=paths::demo_month(&slug)>"今月"</ButtonLink>
            <ButtonLink kind=ButtonKind::Secondary href=paths::demo_month_of(&slug, month.next())>"次の月"</ButtonLink>
            <FeedLink slug/>
        </Buttons>
        <Table caption=title density=Density::Tight stacks=true columns>{rows}</Table>
    }
}

fn cell(slug: &str, month: Month, today: NaiveDate, day: &MonthDay) -> impl IntoView + use<> {
    let MonthDay { day, closed, entries, left: rest } = day.clone();
    // A day of another month is there for its week alone.
    if !month.holds(day) {
        return view! { <td role="cell"></td> }.into_any();
    }
    let mark = if day == today { "（今日）" } else { "" };
    let closed = closed.map(|why| view! { <span class="muted">{format!(" {why}")}</span> });
    let nothing = entries.is_empty();
    let items = entries
        .into_iter()
        .map(|MonthEntry { time, what, session }| match session {
            Some(id) => {
                view! { <p>{time}<br/><a href=paths::demo_session(slug, id)>{what}</a></p> }.into_any()
            }
            None => view! { <p>{time}<br/>{what}</p> }.into_any(),
        })
        .collect_view();
    let free = rest.map(|(sets, lecturers)| view! { <p class="muted">{left(sets, lecturers)}</p> });
    let said = if nothing { "予定なし" } else { "" };
    view! {
        <td role="cell" data-label=format_date_with_weekday(day)>
            <span class="table__day"><strong>{day.day().to_string()}</strong><span class="hidden">"日"</span></span>
            <span class="hidden table__nothing">{said}</span>
            {mark}
            {closed}
            {items}
            {free}
        </td>
    }
    .into_any()
}
