//! Beginning and ending sessions, the same for every way to sign in (`security.md` 4.4).

use crate::{app::App, error::Error, kept_forms, keys, visit::Visit, web::cookies};
use ::app::paths;
use axum::{
    http::{HeaderValue, header},
    response::Response,
};
use chrono::TimeDelta;
use domain::{accounts::AccountKind, form::Typed};
use serde_json::json;
use std::net::IpAddr;
use store::{
    Tx,
    accounts::Account,
    events::{self, Event},
    sessions::{self, Level, Session},
};

/// How long a session may be idle, and how long it lasts at all.
const fn limits(level: Level) -> (TimeDelta, TimeDelta) {
    match level {
        Level::Password => (TimeDelta::minutes(10), TimeDelta::minutes(10)),
        Level::Full => (TimeDelta::minutes(30), TimeDelta::hours(12)),
        Level::Applicant => (TimeDelta::hours(24), TimeDelta::days(7)),
        Level::Demo => (TimeDelta::hours(12), TimeDelta::hours(12)),
    }
}

/// Begins a session within the change that proved who it is; the one before it in this browser ends (ASVS 7.2.4).
pub async fn begin(
    app: &App,
    tx: &Tx,
    visit: &Visit,
    account: &Account,
    level: Level,
) -> Result<HeaderValue, Error> {
    let now = app.clock.now();
    if let Some(before) = &visit.person {
        sessions::end(tx, before.account.id, before.session.id, now).await?;
    }
    let token = keys::token();
    let (idle, absolute) = limits(level);
    let session = Session {
        id: app.clock.id(),
        token_hash: keys::sha256(&token),
        account: account.id,
        level,
        device: visit.device.clone(),
        network: network(visit.from),
        created_at: now,
        seen_at: now,
        expires_at: now + absolute,
        idle,
    };
    let event =
        Event::of(now, "session.begun", "account", account.id.uuid(), json!({ "level": level.word() }));
    tx.record_for(events::NO_TENANT, event)?;
    sessions::begin(tx, session).await?;
    Ok(cookies::set(&app.config, &cookies::session_name(&app.config), &token, Some(absolute)))
}

/// How lately somebody must have signed in before a change that must not happen behind their back (security.md 4.7).
const LATELY: TimeDelta = TimeDelta::minutes(15);

/// Lets through whoever has just signed in. Anybody else signs in again first: what was typed is kept for them, sealed, and
/// sent with one button afterwards.
pub async fn lately(app: &App, visit: &Visit, address: &str, typed: &Typed) -> Result<(), Error> {
    let person = visit.signed_in().ok_or(Error::NotFound)?;
    if app.clock.now() - person.session.created_at <= LATELY {
        return Ok(());
    }
    let form = kept_forms::add(app, person.account.id, address, typed.pairs()).await?;
    let door = match (person.account.kind, person.session.level) {
        (AccountKind::Applicant, _) => paths::sign_in(),
        // Demonstration's staff have no password: they are chosen again.
        (AccountKind::Staff, Level::Demo) => paths::demo(),
        (AccountKind::Staff, _) => paths::sign_in_staff(),
    };
    Err(Error::SignInNeeded { door, next: paths::kept_form(form) })
}

/// The answer with a cookie.
pub fn with_cookie(mut response: Response, cookie: HeaderValue) -> Response {
    response.headers_mut().append(header::SET_COOKIE, cookie);
    response
}

/// The network of an address: enough to recognise a place, too little to find a machine.
fn network(address: IpAddr) -> String {
    match address {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            format!("{a}.{b}.{c}.*")
        }
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::*")
        }
    }
}
