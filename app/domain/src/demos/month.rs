//! A month of a calendar, in weeks from Monday on.

use super::Week;
use chrono::{Datelike as _, Duration, Months, NaiveDate};
use std::{fmt, str::FromStr};

/// A month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month(NaiveDate);

/// Not written as a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a month")]
pub struct NotAMonth;

impl Month {
    /// The month in which a day lies.
    pub fn of(day: NaiveDate) -> Self {
        Self(day.with_day(1).unwrap_or(day))
    }
    /// Its first day.
    pub const fn first(self) -> NaiveDate {
        self.0
    }
    /// Its last day.
    pub fn last(self) -> NaiveDate {
        self.next().0 - Duration::days(1)
    }
    /// The month after.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.checked_add_months(Months::new(1)).unwrap_or(self.0))
    }
    /// The month before.
    #[must_use]
    pub fn previous(self) -> Self {
        Self(self.0.checked_sub_months(Months::new(1)).unwrap_or(self.0))
    }
    /// Whether a day lies in it.
    pub fn holds(self, day: NaiveDate) -> bool {
        Self::of(day) == self
    }
    /// The weeks that have a day of it, the first first.
    pub fn weeks(self) -> Vec<Week> {
        let (mut week, last) = (Week::of(self.0), Week::of(self.last()));
        let mut weeks = vec![week];
        while week != last {
            week = week.next();
            weeks.push(week);
        }
        weeks
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m"))
    }
}

impl FromStr for Month {
    type Err = NotAMonth;
    /// Reads `2024-12`, of the years that a calendar of this program reaches.
    fn from_str(text: &str) -> Result<Self, NotAMonth> {
        let (year, month) = text.split_once('-').ok_or(NotAMonth)?;
        let year: i32 = year.parse().map_err(|_| NotAMonth)?;
        if !(2000..2100).contains(&year) {
            return Err(NotAMonth);
        }
        NaiveDate::from_ymd_opt(year, month.parse().map_err(|_| NotAMonth)?, 1).map(Self).ok_or(NotAMonth)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_has_whole_weeks_and_neighbours() {
        let december: Month = "2024-12".parse().expect("a month");
        assert_eq!(december.last().to_string(), "2024-12-31");
        // Sunday the first: its week begins on 25 November.
        let weeks = december.weeks();
        assert_eq!(weeks.len(), 6);
        assert_eq!(weeks[0].monday().to_string(), "2024-11-25");
        assert_eq!(december.next().to_string(), "2025-01");
        assert_eq!(december.next().previous(), december);
        assert!(december.holds("2024-12-31".parse().expect("a day")));
        assert!(!december.holds("2025-01-01".parse().expect("a day")));
        for wrong in ["", "2024", "2024-13", "1999-12", "99999-01", "x-y"] {
            assert_eq!(wrong.parse::<Month>(), Err(NotAMonth), "{wrong}");
        }
    }
}
