//! The life of a session, from its request on: each stage holds what is true in it, each act consumes one stage.

use super::{People, ResourceKind, Side, Slot};
use crate::{ids::ResourceId, subsidies::Reason};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

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

/// What is held: the date that was confirmed, and with what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Held {
    /// When.
    pub slot: Slot,
    /// With what; a session online may need nothing.
    pub promises: Vec<Promise>,
    /// For how many people.
    pub capacity: People,
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
    /// 開催決定.
    Confirmed {
        /// When it was confirmed.
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
        /// What had been confirmed.
        session: Option<Held>,
    },
}

/// The name of a stage, without its facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StageName {
    /// 依頼中.
    Requested,
    /// 開催決定.
    Confirmed,
    /// 開催済み.
    Held,
    /// お断り.
    Declined,
    /// 中止.
    Cancelled,
}

impl StageName {
    /// All, in the order of life.
    pub const ALL: [Self; 5] =
        [Self::Requested, Self::Confirmed, Self::Held, Self::Declined, Self::Cancelled];

    /// The word in rows.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Confirmed => "confirmed",
            Self::Held => "held",
            Self::Declined => "declined",
            Self::Cancelled => "cancelled",
        }
    }
}

/// What someone tried to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// 開催を決める.
    Confirm,
    /// 断る.
    Decline,
    /// 取りやめる.
    Cancel,
    /// 開催済みにする.
    Hold,
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
            Self::Confirmed { .. } => StageName::Confirmed,
            Self::Held { .. } => StageName::Held,
            Self::Declined { .. } => StageName::Declined,
            Self::Cancelled { .. } => StageName::Cancelled,
        }
    }

    /// What was confirmed, whatever became of it.
    pub const fn session(&self) -> Option<&Held> {
        match self {
            Self::Confirmed { session, .. } | Self::Held { session, .. } => Some(session),
            Self::Cancelled { session, .. } => session.as_ref(),
            Self::Requested { .. } | Self::Declined { .. } => None,
        }
    }

    /// Why it will not be held.
    pub const fn reason(&self) -> Option<&Reason> {
        match self {
            Self::Declined { reason, .. } | Self::Cancelled { reason, .. } => Some(reason),
            Self::Requested { .. } | Self::Confirmed { .. } | Self::Held { .. } => None,
        }
    }

    const fn wrong(&self, act: Act) -> WrongStage {
        WrongStage { from: self.name(), act }
    }

    /// 開催を決める.
    pub fn confirm(self, session: Held, at: DateTime<Utc>) -> Result<Self, WrongStage> {
        match self {
            Self::Requested { .. } => Ok(Self::Confirmed { at, session }),
            other @ (Self::Confirmed { .. }
            | Self::Held { .. }
            | Self::Declined { .. }
            | Self::Cancelled { .. }) => Err(other.wrong(Act::Confirm)),
        }
    }

    /// 断る.
    pub fn decline(self, reason: Reason, at: DateTime<Utc>) -> Result<Self, WrongStage> {
        match self {
            Self::Requested { .. } => Ok(Self::Declined { at, reason }),
            other @ (Self::Confirmed { .. }
            | Self::Held { .. }
            | Self::Declined { .. }
            | Self::Cancelled { .. }) => Err(other.wrong(Act::Decline)),
        }
    }

    /// 取りやめる: the municipality takes its request back, or either side calls a confirmed session off.
    pub fn cancel(self, by: Side, reason: Reason, at: DateTime<Utc>) -> Result<Self, WrongStage> {
        match self {
            Self::Requested { .. } => Ok(Self::Cancelled { at, by, reason, session: None }),
            Self::Confirmed { session, .. } => Ok(Self::Cancelled { at, by, reason, session: Some(session) }),
            other @ (Self::Held { .. } | Self::Declined { .. } | Self::Cancelled { .. }) => {
                Err(other.wrong(Act::Cancel))
            }
        }
    }

    /// 開催済みにする: not before it began.
    pub fn hold(self, at: DateTime<Utc>) -> Result<Self, WrongStage> {
        match self {
            Self::Confirmed { session, .. } if session.slot.starts_at() <= at => {
                Ok(Self::Held { at, session })
            }
            other @ (Self::Requested { .. }
            | Self::Confirmed { .. }
            | Self::Held { .. }
            | Self::Declined { .. }
            | Self::Cancelled { .. }) => Err(other.wrong(Act::Hold)),
        }
    }

    /// Whether offices may register: confirmed, and not begun yet.
    pub fn registers(&self, now: DateTime<Utc>) -> Result<&Held, WrongStage> {
        match self {
            Self::Confirmed { session, .. } if now < session.slot.starts_at() => Ok(session),
            Self::Requested { .. }
            | Self::Confirmed { .. }
            | Self::Held { .. }
            | Self::Declined { .. }
            | Self::Cancelled { .. } => Err(self.wrong(Act::Register)),
        }
    }

    /// Whether attendance may be taken: from the day of the session on, also after it was marked held.
    pub fn attends(&self, now: DateTime<Utc>) -> Result<&Held, WrongStage> {
        let begun = |session: &Held| crate::tokyo::start_of(session.slot.date) <= now;
        match self {
            Self::Confirmed { session, .. } if begun(session) => Ok(session),
            Self::Held { session, .. } => Ok(session),
            Self::Requested { .. }
            | Self::Confirmed { .. }
            | Self::Declined { .. }
            | Self::Cancelled { .. } => Err(self.wrong(Act::Attend)),
        }
    }
}

#[cfg(test)]
mod tests;
