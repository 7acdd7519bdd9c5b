//! The life of a campaign: written, sent once, done.

use crate::ids::AccountId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Where a campaign stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case", deny_unknown_fields)]
pub enum Stage {
    /// 下書き.
    Draft,
    /// 送信中: its audience is fixed and its mails leave.
    Sending {
        /// Who sent it.
        by: AccountId,
        /// When.
        at: DateTime<Utc>,
    },
    /// 送信済み: every recipient has an outcome.
    Sent {
        /// Who sent it.
        by: AccountId,
        /// When.
        at: DateTime<Utc>,
        /// When the last outcome came in.
        finished: DateTime<Utc>,
    },
    /// 取りやめ: a draft that was given up, or a sending that was stopped.
    Cancelled {
        /// Who stopped it.
        by: AccountId,
        /// When.
        at: DateTime<Utc>,
        /// When its sending had begun; none for a draft.
        begun: Option<DateTime<Utc>>,
    },
}

/// The name of a stage, for columns and sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StageName {
    /// 下書き.
    Draft,
    /// 送信中.
    Sending,
    /// 送信済み.
    Sent,
    /// 取りやめ.
    Cancelled,
}

impl StageName {
    /// Every stage, in the order of a campaign's life.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Sending, Self::Sent, Self::Cancelled];

    /// As it stands in a column.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Cancelled => "cancelled",
        }
    }
}

/// An act that the stage does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not possible from {0:?}")]
pub struct WrongStage(pub StageName);

impl Stage {
    /// Its name.
    pub const fn name(&self) -> StageName {
        match self {
            Self::Draft => StageName::Draft,
            Self::Sending { .. } => StageName::Sending,
            Self::Sent { .. } => StageName::Sent,
            Self::Cancelled { .. } => StageName::Cancelled,
        }
    }

    /// When its sending began.
    pub const fn begun(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::Draft => None,
            Self::Sending { at, .. } | Self::Sent { at, .. } => Some(*at),
            Self::Cancelled { begun, .. } => *begun,
        }
    }

    /// A draft is sent, once.
    pub fn send(self, by: AccountId, at: DateTime<Utc>) -> Result<Self, WrongStage> {
        match self {
            Self::Draft => Ok(Self::Sending { by, at }),
            from @ (Self::Sending { .. } | Self::Sent { .. } | Self::Cancelled { .. }) => {
                Err(WrongStage(from.name()))
            }
        }
    }

    /// Every recipient has an outcome.
    pub fn finish(self, finished: DateTime<Utc>) -> Result<Self, WrongStage> {
        match self {
            Self::Sending { by, at } => Ok(Self::Sent { by, at, finished }),
            from @ (Self::Draft | Self::Sent { .. } | Self::Cancelled { .. }) => Err(WrongStage(from.name())),
        }
    }

    /// A draft is given up, or a sending stopped; what has left cannot be called back.
    pub fn cancel(self, by: AccountId, at: DateTime<Utc>) -> Result<Self, WrongStage> {
        match self {
            Self::Draft => Ok(Self::Cancelled { by, at, begun: None }),
            Self::Sending { at: begun, .. } => Ok(Self::Cancelled { by, at, begun: Some(begun) }),
            from @ (Self::Sent { .. } | Self::Cancelled { .. }) => Err(WrongStage(from.name())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn at(minute: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2024, 7, 3, 1, minute, 0).unwrap()
    }

    fn officer() -> AccountId {
        AccountId::from_uuid(Uuid::from_u128(1))
    }

    #[test]
    fn a_campaign_is_written_sent_and_done() {
        let sending = Stage::Draft.send(officer(), at(1)).unwrap();
        assert_eq!(sending.send(officer(), at(2)), Err(WrongStage(StageName::Sending)), "once");
        let sent = sending.finish(at(5)).unwrap();
        assert_eq!(sent, Stage::Sent { by: officer(), at: at(1), finished: at(5) });
        assert_eq!(sent.cancel(officer(), at(6)), Err(WrongStage(StageName::Sent)));
    }

    #[test]
    fn a_sending_that_was_stopped_remembers_when_it_began() {
        let stopped = Stage::Draft.send(officer(), at(1)).unwrap().cancel(officer(), at(2)).unwrap();
        assert_eq!(stopped.begun(), Some(at(1)));
        assert_eq!(Stage::Draft.cancel(officer(), at(2)).unwrap().begun(), None);
    }

    proptest! {
        #[test]
        fn nothing_is_sent_twice_whatever_is_tried(acts in prop::collection::vec(0..3_u8, 0..12)) {
            let (mut stage, mut sendings) = (Stage::Draft, 0);
            for (minute, act) in (0..).zip(acts) {
                let next = match act {
                    0 => stage.send(officer(), at(minute)),
                    1 => stage.finish(at(minute)),
                    _ => stage.cancel(officer(), at(minute)),
                };
                if let Ok(next) = next {
                    sendings += u32::from(next.name() == StageName::Sending);
                    stage = next;
                }
            }
            prop_assert!(sendings <= 1);
            let json = serde_json::to_string(&stage).unwrap();
            prop_assert_eq!(serde_json::from_str::<Stage>(&json).unwrap(), stage);
        }
    }
}
