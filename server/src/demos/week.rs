//! A week: of a federation, its lecturers and demo sets; of a municipality, its own sessions and what the federation has
//! left.

use super::{
    busy, side_of,
    uses::{self, Uses},
};
use crate::{actor::Partner, app::App, error::Error, page::Page};
use app::{
    demos::{DayCell, ResourceRow, WeekEntry, WeekPage, WeekView},
    messages::demos::{left as left_words, stage, time},
    paths,
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use chrono::{NaiveDate, Timelike as _};
use domain::{
    accounts::Role,
    demos::{Busy, Side, StageName, Week, first_quarter, quarter_begins},
    ids::DemoId,
    tokyo,
};
use leptos::prelude::*;
use serde::Deserialize;
use std::ops::Range;
use store::{
    Tx,
    demos::{
        calendar,
        resources::{self, Taken},
        sessions,
    },
};

/// Which week.
#[derive(Debug, Deserialize)]
pub struct Asked {
    day: Option<String>,
}

/// The week of a day; a day that is none is today.
pub async fn show(
    officer: Partner,
    State(app): State<App>,
    Query(Asked { day }): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let (today, side) = (app.clock.today(), side_of(&officer));
    // Only days that a calendar of this program reaches: adding weeks to them never overflows.
    let believed = |day: &NaiveDate| (*day - today).num_days().abs() < 3660;
    let asked = day.and_then(|day| day.parse().ok()).filter(believed);
    let week = Week::of(asked.unwrap_or(today));
    let slug = officer.tenant.slug.clone();
    let wanted = wanted(&tx, &slug, week).await?;
    let keeps = officer.has(Role::Clerk) && side == Side::Federation;
    let mut later = None;
    let rows = match side {
        Side::Federation => {
            let rows = resource_rows(&tx, &slug, week).await?;
            if rows.iter().flat_map(|row| &row.days).all(|cell| cell.entries.is_empty()) {
                later = next_day(&tx, week).await?;
            }
            rows
        }
        Side::Municipality | Side::Both => {
            let (own, ids) = own_row(&tx, &slug, week).await?;
            if ids.is_empty() {
                later = next_day(&tx, week).await?;
            }
            let federation = busy::federation_of(&tx, &officer, side).await?;
            drop(tx);
            let others = match federation {
                Some(federation) => busy::within(&app, federation, quarters(week), &ids).await?,
                None => Vec::new(),
            };
            vec![own, others_row(week, &others)]
        }
    };
    let view = WeekView { slug, week, today, rows, wanted, later, keeps };
    Ok(page.ok("デモ・説明会の週の予定", move || view! { <WeekPage view/> }))
}

/// The day of the next session that will be held after a week.
async fn next_day(tx: &Tx, week: Week) -> Result<Option<NaiveDate>, Error> {
    let after = (Some(tokyo::start_of(week.next().monday())), None);
    let mut sessions = calendar::between(tx, after).await?.into_iter();
    let next = sessions.find(|session| session.stage.name().is_arranged());
    Ok(next.and_then(|session| session.day()))
}

fn quarters(week: Week) -> Range<i64> {
    first_quarter(week.monday())..first_quarter(week.next().monday())
}

/// A row a resource of the federation.
async fn resource_rows(tx: &Tx, slug: &str, week: Week) -> Result<Vec<ResourceRow>, Error> {
    let taken = resources::taken(tx, quarters(week)).await?;
    let uses = Uses::of(tx, &taken).await?;
    let row = |resource: resources::Resource| {
        let mine: Vec<&Taken> = taken.iter().filter(|one| one.resource == resource.id).collect();
        let days = week.days().map(|day| DayCell { day, entries: entries(slug, &uses, day, &mine) });
        ResourceRow { kind: Some(resource.kind), name: resource.name, days: days.collect() }
    };
    Ok(resources::all(tx).await?.into_iter().map(row).collect())
}

/// The house's own sessions, and which they are.
async fn own_row(tx: &Tx, slug: &str, week: Week) -> Result<(ResourceRow, Vec<DemoId>), Error> {
    let span = (Some(tokyo::start_of(week.monday())), Some(tokyo::start_of(week.next().monday())));
    let own = calendar::between(tx, span).await?;
    let days = week
        .days()
        .map(|day| {
            let entries = own
                .iter()
                .filter_map(|session| Some((session, session.stage.session()?.slot)))
                .filter(|(_, slot)| slot.date == day)
                .map(|(session, slot)| WeekEntry {
                    time: time(&slot),
                    what: format!("デモ・説明会（{}）", stage(session.stage.name())),
                    href: Some(paths::demo_session(slug, session.id)),
                })
                .collect();
            DayCell { day, entries }
        })
        .collect();
    let row = ResourceRow { kind: None, name: "自分たちの開催".to_owned(), days };
    Ok((row, own.iter().map(|session| session.id).collect()))
}

/// What other municipalities leave of what the federation lends: when and how much, not whose.
fn others_row(week: Week, others: &[Busy]) -> ResourceRow {
    let days = week
        .days()
        .map(|day| {
            let whole = day_quarters(day);
            let entries = others
                .iter()
                .map(|one| (one, within(&one.quarters, &whole)))
                .filter(|(_, here)| !here.is_empty())
                .map(|(one, here)| WeekEntry {
                    time: if here == whole { "終日".to_owned() } else { words(&here) },
                    what: format!("ほかの予定あり（{}）", left_words(one.sets, one.lecturers)),
                    href: None,
                })
                .collect();
            DayCell { day, entries }
        })
        .collect();
    ResourceRow { kind: None, name: "国保連合会のデモ機と講師".to_owned(), days }
}

fn day_quarters(day: NaiveDate) -> Range<i64> {
    first_quarter(day)..first_quarter(day.succ_opt().unwrap_or(day))
}

fn within(quarters: &Range<i64>, whole: &Range<i64>) -> Range<i64> {
    quarters.start.max(whole.start)..quarters.end.min(whole.end)
}

/// What a resource does on a day.
fn entries(slug: &str, uses: &Uses, day: NaiveDate, taken: &[&Taken]) -> Vec<WeekEntry> {
    let whole = day_quarters(day);
    let mut entries = Vec::new();
    for one in taken {
        let here = within(&one.quarters, &whole);
        if here.is_empty() {
            continue;
        }
        let what = uses.words(&one.by);
        let what = if one.travel { format!("{what}（移動・輸送）") } else { what };
        let time = if here == whole { "終日".to_owned() } else { words(&here) };
        entries.push(WeekEntry { time, what, href: uses::address(slug, &one.by) });
    }
    entries
}

fn words(quarters: &Range<i64>) -> String {
    let time = |quarter| {
        let at = quarter_begins(quarter).time();
        format!("{}:{:02}", at.hour(), at.minute())
    };
    format!("{}〜{}", time(quarters.start), time(quarters.end))
}

/// Candidates of requests that wait.
async fn wanted(tx: &Tx, slug: &str, week: Week) -> Result<Vec<(NaiveDate, WeekEntry)>, Error> {
    let mut wanted = Vec::new();
    for session in sessions::in_stage(tx, StageName::Requested).await? {
        for slot in session.request.candidates.iter().filter(|slot| Week::of(slot.date) == week) {
            let href = Some(paths::demo_session(slug, session.id));
            let entry = WeekEntry { time: time(slot), what: session.name.clone(), href };
            wanted.push((slot.date, entry));
        }
    }
    Ok(wanted)
}
