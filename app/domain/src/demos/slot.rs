//! A stretch of time on one day in Japan, in quarters of an hour: what is asked for, promised and never promised twice.

use crate::{text::normalise_code, tokyo};
use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, NaiveTime, Timelike as _, Utc};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Minutes of one quarter, the step in which resources are promised.
pub const QUARTER_MINUTES: u16 = 15;
const QUARTER_SECONDS: i64 = 15 * 60;
/// The lengths that a form offers, in quarters: one to four hours by halves.
pub const LENGTHS: [u8; 7] = [4, 6, 8, 10, 12, 14, 16];

/// How long, in quarters of an hour, at most a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Length(u8);

impl Length {
    /// So many quarters, from 1 to 48 (12 hours).
    pub const fn of_quarters(quarters: u8) -> Option<Self> {
        if 1 <= quarters && quarters <= 48 { Some(Self(quarters)) } else { None }
    }
    /// Reads what the form's list sends: minutes.
    pub fn parse(typed: &str) -> Option<Self> {
        let minutes: u16 = normalise_code(typed).parse().ok()?;
        if !minutes.is_multiple_of(QUARTER_MINUTES) {
            return None;
        }
        Self::of_quarters(u8::try_from(minutes / QUARTER_MINUTES).ok()?)
    }
    /// In quarters.
    pub const fn quarters(self) -> u8 {
        self.0
    }
    /// In minutes.
    pub fn minutes(self) -> u16 {
        u16::from(self.0) * QUARTER_MINUTES
    }
}

/// The first quarter of a day in Japan, counted as [`Slot::quarters`] counts.
pub fn first_quarter(day: NaiveDate) -> i64 {
    tokyo::start_of(day).timestamp().div_euclid(QUARTER_SECONDS)
}

/// The day and the time in Japan at which a quarter begins.
pub fn quarter_begins(quarter: i64) -> NaiveDateTime {
    let at = DateTime::from_timestamp(quarter.saturating_mul(QUARTER_SECONDS), 0).unwrap_or_default();
    tokyo::date_time(at)
}

/// Why a text is not a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// Nothing was typed.
    #[error("no time")]
    Missing,
    /// Not written as a time.
    #[error("not written as a time")]
    Form,
    /// Past 23:59, or past 59 minutes.
    #[error("no such time")]
    NoSuchTime,
    /// Not on a quarter of an hour.
    #[error("not on a quarter of an hour")]
    NotOnQuarter,
}

/// Reads a time of day on a quarter of an hour: `13:30`, `１３：３０`, `13時30分`, `13時半`, `午後1時`, `1330`.
pub fn parse_time(typed: &str) -> Result<NaiveTime, TimeError> {
    let code = normalise_code(typed);
    if code.is_empty() {
        return Err(TimeError::Missing);
    }
    let (afternoon, rest) = match (code.strip_prefix("午後"), code.strip_prefix("午前")) {
        (Some(rest), _) => (Some(true), rest),
        (None, Some(rest)) => (Some(false), rest),
        (None, None) => (None, code.as_str()),
    };
    let (hour, minute) = parts(rest).ok_or(TimeError::Form)?;
    let hour = match afternoon {
        Some(afternoon) if hour <= 12 => hour % 12 + if afternoon { 12 } else { 0 },
        Some(_) => return Err(TimeError::NoSuchTime),
        None => hour,
    };
    let time = NaiveTime::from_hms_opt(hour, minute, 0).ok_or(TimeError::NoSuchTime)?;
    if minute.is_multiple_of(u32::from(QUARTER_MINUTES)) { Ok(time) } else { Err(TimeError::NotOnQuarter) }
}

fn parts(text: &str) -> Option<(u32, u32)> {
    let number = |digits: &str| match digits.len() {
        1..=2 if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse().ok(),
        _ => None,
    };
    if let Some((hour, minute)) = text.split_once(':') {
        return Some((number(hour)?, number(minute)?));
    }
    if let Some((hour, rest)) = text.split_once('時') {
        let minute = match rest {
            "" => 0,
            "半" => 30,
            rest => number(rest.strip_suffix('分').unwrap_or(rest))?,
        };
        return Some((number(hour)?, minute));
    }
    if text.is_ascii() && matches!(text.len(), 3..=4) {
        let (hour, minute) = text.split_at(text.len() - 2);
        return Some((number(hour)?, number(minute)?));
    }
    None
}

