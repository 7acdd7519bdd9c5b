//! Instants as people in Japan read them.

use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use domain::wareki::format_date_with_weekday;

/// The same instant on a clock in Japan.
pub fn local(at: DateTime<Utc>) -> NaiveDateTime {
    at.naive_utc() + Duration::hours(9)
}

/// 令和6年7月3日(水)10時12分.
pub fn moment(at: DateTime<Utc>) -> String {
    let local = local(at);
    format!("{}{}", format_date_with_weekday(local.date()), local.format("%-H時%M分"))
}

/// For machines.
pub fn datetime(at: DateTime<Utc>) -> String {
    local(at).format("%Y-%m-%dT%H:%M:%S+09:00").to_string()
}
