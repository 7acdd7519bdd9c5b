//! The life of a dispatch: each stage holds what is true in it, each act consumes one stage.

use super::Way;
use crate::{demos::Slot, subsidies::Reason};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// How an answer came that the federation recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// On which way.
    pub way: Way,
    /// Who of 国保中央会 gave it.
    pub by: String,
}

/// Where a dispatch stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case", deny_unknown_fields)]
pub enum Stage {
    /// 依頼中: waits for 国保中央会.
    Asked {
        /// When it was asked for, the last time.
        at: DateTime<Utc>,
    },
    /// 別案: 国保中央会 proposes something else, and waits for the federation.
    Proposed {
        /// When.
        at: DateTime<Utc>,
        /// Other dates, up to three.
        slots: Vec<Slot>,
        /// Whether online would do.
        online: bool,
        /// A word to it; may be empty.
        message: String,
        /// Where the federation recorded it.
        told: Option<Told>,
    },
    /// 承諾.
    Accepted {
        /// When.
        at: DateTime<Utc>,
        /// Who comes, so that the other houses can read it.
        lecturer: String,
        /// Where the federation recorded it.
        told: Option<Told>,
    },
    /// お断り.
    Declined {
        /// When.
        at: DateTime<Utc>,
        /// Why.
        reason: Reason,
        /// Where the federation recorded it.
        told: Option<Told>,
    },
    /// 取下げ, by the federation or because the session is not held.
    Withdrawn {
        /// When.
        at: DateTime<Utc>,
        /// Why.
        reason: Reason,
    },
}

/// The name of a stage, without its facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StageName {
    /// 依頼中.
    Asked,
    /// 別案.
    Proposed,
    /// 承諾.
    Accepted,
    /// お断り.
    Declined,
    /// 取下げ.
    Withdrawn,
}

impl StageName {
    /// All, in the order of life.
    pub const ALL: [Self; 5] = [Self::Asked, Self::Proposed, Self::Accepted, Self::Declined, Self::Withdrawn];

    /// The word in rows.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Proposed => "proposed",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// What a word stands for.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|name| name.code() == code)
    }

    /// Whether something may still become of it.
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Asked | Self::Proposed | Self::Accepted)
    }
}

/// What someone tried to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// 改めて依頼する.
    AskAgain,
    /// 回答する.
    Answer,
    /// 取り下げる.
    Withdraw,
    /// 旅費を見積もる.
    Estimate,
}

/// An act that the stage does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{act:?} is not possible in {from:?}")]
pub struct WrongStage {
    /// Where the dispatch stands.
    pub from: StageName,
    /// What was tried.
    pub act: Act,
}

impl Stage {
    /// Its name.
    pub const fn name(&self) -> StageName {
        match self {
            Self::Asked { .. } => StageName::Asked,
            Self::Proposed { .. } => StageName::Proposed,
            Self::Accepted { .. } => StageName::Accepted,
            Self::Declined { .. } => StageName::Declined,
            Self::Withdrawn { .. } => StageName::Withdrawn,
        }
    }

    /// How the last answer came, where the federation recorded it.
    pub const fn told(&self) -> Option<&Told> {
        match self {
            Self::Proposed { told, .. } | Self::Accepted { told, .. } | Self::Declined { told, .. } => {
                told.as_ref()
            }
            Self::Asked { .. } | Self::Withdrawn { .. } => None,
        }
    }

    /// Why nothing comes of it.
    pub const fn reason(&self) -> Option<&Reason> {
        match self {
            Self::Declined { reason, .. } | Self::Withdrawn { reason, .. } => Some(reason),
            Self::Asked { .. } | Self::Proposed { .. } | Self::Accepted { .. } => None,
        }
    }

    /// What still moves may be acted on; the rest is final.
    pub const fn allows(&self, act: Act) -> Result<(), WrongStage> {
        let from = self.name();
        if from.is_live() { Ok(()) } else { Err(WrongStage { from, act }) }
    }

    /// 改めて依頼する: another date, another format, or because the session moved.
    pub fn ask_again(self, at: DateTime<Utc>) -> Result<Self, WrongStage> {
        self.allows(Act::AskAgain).map(|()| Self::Asked { at })
    }

    /// 承諾: also of another lecturer than before.
    pub fn accept(self, lecturer: String, told: Option<Told>, at: DateTime<Utc>) -> Result<Self, WrongStage> {
        self.allows(Act::Answer).map(|()| Self::Accepted { at, lecturer, told })
    }

    /// 別案: also after an acceptance that cannot be kept.
    pub fn propose(
        self,
        (slots, online, message): (Vec<Slot>, bool, String),
        told: Option<Told>,
        at: DateTime<Utc>,
    ) -> Result<Self, WrongStage> {
        self.allows(Act::Answer).map(|()| Self::Proposed { at, slots, online, message, told })
    }

    /// お断り.
    pub fn decline(self, reason: Reason, told: Option<Told>, at: DateTime<Utc>) -> Result<Self, WrongStage> {
        self.allows(Act::Answer).map(|()| Self::Declined { at, reason, told })
    }

    /// 取り下げる.
    pub fn withdraw(self, reason: Reason, at: DateTime<Utc>) -> Result<Self, WrongStage> {
        self.allows(Act::Withdraw).map(|()| Self::Withdrawn { at, reason })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at() -> DateTime<Utc> {
        DateTime::UNIX_EPOCH
    }
    fn why() -> Reason {
        Reason::parse("都合がつかないため").expect("a reason")
    }

    #[test]
    fn what_is_final_stays_and_everything_else_may_be_answered_again() {
        let proposed = |stage: Stage| stage.propose((Vec::new(), true, String::new()), None, at());
        let accepted = Stage::Asked { at: at() }.accept("講師".into(), None, at()).expect("asked for");
        let proposed_after = proposed(accepted.clone()).expect("an acceptance that cannot be kept");
        assert_eq!(proposed_after.name(), StageName::Proposed);
        assert_eq!(proposed_after.ask_again(at()).map(|stage| stage.name()), Ok(StageName::Asked));
        let declined = accepted.decline(why(), None, at()).expect("possible");
        assert_eq!(declined.reason(), Some(&why()));
        for refused in [declined.clone().ask_again(at()), proposed(declined.clone())] {
            assert_eq!(refused.map_err(|error| error.from), Err(StageName::Declined));
        }
        let withdrawn = Stage::Asked { at: at() }.withdraw(why(), at()).expect("possible");
        let late = withdrawn.accept("講師".into(), None, at());
        assert_eq!(late, Err(WrongStage { from: StageName::Withdrawn, act: Act::Answer }));
    }

    #[test]
    fn every_word_is_read_back() {
        for name in StageName::ALL {
            assert_eq!(StageName::from_code(name.code()), Some(name));
        }
    }
}
