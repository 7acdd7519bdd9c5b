//! Japanese time: stored moments are UTC, everything shown or due is Asia/Tokyo, nine hours ahead and
//! without summer time.

use crate::wareki;
use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Utc};

const AHEAD: Duration = Duration::hours(9);

/// The day in Japan.
pub fn date(at: DateTime<Utc>) -> NaiveDate {
    date_time(at).date()
}

/// The day and the time of day in Japan.
pub fn date_time(at: DateTime<Utc>) -> NaiveDateTime {
    at.naive_utc() + AHEAD
}

/// The moment at which the clocks in Japan show this.
pub fn moment(date: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
    (date.and_time(time) - AHEAD).and_utc()
}

/// The first moment of a day in Japan.
pub fn start_of(date: NaiveDate) -> DateTime<Utc> {
    moment(date, NaiveTime::MIN)
}

/// The first moment after a day in Japan: a deadline "until that day" ends before it.
pub fn end_of(date: NaiveDate) -> DateTime<Utc> {
    start_of(date + Duration::days(1))
}

/// `令和6年7月3日(水) 10:12`.
pub fn format(at: DateTime<Utc>) -> String {
    let local = date_time(at);
    format!("{} {}", wareki::format_date_with_weekday(local.date()), format_time(at))
}

/// `R6.7.3 10:12`, for narrow columns.
pub fn format_short(at: DateTime<Utc>) -> String {
    format!("{} {}", wareki::format_date_short(date(at)), format_time(at))
}

/// `10:12`.
pub fn format_time(at: DateTime<Utc>) -> String {
    let local = date_time(at);
    format!("{}:{:02}", local.hour(), local.minute())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an RFC 3339 time")
    }

    #[test]
    fn the_day_begins_nine_hours_before_it_does_in_utc() {
        assert_eq!(date(at("2024-03-31T15:00:00Z")).to_string(), "2024-04-01");
        assert_eq!(date(at("2024-03-31T14:59:59Z")).to_string(), "2024-03-31");
        assert_eq!(start_of(date(at("2024-04-01T00:00:00Z"))), at("2024-03-31T15:00:00Z"));
        assert_eq!(end_of(date(at("2025-02-28T00:00:00Z"))), at("2025-02-28T15:00:00Z"));
    }

    #[test]
    fn a_moment_is_shown_in_japan() {
        assert_eq!(format(at("2024-07-03T01:12:00Z")), "令和6年7月3日(水) 10:12");
        assert_eq!(format_short(at("2024-07-02T15:05:00Z")), "R6.7.3 0:05");
    }

    proptest! {
        #[test]
        fn every_moment_lies_in_its_day(seconds in 0..4_000_000_000_i64) {
            let moment = DateTime::from_timestamp(seconds, 0).expect("in range");
            prop_assert!(start_of(date(moment)) <= moment && moment < end_of(date(moment)));
            let local = date_time(moment);
            prop_assert_eq!(super::moment(local.date(), local.time()), moment);
        }
    }
}
