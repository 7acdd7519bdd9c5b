//! What speaks against a date without forbidding it: the people who decide are told, and decide.

use super::{Place, Plan, Slot};
use crate::working_days::{Closure, WorkingCalendar};
use chrono::{Datelike as _, NaiveDate};

/// Something to think of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warning {
    /// Days 1 to 10 of the month: offices write their claims (domain.md §1.11).
    Claims,
    /// The first tasks of the plan were due before today.
    ShortNotice {
        /// When the first task would have been due.
        due: NaiveDate,
    },
    /// Neither side works on that day.
    Closed(Closure),
}

/// Whether offices write their claims on a day.
pub fn falls_on_claims(day: NaiveDate) -> bool {
    day.day() <= 10
}

/// What speaks against a candidate, asked on `today`.
pub fn warnings(slot: &Slot, today: NaiveDate, calendar: &WorkingCalendar) -> Vec<Warning> {
    let claims = falls_on_claims(slot.date).then_some(Warning::Claims);
    let plan = Plan::built_in(Place::OnSite).on(slot.date, calendar);
    let first = plan.first().map(|task| task.due);
    let short = first.filter(|due| *due < today).map(|due| Warning::ShortNotice { due });
    let closed = calendar.closure(slot.date).map(Warning::Closed);
    [claims, short, closed].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demos::Length;
    use chrono::NaiveTime;

    fn slot(date: &str) -> Slot {
        Slot {
            date: date.parse().expect("an ISO date"),
            start: NaiveTime::from_hms_opt(13, 30, 0).expect("a time"),
            length: Length::of_quarters(8).expect("two hours"),
        }
    }

    #[test]
    fn the_days_of_claims_short_notice_and_closed_days_are_told() {
        let calendar = WorkingCalendar::default();
        let today: NaiveDate = "2024-09-20".parse().expect("a date");
        assert_eq!(warnings(&slot("2024-12-05"), today, &calendar), [Warning::Claims]);
        assert_eq!(warnings(&slot("2024-12-12"), today, &calendar), []);
        assert_eq!(
            warnings(&slot("2024-11-16"), today, &calendar),
            [
                Warning::ShortNotice { due: "2024-09-13".parse().expect("a date") },
                Warning::Closed(Closure::Saturday)
            ]
        );
    }
}
