//! 引き継ぎ（人事異動）: all that one person works on becomes another's, also when the first may no longer sign in.
//!
//! Who receives work must be able to do it: a 担当 who may sign in (`domain.md` §5, the officer's 1 April).

use super::{Role, Roles};
use crate::{ids::AccountId, subsidies::StageName};
use std::collections::BTreeMap;

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HandoverField {
    /// Whose work.
    From,
    /// Who receives it.
    To,
}

impl HandoverField {
    /// The name of the control.
    pub const fn name(self) -> &'static str {
        match self {
            Self::From => "from",
            Self::To => "to",
        }
    }
}

/// How much somebody holds, or a handover moves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Held {
    /// Applications that somebody answers for, by stage.
    pub stages: BTreeMap<StageName, u64>,
    /// Awards that are not settled, or of which money is still to come back.
    pub awards: u64,
    /// Open next actions of 伴走支援.
    pub next_actions: u64,
    /// Campaigns that have not ended.
    pub campaigns: u64,
    /// Activities of campaigns that have not ended.
    pub activities: u64,
}

impl Held {
    /// The applications of every stage.
    pub fn applications(&self) -> u64 {
        self.stages.values().sum()
    }

    /// All pieces.
    pub fn total(&self) -> u64 {
        self.applications() + self.awards + self.next_actions + self.campaigns + self.activities
    }
}

/// Why work is not handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandoverProblem {
    /// Nobody chosen.
    Nobody,
    /// Both are the same person.
    SamePerson,
    /// The receiver may not sign in.
    Suspended,
    /// The receiver is no 担当 here.
    NotAClerk,
    /// The first has no work.
    NothingThere,
}

/// Who would receive work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receiver<'a> {
    /// Who.
    pub id: AccountId,
    /// What they may do here.
    pub roles: &'a Roles,
    /// Whether they may not sign in.
    pub suspended: bool,
}

impl Receiver<'_> {
    /// Whether so many pieces of work of `from` can become theirs.
    pub fn accepts(&self, from: AccountId, pieces: usize) -> Result<(), (HandoverField, HandoverProblem)> {
        let problem = if self.id == from {
            HandoverProblem::SamePerson
        } else if self.suspended {
            HandoverProblem::Suspended
        } else if !self.roles.has(Role::Clerk) {
            HandoverProblem::NotAClerk
        } else if pieces == 0 {
            return Err((HandoverField::From, HandoverProblem::NothingThere));
        } else {
            return Ok(());
        };
        Err((HandoverField::To, problem))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn id(n: u128) -> AccountId {
        AccountId::from_uuid(Uuid::from_u128(n))
    }

    #[test]
    fn only_a_clerk_who_may_sign_in_receives_work() {
        let clerk: Roles = [Role::Clerk].into_iter().collect();
        let viewer: Roles = [Role::Viewer, Role::Administrator].into_iter().collect();
        let receiver = |roles, suspended| Receiver { id: id(2), roles, suspended };
        assert_eq!(receiver(&clerk, false).accepts(id(1), 3), Ok(()));
        let refused = |problem| Err((HandoverField::To, problem));
        assert_eq!(receiver(&clerk, true).accepts(id(1), 3), refused(HandoverProblem::Suspended));
        assert_eq!(receiver(&viewer, false).accepts(id(1), 3), refused(HandoverProblem::NotAClerk));
        assert_eq!(receiver(&clerk, false).accepts(id(2), 3), refused(HandoverProblem::SamePerson));
        assert_eq!(
            receiver(&clerk, false).accepts(id(1), 0),
            Err((HandoverField::From, HandoverProblem::NothingThere))
        );
    }
}
