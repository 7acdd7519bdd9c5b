//! 役割とできること: the one table of who may do what. The page of roles shows it, and a test holds it against the
//! access matrix of the routes, so that it cannot say anything else than the program does.

use super::{Role, TenantKind};

/// Something that a member of a tenant may do there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Capability {
    /// Looks at the home, the register, applications, programmes.
    Look,
    /// Adds and corrects offices, imports lists, prints letters.
    KeepRegister,
    /// Makes, publishes and closes programmes.
    KeepProgrammes,
    /// Takes an application up and gives it back.
    TakeUp,
    /// Judges criteria, asks for corrections, proposes.
    Review,
    /// Decides what somebody else proposed.
    Decide,
    /// Sees whole account numbers and the file for the bank; that it was done is recorded.
    SeeAccounts,
    /// Types accounts in, makes pay runs, enters what the bank answers.
    Pay,
    /// Asks for demo sessions, prepares them, takes attendance.
    HoldDemos,
    /// Decides about requests for demo sessions, with lecturers and PC sets.
    DecideDemos,
    /// Answers requests for a speaker, or records the answer; estimates what the way costs; keeps lecturers.
    SendLecturers,
    /// Holds occasions, and registers bodies for them.
    HoldOccasions,
    /// Registers the own house for other houses' occasions.
    JoinOccasions,
    /// Reads in tables of registrations that somebody else printed.
    KeepEventTables,
    /// Asks other houses, and writes down what they tell.
    Inquire,
    /// Answers what other houses ask.
    AnswerInquiries,
    /// Keeps segments of the register and writes to them.
    Outreach,
    /// Writes down what was said with offices, keeps 介護ソフト, 連携先 and 関係団体.
    Support,
    /// Approves what a colleague wrote to many.
    ApproveOutreach,
    /// Invites people, gives roles, suspends, ends sessions, hands work over.
    KeepPeople,
    /// Sender, closed days.
    KeepSettings,
    /// Reads who did and who looked at what.
    Audit,
    /// Opens other tenants.
    OpenTenants,
}

impl Capability {
    /// Every one, in the order of the page.
    pub const ALL: [Self; 23] = [
        Self::Look,
        Self::KeepRegister,
        Self::KeepProgrammes,
        Self::TakeUp,
        Self::Review,
        Self::Decide,
        Self::SeeAccounts,
        Self::Pay,
        Self::HoldDemos,
        Self::DecideDemos,
        Self::SendLecturers,
        Self::HoldOccasions,
        Self::JoinOccasions,
        Self::KeepEventTables,
        Self::Inquire,
        Self::AnswerInquiries,
        Self::Outreach,
        Self::Support,
        Self::ApproveOutreach,
        Self::KeepPeople,
        Self::KeepSettings,
        Self::Audit,
        Self::OpenTenants,
    ];

    /// The roles that may.
    pub const fn roles(self) -> &'static [Role] {
        match self {
            Self::Look => Role::ALL,
            Self::KeepRegister | Self::KeepProgrammes => &[Role::Clerk, Role::Administrator],
            Self::TakeUp | Self::SeeAccounts | Self::ApproveOutreach => &[Role::Clerk, Role::Approver],
            Self::Review
            | Self::Pay
            | Self::HoldDemos
            | Self::DecideDemos
            | Self::SendLecturers
            | Self::HoldOccasions
            | Self::JoinOccasions
            | Self::KeepEventTables
            | Self::Inquire
            | Self::AnswerInquiries
            | Self::Outreach
            | Self::Support => &[Role::Clerk],
            Self::Decide => &[Role::Approver],
            Self::KeepPeople | Self::KeepSettings | Self::Audit | Self::OpenTenants => &[Role::Administrator],
        }
    }

    /// The kinds of tenant in which it means something.
    pub const fn kinds(self) -> &'static [TenantKind] {
        match self {
            Self::Look | Self::KeepEventTables | Self::KeepPeople | Self::KeepSettings | Self::Audit => {
                TenantKind::ALL
            }
            Self::KeepRegister
            | Self::KeepProgrammes
            | Self::TakeUp
            | Self::Review
            | Self::Decide
            | Self::SeeAccounts
            | Self::Pay
            | Self::Outreach
            | Self::ApproveOutreach => &[TenantKind::Municipality],
            Self::Support => &[TenantKind::Municipality, TenantKind::Central],
            Self::HoldDemos => &[TenantKind::Municipality, TenantKind::Federation, TenantKind::Prefecture],
            Self::DecideDemos => &[TenantKind::Federation],
            Self::HoldOccasions | Self::Inquire => {
                &[TenantKind::Central, TenantKind::Federation, TenantKind::Prefecture]
            }
            Self::JoinOccasions | Self::AnswerInquiries => {
                &[TenantKind::Municipality, TenantKind::Federation, TenantKind::Prefecture]
            }
            Self::SendLecturers | Self::OpenTenants => &[TenantKind::Federation, TenantKind::Central],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::openable;

    #[test]
    fn who_may_open_tenants_has_something_to_open() {
        for kind in TenantKind::ALL {
            assert_eq!(Capability::OpenTenants.kinds().contains(kind), !openable(*kind).is_empty());
        }
    }

    #[test]
    fn nobody_both_reviews_and_decides_by_one_role() {
        for role in Role::ALL {
            assert!(
                !(Capability::Review.roles().contains(role) && Capability::Decide.roles().contains(role))
            );
        }
    }
}
