//! 開庁日: the days on which a municipality works, for processing times and deadlines.
//!
//! Closed are Saturdays, Sundays, national holidays, 29 December to 3 January (地方自治法第4条の2) and the
//! days a tenant closes by itself.

mod holidays;

pub use holidays::{Holiday, holiday, holidays};

use chrono::{Datelike, Duration, NaiveDate, Weekday};
use std::collections::BTreeSet;

/// Why a municipality does not work on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Closure {
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
    /// 国民の祝日 or 休日.
    Holiday(Holiday),
    /// 29 December to 3 January.
    YearEnd,
    /// Closed by the tenant.
    Tenant,
}

/// The working days of one tenant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorkingCalendar {
    closed: BTreeSet<NaiveDate>,
}

impl WorkingCalendar {
    /// A calendar with the days that the tenant closes by itself.
    pub fn new(closed_days: impl IntoIterator<Item = NaiveDate>) -> Self {
        Self { closed: closed_days.into_iter().collect() }
    }

    /// Why the day is closed, if it is; a holiday is named before a weekend, and both before the rest.
    pub fn closure(&self, day: NaiveDate) -> Option<Closure> {
        if let Some(holiday) = holiday(day) {
            return Some(Closure::Holiday(holiday));
        }
        match day.weekday() {
            Weekday::Sat => Some(Closure::Saturday),
            Weekday::Sun => Some(Closure::Sunday),
            _ if is_year_end(day) => Some(Closure::YearEnd),
            _ => self.closed.contains(&day).then_some(Closure::Tenant),
        }
    }

    /// True when the municipality works on that day.
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        self.closure(day).is_none()
    }

    /// How many working days passed after `from` until the end of `to`: the first day is not counted
    /// (民法第140条), and nothing has passed when `to` is not later.
    pub fn working_days_between(&self, from: NaiveDate, to: NaiveDate) -> u32 {
        let mut days = 0;
        let mut day = from;
        while day < to {
            day += Duration::days(1);
            days += u32::from(self.is_working_day(day));
        }
        days
    }

    /// The day on which so many working days have passed; zero gives the day itself when it is a working
    /// day and the next one otherwise.
    #[must_use]
    pub fn add_working_days(&self, from: NaiveDate, days: u32) -> NaiveDate {
        if days == 0 {
            return self.working_day_from(from);
        }
        let mut day = from;
        let mut left = days;
        while left > 0 {
            day += Duration::days(1);
            left -= u32::from(self.is_working_day(day));
        }
        day
    }

    /// The day itself when it is a working day, the next one otherwise.
    #[must_use]
    pub fn working_day_from(&self, day: NaiveDate) -> NaiveDate {
        let mut day = day;
        while !self.is_working_day(day) {
            day += Duration::days(1);
        }
        day
    }
}

fn is_year_end(day: NaiveDate) -> bool {
    matches!((day.month(), day.day()), (12, 29..=31) | (1, 1..=3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("an ISO date")
    }

    #[test]
    fn a_week_has_five_working_days() {
        let calendar = WorkingCalendar::default();
        assert_eq!(calendar.working_days_between(day("2024-06-03"), day("2024-06-10")), 5);
        assert_eq!(calendar.working_days_between(day("2024-06-07"), day("2024-06-09")), 0);
        assert_eq!(calendar.working_days_between(day("2024-06-07"), day("2024-06-07")), 0);
        assert_eq!(calendar.working_days_between(day("2024-06-07"), day("2024-06-01")), 0);
    }

    #[test]
    fn the_turn_of_the_year_is_closed() {
        let calendar = WorkingCalendar::default();
        assert_eq!(calendar.add_working_days(day("2024-12-27"), 1), day("2025-01-06"));
        assert_eq!(calendar.closure(day("2024-12-30")), Some(Closure::YearEnd));
        assert_eq!(calendar.closure(day("2024-12-28")), Some(Closure::Saturday));
        assert!(matches!(calendar.closure(day("2025-01-01")), Some(Closure::Holiday(_))));
    }

    #[test]
    fn a_tenant_closes_days_of_its_own() {
        let calendar = WorkingCalendar::new([day("2024-10-15")]);
        assert_eq!(calendar.closure(day("2024-10-15")), Some(Closure::Tenant));
        assert_eq!(calendar.add_working_days(day("2024-10-11"), 1), day("2024-10-16"));
    }

    #[test]
    fn a_period_that_ends_on_a_closed_day_moves_to_the_next() {
        let calendar = WorkingCalendar::default();
        assert_eq!(calendar.add_working_days(day("2024-05-03"), 0), day("2024-05-07"));
        assert_eq!(calendar.working_day_from(day("2024-05-07")), day("2024-05-07"));
    }

    proptest! {
        #[test]
        fn adding_and_counting_agree(start in 0..36_000_i64, days in 1..200_u32) {
            let calendar = WorkingCalendar::default();
            let from = day("2000-01-01") + Duration::days(start);
            let to = calendar.add_working_days(from, days);
            prop_assert!(calendar.is_working_day(to));
            prop_assert_eq!(calendar.working_days_between(from, to), days);
        }
    }
}
