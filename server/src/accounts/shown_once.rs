//! Secrets that a page shows once: they ride to it sealed in a cookie of the person's own, and never stand in a row or log.

use crate::{app::App, web::cookies};
use axum::http::{HeaderMap, HeaderValue};
use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::AccountId;
use serde::{Deserialize, Serialize};

/// How long the page may be loaded again.
const AGE: TimeDelta = TimeDelta::minutes(10);

#[derive(Serialize, Deserialize)]
struct Shown {
    about: String,
    secrets: Vec<String>,
    until: DateTime<Utc>,
}

/// The cookie that brings secrets to the next page; `about` names what they open.
pub(crate) fn keep(app: &App, account: AccountId, about: &str, secrets: Vec<String>) -> HeaderValue {
    let shown = Shown { about: about.to_owned(), secrets, until: app.clock.now() + AGE };
    let text = serde_json::to_vec(&shown).unwrap_or_default();
    let sealed = app.keys.seal(&owner(account), &text);
    cookies::set(&app.config, &name(app), &sealed, Some(AGE))
}

/// The secrets about it, while they may be shown.
pub(crate) fn read(app: &App, headers: &HeaderMap, account: AccountId, about: &str) -> Vec<String> {
    let opened =
        cookies::read(headers, &name(app)).and_then(|sealed| app.keys.open(&owner(account), &sealed).ok());
    opened
        .and_then(|text| serde_json::from_slice::<Shown>(&text).ok())
        .filter(|shown| shown.about == about && app.clock.now() < shown.until)
        .map(|shown| shown.secrets)
        .unwrap_or_default()
}

fn owner(account: AccountId) -> String {
    format!("shown once {account}")
}

fn name(app: &App) -> String {
    cookies::shown_name(&app.config)
}
