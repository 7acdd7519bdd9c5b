//! The two days of a rate: the one that is told, and the one it is compared with.

use crate::wareki::{self, DateError, Expected};
use chrono::{Months, NaiveDate};

/// A day, and an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The day that is told.
    pub on: NaiveDate,
    /// The day it is compared with.
    pub since: NaiveDate,
}

/// Why two days cannot be told of.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DaysProblem {
    /// The day is none.
    #[error("the day: {0}")]
    On(DateError),
    /// The day has not come.
    #[error("the day has not come")]
    Future,
    /// The day to compare with is none.
    #[error("the day to compare with: {0}")]
    Since(DateError),
    /// The day to compare with is not earlier.
    #[error("the day to compare with is not earlier")]
    NotEarlier,
}

impl Days {
    /// Reads two days: today and a year before, where nothing is typed. Without a year the first is of the last twelve months,
    /// and the other of those before it.
    pub fn parse(on: &str, since: &str, today: NaiveDate) -> Result<Self, Vec<DaysProblem>> {
        let mut problems = Vec::new();
        let mut read = |typed: &str, until: NaiveDate, problem: fn(DateError) -> DaysProblem| {
            match wareki::parse_expected(typed, Expected::year_until(until)) {
                Ok(parsed) => Some(parsed.date),
                Err(DateError::Missing) => None,
                Err(error) => {
                    problems.push(problem(error));
                    None
                }
            }
        };
        let on = read(on, today, DaysProblem::On).unwrap_or(today);
        let since = read(since, on.pred_opt().unwrap_or(on), DaysProblem::Since);
        if on > today {
            problems.push(DaysProblem::Future);
        }
        let since = since.unwrap_or_else(|| on.checked_sub_months(Months::new(12)).unwrap_or(on));
        if problems.is_empty() && since >= on {
            problems.push(DaysProblem::NotEarlier);
        }
        if problems.is_empty() { Ok(Self { on, since }) } else { Err(problems) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn nothing_typed_is_today_and_a_year_before() {
        let today = day("2024-02-29");
        let days = Days { on: today, since: day("2023-02-28") };
        assert_eq!(Days::parse("", " ", today), Ok(days));
        let days = Days { on: day("2024-01-31"), since: day("2023-04-01") };
        assert_eq!(Days::parse("令和6年1月31日", "R5.4.1", today), Ok(days));
        assert_eq!(Days::parse("1/31", "4/1", today), Ok(days), "years may be left out");
        let year = Days { on: day("2024-01-31"), since: day("2023-01-31") };
        assert_eq!(Days::parse("1月31日", "1/31", today), Ok(year), "a year before");
    }

    #[test]
    fn what_cannot_be_compared_is_told() {
        let today = day("2024-04-01");
        let told = |on, since| Days::parse(on, since, today).unwrap_err();
        assert_eq!(told("2024-04-02", ""), [DaysProblem::Future]);
        assert_eq!(told("", "2024-04-01"), [DaysProblem::NotEarlier]);
        assert_eq!(told("x", "y").len(), 2);
    }
}
