//! The life of a mailing: written, approved where it reaches many, sent once (at once or at its moment), done.

use crate::ids::AccountId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Where a mailing stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case", deny_unknown_fields)]
pub enum Stage {
    /// 下書き.
    Draft,
    /// 承認待ち: a second person is asked, since it reaches many.
    Proposed {
        /// Who asks.
        by: AccountId,
        /// When.
        at: DateTime<Utc>,
    },
    /// 送信予約: its audience is fixed and its moment is to come.
    Scheduled {
        /// Who sends it.
        by: AccountId,
        /// When that was decided.
        at: DateTime<Utc>,
    },
    /// 送信中: its audience is fixed and its mails leave.
    Sending {
        /// Who sent it.
        by: AccountId,
        /// When.
        at: DateTime<Utc>,
    },
    /// 一時停止: what has not left waits.
    Paused {
        /// Who sent it.
        by: AccountId,
        /// When.
        at: DateTime<Utc>,
        /// Who paused it.
        paused_by: AccountId,
        /// When.
        paused_at: DateTime<Utc>,
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
    /// 期限切れ: its moment passed while nothing could be sent, so nothing was.
    Expired {
        /// Who had planned it.
        by: AccountId,
        /// When.
        at: DateTime<Utc>,
        /// When it was found out of date.
        expired: DateTime<Utc>,
    },
}

/// The name of a stage, for columns and sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StageName {
    /// 下書き.
    Draft,
    /// 承認待ち.
    Proposed,
    /// 送信予約.
    Scheduled,
    /// 送信中.
    Sending,
    /// 一時停止.
    Paused,
    /// 送信済み.
    Sent,
    /// 取りやめ.
    Cancelled,
    /// 期限切れ.
    Expired,
}

impl StageName {
    /// Every stage, in the order of a mailing's life.
    pub const ALL: [Self; 8] = [
        Self::Draft,
        Self::Proposed,
        Self::Scheduled,
        Self::Sending,
        Self::Paused,
        Self::Sent,
        Self::Cancelled,
        Self::Expired,
    ];