/// One date with its time and length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Slot {
    /// The day in Japan.
    pub date: NaiveDate,
    /// The time in Japan at which it begins, on a quarter of an hour.
    pub start: NaiveTime,
    /// How long.
    pub length: Length,
}

impl Slot {
    /// The moment at which it begins.
    pub fn starts_at(&self) -> DateTime<Utc> {
        tokyo::moment(self.date, self.start)
    }
    /// The moment at which it is over.
    pub fn ends_at(&self) -> DateTime<Utc> {
        self.starts_at() + Duration::minutes(self.length.minutes().into())
    }
    /// The quarters it fills, counted from 1970-01-01T00:00Z: what a booking takes, one row each.
    pub fn quarters(&self) -> Range<i64> {
        let first = self.starts_at().timestamp().div_euclid(QUARTER_SECONDS);
        first..first + i64::from(self.length.quarters())
    }
    /// Whether both fill a quarter.
    pub fn overlaps(&self, other: &Self) -> bool {
        let (one, two) = (self.quarters(), other.quarters());
        one.start < two.end && two.start < one.end
    }
    /// The same time on another day.
    #[must_use]
    pub const fn on(self, date: NaiveDate) -> Self {
        Self { date, ..self }
    }
    /// `13:30`.
    pub fn start_words(&self) -> String {
        words(self.start)
    }
    /// `15:30`; past midnight as a clock shows it.
    pub fn end_words(&self) -> String {
        words(self.start + Duration::minutes(self.length.minutes().into()))
    }
}

fn words(time: NaiveTime) -> String {
    format!("{}:{:02}", time.hour(), time.minute())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn time(hour: u32, minute: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(hour, minute, 0).expect("a time of day")
    }

    #[test]
    fn a_time_is_read_as_people_write_it() {
        for (typed, hour, minute) in [
            ("13:30", 13, 30),
            ("１３：３０", 13, 30),
            ("１３時３０分", 13, 30),
            ("13時半", 13, 30),
            ("13時", 13, 0),
            ("午後1時", 13, 0),
            ("午後１時１５分", 13, 15),
            ("午前12時", 0, 0),
            ("1330", 13, 30),
            ("930", 9, 30),
            (" 9:45 ", 9, 45),
        ] {
            assert_eq!(parse_time(typed), Ok(time(hour, minute)), "{typed}");
        }
    }

    #[test]
    fn what_is_no_time_on_a_quarter_is_refused() {
        for (typed, error) in [
            ("", TimeError::Missing),
            ("　", TimeError::Missing),
            ("昼から", TimeError::Form),
            ("13", TimeError::Form),
            ("25:00", TimeError::NoSuchTime),
            ("13:75", TimeError::NoSuchTime),
            ("午後13時", TimeError::NoSuchTime),
            ("13:20", TimeError::NotOnQuarter),
        ] {
            assert_eq!(parse_time(typed), Err(error), "{typed}");
        }
    }

    #[test]
    fn a_length_is_whole_quarters() {
        assert_eq!(Length::parse("120").map(Length::quarters), Some(8));
        assert_eq!(Length::parse("１２０").map(Length::minutes), Some(120));
        assert!(
            Length::parse("100").is_none() && Length::parse("0").is_none() && Length::parse("").is_none()
        );
    }

    prop_compose! {
        fn slots()(day in 0..20_000_i64, quarter in 0..96_u32, length in 1..=48_u8) -> Slot {
            Slot {
                date: NaiveDate::from_ymd_opt(2000, 1, 1).expect("a day") + Duration::days(day),
                start: time(quarter / 4, quarter % 4 * 15),
                length: Length::of_quarters(length).expect("1 to 48"),
            }
        }
    }

    proptest! {
        #[test]
        fn two_slots_share_a_quarter_exactly_when_they_share_a_moment(one in slots(), shift in -60..60_i64) {
            let start = one.starts_at() + Duration::minutes(15 * shift);
            let two = Slot { date: tokyo::date(start), start: tokyo::date_time(start).time(), ..one };
            let moments = one.starts_at() < two.ends_at() && two.starts_at() < one.ends_at();
            prop_assert_eq!(one.overlaps(&two), moments);
            prop_assert_eq!(quarter_begins(one.quarters().start), one.date.and_time(one.start));
            prop_assert!(first_quarter(one.date) <= one.quarters().start);
            prop_assert_eq!(one.quarters().count(), usize::from(one.length.quarters()));
        }
    }
}
