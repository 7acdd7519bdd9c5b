//! 補助事業（制度）: a programme is drafted, published as numbered versions, and closed.
//!
//! A new version while the programme is open applies to later applications; what was received keeps its own.

use super::{Exhaustion, Reception, Rules, Window};
use crate::{ids::ProgrammeVersionId, money::Yen};
use chrono::{DateTime, NaiveDate, Utc};

/// Where a programme stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProgrammeState {
    /// 下書き: nobody outside sees it.
    Draft,
    /// 公開中.
    Published {
        /// The version that applications made now come under.
        version: VersionNumber,
    },
    /// 終了.
    Closed {
        /// The last version.
        version: VersionNumber,
        /// Since when.
        at: DateTime<Utc>,
    },
}

/// Number of a published version, from one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct VersionNumber(u32);

impl VersionNumber {
    /// The first publication.
    pub const FIRST: Self = Self(1);

    /// The number a row holds; zero is none.
    pub const fn new(number: u32) -> Option<Self> {
        if number == 0 { None } else { Some(Self(number)) }
    }

    /// As a number.
    pub const fn get(self) -> u32 {
        self.0
    }

    const fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

/// What an officer tried to do to a programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProgrammeAct {
    /// 公開する, for the first time or again.
    Publish,
    /// 終了する.
    Close,
    /// 再開する.
    Reopen,
}

/// An act that the programme's state does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{act:?} is not possible now")]
pub struct WrongProgrammeState {
    /// Where the programme stands.
    pub from: ProgrammeState,
    /// What was tried.
    pub act: ProgrammeAct,
}

impl ProgrammeState {
    /// As it stands in a column.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published { .. } => "published",
            Self::Closed { .. } => "closed",
        }
    }

    /// 公開する: the first version, or the next.
    pub const fn publish(self) -> Result<Self, WrongProgrammeState> {
        match self {
            Self::Draft => Ok(Self::Published { version: VersionNumber::FIRST }),
            Self::Published { version } => Ok(Self::Published { version: version.next() }),
            from @ Self::Closed { .. } => Err(WrongProgrammeState { from, act: ProgrammeAct::Publish }),
        }
    }

    /// 終了する: no more applications, whatever the window says.
    pub const fn close(self, at: DateTime<Utc>) -> Result<Self, WrongProgrammeState> {
        match self {
            Self::Published { version } => Ok(Self::Closed { version, at }),
            from @ (Self::Draft | Self::Closed { .. }) => {
                Err(WrongProgrammeState { from, act: ProgrammeAct::Close })
            }
        }
    }

    /// 再開する: a closed programme receives again, under its last version.
    pub const fn reopen(self) -> Result<Self, WrongProgrammeState> {
        match self {
            Self::Closed { version, at: _ } => Ok(Self::Published { version }),
            from @ (Self::Draft | Self::Published { .. }) => {
                Err(WrongProgrammeState { from, act: ProgrammeAct::Reopen })
            }
        }
    }
}

/// Why no application is received.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotReceiving {
    /// The programme is not published.
    #[error("not published")]
    NotPublished,
    /// Before 受付期間.
    #[error("not open yet")]
    NotYet(Window),
    /// After 受付期間.
    #[error("the window is over")]
    Over(Window),
    /// The officer ended it.
    #[error("closed")]
    Closed,
    /// What remains does not pay for the full amount of one more application.
    #[error("the budget is used up")]
    BudgetUsedUp,
}

/// Whether an application may arrive now, and be paid `asked` out of what remains.
pub fn receives(
    state: ProgrammeState,
    rules: &Rules,
    asked: Yen,
    remaining: Yen,
    now: DateTime<Utc>,
) -> Result<(), NotReceiving> {
    received(state, rules.exhaustion, asked, remaining, rules.window_at(now))
}

/// The same for a paper, by the day on which it came: it may be entered after the window.
pub fn receives_paper(
    state: ProgrammeState,
    rules: &Rules,
    asked: Yen,
    remaining: Yen,
    arrived: NaiveDate,
) -> Result<(), NotReceiving> {
    received(state, rules.exhaustion, asked, remaining, rules.window_on(arrived))
}

