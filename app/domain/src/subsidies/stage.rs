//! The life of an application (domain.md §3.2): each stage holds what is true in it, each act consumes one stage.
//!
//! Rules held here: a decision is made by another person than the proposal; what is decided stays decided; an
//! application occupies the slot of its office and year from receipt until it is refused or withdrawn.

use super::Outcome;
use crate::ids::{AccountId, CorrectionId};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Where an application stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case", deny_unknown_fields)]
pub enum Stage {
    /// 下書き.
    Draft,
    /// 待機: received, and the budget does not hold it now (or the draw is still to come).
    Waiting {
        /// When it arrived.
        at: DateTime<Utc>,
    },
    /// 受付済, nobody has taken it up (again).
    Submitted {
        /// When it arrived, the last time.
        at: DateTime<Utc>,
    },
    /// 審査中.
    UnderReview {
        /// Who looks at it.
        by: AccountId,
        /// Since when.
        since: DateTime<Utc>,
    },
    /// 補正依頼中.
    Returned {
        /// Who asked.
        by: AccountId,
        /// When.
        at: DateTime<Utc>,
        /// What is asked.
        correction: CorrectionId,
        /// Last day for the answer.
        due: NaiveDate,
    },
    /// 起案済, waits for 決裁.
    Proposed {
        /// Who proposed.
        by: AccountId,
        /// When.
        at: DateTime<Utc>,
        /// What.
        outcome: Outcome,
    },
    /// 交付決定.
    Granted {
        /// Who approved.
        by: AccountId,
        /// When.
        at: DateTime<Utc>,
        /// 交付決定額.
        amount: crate::money::Yen,
    },
    /// 不交付決定.
    Refused {
        /// Who approved.
        by: AccountId,
        /// When.
        at: DateTime<Utc>,
        /// The reason given to the applicant.
        reason: String,
    },
    /// 取下げ.
    Withdrawn {
        /// When.
        at: DateTime<Utc>,
    },
}

/// The name of a stage, for columns, filters and sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StageName {
    /// 下書き.
    Draft,
    /// 待機.
    Waiting,
    /// 受付済.
    Submitted,
    /// 審査中.
    UnderReview,
    /// 補正依頼中.
    Returned,
    /// 決裁待ち.
    Proposed,
    /// 交付決定.
    Granted,
    /// 不交付決定.
    Refused,
    /// 取下げ.
    Withdrawn,
}

impl StageName {
    /// Every stage, in the order of an application's life.
    pub const ALL: [Self; 9] = [
        Self::Draft,
        Self::Waiting,
        Self::Submitted,
        Self::UnderReview,
        Self::Returned,
        Self::Proposed,
        Self::Granted,
        Self::Refused,
        Self::Withdrawn,
    ];

    /// As it stands in a column.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Waiting => "waiting",
            Self::Submitted => "submitted",
            Self::UnderReview => "under_review",
            Self::Returned => "returned",
            Self::Proposed => "proposed",
            Self::Granted => "granted",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The stage of a column's value.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|name| name.code() == code)
    }

    /// Whether an application in this stage occupies the slot of its office and year.
    pub const fn is_live(self) -> bool {
        match self {
            Self::Waiting
            | Self::Submitted
            | Self::UnderReview
            | Self::Returned
            | Self::Proposed
            | Self::Granted => true,
            Self::Draft | Self::Refused | Self::Withdrawn => false,
        }
    }

    /// Whether nothing is decided yet about a received application.
    pub const fn is_open(self) -> bool {
        match self {
            Self::Waiting | Self::Submitted | Self::UnderReview | Self::Returned | Self::Proposed => true,
            Self::Draft | Self::Granted | Self::Refused | Self::Withdrawn => false,
        }
    }

    /// Whether money of the budget is held for an application in this stage.
    pub const fn holds_money(self) -> bool {
        match self {
            Self::Submitted | Self::UnderReview | Self::Returned | Self::Proposed | Self::Granted => true,
            Self::Draft | Self::Waiting | Self::Refused | Self::Withdrawn => false,
        }
    }

    /// Whose turn it is.
    pub const fn turn(self) -> Turn {
        match self {
            Self::Draft | Self::Returned => Turn::Applicant,
            Self::Waiting | Self::Submitted | Self::UnderReview | Self::Proposed => Turn::Municipality,
            Self::Granted | Self::Refused | Self::Withdrawn => Turn::Nobody,
        }
    }
}

