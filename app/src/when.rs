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

/// 3分前: how long ago, as people say it to each other.
pub fn ago(now: DateTime<Utc>, at: DateTime<Utc>) -> String {
    let passed = now - at;
    if passed < Duration::minutes(1) {
        "たった今".to_owned()
    } else if passed < Duration::hours(1) {
        format!("{}分前", passed.num_minutes())
    } else if passed < Duration::hours(24) {
        format!("{}時間前", passed.num_hours())
    } else {
        moment(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone as _;

    #[test]
    fn what_just_happened_is_told_in_minutes_and_what_is_long_ago_with_its_day() {
        let at = Utc.with_ymd_and_hms(2024, 7, 3, 1, 12, 0).unwrap();
        assert_eq!(ago(at + Duration::seconds(5), at), "たった今");
        assert_eq!(ago(at + Duration::minutes(3), at), "3分前");
        assert_eq!(ago(at + Duration::hours(5), at), "5時間前");
        assert_eq!(ago(at + Duration::days(5), at), "令和6年7月3日(水)10時12分");
    }
}