    /// As it stands in a column.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Proposed => "proposed",
            Self::Scheduled => "scheduled",
            Self::Sending => "sending",
            Self::Paused => "paused",
            Self::Sent => "sent",
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
        }
    }

    /// Whether its audience is decided anew each time it is looked at.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Proposed)
    }

    /// Whether it can be stopped.
    pub const fn can_be_cancelled(self) -> bool {
        matches!(self, Self::Draft | Self::Proposed | Self::Scheduled | Self::Sending | Self::Paused)
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
            Self::Proposed { .. } => StageName::Proposed,
            Self::Scheduled { .. } => StageName::Scheduled,
            Self::Sending { .. } => StageName::Sending,
            Self::Paused { .. } => StageName::Paused,
            Self::Sent { .. } => StageName::Sent,
            Self::Cancelled { .. } => StageName::Cancelled,
            Self::Expired { .. } => StageName::Expired,
        }
    }

    /// When its sending began.
    pub const fn begun(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::Draft | Self::Proposed { .. } | Self::Scheduled { .. } | Self::Expired { .. } => None,
            Self::Sending { at, .. } | Self::Paused { at, .. } | Self::Sent { at, .. } => Some(*at),
            Self::Cancelled { begun, .. } => *begun,
        }
    }

    const fn wrong<T>(&self) -> Result<T, WrongStage> {
        Err(WrongStage(self.name()))
    }

    /// A second person is asked for a draft.
    pub const fn propose(self, by: AccountId, at: DateTime<Utc>) -> Result<Self, WrongStage> {
        match self {
            Self::Draft => Ok(Self::Proposed { by, at }),
            from => from.wrong(),
        }
    }

    /// What was proposed is a draft again: given back, or taken back.
    pub const fn give_back(self) -> Result<Self, WrongStage> {
        match self {
            Self::Proposed { .. } => Ok(Self::Draft),
            from => from.wrong(),
        }
    }

    /// A draft is sent, or what was proposed is approved; once. With a moment that is to come it waits for it.
    pub fn send(
        self,
        by: AccountId,
        at: DateTime<Utc>,
        moment: Option<DateTime<Utc>>,
    ) -> Result<Self, WrongStage> {
        match self {
            Self::Draft | Self::Proposed { .. } => Ok(match moment {
                Some(moment) if moment > at => Self::Scheduled { by, at },
                Some(_) | None => Self::Sending { by, at },
            }),
            from => from.wrong(),
        }
    }

    /// The moment of a planned mailing came.
    pub const fn begin(self, now: DateTime<Utc>) -> Result<Self, WrongStage> {
        match self {
            Self::Scheduled { by, .. } => Ok(Self::Sending { by, at: now }),
            from => from.wrong(),
        }
    }

    /// The moment of a planned mailing came, and it is too late for it.
    pub const fn expire(self, expired: DateTime<Utc>) -> Result<Self, WrongStage> {
        match self {
            Self::Scheduled { by, at } => Ok(Self::Expired { by, at, expired }),
            from => from.wrong(),
        }
    }

    /// What has not left waits.
    pub const fn pause(self, paused_by: AccountId, paused_at: DateTime<Utc>) -> Result<Self, WrongStage> {
        match self {
            Self::Sending { by, at } => Ok(Self::Paused { by, at, paused_by, paused_at }),
            from => from.wrong(),
        }
    }

    /// It goes on.
    pub const fn resume(self) -> Result<Self, WrongStage> {
        match self {
            Self::Paused { by, at, .. } => Ok(Self::Sending { by, at }),
            from => from.wrong(),
        }
    }

    /// Every recipient has an outcome.
    pub const fn finish(self, finished: DateTime<Utc>) -> Result<Self, WrongStage> {
        match self {
            Self::Sending { by, at } => Ok(Self::Sent { by, at, finished }),
            from => from.wrong(),
        }
    }

    /// A draft is given up, or a sending stopped; what has left cannot be called back.
    pub const fn cancel(self, by: AccountId, at: DateTime<Utc>) -> Result<Self, WrongStage> {
        match self {
            Self::Draft | Self::Proposed { .. } | Self::Scheduled { .. } => {
                Ok(Self::Cancelled { by, at, begun: None })
            }
            Self::Sending { at: begun, .. } | Self::Paused { at: begun, .. } => {
                Ok(Self::Cancelled { by, at, begun: Some(begun) })
            }
            from => from.wrong(),
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
    fn a_mailing_is_written_sent_and_done() {
        let sending = Stage::Draft.send(officer(), at(1), None).unwrap();
        assert_eq!(sending.send(officer(), at(2), None), Err(WrongStage(StageName::Sending)), "once");
        let sent = sending.finish(at(5)).unwrap();
        assert_eq!(sent, Stage::Sent { by: officer(), at: at(1), finished: at(5) });
        assert_eq!(sent.cancel(officer(), at(6)), Err(WrongStage(StageName::Sent)));
    }

    #[test]
    fn a_planned_mailing_begins_at_its_moment_or_is_out_of_date() {
        let planned = Stage::Draft.send(officer(), at(1), Some(at(30))).unwrap();
        assert_eq!((planned.name(), planned.begun()), (StageName::Scheduled, None));
        assert_eq!(planned.begin(at(30)).unwrap(), Stage::Sending { by: officer(), at: at(30) });
        let late = planned.expire(at(50)).unwrap();
        assert_eq!((late.name(), late.begin(at(51)).is_err()), (StageName::Expired, true));
        let passed = Stage::Draft.send(officer(), at(5), Some(at(4))).unwrap();
        assert_eq!(passed.name(), StageName::Sending, "a moment that has passed is now");
    }

    #[test]
    fn what_was_proposed_is_approved_or_a_draft_again() {
        let proposed = Stage::Draft.propose(officer(), at(1)).unwrap();
        assert_eq!(proposed.give_back(), Ok(Stage::Draft));
        assert_eq!(proposed.send(officer(), at(2), None).unwrap().name(), StageName::Sending);
        assert_eq!(Stage::Draft.give_back(), Err(WrongStage(StageName::Draft)));
    }

    #[test]
    fn a_sending_that_was_stopped_remembers_when_it_began() {
        let sending = Stage::Draft.send(officer(), at(1), None).unwrap();
        let paused = sending.pause(officer(), at(2)).unwrap();
        assert_eq!(paused.finish(at(3)), Err(WrongStage(StageName::Paused)));
        assert_eq!(paused.resume(), Ok(sending));
        let stopped = paused.cancel(officer(), at(4)).unwrap();
        assert_eq!(stopped.begun(), Some(at(1)));
        assert_eq!(Stage::Draft.cancel(officer(), at(2)).unwrap().begun(), None);
    }

    proptest! {
        #[test]
        fn nothing_is_sent_twice_whatever_is_tried(acts in prop::collection::vec(0..9_u8, 0..16)) {
            let (mut stage, mut sendings) = (Stage::Draft, 0);
            for (minute, act) in (0..).zip(acts) {
                let next = match act {
                    0 => stage.send(officer(), at(minute), None),
                    1 => stage.finish(at(minute)),
                    2 => stage.propose(officer(), at(minute)),
                    3 => stage.give_back(),
                    4 => stage.send(officer(), at(minute), Some(at(59))),
                    5 => stage.begin(at(minute)),
                    6 => stage.pause(officer(), at(minute)),
                    7 => stage.resume(),
                    _ => stage.cancel(officer(), at(minute)),
                };
                if let Ok(next) = next {
                    let begins = next.name() == StageName::Sending && stage.name() != StageName::Paused;
                    sendings += u32::from(begins);
                    stage = next;
                }
            }
            prop_assert!(sendings <= 1);
            let json = serde_json::to_string(&stage).unwrap();
            prop_assert_eq!(serde_json::from_str::<Stage>(&json).unwrap(), stage);
        }
    }
}