/// いま誰の番か.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Turn {
    /// あなた.
    Applicant,
    /// 市役所.
    Municipality,
    /// Nothing is left to do.
    Nobody,
}

/// What someone tried to do to an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// 申請する.
    Submit,
    /// 申請して待つ: the budget does not hold it, or the draw is still to come.
    Wait,
    /// 繰り上げる: the budget holds it now.
    Promote,
    /// 再提出する.
    Resubmit,
    /// 審査を始める, or take over from a colleague.
    TakeUp,
    /// 担当を外れる: whoever comes next may take it up.
    GiveBack,
    /// 引き継ぐ: a colleague answers for it from now on.
    HandOver,
    /// 要件を確認する.
    Check,
    /// 補正を依頼する.
    RequestCorrection,
    /// 起案する.
    Propose,
    /// 差戻す: back from the approver to the clerk.
    SendBack,
    /// 決裁する.
    Decide,
    /// 庁外の決裁を記録する.
    RecordDecision,
    /// 待機を打ち切る: the budget will not hold it any more.
    TurnAway,
    /// 取り下げる.
    Withdraw,
}

/// An act that the stage does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{act:?} is not possible in {from:?}")]
pub struct WrongStage {
    /// Where the application stands.
    pub from: StageName,
    /// What was tried.
    pub act: Act,
}

/// Why a decision was not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecideError {
    /// Nothing is proposed.
    #[error(transparent)]
    WrongStage(#[from] WrongStage),
    /// The one who proposes does not decide (domain.md §3.2).
    #[error("proposed and decided by the same person")]
    SamePerson,
}

impl Stage {
    /// Its name.
    pub const fn name(&self) -> StageName {
        match self {
            Self::Draft => StageName::Draft,
            Self::Waiting { .. } => StageName::Waiting,
            Self::Submitted { .. } => StageName::Submitted,
            Self::UnderReview { .. } => StageName::UnderReview,
            Self::Returned { .. } => StageName::Returned,
            Self::Proposed { .. } => StageName::Proposed,
            Self::Granted { .. } => StageName::Granted,
            Self::Refused { .. } => StageName::Refused,
            Self::Withdrawn { .. } => StageName::Withdrawn,
        }
    }

    const fn wrong(&self, act: Act) -> WrongStage {
        WrongStage { from: self.name(), act }
    }

    /// 申請する.
    pub fn submit(self, at: DateTime<Utc>) -> Result<Self, WrongStage> {
        match self {
            Self::Draft => Ok(Self::Submitted { at }),
            from => Err(from.wrong(Act::Submit)),
        }
    }

    /// 申請して待つ.
    pub fn wait(self, at: DateTime<Utc>) -> Result<Self, WrongStage> {
        match self {
            Self::Draft => Ok(Self::Waiting { at }),
            from => Err(from.wrong(Act::Wait)),
        }
    }

    /// 繰り上げる: it is received as if it had arrived now; its number stays that of its arrival.
    pub fn promote(self, at: DateTime<Utc>) -> Result<Self, WrongStage> {
        match self {
            Self::Waiting { .. } => Ok(Self::Submitted { at }),
            from => Err(from.wrong(Act::Promote)),
        }
    }

    /// 再提出する.
    pub fn resubmit(self, at: DateTime<Utc>) -> Result<Self, WrongStage> {
        match self {
            Self::Returned { .. } => Ok(Self::Submitted { at }),
            from => Err(from.wrong(Act::Resubmit)),
        }
    }

    /// 審査を始める, or take over from a colleague.
    pub fn take_up(self, by: AccountId, since: DateTime<Utc>) -> Result<Self, WrongStage> {
        match self {
            Self::Submitted { .. } | Self::UnderReview { .. } => Ok(Self::UnderReview { by, since }),
            from => Err(from.wrong(Act::TakeUp)),
        }
    }

    /// 担当を外れる: it waits again, since it arrived the last time.
    pub fn give_back(self, arrived: DateTime<Utc>) -> Result<Self, WrongStage> {
        match self {
            Self::UnderReview { .. } => Ok(Self::Submitted { at: arrived }),
            from => Err(from.wrong(Act::GiveBack)),
        }
    }

    /// 引き継ぐ: a colleague answers for it from now on. Since when it is under review, who asked for a correction and
    /// who proposed stay as they were.
    pub fn hand_over(self, to: AccountId) -> Result<Self, WrongStage> {
        match self {
            Self::UnderReview { by: _, since } => Ok(Self::UnderReview { by: to, since }),
            stage @ (Self::Waiting { .. }
            | Self::Submitted { .. }
            | Self::Returned { .. }
            | Self::Proposed { .. }) => Ok(stage),
            from => Err(from.wrong(Act::HandOver)),
        }
    }

