//! A federation's lecturers and demo sets by week.

use super::found;
use crate::{actor::FederationReader, app::App, error::Error, page::Page};
use app::{
    demos::{DayCell, ResourceRow, WeekEntry, WeekPage, WeekView},
    messages::demos::time,
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use chrono::{NaiveDate, Timelike as _};
use domain::{
    accounts::Role,
    demos::{StageName, Week, first_quarter, quarter_begins},
};
use leptos::prelude::*;
use serde::Deserialize;
use std::ops::Range;
use store::{
    Tx,
    demos::{
        resources::{self, Taken, Use},
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
    officer: FederationReader,
    State(app): State<App>,
    Query(Asked { day }): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let today = app.clock.today();
    // Only days that a calendar of this program reaches: adding weeks to them never overflows.
    let believed = |day: &NaiveDate| (*day - today).num_days().abs() < 3660;
    let asked = day.and_then(|day| day.parse().ok()).filter(believed);
    let week = Week::of(asked.unwrap_or(today));
    let within = first_quarter(week.monday())..first_quarter(week.next().monday());
    let taken = resources::taken(&tx, within).await?;
    let mut rows = Vec::new();
    for resource in resources::all(&tx).await? {
        let mine: Vec<&Taken> = taken.iter().filter(|one| one.resource == resource.id).collect();
        let mut days = Vec::new();
        for day in week.days() {
            days.push(DayCell { day, entries: entries(&tx, day, &mine).await? });
        }
        rows.push(ResourceRow { kind: resource.kind, name: resource.name, days });
    }
    let wanted = wanted(&tx, week).await?;
    let keeps = officer.has(Role::Clerk);
    let view = WeekView { slug: officer.tenant.slug.clone(), week, today, rows, wanted, keeps };
    Ok(page.ok("週の予定", move || view! { <WeekPage view/> }))
}

/// What a resource does on a day.
async fn entries(tx: &Tx, day: NaiveDate, taken: &[&Taken]) -> Result<Vec<WeekEntry>, Error> {
    let next = day.succ_opt().unwrap_or(day);
    let whole = first_quarter(day)..first_quarter(next);
    let mut entries = Vec::new();
    for one in taken {
        let here = one.quarters.start.max(whole.start)..one.quarters.end.min(whole.end);
        if here.is_empty() {
            continue;
        }
        let (what, session) = match &one.by {
            Use::Session(id) => (found(tx, *id).await?.name, Some(*id)),
            Use::Absence(note) => (note.clone(), None),
            Use::OpenDate(_) => ("公開枠".to_owned(), None),
        };
        let what = if one.travel { format!("{what}（移動・輸送）") } else { what };
        let time = if here == whole { "終日".to_owned() } else { words(&here) };
        entries.push(WeekEntry { time, what, session });
    }
    Ok(entries)
}

fn words(quarters: &Range<i64>) -> String {
    let time = |quarter| {
        let at = quarter_begins(quarter).time();
        format!("{}:{:02}", at.hour(), at.minute())
    };
    format!("{}〜{}", time(quarters.start), time(quarters.end))
}

/// Candidates of requests that wait.
async fn wanted(tx: &Tx, week: Week) -> Result<Vec<(NaiveDate, WeekEntry)>, Error> {
    let mut wanted = Vec::new();
    for session in sessions::in_stage(tx, StageName::Requested).await? {
        for slot in session.request.candidates.iter().filter(|slot| Week::of(slot.date) == week) {
            let entry = WeekEntry { time: time(slot), what: session.name.clone(), session: Some(session.id) };
            wanted.push((slot.date, entry));
        }
    }
    Ok(wanted)
}
