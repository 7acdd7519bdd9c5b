//! The life of a session, from its request on: each stage holds what is true in it, each act consumes one stage.

use super::{LoanDays, People, Place, ResourceKind, Side, Slot, Travel, taken_quarters};
use crate::{
    ids::{DemoId, ResourceId},
    subsidies::Reason,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What a federation promises for a session: rows that nobody else can have for the same quarters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// The resource.
    pub resource: ResourceId,
    /// What it is.
    pub kind: ResourceKind,
    /// Its name when it was promised, so that the municipality can read it.
    pub name: String,
}

/// When a session is and where, and with what: what was arranged for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Held {
    /// When.
    pub slot: Slot,
    /// 現地 or オンライン.
    pub place: Place,
    /// Where, on site; empty online.
    pub venue: String,
    /// How it is joined online, once that is known.
    #[serde(default)]
    pub link: String,
    /// How long everything is on its way there and back.
    #[serde(default)]
    pub travel: Travel,
    /// The days on which the equipment is away, where it is sent and not brought.
    #[serde(default)]
    pub loan: Option<LoanDays>,
    /// With what; a session online may need nothing.
    pub promises: Vec<Promise>,
    /// For how many people.
    pub capacity: People,
}

impl Held {
    /// The quarters for which a resource of a kind is taken: the session, the way there and back, and the days in the post.
    pub fn quarters(&self, kind: ResourceKind) -> Range<i64> {
        taken_quarters(&self.slot, self.place, self.travel, self.loan, kind)
    }
}

/// Where a session stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case", deny_unknown_fields)]
pub enum Stage {
    /// 依頼中: waits for the federation.
    Requested {
        /// When it was asked for.
        at: DateTime<Utc>,
    },
    /// 仮予約: everything is held, nobody registers yet.
    Tentative {
        /// Since when.
        at: DateTime<Utc>,
        /// What.
        session: Held,
    },
    /// 講師派遣依頼中: held as well, and 国保中央会 has been asked for a speaker.
    DispatchAsked {
        /// Since when.
        at: DateTime<Utc>,
        /// What.
        session: Held,
    },
    /// 開催決定.
    Confirmed {
        /// When its day was fixed: when it was confirmed, or moved to another day.
        at: DateTime<Utc>,
        /// What.
        session: Held,
    },
    /// 開催済み.
    Held {
        /// When that was recorded.
        at: DateTime<Utc>,
        /// What was held.
        session: Held,
    },
    /// 報告済み.
    Reported {
        /// When that was reported.
        at: DateTime<Utc>,
        /// What was held.
        session: Held,
    },
    /// 相乗り: the request was joined to another municipality's session.
    Joined {
        /// When.
        at: DateTime<Utc>,
        /// To which.
        into: DemoId,
    },
    /// お断り.
    Declined {
        /// When.
        at: DateTime<Utc>,
        /// Why, for the municipality.
        reason: Reason,
    },
    /// 中止, or the request taken back.
    Cancelled {
        /// When.
        at: DateTime<Utc>,
        /// Which side.
        by: Side,
        /// Why, for the other side and for those who registered.
        reason: Reason,
        /// What had been arranged.
        session: Option<Held>,
    },
}

/// The name of a stage, without its facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StageName {
    /// 依頼中.
    Requested,
    /// 仮予約.
    Tentative,
    /// 講師派遣依頼中.
    DispatchAsked,
    /// 開催決定.
    Confirmed,
    /// 開催済み.
    Held,
    /// 報告済み.
    Reported,
    /// 相乗り.
    Joined,
    /// お断り.
    Declined,
    /// 中止.
    Cancelled,
}

impl StageName {
    /// All, in the order of life.
    pub const ALL: [Self; 9] = [
        Self::Requested,
        Self::Tentative,
        Self::DispatchAsked,
        Self::Confirmed,
        Self::Held,
        Self::Reported,
        Self::Joined,
        Self::Declined,
        Self::Cancelled,
    ];

    /// Those in which everything is held for a date to come.
    pub const ARRANGED: [Self; 3] = [Self::Tentative, Self::DispatchAsked, Self::Confirmed];

    /// The word in rows.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Tentative => "tentative",
            Self::DispatchAsked => "dispatch_asked",
            Self::Confirmed => "confirmed",
            Self::Held => "held",
            Self::Reported => "reported",
            Self::Joined => "joined",
            Self::Declined => "declined",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether everything is held for a date that can still be changed.
    pub const fn is_arranged(self) -> bool {
        matches!(self, Self::Tentative | Self::DispatchAsked | Self::Confirmed)
    }