    /// 要件を確認する: nothing moves.
    pub fn check(self) -> Result<Self, WrongStage> {
        match self {
            Self::UnderReview { .. } => Ok(self),
            from => Err(from.wrong(Act::Check)),
        }
    }

    /// 補正を依頼する.
    pub fn request_correction(
        self,
        by: AccountId,
        at: DateTime<Utc>,
        correction: CorrectionId,
        due: NaiveDate,
    ) -> Result<Self, WrongStage> {
        match self {
            Self::UnderReview { .. } => Ok(Self::Returned { by, at, correction, due }),
            from => Err(from.wrong(Act::RequestCorrection)),
        }
    }

    /// 起案する.
    pub fn propose(self, by: AccountId, at: DateTime<Utc>, outcome: Outcome) -> Result<Self, WrongStage> {
        match self {
            Self::UnderReview { .. } => Ok(Self::Proposed { by, at, outcome }),
            from => Err(from.wrong(Act::Propose)),
        }
    }

    /// 差戻す: the proposal goes back to whoever made it.
    pub fn send_back(self, at: DateTime<Utc>) -> Result<Self, WrongStage> {
        match self {
            Self::Proposed { by, .. } => Ok(Self::UnderReview { by, since: at }),
            from => Err(from.wrong(Act::SendBack)),
        }
    }

    /// 決裁する: what was proposed becomes the decision, by another person than proposed it.
    pub fn decide(self, decided_by: AccountId, at: DateTime<Utc>) -> Result<Self, DecideError> {
        match self {
            Self::Proposed { by, .. } if by == decided_by => Err(DecideError::SamePerson),
            Self::Proposed { outcome: Outcome::Grant { amount, .. }, .. } => {
                Ok(Self::Granted { by: decided_by, at, amount })
            }
            Self::Proposed { outcome: Outcome::Refuse { reason }, .. } => {
                Ok(Self::Refused { by: decided_by, at, reason: reason.into() })
            }
            from => Err(from.wrong(Act::Decide).into()),
        }
    }

    /// 庁外（紙や文書管理システム）の決裁を記録する: who decided stands on the sheet; whoever writes it down here may have
    /// proposed it, and the record says that it was only recorded.
    pub fn record_decision(self, recorded_by: AccountId, at: DateTime<Utc>) -> Result<Self, WrongStage> {
        match self {
            Self::Proposed { outcome: Outcome::Grant { amount, .. }, .. } => {
                Ok(Self::Granted { by: recorded_by, at, amount })
            }
            Self::Proposed { outcome: Outcome::Refuse { reason }, .. } => {
                Ok(Self::Refused { by: recorded_by, at, reason: reason.into() })
            }
            from => Err(from.wrong(Act::RecordDecision)),
        }
    }

    /// 待機を打ち切る: whoever waits is refused, by another person than proposed it.
    pub fn turn_away(
        self,
        proposed_by: AccountId,
        decided_by: AccountId,
        at: DateTime<Utc>,
        reason: super::Reason,
    ) -> Result<Self, DecideError> {
        match self {
            Self::Waiting { .. } if proposed_by == decided_by => Err(DecideError::SamePerson),
            Self::Waiting { .. } => Ok(Self::Refused { by: decided_by, at, reason: reason.into() }),
            from => Err(from.wrong(Act::TurnAway).into()),
        }
    }

    /// 庁外で決裁された待機の打切りを記録する: who decided stands on the sheet, as in [`Self::record_decision`].
    pub fn record_turning_away(
        self,
        recorded_by: AccountId,
        at: DateTime<Utc>,
        reason: super::Reason,
    ) -> Result<Self, WrongStage> {
        match self {
            Self::Waiting { .. } => Ok(Self::Refused { by: recorded_by, at, reason: reason.into() }),
            from => Err(from.wrong(Act::RecordDecision)),
        }
    }

    /// 取り下げる, as long as nothing is decided.
    pub fn withdraw(self, at: DateTime<Utc>) -> Result<Self, WrongStage> {
        match self {
            Self::Waiting { .. }
            | Self::Submitted { .. }
            | Self::UnderReview { .. }
            | Self::Returned { .. }
            | Self::Proposed { .. } => Ok(Self::Withdrawn { at }),
            from => Err(from.wrong(Act::Withdraw)),
        }
    }
}

#[cfg(test)]
mod tests;
