//! 起案と決裁: what a clerk proposes becomes the decision when another person approves it.

use crate::{
    ids::{AccountId, ProposalId},
    money::Yen,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What is proposed, and later decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// 交付.
    Grant {
        /// 交付額.
        amount: Yen,
        /// Why it is less than the rules give; none where it is what they give.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lowered: Option<Reason>,
    },
    /// 不交付.
    Refuse {
        /// 不交付の理由, told to the applicant.
        reason: Reason,
    },
}

/// Words an officer must give: never empty, at most [`Reason::LONGEST`] characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Reason(String);

/// Why words are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReasonError {
    /// Nothing was written.
    #[error("no words were given")]
    Missing,
    /// More than fits a notice.
    #[error("more than {} characters", Reason::LONGEST)]
    TooLong,
}

impl Reason {
    /// Most characters that fit a notice of one page.
    pub const LONGEST: usize = 1_000;

    /// Takes what an officer wrote; line ends become one kind, spaces around it go.
    pub fn parse(typed: &str) -> Result<Self, ReasonError> {
        let text = typed.replace("\r\n", "\n");
        let text = text.trim();
        if text.is_empty() {
            Err(ReasonError::Missing)
        } else if text.chars().count() > Self::LONGEST {
            Err(ReasonError::TooLong)
        } else {
            Ok(Self(text.to_owned()))
        }
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Reason {
    type Error = ReasonError;
    fn try_from(text: String) -> Result<Self, ReasonError> {
        Self::parse(&text)
    }
}

impl From<Reason> for String {
    fn from(reason: Reason) -> Self {
        reason.0
    }
}

/// 起案.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Its id.
    pub id: ProposalId,
    /// Who proposed.
    pub by: AccountId,
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub outcome: Outcome,
    /// A word to the approver; empty where there is none.
    pub note: String,
}

/// 決裁.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What was proposed.
    pub proposal: ProposalId,
    /// Who approved, never who proposed.
    pub by: AccountId,
    /// When.
    pub at: DateTime<Utc>,
    /// What was decided.
    pub outcome: Outcome,
}

/// The one who proposes does not decide (domain.md §3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("proposed and decided by the same person")]
pub struct SamePerson;

/// Approves a proposal: the only way to a [`Decision`].
pub fn decide(proposal: Proposal, by: AccountId, at: DateTime<Utc>) -> Result<Decision, SamePerson> {
    let Proposal { id, by: proposer, at: _, outcome, note: _ } = proposal;
    if proposer == by { Err(SamePerson) } else { Ok(Decision { proposal: id, by, at, outcome }) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;
    use uuid::Uuid;

    #[test]
    fn a_reason_is_never_empty_and_fits_a_notice() {
        assert_eq!(Reason::parse(" \n "), Err(ReasonError::Missing));
        assert_eq!(Reason::parse(&"あ".repeat(1_001)), Err(ReasonError::TooLong));
        assert_eq!(Reason::parse(" 市外のため\r\n対象外です ").unwrap().as_str(), "市外のため\n対象外です");
    }

    #[test]
    fn a_proposal_is_decided_by_another_person_only() {
        let person = |number| AccountId::from_uuid(Uuid::from_u128(number));
        let at = Utc.with_ymd_and_hms(2024, 7, 10, 0, 0, 0).unwrap();
        let proposal = Proposal {
            id: ProposalId::from_uuid(Uuid::nil()),
            by: person(1),
            at,
            outcome: Outcome::Grant { amount: Yen(21_000), lowered: None },
            note: String::new(),
        };
        assert_eq!(decide(proposal.clone(), person(1), at), Err(SamePerson));
        assert_eq!(decide(proposal, person(2), at).unwrap().by, person(2));
    }
}
