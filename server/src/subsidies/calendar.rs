//! The days that matter to an applicant, as a file for the calendar: until when it can be handed in or corrected, around
//! when it is decided, until when is reported, claimed and paid back. The days keep their UID: a later file changes what an
//! earlier one put into a calendar.

use super::{
    applications::{back, expected},
    appointments::{Date, dated},
    filler::{Filler, Fills as _},
    own::Own,
};
use crate::{actor::Applicant, app::App, awards, clock::in_japan, download, error::Error};
use ::documents::{CALENDAR_TYPE, CalendarEvent, Certainty, Purpose, When, calendar};
use app::messages::awards::step_due;
use axum::{
    extract::{Path, State},
    response::Response,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{ApplicationId, AwardId},
    subsidies::{StageName, Turn},
};
use store::{Tx, awards as kept, subsidies::appointments};

/// A day that matters.
struct DayOf {
    /// What tells it apart from the other days of the application.
    key: String,
    /// When.
    day: NaiveDate,
    /// What is on it.
    what: &'static str,
    /// Whether it is fixed.
    certainty: Certainty,
}

/// The file; where no day is left, the application says so.
pub async fn show(
    applicant: Applicant,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
) -> Result<Response, Error> {
    let filler = applicant.filler();
    let tx = app.store.read(&filler.scope()).await?;
    let own = Own::find(&tx, &filler, id).await?;
    let days = days(&tx, &filler, &own, app.clock.now()).await?;
    let now = app.clock.now();
    let talk = appointments::latest(&tx, id).await?.and_then(|one| Some((one.to_come(now)?, one)));
    if days.is_empty() && talk.is_none() {
        return Ok(back(&filler, id));
    }
    let award = kept::find(&tx, AwardId::from_uuid(id.uuid())).await?;
    let versions = own.application.version + award.map_or(0, |award| award.version);
    let url = app.address_of(&filler.filling().application(id));
    let number = own.application.receipt.map(|receipt| format!("受付番号 {receipt}\n")).unwrap_or_default();
    let talk = talk.map(|(at, appointment)| {
        let receipt = own.application.receipt.map(|receipt| receipt.to_string()).unwrap_or_default();
        let rules = &own.version.rules;
        let date = Date { appointment: &appointment, at, ends: false };
        dated(&app, date, (&rules.title, &rules.desk.section, &own.office.name, &receipt), url.clone())
    });
    let events: Vec<_> = days
        .into_iter()
        .map(|DayOf { key, day, what, certainty }| CalendarEvent {
            uid: format!("application-{id}-{key}@hiromeru"),
            sequence: u32::try_from(versions).unwrap_or(0),
            stamp: app.clock.now(),
            when: When::Day(day),
            summary: format!("{what}：{}", own.version.rules.title),
            location: String::new(),
            description: format!("{number}{}\n{url}", own.office_line()),
            url: url.clone(),
            certainty,
        })
        .chain(talk)
        .collect();
    let purpose = Purpose::Publish { name: format!("{}の補助金", filler.tenant.name) };
    Ok(download::file("dates.ics", CALENDAR_TYPE, calendar(&purpose, &events).into_bytes()))
}

/// Every day that is still to come for an application as it stands.
async fn days(tx: &Tx, filler: &Filler, own: &Own, now: DateTime<Utc>) -> Result<Vec<DayOf>, Error> {
    let mut days = Vec::new();
    let mut note = |key: &str, day, what, certainty| {
        days.push(DayOf { key: key.to_owned(), day, what, certainty });
    };
    let stage = own.application.stage.name();
    if stage == StageName::Draft && own.receives(now).is_ok() {
        let window = own.version.rules.window_at(now).0;
        note("window", window.closes.date(), "申請の締切", Certainty::Confirmed);
    }
    if let Some(due) = own.application.due() {
        note("correction", due, "補正の期限", Certainty::Confirmed);
    }
    if stage.turn() == Turn::Municipality
        && stage != StageName::Waiting
        && let Some(day) = expected(tx, own).await?
    {
        note("decision", day, "決定の目安", Certainty::Tentative);
    }
    if let Some(award) = awards::status::of(tx, filler, own, in_japan(now).date_naive()).await? {
        if let Some(due) = award.due {
            note("step", due, step_due(award.stage), Certainty::Confirmed);
        }
        for (place, (_, due)) in award.owed.into_iter().enumerate() {
            note(&format!("recovery-{place}"), due, "返還の期限", Certainty::Confirmed);
        }
    }
    Ok(days)
}
