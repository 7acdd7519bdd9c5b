//! Where an inquiry stands, where a reply stands, and until when it can be given.

use chrono::NaiveDate;

pub use crate::dispatches::Way;

/// Where an inquiry stands in the house that asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// 準備中: nobody else sees it.
    Draft,
    /// 照会中.
    Open,
    /// 締切: closed by whoever asked.
    Closed,
}

impl Stage {
    /// The word in rows.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }

    /// What a word stands for.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Draft, Self::Open, Self::Closed].into_iter().find(|stage| stage.code() == code)
    }
}

/// How far a house is with its reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Progress {
    /// 未回答.
    Waiting,
    /// 入力中: kept, and not handed in.
    Drafted,
    /// 回答済み.
    Answered,
    /// 回答済み, and a correction is begun.
    Correcting,
}

impl Progress {
    /// Of a reply that was handed in or not, with something kept or not.
    pub const fn of(answered: bool, drafted: bool) -> Self {
        match (answered, drafted) {
            (false, false) => Self::Waiting,
            (false, true) => Self::Drafted,
            (true, false) => Self::Answered,
            (true, true) => Self::Correcting,
        }
    }

    /// Whether there is an answer to count.
    pub const fn is_answered(self) -> bool {
        matches!(self, Self::Answered | Self::Correcting)
    }
}

/// Why a reply cannot be given, or changed, now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Closed {
    /// The last day is over.
    #[error("the deadline was {0}")]
    Over(NaiveDate),
    /// Whoever asked closed it.
    #[error("closed by whoever asked")]
    ByAsker,
}

/// Whether a reply can be given: until the end of its last day, unless whoever asked closed it before.
pub fn stands(closed: bool, deadline: NaiveDate, today: NaiveDate) -> Result<(), Closed> {
    if closed {
        Err(Closed::ByAsker)
    } else if today > deadline {
        Err(Closed::Over(deadline))
    } else {
        Ok(())
    }
}

/// How many were asked, and how many answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    /// Houses that were asked.
    pub asked: u32,
    /// Of these, who handed an answer in.
    pub answered: u32,
}

impl Standing {
    /// Counts replies.
    pub fn of(replies: impl IntoIterator<Item = Progress>) -> Self {
        replies.into_iter().fold(Self::default(), |Self { asked, answered }, progress| Self {
            asked: asked + 1,
            answered: answered + u32::from(progress.is_answered()),
        })
    }

    /// Who has not answered.
    pub const fn left(self) -> u32 {
        self.asked.saturating_sub(self.answered)
    }

    /// 回答率 in tenths of a percent, halves up; none while nobody was asked.
    pub fn rate(self) -> Option<u32> {
        (self.asked > 0).then(|| (self.answered * 2_000 + self.asked) / (self.asked * 2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 10, day).expect("a day")
    }

    #[test]
    fn one_answers_to_the_end_of_the_last_day_and_not_after_it_was_closed() {
        assert_eq!(stands(false, day(10), day(10)), Ok(()));
        assert_eq!(stands(false, day(10), day(11)), Err(Closed::Over(day(10))));
        assert_eq!(stands(true, day(10), day(1)), Err(Closed::ByAsker));
    }

    #[test]
    fn a_correction_that_is_begun_still_counts_as_answered() {
        let all = [Progress::of(true, true), Progress::of(false, true), Progress::of(false, false)];
        let standing = Standing::of(all);
        assert_eq!((standing.asked, standing.answered, standing.left()), (3, 1, 2));
        assert_eq!(standing.rate(), Some(333));
        assert_eq!(Standing::default().rate(), None);
        assert_eq!(Standing { asked: 188, answered: 96 }.rate(), Some(511));
    }

    #[test]
    fn words_in_rows_are_read_back() {
        for stage in [Stage::Draft, Stage::Open, Stage::Closed] {
            assert_eq!(Stage::from_code(stage.code()), Some(stage));
        }
        assert_eq!(Stage::from_code("asked"), None);
    }

    proptest! {
        #[test]
        fn nobody_is_counted_twice(flags in proptest::collection::vec((any::<bool>(), any::<bool>()), 0..60)) {
            let standing = Standing::of(flags.iter().map(|(answered, drafted)| Progress::of(*answered, *drafted)));
            let answered = flags.iter().filter(|(answered, _)| *answered).count();
            prop_assert_eq!(usize::try_from(standing.asked), Ok(flags.len()));
            prop_assert_eq!(usize::try_from(standing.answered), Ok(answered));
            prop_assert!(standing.rate().is_none_or(|rate| rate <= 1_000));
        }
    }
}
