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
mod tests {
    use super::*;
    use crate::demos::Length;
    use chrono::{Duration, NaiveDate, NaiveTime};
    use proptest::prelude::*;

    fn session() -> Held {
        let slot = Slot {
            date: NaiveDate::from_ymd_opt(2024, 12, 5).expect("a day"),
            start: NaiveTime::from_hms_opt(13, 30, 0).expect("a time"),
            length: Length::of_quarters(8).expect("two hours"),
        };
        Held { slot, promises: Vec::new(), capacity: People::new(20).expect("twenty") }
    }

    fn at(hours: i64) -> DateTime<Utc> {
        session().slot.starts_at() + Duration::hours(hours)
    }

    fn reason() -> Reason {
        Reason::parse("台風のため").expect("a reason")
    }

    #[derive(Debug, Clone)]
    enum Step {
        Confirm,
        Decline,
        Cancel,
        Hold,
    }

    fn apply(stage: Stage, step: &Step, now: DateTime<Utc>) -> Result<Stage, WrongStage> {
        match step {
            Step::Confirm => stage.confirm(session(), now),
            Step::Decline => stage.decline(reason(), now),
            Step::Cancel => stage.cancel(Side::Federation, reason(), now),
            Step::Hold => stage.hold(now),
        }
    }

    #[test]
    fn a_session_is_asked_for_confirmed_and_held() {
        let held = Stage::Requested { at: at(-2000) }
            .confirm(session(), at(-1900))
            .and_then(|stage| stage.hold(at(3)))
            .expect("the usual way");
        assert_eq!(held, Stage::Held { at: at(3), session: session() });
        assert!(held.attends(at(30)).is_ok() && held.registers(at(30)).is_err());
    }

    #[test]
    fn offices_register_until_it_begins_and_are_counted_from_the_day_on() {
        let confirmed = Stage::Confirmed { at: at(-100), session: session() };
        assert!(confirmed.registers(at(-1)).is_ok() && confirmed.registers(at(0)).is_err());
        assert!(confirmed.attends(at(-24)).is_err() && confirmed.attends(at(-5)).is_ok());
        assert_eq!(confirmed.hold(at(-1)), Err(WrongStage { from: StageName::Confirmed, act: Act::Hold }));
    }

    proptest! {
        #[test]
        fn what_is_over_stays_over_and_a_date_comes_from_a_confirmation_alone(
            steps in prop::collection::vec(prop_oneof![
                Just(Step::Confirm), Just(Step::Decline), Just(Step::Cancel), Just(Step::Hold)
            ], 0..8),
            now in -48..48_i64,
        ) {
            let mut stage = Stage::Requested { at: at(-100) };
            let mut confirmed = false;
            for step in steps {
                let before = stage.clone();
                match apply(stage.clone(), &step, at(now)) {
                    Ok(next) => {
                        let over = matches!(
                            before.name(),
                            StageName::Held | StageName::Declined | StageName::Cancelled
                        );
                        prop_assert!(!over, "{before:?} became {next:?}");
                        confirmed |= next.name() == StageName::Confirmed;
                        stage = next;
                    }
                    Err(wrong) => prop_assert_eq!(wrong.from, before.name()),
                }
            }
            prop_assert_eq!(stage.session().is_some(), confirmed);
            let json = serde_json::to_value(&stage).expect("facts are written");
            prop_assert_eq!(serde_json::from_value::<Stage>(json).expect("and read back"), stage);
        }
    }
}
