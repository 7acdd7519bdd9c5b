//! After the grant (交付決定の後): report, final amount, claim, payment, cancellation, recovery.
//!
//! An application's own life ends with its decision; what follows is an award, with a table of its own
//! ([`TRANSITIONS`]). Its money moves by [`Movement`]s alone, and each gives the line of the ledger that belongs to it, so
//! that the ledger and the awards cannot tell different sums.

mod deadlines;
mod forms;
mod happening;
mod instalments;
mod listing;
mod money;
mod proposal;
mod stage;
mod transitions;

pub use deadlines::{
    CLAIM_DAYS, PAY_DAYS, REMIND_DAYS, RETURN_DAYS, claim_due, is_paid_late, may_dun, reminds_on, report_due,
    return_due,
};
pub use forms::{
    AwardField, AwardProblem, AwardProblems, CancellationForm, ElsewhereForm, FinalForm, RefundForm, Report,
    RequestForm, ReturnForm, parse_reason, parse_return_by,
};
pub use happening::Happening;
pub use instalments::{
    Advance, After, InstalmentState, MOST_ADVANCES, NextAdvance, Part, PlanError, advanced, kept_when_fixed,
    next_advance, parts,
};
pub use listing::{Listing, Shown};
pub use money::{Money, MoneyError, Movement};
pub use proposal::{ProposalKind, ProposalState, RecoveryState, RequestKind, RequestState};
pub use stage::{Act, Stage, StageName, WrongStage};
pub use transitions::{TRANSITIONS, Transition};

use serde::{Deserialize, Serialize};

/// What becomes of the place of an office whose grant is cancelled as a whole. A rule of the programme.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AfterCancellation {
    /// 再申請できない: the place of the year is used up.
    #[default]
    Locked,
    /// 再申請できる: the place is free at once.
    Freed,
}

impl AfterCancellation {
    /// Both, in the order officers choose from.
    pub const ALL: [Self; 2] = [Self::Locked, Self::Freed];

    /// As it stands in the form.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Locked => "locked",
            Self::Freed => "freed",
        }
    }
}