    /// Whether nothing more will be decided.
    pub const fn is_over(self) -> bool {
        match self {
            Self::Held | Self::Reported | Self::Joined | Self::Declined | Self::Cancelled => true,
            Self::Requested | Self::Tentative | Self::DispatchAsked | Self::Confirmed => false,
        }
    }
}

/// What someone tried to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// 仮予約にする.
    Book,
    /// 国保中央会に講師派遣を依頼する.
    AskDispatch,
    /// 国保中央会の回答を受ける.
    SettleDispatch,
    /// 開催を決める.
    Confirm,
    /// 日時・場所・機材を変える.
    Move,
    /// 断る.
    Decline,
    /// ほかの開催に合わせる.
    Join,
    /// 取りやめる.
    Cancel,
    /// 開催済みにする.
    Hold,
    /// 報告済みにする.
    Report,
    /// 参加を申し込む.
    Register,
    /// 出欠を付ける.
    Attend,
}

/// An act that the stage does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{act:?} is not possible in {from:?}")]
pub struct WrongStage {
    /// Where the session stands.
    pub from: StageName,
    /// What was tried.
    pub act: Act,
}

impl Stage {
    /// Its name.
    pub const fn name(&self) -> StageName {
        match self {
            Self::Requested { .. } => StageName::Requested,
            Self::Tentative { .. } => StageName::Tentative,
            Self::DispatchAsked { .. } => StageName::DispatchAsked,
            Self::Confirmed { .. } => StageName::Confirmed,
            Self::Held { .. } => StageName::Held,
            Self::Reported { .. } => StageName::Reported,
            Self::Joined { .. } => StageName::Joined,
            Self::Declined { .. } => StageName::Declined,
            Self::Cancelled { .. } => StageName::Cancelled,
        }
    }

    /// What was arranged, whatever became of it.
    pub const fn session(&self) -> Option<&Held> {
        match self {
            Self::Tentative { session, .. }
            | Self::DispatchAsked { session, .. }
            | Self::Confirmed { session, .. }
            | Self::Held { session, .. }
            | Self::Reported { session, .. } => Some(session),
            Self::Cancelled { session, .. } => session.as_ref(),
            Self::Requested { .. } | Self::Joined { .. } | Self::Declined { .. } => None,
        }
    }

    /// What offices may know of: a date that was confirmed, whatever became of it.
    pub const fn public(&self) -> Option<&Held> {
        match self {
            Self::Confirmed { session, .. } | Self::Held { session, .. } | Self::Reported { session, .. } => {
                Some(session)
            }
            Self::Cancelled { session, .. } => session.as_ref(),
            Self::Requested { .. }
            | Self::Tentative { .. }
            | Self::DispatchAsked { .. }
            | Self::Joined { .. }
            | Self::Declined { .. } => None,
        }
    }

    /// Why it will not be held.
    pub const fn reason(&self) -> Option<&Reason> {
        match self {
            Self::Declined { reason, .. } | Self::Cancelled { reason, .. } => Some(reason),
            _ => None,
        }
    }

    const fn wrong(&self, act: Act) -> WrongStage {
        WrongStage { from: self.name(), act }
    }

    /// 仮予約にする: everything is held, and it can still be changed.
    pub fn book(self, session: Held, at: DateTime<Utc>) -> Result<Self, WrongStage> {
        match self {
            Self::Requested { .. } => Ok(Self::Tentative { at, session }),
            other => Err(other.wrong(Act::Book)),
        }
    }

    /// 国保中央会に講師派遣を依頼する. A confirmed session stays confirmed meanwhile.
    pub fn ask_dispatch(self, at: DateTime<Utc>) -> Result<Self, WrongStage> {
        match self {
            Self::Tentative { session, .. } => Ok(Self::DispatchAsked { at, session }),
            confirmed @ Self::Confirmed { .. } => Ok(confirmed),
            other => Err(other.wrong(Act::AskDispatch)),
        }
    }

    /// 国保中央会 answered: the date is held as before, and can be confirmed.
    pub fn settle_dispatch(self, at: DateTime<Utc>) -> Result<Self, WrongStage> {
        match self {
            Self::DispatchAsked { session, .. } => Ok(Self::Tentative { at, session }),
            stands @ (Self::Tentative { .. } | Self::Confirmed { .. }) => Ok(stands),
            other => Err(other.wrong(Act::SettleDispatch)),
        }
    }

