//! By when an office reports, claims and pays back; when it is reminded.

use crate::fiscal_year::FiscalYear;
use chrono::{Days, NaiveDate};

/// So many days after 額の確定 an office has to claim.
pub const CLAIM_DAYS: u64 = 30;
/// So many days after 返還命令 the money is usually asked back by.
pub const RETURN_DAYS: u64 = 20;
/// So many days after a claim in advance was accepted its officers are reminded that it is still to be paid.
pub const PAY_DAYS: u64 = 14;
/// So many days before a due day an office is reminded, and on the day after it.
pub const REMIND_DAYS: [u64; 2] = [14, 3];

fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

/// 実績報告の期限: what the programme says, else the end of its year. A grant after that day leaves two weeks.
pub fn report_due(rule: Option<NaiveDate>, year: FiscalYear, granted_on: NaiveDate) -> NaiveDate {
    let due = rule.unwrap_or_else(|| year.end());
    due.max(later(granted_on, 14).min(year.closing_end()))
}

/// 請求の期限, never after the books of the year are closed.
pub fn claim_due(fixed_on: NaiveDate, year: FiscalYear) -> NaiveDate {
    later(fixed_on, CLAIM_DAYS).min(year.closing_end()).max(fixed_on)
}

/// 返還の期限, as it is suggested.
pub fn return_due(today: NaiveDate) -> NaiveDate {
    later(today, RETURN_DAYS)
}

/// 督促: not before the last day is over.
pub fn may_dun(due: NaiveDate, today: NaiveDate) -> bool {
    due < today
}

/// Whether an advance that was accepted on a day is still unpaid for so long on another that its officers are reminded.
pub fn is_paid_late(accepted: NaiveDate, today: NaiveDate) -> bool {
    later(accepted, PAY_DAYS) <= today
}

/// Whether an office is reminded on a day of what is due on another.
pub fn reminds_on(due: NaiveDate, today: NaiveDate) -> bool {
    let left = (due - today).num_days();
    left == -1 || REMIND_DAYS.iter().any(|days| i64::try_from(*days) == Ok(left))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn a_report_is_due_by_the_rule_or_at_the_end_of_the_year() {
        let year = FiscalYear::from_year(2024).unwrap();
        assert_eq!(report_due(None, year, day(2024, 7, 3)), day(2025, 3, 31));
        assert_eq!(report_due(Some(day(2025, 2, 28)), year, day(2024, 7, 3)), day(2025, 2, 28));
        assert_eq!(report_due(None, year, day(2025, 3, 28)), day(2025, 4, 11), "two weeks are left");
    }

    #[test]
    fn a_claim_is_due_before_the_books_are_closed() {
        let year = FiscalYear::from_year(2024).unwrap();
        assert_eq!(claim_due(day(2024, 10, 1), year), day(2024, 10, 31));
        assert_eq!(claim_due(day(2025, 5, 20), year), day(2025, 5, 31));
        assert_eq!(claim_due(day(2025, 6, 2), year), day(2025, 6, 2));
    }

    #[test]
    fn an_advance_is_paid_late_two_weeks_after_it_was_accepted() {
        let late = |today| is_paid_late(day(2024, 7, 3), today);
        assert!(!late(day(2024, 7, 16)) && late(day(2024, 7, 17)) && late(day(2024, 8, 1)));
    }

    #[test]
    fn money_is_asked_for_again_when_its_last_day_is_over() {
        let due = day(2024, 8, 30);
        assert!(!may_dun(due, day(2024, 8, 29)) && !may_dun(due, due) && may_dun(due, day(2024, 8, 31)));
    }

    #[test]
    fn an_office_is_reminded_twice_before_and_once_after() {
        let due = day(2025, 3, 31);
        let days: Vec<_> = (1..=31)
            .map(|d| day(2025, 3, d))
            .chain([day(2025, 4, 1), day(2025, 4, 2)])
            .filter(|today| reminds_on(due, *today))
            .collect();
        assert_eq!(days, [day(2025, 3, 17), day(2025, 3, 28), day(2025, 4, 1)]);
    }
}
