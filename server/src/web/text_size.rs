//! How large the letters are: a preference of the browser, kept in a cookie.

use super::cookies;
use crate::{actor::Anyone, app::App, page::see_other, posted::Posted};
use axum::{extract::State, http::header, response::Response};
use chrono::TimeDelta;
use elements::TextSize;

/// How long a browser keeps it.
const KEPT: TimeDelta = TimeDelta::days(365);

/// Keeps the size and goes back.
pub async fn create(_: Anyone, State(app): State<App>, Posted(typed): Posted) -> Response {
    let size = TextSize::from_code(typed.get("size")).unwrap_or_default();
    let mut response = see_other(own_path(typed.get("next")));
    let cookie = cookies::set(&app.config, "text-size", size.code(), Some(KEPT));
    response.headers_mut().append(header::SET_COOKIE, cookie);
    response
}

/// A path of ours, or the front page: never another site (ASVS 3.7.2).
pub fn own_path(next: &str) -> &str {
    let own = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && next.bytes().all(|byte| (b' '..0x7f).contains(&byte) && byte != b' ');
    if own { next } else { "/" }
}