fn received(
    state: ProgrammeState,
    exhaustion: Exhaustion,
    asked: Yen,
    remaining: Yen,
    (window, reception): (&Window, Reception),
) -> Result<(), NotReceiving> {
    match state {
        ProgrammeState::Draft => return Err(NotReceiving::NotPublished),
        ProgrammeState::Closed { .. } => return Err(NotReceiving::Closed),
        ProgrammeState::Published { .. } => {}
    }
    match reception {
        Reception::NotYet => return Err(NotReceiving::NotYet(*window)),
        Reception::Over => return Err(NotReceiving::Over(*window)),
        Reception::Open => {}
    }
    if asked > remaining && !exhaustion.lets_wait() { Err(NotReceiving::BudgetUsedUp) } else { Ok(()) }
}

/// One published state of a programme's rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgrammeVersion {
    /// Its id, kept by every application made under it.
    pub id: ProgrammeVersionId,
    /// Its number.
    pub number: VersionNumber,
    /// Its rules.
    pub rules: Rules,
    /// Since when they apply.
    pub published_at: DateTime<Utc>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::subsidies::{Exhaustion, licence_fee_in_full, sample};
    use chrono::TimeZone;

    #[test]
    fn publishing_again_makes_the_next_version() {
        let first = ProgrammeState::Draft.publish().unwrap();
        assert_eq!(first, ProgrammeState::Published { version: VersionNumber::FIRST });
        assert_eq!(first.publish().unwrap(), ProgrammeState::Published { version: VersionNumber(2) });
    }

    #[test]
    fn a_closed_programme_is_not_published_but_may_be_reopened() {
        let at = Utc.with_ymd_and_hms(2025, 3, 1, 0, 0, 0).unwrap();
        let closed = ProgrammeState::Published { version: VersionNumber(2) }.close(at).unwrap();
        assert!(closed.publish().is_err());
        assert_eq!(closed.reopen().unwrap(), ProgrammeState::Published { version: VersionNumber(2) });
        assert!(ProgrammeState::Draft.close(at).is_err());
    }

    #[test]
    fn applications_arrive_only_while_published_in_the_window_and_within_the_budget() {
        let rules = licence_fee_in_full(&sample::city(), sample::r6());
        let open = ProgrammeState::Published { version: VersionNumber::FIRST };
        let fee = Yen(21_000);
        let day = Utc.with_ymd_and_hms(2024, 7, 3, 1, 12, 0).unwrap();
        assert_eq!(receives(open, &rules, fee, fee, day), Ok(()));
        assert_eq!(receives(open, &rules, fee, Yen(20_999), day), Err(NotReceiving::BudgetUsedUp));
        assert_eq!(receives(ProgrammeState::Draft, &rules, fee, fee, day), Err(NotReceiving::NotPublished));
        let waits = Rules { exhaustion: Exhaustion::Waitlist, ..rules.clone() };
        assert_eq!(receives(open, &waits, fee, Yen::ZERO, day), Ok(()), "it may wait");
        let before = Utc.with_ymd_and_hms(2024, 6, 30, 0, 0, 0).unwrap();
        assert_eq!(receives(open, &rules, fee, fee, before), Err(NotReceiving::NotYet(rules.window)));
    }

    #[test]
    fn between_two_windows_the_next_one_is_named_and_after_all_of_them_the_last() {
        let mut rules = licence_fee_in_full(&sample::city(), sample::r6());
        let at = |month, day| NaiveDate::from_ymd_opt(2025, month, day).unwrap().into();
        let later = Window { opens: at(3, 10), closes: at(3, 20), closing: rules.window.closing };
        rules.further_windows.push(later);
        let open = ProgrammeState::Published { version: VersionNumber::FIRST };
        let on = |month, day| {
            let now = Utc.with_ymd_and_hms(2025, month, day, 3, 0, 0).unwrap();
            receives(open, &rules, Yen::ZERO, Yen::ZERO, now)
        };
        assert_eq!(on(2, 1), Ok(()));
        assert_eq!(on(3, 5), Err(NotReceiving::NotYet(later)));
        assert_eq!(on(3, 12), Ok(()));
        assert_eq!(on(3, 25), Err(NotReceiving::Over(later)));
    }
}
