//! What must be put right before somebody can be paid.

use crate::zengin::Misfit;
use chrono::NaiveDate;

/// One thing that keeps a payment out of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// Nobody has told an account.
    NoAccount,
    /// The bank or the branch is not in the list that the city loaded.
    UnknownBranch,
    /// The bank sent the last payment to this account back, and the account is still the same.
    ReturnedBefore,
    /// The account was changed lately: it is paid from this day on.
    HeldUntil(NaiveDate),
    /// It does not fit into the file.
    Misfit(Misfit),
}

/// Days for which a changed account is not paid, so that whoever did not change it can say so.
pub const HOLD_DAYS: i64 = 3;

/// Until when a changed account is not paid: an applicant's change of an account that has not failed.
pub fn usable_on(today: NaiveDate, by_applicant: bool, replaces: bool, failed: bool) -> NaiveDate {
    if by_applicant && replaces && !failed { today + chrono::TimeDelta::days(HOLD_DAYS) } else { today }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_change_that_nobody_asked_for_is_held() {
        let today: NaiveDate = "2024-10-01".parse().expect("a day");
        assert_eq!(usable_on(today, true, true, false), today + chrono::TimeDelta::days(3));
        assert_eq!(usable_on(today, true, false, false), today, "the first account");
        assert_eq!(usable_on(today, true, true, true), today, "the correction of one that failed");
        assert_eq!(usable_on(today, false, true, false), today, "an officer's, with a paper before them");
    }
}
