//! 振込日: a day on which banks work.

use crate::working_days::{Closure, WorkingCalendar};
use chrono::{Datelike, NaiveDate, TimeDelta};

/// Why nothing can be paid on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PayDayProblem {
    /// Before today.
    #[error("in the past")]
    Past,
    /// Banks are closed; the next day on which they work.
    #[error("banks are closed")]
    Closed {
        /// Why.
        closure: Closure,
        /// The next day on which they work.
        next: NaiveDate,
    },
    /// More than a year ahead: a mistyped year.
    #[error("more than a year ahead")]
    Far,
}

/// Why banks are closed on a day, if they are: Saturdays, Sundays, holidays, 31 December to 3 January (銀行法施行令第5条).
pub fn bank_closure(day: NaiveDate) -> Option<Closure> {
    match WorkingCalendar::default().closure(day) {
        // 29 and 30 December are closed for municipalities alone.
        Some(Closure::YearEnd) if day.month() == 12 && day.day() < 31 => None,
        closure => closure,
    }
}

/// Whether transfers can be dated that day.
pub fn pay_day(day: NaiveDate, today: NaiveDate) -> Result<NaiveDate, PayDayProblem> {
    if day < today {
        return Err(PayDayProblem::Past);
    }
    if day > today + TimeDelta::days(366) {
        return Err(PayDayProblem::Far);
    }
    match bank_closure(day) {
        None => Ok(day),
        Some(closure) => {
            let next = day.iter_days().find(|day| bank_closure(*day).is_none()).unwrap_or(day);
            Err(PayDayProblem::Closed { closure, next })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn transfers_are_dated_when_banks_work() {
        let today = day("2024-10-01");
        assert_eq!(pay_day(day("2024-10-31"), today), Ok(day("2024-10-31")));
        assert_eq!(pay_day(day("2024-09-30"), today), Err(PayDayProblem::Past));
        assert_eq!(pay_day(day("2026-10-30"), today), Err(PayDayProblem::Far));
        let closed = |text, closure, next| {
            assert_eq!(
                pay_day(day(text), today),
                Err(PayDayProblem::Closed { closure, next: day(next) }),
                "{text}"
            );
        };
        closed("2024-11-02", Closure::Saturday, "2024-11-05");
        closed("2024-12-31", Closure::YearEnd, "2025-01-06");
        closed("2025-01-02", Closure::YearEnd, "2025-01-06");
        assert_eq!(pay_day(day("2024-12-30"), today), Ok(day("2024-12-30")), "banks work, the city does not");
    }
}
