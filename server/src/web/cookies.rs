//! Cookies: `__Host-` over TLS (ASVS 3.3.1), `HttpOnly`, `SameSite=Lax` so that links from mails arrive signed in.

use crate::config::Config;
use axum::http::{HeaderMap, HeaderValue, header};
use chrono::TimeDelta;

/// The session's token.
pub fn session_name(config: &Config) -> String {
    named(config, "session")
}

/// What a browser's forms are signed with.
pub fn seed_name(config: &Config) -> String {
    named(config, "seed")
}

/// What binds a mailed link to the browser that asked for it.
pub fn browser_name(config: &Config) -> String {
    named(config, "browser")
}

/// What a page shows once, sealed.
pub fn shown_name(config: &Config) -> String {
    named(config, "shown")
}

/// The letter that somebody begins with, sealed.
pub fn letter_name(config: &Config) -> String {
    named(config, "letter")
}

fn named(config: &Config, name: &str) -> String {
    if config.secure() { format!("__Host-{name}") } else { name.to_owned() }
}

/// The value of a cookie.
pub fn read(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

/// Sets a cookie; without an age it goes with the browser.
pub fn set(config: &Config, name: &str, value: &str, age: Option<TimeDelta>) -> HeaderValue {
    let secure = if config.secure() { "; Secure" } else { "" };
    let age = age.map(|age| format!("; Max-Age={}", age.num_seconds())).unwrap_or_default();
    HeaderValue::from_str(&format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}"))
        .expect("names and tokens are plain ASCII")
}

/// Takes a cookie back.
pub fn clear(config: &Config, name: &str) -> HeaderValue {
    set(config, name, "", Some(TimeDelta::zero()))
}
