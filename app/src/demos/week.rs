//! S22: a week: as a list of days for everybody, and a federation's lecturers and demo sets as a table; to its members a
//! table of their own sessions and what the federation has left.

use super::calendar::{FeedLink, Look, Looks};
use crate::{messages::demos::resource_kind, paths};
use chrono::{Datelike as _, NaiveDate};
use domain::{
    demos::{ResourceKind, Week},
    wareki::{format_date_with_weekday, weekday_name},
};
use elements::{
    ButtonKind, ButtonLink, Buttons, Column, Density, PageHeader, Section, SummaryList, SummaryRow, Table,
};
use leptos::prelude::*;

/// One thing in a resource's week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeekEntry {
    /// `13:30〜15:30`, or `終日`.
    pub time: String,
    /// Where it is used, or why it is away.
    pub what: String,
    /// Where more of it stands: a session or an occasion.
    pub href: Option<String>,
}

/// A resource's day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayCell {
    /// The day.
    pub day: NaiveDate,
    /// What there is; nothing when it is free.
    pub entries: Vec<WeekEntry>,
}

/// A resource's week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceRow {
    /// What it is; nothing of a row that is no resource.
    pub kind: Option<ResourceKind>,
    /// Its name.
    pub name: String,
    /// Monday to Sunday.
    pub days: Vec<DayCell>,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct WeekView {
    /// The federation's word in addresses.
    pub slug: String,
    /// Which week.
    pub week: Week,
    /// The day in Japan.
    pub today: NaiveDate,
    /// The resources.
    pub rows: Vec<ResourceRow>,
    /// Candidates of requests that wait, in words with their session: `13:30〜15:30 さくら市`.
    pub wanted: Vec<(NaiveDate, WeekEntry)>,
    /// The day of the next session, where nothing is in this week.
    pub later: Option<NaiveDate>,
    /// Whether the officer may change what there is.
    pub keeps: bool,
}

/// The page.
#[component]
pub fn WeekPage(
    /// What it shows.
    view: WeekView,
) -> impl IntoView {
    let WeekView { slug, week, today, rows, wanted, later, keeps } = view;
    let title = format!("{}からの週", format_date_with_weekday(week.monday()));
    let columns = std::iter::once(Column::new("予定"))
        .chain(week.days().map(|day| {
            let mark = if day == today { "（今日）" } else { "" };
            Column::new(format!("{}/{}({}){mark}", day.month(), day.day(), weekday_name(day.weekday())))
        }))
        .collect();
    let lines = rows.iter().map(line).collect_view();
    let wants = week.days().map(|day| {
        let entries: Vec<WeekEntry> =
            wanted.iter().filter(|(on, _)| *on == day).map(|(_, entry)| entry.clone()).collect();
        view! { <td>{entries.into_iter().map(one).collect_view()}</td> }
    });
    let wants = view! { <tr><th scope="row">"依頼の候補"<br/><span class="muted">"日程を決める前"</span></th>{wants.collect_view()}</tr> };
    let agenda = week.days().map(|day| agenda_day(day, today, &rows, &wanted)).collect_view();
    let resources = keeps.then(|| {
        view! { <ButtonLink kind=ButtonKind::Quiet href=paths::demo_resources(&slug)>"講師・機材・会議室"</ButtonLink> }
    });
    let later = later.map(|day| {
        let words = format!("次の開催（{}）の週を見る", format_date_with_weekday(day));
        view! { <p>"この週に開催はありません。"<a href=paths::demo_week_of(&slug, day)>{words}</a></p> }
    });
    view! {
        <PageHeader title="デモ・説明会" caption=title/>
        <Looks slug=slug.clone() now=Look::Week/>
        {later}
        <Buttons>
            <ButtonLink kind=ButtonKind::Secondary href=paths::demo_week_of(&slug, week.previous().monday())>"前の週"</ButtonLink>
            <ButtonLink kind=ButtonKind::Secondary href=paths::demo_week(&slug)>"今週"</ButtonLink>
            <ButtonLink kind=ButtonKind::Secondary href=paths::demo_week_of(&slug, week.next().monday())>"次の週"</ButtonLink>
            {resources}
            <FeedLink slug/>
        </Buttons>
        <Section title="日ごとの予定">
            <SummaryList dense=true>{agenda}</SummaryList>
        </Section>
        <Section title="一週間の表">
            <Table caption="一週間の表" caption_hidden=true columns density=Density::Tight>{lines}{wants}</Table>
        </Section>
    }
}

fn line(row: &ResourceRow) -> impl IntoView + use<> {
    let kind = row.kind.map(|kind| view! { <br/><span class="muted">{resource_kind(kind)}</span> });
    let name = row.name.clone();
    let cells = row
        .days
        .iter()
        .map(|cell| {
            if cell.entries.is_empty() {
                return view! { <td class="muted">"空き"</td> }.into_any();
            }
            let entries = cell.entries.iter().cloned().map(one).collect_view();
            view! { <td>{entries}</td> }.into_any()
        })
        .collect_view();
    view! { <tr><th scope="row">{name}{kind}</th>{cells}</tr> }
}

fn one(entry: WeekEntry) -> AnyView {
    let WeekEntry { time, what, href } = entry;
    match href {
        Some(href) => view! { <p>{time}<br/><a href=href>{what}</a></p> }.into_any(),
        None => view! { <p>{time}<br/>{what}</p> }.into_any(),
    }
}

/// A day in the list: what is promised, what is away, what is wanted.
fn agenda_day(
    day: NaiveDate,
    today: NaiveDate,
    rows: &[ResourceRow],
    wanted: &[(NaiveDate, WeekEntry)],
) -> impl IntoView + use<> {
    let mut entries: Vec<(String, WeekEntry)> = Vec::new();
    for row in rows {
        for cell in row.days.iter().filter(|cell| cell.day == day) {
            entries.extend(cell.entries.iter().map(|entry| (row.name.clone(), entry.clone())));
        }
    }
    entries.extend(
        wanted.iter().filter(|(on, _)| *on == day).map(|(_, entry)| ("依頼の候補".to_owned(), entry.clone())),
    );
    entries.sort_by(|one, two| (one.1.time.len(), &one.1.time).cmp(&(two.1.time.len(), &two.1.time)));
    let free = entries.is_empty();
    let items = entries
        .into_iter()
        .map(|(name, WeekEntry { time, what, href })| {
            let what = match href {
                Some(href) => view! { <a href=href>{what}</a> }.into_any(),
                None => what.into_any(),
            };
            view! { <li>{format!("{time}　{name}　")}{what}</li> }
        })
        .collect_view();
    let body = if free {
        view! { <span class="muted">"予定はありません"</span> }.into_any()
    } else {
        view! { <ul>{items}</ul> }.into_any()
    };
    let mark = if day == today { "（今日）" } else { "" };
    view! { <SummaryRow label=format!("{}{mark}", format_date_with_weekday(day))>{body}</SummaryRow> }
}
