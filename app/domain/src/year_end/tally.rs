//! 受付数の照合: received = granted + refused + withdrawn + open, at any time (domain.md §7, invariant 3).

use crate::subsidies::StageName;

/// What became of the applications that were given a number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// 受付番号 given so far: counted by whoever gives them, not by the rows that should be there.
    pub received: u64,
    /// 交付決定.
    pub granted: u64,
    /// 不交付決定.
    pub refused: u64,
    /// 取下げ.
    pub withdrawn: u64,
    /// Nothing decided yet, 待機 included.
    pub open: u64,
}

impl Tally {
    /// A tally of numbers given and of the applications found in each stage.
    pub fn of(received: u64, stages: impl IntoIterator<Item = (StageName, u64)>) -> Self {
        stages.into_iter().fold(Self { received, ..Self::default() }, |tally, (stage, n)| match stage {
            // A draft has no number, so it is none of these.
            StageName::Draft => tally,
            StageName::Granted => Self { granted: tally.granted + n, ..tally },
            StageName::Refused => Self { refused: tally.refused + n, ..tally },
            StageName::Withdrawn => Self { withdrawn: tally.withdrawn + n, ..tally },
            StageName::Waiting
            | StageName::Submitted
            | StageName::UnderReview
            | StageName::Returned
            | StageName::Proposed => Self { open: tally.open + n, ..tally },
        })
    }

    /// The right side of the equation.
    pub const fn accounted(self) -> u64 {
        self.granted + self.refused + self.withdrawn + self.open
    }

    /// How many are missing; negative where there are more than numbers were given.
    pub const fn missing(self) -> i64 {
        self.received.cast_signed() - self.accounted().cast_signed()
    }

    /// Whether the equation holds.
    pub const fn holds(self) -> bool {
        self.missing() == 0
    }

    /// Both together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            received: self.received + other.received,
            granted: self.granted + other.granted,
            refused: self.refused + other.refused,
            withdrawn: self.withdrawn + other.withdrawn,
            open: self.open + other.open,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_that_is_lost_breaks_the_equation() {
        let stages = [(StageName::Granted, 60), (StageName::Refused, 8), (StageName::Waiting, 20)];
        let tally = Tally::of(90, stages);
        assert!(!tally.holds());
        assert_eq!((tally.accounted(), tally.missing()), (88, 2));
        assert!(Tally::of(88, stages).holds());
        assert_eq!(Tally::of(87, stages).missing(), -1);
    }

    #[test]
    fn a_draft_is_no_receipt() {
        assert!(Tally::of(0, [(StageName::Draft, 12)]).holds());
    }

    proptest! {
        /// Wherever applications stand: as many numbers as applications, and every stage counted once.
        #[test]
        fn every_stage_is_on_the_right_side_once(counts in prop::collection::vec(0u64..1000, 9)) {
            let stages: Vec<_> = StageName::ALL.into_iter().zip(counts).collect();
            let received = stages.iter().filter(|(stage, _)| *stage != StageName::Draft).map(|(_, n)| n).sum();
            prop_assert!(Tally::of(received, stages.clone()).holds());
            let (half, rest) = stages.split_at(4);
            let sum = Tally::of(received, half.iter().copied()).and(Tally::of(0, rest.iter().copied()));
            prop_assert_eq!(sum, Tally::of(received, stages));
        }
    }
}
