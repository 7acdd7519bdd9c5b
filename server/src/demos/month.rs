//! A month of either house: its sessions, the candidates of what waits, and what the federation has left.

use super::{busy, side_of};
use crate::{actor::Partner, app::App, error::Error, page::Page};
use app::{
    demos::{MonthDay, MonthEntry, MonthPage, MonthView},
    messages::demos::{closed, stage, time},
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use chrono::{NaiveDate, NaiveTime};
use domain::{
    demos::{Busy, Month, Side, Slot, first_quarter},
    tokyo,
    working_days::WorkingCalendar,
};
use leptos::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;
use store::{
    demos::{calendar, sessions::Session},
    tenants,
};

/// The hours in which a day is asked for.
const WORKING: (u32, u32) = (9, 17);

/// Which month.
#[derive(Debug, Deserialize)]
pub struct Asked {
    month: Option<String>,
}

/// A month; what is none is the one of today.
pub async fn show(
    officer: Partner,
    State(app): State<App>,
    Query(Asked { month }): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let (today, side) = (app.clock.today(), side_of(&officer));
    let month = month.and_then(|month| month.parse().ok()).unwrap_or_else(|| Month::of(today));
    let (first, next) = (month.first(), month.next().first());
    let span = (Some(tokyo::start_of(first)), Some(tokyo::start_of(next)));
    let (dated, waiting) = calendar::between_and_waiting(&tx, span).await?;
    let days = WorkingCalendar::new(tenants::closed_days(&tx).await?);
    let quarters = first_quarter(first)..first_quarter(next);
    let left = if side == Side::Federation {
        calendar::busy_within(&tx, quarters, &[]).await?
    } else {
        let federation = busy::federation_of(&tx, &officer, side).await?;
        drop(tx);
        match federation {
            Some(federation) => busy::within(&app, federation, quarters, &[]).await?,
            None => Vec::new(),
        }
    };
    let mut all = entries(&dated, &waiting, side);
    let mut day = |day: NaiveDate| MonthDay {
        day,
        closed: days.closure(day).map(|why| closed(why).to_owned()),
        entries: all.remove(&day).unwrap_or_default(),
        left: fewest(day, &left),
    };
    let weeks = month.weeks().into_iter().map(|week| week.days().map(&mut day).collect()).collect();
    let view = MonthView { slug: officer.tenant.slug.clone(), side, month, today, weeks };
    Ok(page.ok("デモ・説明会の月の予定", move || view! { <MonthPage view/> }))
}

/// What stands on each day: what is arranged or was, and candidates.
fn entries(dated: &[Session], waiting: &[Session], side: Side) -> BTreeMap<NaiveDate, Vec<MonthEntry>> {
    let whose = |session: &Session| match side {
        Side::Federation => session.name.clone(),
        Side::Municipality | Side::Both => "デモ・説明会".to_owned(),
    };
    let mut entries: Vec<(Slot, MonthEntry)> = dated
        .iter()
        .filter_map(|session| Some((session, session.stage.session()?.slot)))
        .map(|(session, slot)| {
            let what = format!("{}（{}）", whose(session), stage(session.stage.name()));
            (slot, MonthEntry { time: time(&slot), what, session: Some(session.id) })
        })
        .collect();
    for session in waiting {
        entries.extend(session.request.candidates.iter().map(|slot| {
            let what = format!("{}（候補）", whose(session));
            (*slot, MonthEntry { time: time(slot), what, session: Some(session.id) })
        }));
    }
    entries.sort_by_key(|(slot, _)| *slot);
    let mut days: BTreeMap<NaiveDate, Vec<MonthEntry>> = BTreeMap::new();
    for (slot, entry) in entries {
        days.entry(slot.date).or_default().push(entry);
    }
    days
}

/// The fewest demo sets and lecturers that are left at one time of a working day's hours; nothing where little is taken.
fn fewest(day: NaiveDate, left: &[Busy]) -> Option<(usize, usize)> {
    let at = |hour| {
        let time = NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or(NaiveTime::MIN);
        tokyo::moment(day, time).timestamp().div_euclid(15 * 60)
    };
    let hours = at(WORKING.0)..at(WORKING.1);
    let meets = |one: &&Busy| one.quarters.start < hours.end && hours.start < one.quarters.end;
    left.iter()
        .filter(meets)
        .map(|one| (one.sets, one.lecturers))
        .reduce(|(sets, lecturers), (more, others)| (sets.min(more), lecturers.min(others)))
}
