//! 閉庁日 that a tenant sets besides Saturdays, Sundays, holidays and the turn of the year: one day or a range, with
//! the reason that officers and applicants are told.

use crate::{
    fiscal_year::FiscalYear,
    form::Typed,
    text::{graphemes, tidy_name},
    wareki::{DateError, Expected, parse_expected},
    working_days::WorkingCalendar,
};
use chrono::NaiveDate;

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClosedDaysField {
    /// The first day.
    From,
    /// The last day; empty for one day.
    To,
    /// 理由.
    Reason,
}

impl ClosedDaysField {
    /// The name of the control.
    pub const fn name(self) -> &'static str {
        match self {
            Self::From => "from",
            Self::To => "to",
            Self::Reason => "reason",
        }
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClosedDaysProblem {
    /// Not a date.
    Date(DateError),
    /// The last day lies before the first.
    EndsBeforeItBegins,
    /// So many days at once; at most [`ClosedDays::MAX`].
    TooMany(i64),
    /// No reason typed.
    NoReason,
    /// So many characters; at most [`ClosedDays::MAX_REASON`].
    ReasonTooLong(usize),
    /// Every day of the range is closed without being added.
    ClosedAnyway,
}

/// Days to close.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosedDays {
    /// The first day.
    pub from: NaiveDate,
    /// The last day, included.
    pub to: NaiveDate,
    /// Why, in a few words.
    pub reason: String,
}

impl ClosedDays {
    /// The most days that one form closes.
    pub const MAX: i64 = 31;
    /// The most characters of a reason.
    pub const MAX_REASON: usize = 40;

    /// Reads the form of a year; all that is wrong at once. A day without a year is of the year that is looked at, and the last
    /// day of a range follows its first.
    pub fn parse(typed: &Typed, year: FiscalYear) -> Result<Self, Vec<(ClosedDaysField, ClosedDaysProblem)>> {
        let mut errors = Vec::new();
        let mut note = |field, problem| errors.push((field, problem));
        let seen = Expected::between(year.start(), year.end());
        let from = match date(typed, ClosedDaysField::From, seen) {
            Ok(day) => Some(day),
            Err(error) => {
                note(ClosedDaysField::From, ClosedDaysProblem::Date(error));
                None
            }
        };
        let to = match date(typed, ClosedDaysField::To, from.map_or(seen, Expected::coming)) {
            Ok(day) => Some(day),
            Err(DateError::Missing) => from,
            Err(error) => {
                note(ClosedDaysField::To, ClosedDaysProblem::Date(error));
                None
            }
        };
        if let (Some(from), Some(to)) = (from, to) {
            match (to - from).num_days() + 1 {
                days if days < 1 => note(ClosedDaysField::To, ClosedDaysProblem::EndsBeforeItBegins),
                days if days > Self::MAX => note(ClosedDaysField::To, ClosedDaysProblem::TooMany(days)),
                _ => {}
            }
        }
        let reason = tidy_name(typed.get(ClosedDaysField::Reason.name()));
        match graphemes(&reason) {
            0 => note(ClosedDaysField::Reason, ClosedDaysProblem::NoReason),
            count if count > Self::MAX_REASON => {
                note(ClosedDaysField::Reason, ClosedDaysProblem::ReasonTooLong(count));
            }
            _ => {}
        }
        match (from, to) {
            (Some(from), Some(to)) if errors.is_empty() => Ok(Self { from, to, reason }),
            _ => Err(errors),
        }
    }

    /// The days of the range that the calendar does not close already; nothing is written for the others.
    pub fn to_add(&self, calendar: &WorkingCalendar) -> Vec<NaiveDate> {
        self.from
            .iter_days()
            .take_while(|day| *day <= self.to)
            .filter(|day| calendar.is_working_day(*day))
            .collect()
    }
}

fn date(typed: &Typed, field: ClosedDaysField, expected: Expected) -> Result<NaiveDate, DateError> {
    parse_expected(typed.get(field.name()), expected).map(|parsed| parsed.date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(from: &str, to: &str, reason: &str) -> Typed {
        Typed::default().with("from", from).with("to", to).with("reason", reason)
    }

    fn parse(typed: &Typed) -> Result<ClosedDays, Vec<(ClosedDaysField, ClosedDaysProblem)>> {
        ClosedDays::parse(typed, FiscalYear::from_year(2024).expect("a year"))
    }

    fn problems(typed: &Typed) -> Vec<(ClosedDaysField, ClosedDaysProblem)> {
        parse(typed).expect_err("something is wrong")
    }

    #[test]
    fn one_day_needs_no_end_and_a_range_has_one() {
        let one = parse(&form("令和6年10月15日", "", "市制記念日")).expect("good");
        assert_eq!(one.to_add(&WorkingCalendar::default()).len(), 1);
        // A Saturday, a Sunday and スポーツの日 are closed anyway.
        let range = parse(&form("R6.10.11", "2024-10-15", "庁舎移転")).expect("good");
        let days: Vec<String> =
            range.to_add(&WorkingCalendar::default()).iter().map(ToString::to_string).collect();
        assert_eq!(days, ["2024-10-11", "2024-10-15"]);
    }

    #[test]
    fn a_day_without_a_year_is_of_the_year_that_is_looked_at() {
        let range = parse(&form("3/28", "4/2", "庁舎移転")).expect("good");
        assert_eq!(
            (range.from.to_string(), range.to.to_string()),
            ("2025-03-28".into(), "2025-04-02".into())
        );
        let early = parse(&form("4/10", "4/9", "庁舎移転")).expect_err("before it begins");
        assert_eq!(early, [(ClosedDaysField::To, ClosedDaysProblem::EndsBeforeItBegins)]);
    }

    #[test]
    fn what_is_wrong_is_told_at_once() {
        assert_eq!(
            problems(&form("", "平成40年2月30日", "")).iter().map(|(field, _)| *field).collect::<Vec<_>>(),
            [ClosedDaysField::From, ClosedDaysField::To, ClosedDaysField::Reason]
        );
        assert_eq!(
            problems(&form("2024-10-15", "2024-10-14", "庁舎移転")),
            [(ClosedDaysField::To, ClosedDaysProblem::EndsBeforeItBegins)]
        );
        assert_eq!(
            problems(&form("2024-10-15", "2025-10-14", "庁舎移転")),
            [(ClosedDaysField::To, ClosedDaysProblem::TooMany(365))]
        );
    }

    #[test]
    fn a_day_that_is_closed_already_is_not_added_again() {
        let day = NaiveDate::from_ymd_opt(2024, 10, 15).expect("a day");
        let one = parse(&form("2024-10-15", "", "市制記念日")).expect("good");
        assert!(one.to_add(&WorkingCalendar::new([day])).is_empty());
    }
}
