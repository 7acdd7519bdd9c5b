//! A session as a date for a calendar: under one UID for ever, whoever asks.

use super::{found, mine, views};
use crate::{
    actor::{Applicant, Partner},
    app::App,
    download,
    error::Error,
    page::see_other,
};
use app::paths;
use axum::{
    extract::{Path, State},
    response::Response,
};
use documents::{CALENDAR_TYPE, CalendarEvent, calendar};
use domain::{demos::StageName, ids::DemoId, tokyo};
use store::demos::sessions::Session;

/// For an officer of either house.
pub async fn show(
    officer: Partner,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let session = found(&tx, id).await?;
    let url = format!("{}{}", app.config.public_url, paths::demo_session(&slug, id));
    Ok(file(&app, &session, &url).unwrap_or_else(|| see_other(&paths::demo_session(&slug, id))))
}

/// For somebody who comes.
pub async fn show_own(
    applicant: Applicant,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
) -> Result<Response, Error> {
    let tx = app.store.read(&applicant.scope()).await?;
    let session = mine::public(&tx, id).await?;
    let url = format!("{}{}", app.config.public_url, paths::my_demos(&slug));
    file(&app, &session, &url).ok_or(Error::NotFound)
}

/// The file, once there is a date.
fn file(app: &App, session: &Session, url: &str) -> Option<Response> {
    let held = session.stage.public()?;
    let event = CalendarEvent {
        uid: format!("demo-{}@hiromeru", session.id),
        sequence: u32::try_from(session.sequence).unwrap_or(0),
        stamp: app.clock.now(),
        starts: tokyo::date_time(held.slot.starts_at()),
        ends: tokyo::date_time(held.slot.ends_at()),
        summary: format!("{} ケアプランデータ連携システム デモ・説明会", session.name),
        location: session.place().1.to_owned(),
        description: format!("{}\n{}\n{url}", views::menus(&session.request), views::location(session)),
        cancelled: session.stage.name() == StageName::Cancelled,
    };
    Some(download::file("demo.ics", CALENDAR_TYPE, calendar(&event)))
}
