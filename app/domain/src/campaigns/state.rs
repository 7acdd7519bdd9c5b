//! Where a campaign or an activity stands, and what is late.

use crate::demos::kinds;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

kinds! {
    /// Where it stands.
    State {
        /// 予定.
        Planned = "planned",
        /// 実施中.
        UnderWay = "under_way",
        /// 完了.
        Done = "done",
        /// 中止.
        Dropped = "dropped",
    }
}

kinds! {
    /// Whom of an earlier audience an activity asks once more.
    Whom {
        /// Those who have not answered.
        NotAnswered = "not_answered",
        /// Those who do not use the system yet.
        NotAdopted = "not_adopted",
    }
}

impl State {
    /// Whether something may still happen.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Planned | Self::UnderWay)
    }

    /// Whether it may come to stand so. What was done or dropped by mistake is opened again first.
    pub const fn may_become(self, next: Self) -> bool {
        match self {
            Self::Planned => !matches!(next, Self::Planned),
            Self::UnderWay => matches!(next, Self::Planned | Self::Done | Self::Dropped),
            Self::Done | Self::Dropped => matches!(next, Self::UnderWay),
        }
    }
}

/// Whether an activity is late on a day: it should have begun, or should be over.
pub fn is_overdue(
    state: State,
    starts_on: Option<NaiveDate>,
    ends_on: Option<NaiveDate>,
    today: NaiveDate,
) -> bool {
    match state {
        State::Planned => starts_on.or(ends_on).is_some_and(|day| day < today),
        State::UnderWay => ends_on.is_some_and(|day| day < today),
        State::Done | State::Dropped => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_over_is_opened_again_before_anything_else() {
        assert!(State::Planned.may_become(State::UnderWay) && State::UnderWay.may_become(State::Done));
        assert!(State::UnderWay.may_become(State::Planned), "begun by mistake");
        for over in [State::Done, State::Dropped] {
            for next in State::ALL {
                assert_eq!(over.may_become(*next), *next == State::UnderWay, "{over:?} to {next:?}");
            }
        }
        assert!(State::ALL.iter().all(|state| !state.may_become(*state)));
    }

    #[test]
    fn late_is_what_has_not_begun_or_is_not_over() {
        let (first, last) = (Some(day("2024-06-11")), Some(day("2024-06-21")));
        assert!(!is_overdue(State::Planned, first, last, day("2024-06-11")), "on its day");
        assert!(is_overdue(State::Planned, first, last, day("2024-06-12")));
        assert!(!is_overdue(State::UnderWay, first, last, day("2024-06-21")));
        assert!(is_overdue(State::UnderWay, first, last, day("2024-06-22")));
        assert!(!is_overdue(State::UnderWay, first, None, day("2024-12-31")), "no day was set");
        assert!(!is_overdue(State::Done, first, last, day("2024-12-31")));
        assert!(!is_overdue(State::Planned, None, None, day("2024-12-31")));
    }
}