    /// 開催を決める, from a request at once or from what was held for it.
    pub fn confirm(self, session: Held, at: DateTime<Utc>) -> Result<Self, WrongStage> {
        match self {
            Self::Requested { .. } | Self::Tentative { .. } | Self::DispatchAsked { .. } => {
                Ok(Self::Confirmed { at, session })
            }
            other => Err(other.wrong(Act::Confirm)),
        }
    }

    /// 日時・場所・機材を変える: not once it began. It stands where it stood; another date is confirmed now.
    pub fn rearrange(self, session: Held, now: DateTime<Utc>) -> Result<Self, WrongStage> {
        let begun = |old: &Held| old.slot.starts_at() <= now;
        match self {
            Self::Tentative { at, session: old } if !begun(&old) => Ok(Self::Tentative { at, session }),
            Self::DispatchAsked { at, session: old } if !begun(&old) => {
                Ok(Self::DispatchAsked { at, session })
            }
            Self::Confirmed { at, session: old } if !begun(&old) => {
                let same = old.slot.date == session.slot.date;
                Ok(Self::Confirmed { at: if same { at } else { now }, session })
            }
            other => Err(other.wrong(Act::Move)),
        }
    }

    /// 断る.
    pub fn decline(self, reason: Reason, at: DateTime<Utc>) -> Result<Self, WrongStage> {
        match self {
            Self::Requested { .. } => Ok(Self::Declined { at, reason }),
            other => Err(other.wrong(Act::Decline)),
        }
    }

    /// ほかの開催に合わせる.
    pub fn join(self, into: DemoId, at: DateTime<Utc>) -> Result<Self, WrongStage> {
        match self {
            Self::Requested { .. } => Ok(Self::Joined { at, into }),
            other => Err(other.wrong(Act::Join)),
        }
    }

    /// Nothing comes of the other: it waits again, as it was asked for.
    pub fn unjoin(self, asked_at: DateTime<Utc>) -> Result<Self, WrongStage> {
        match self {
            Self::Joined { .. } => Ok(Self::Requested { at: asked_at }),
            other => Err(other.wrong(Act::Join)),
        }
    }

    /// 取りやめる: the municipality takes its request back, or either side calls off what was arranged.
    pub fn cancel(self, by: Side, reason: Reason, at: DateTime<Utc>) -> Result<Self, WrongStage> {
        match self {
            Self::Requested { .. } => Ok(Self::Cancelled { at, by, reason, session: None }),
            Self::Tentative { session, .. }
            | Self::DispatchAsked { session, .. }
            | Self::Confirmed { session, .. } => {
                Ok(Self::Cancelled { at, by, reason, session: Some(session) })
            }
            other => Err(other.wrong(Act::Cancel)),
        }
    }

    /// 開催済みにする: not before it began.
    pub fn hold(self, at: DateTime<Utc>) -> Result<Self, WrongStage> {
        match self {
            Self::Confirmed { session, .. } if session.slot.starts_at() <= at => {
                Ok(Self::Held { at, session })
            }
            other => Err(other.wrong(Act::Hold)),
        }
    }

    /// 報告済みにする.
    pub fn report(self, at: DateTime<Utc>) -> Result<Self, WrongStage> {
        match self {
            Self::Held { session, .. } => Ok(Self::Reported { at, session }),
            other => Err(other.wrong(Act::Report)),
        }
    }

    /// Whether offices may register: confirmed, and not begun yet.
    pub fn registers(&self, now: DateTime<Utc>) -> Result<&Held, WrongStage> {
        match self {
            Self::Confirmed { session, .. } if now < session.slot.starts_at() => Ok(session),
            other => Err(other.wrong(Act::Register)),
        }
    }

    /// Whether a city that comes along may still leave: it has not begun, or waits with another to which it was joined.
    pub fn can_be_left(&self, now: DateTime<Utc>) -> bool {
        let waits = matches!(self, Self::Joined { .. }) || !self.name().is_over();
        waits && self.session().is_none_or(|held| now < held.slot.starts_at())
    }

    /// Whether attendance may be taken: from the day of the session on, also after it was marked held.
    pub fn attends(&self, now: DateTime<Utc>) -> Result<&Held, WrongStage> {
        let begun = |session: &Held| crate::tokyo::start_of(session.slot.date) <= now;
        match self {
            Self::Confirmed { session, .. } if begun(session) => Ok(session),
            Self::Held { session, .. } => Ok(session),
            other => Err(other.wrong(Act::Attend)),
        }
    }

    /// Whether there is attendance to look at: while it is taken, and after it was reported.
    pub fn is_counted(&self, now: DateTime<Utc>) -> bool {
        matches!(self, Self::Reported { .. }) || self.attends(now).is_ok()
    }
}

#[cfg(test)]
mod tests;
