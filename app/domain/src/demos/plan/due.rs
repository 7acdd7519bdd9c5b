//! When a task is due, counted back from the session.

use crate::working_days::WorkingCalendar;
use chrono::{Duration, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use std::fmt;

/// In what a distance to the session is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DueUnit {
    /// か月前.
    Months,
    /// 週間前.
    Weeks,
    /// 日前.
    Days,
    /// 当日.
    Day,
}

impl DueUnit {
    /// All of them, in the order of lists.
    pub const ALL: [Self; 4] = [Self::Months, Self::Weeks, Self::Days, Self::Day];

    /// The word in forms and rows.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Months => "months",
            Self::Weeks => "weeks",
            Self::Days => "days",
            Self::Day => "day",
        }
    }

    /// What a word stands for.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.code() == code)
    }

    /// The most of them: half a year.
    pub const fn most(self) -> u16 {
        match self {
            Self::Months => 6,
            Self::Weeks => 26,
            Self::Days => 180,
            Self::Day => 0,
        }
    }
}

/// When a task is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Due {
    unit: DueUnit,
    count: u16,
}

/// A word that is no rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0} is no rule of when a task is due")]
pub struct NoRule(String);

impl Due {
    /// On the day of the session.
    pub const ON_THE_DAY: Self = Self { unit: DueUnit::Day, count: 0 };

    /// So many before; none or more than half a year is no rule. The day itself is not counted.
    pub const fn new(unit: DueUnit, count: u16) -> Option<Self> {
        match unit {
            DueUnit::Day => Some(Self::ON_THE_DAY),
            DueUnit::Months | DueUnit::Weeks | DueUnit::Days => {
                if 1 <= count && count <= unit.most() {
                    Some(Self { unit, count })
                } else {
                    None
                }
            }
        }
    }
    /// In what it is counted.
    pub const fn unit(self) -> DueUnit {
        self.unit
    }
    /// How many; nothing on the day.
    pub const fn count(self) -> u16 {
        self.count
    }
    /// The word in rows.
    pub fn code(self) -> String {
        match self.unit {
            DueUnit::Day => self.unit.code().to_owned(),
            unit => format!("{}:{}", unit.code(), self.count),
        }
    }
    /// What a word stands for.
    pub fn from_code(code: &str) -> Option<Self> {
        let (unit, count) = code.split_once(':').unwrap_or((code, "0"));
        Self::new(DueUnit::from_code(unit)?, count.parse().ok()?)
    }
    /// The day before a session on `date`: a working day, or the day itself.
    pub fn before(self, date: NaiveDate, calendar: &WorkingCalendar) -> NaiveDate {
        let day = match self.unit {
            DueUnit::Day => return date,
            // A month without that day ends earlier: two months before 30 April is 28 February.
            DueUnit::Months => date.checked_sub_months(Months::new(self.count.into())).unwrap_or(date),
            DueUnit::Weeks => date - Duration::weeks(self.count.into()),
            DueUnit::Days => date - Duration::days(self.count.into()),
        };
        working_day_until(day, calendar)
    }
}

/// The day itself when it is a working day, the one before it otherwise.
fn working_day_until(day: NaiveDate, calendar: &WorkingCalendar) -> NaiveDate {
    let mut day = day;
    while !calendar.is_working_day(day) {
        day -= Duration::days(1);
    }
    day
}

impl fmt::Display for Due {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code())
    }
}

impl From<Due> for String {
    fn from(due: Due) -> Self {
        due.code()
    }
}

impl TryFrom<String> for Due {
    type Error = NoRule;
    fn try_from(code: String) -> Result<Self, NoRule> {
        Self::from_code(&code).ok_or(NoRule(code))
    }
}
