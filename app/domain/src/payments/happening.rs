//! What happens to pay runs and accounts, by the names under which it is recorded.

/// One kind of event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Happening {
    /// An account was told, or told anew.
    AccountSet,
    /// How a recipient is written was settled by an officer.
    RecipientSet,
    /// The list of banks was loaded.
    BranchesLoaded,
    /// 依頼人 and the form of the file were saved.
    SenderSet,
    /// A run was made.
    RunMade,
    /// A payment was taken out of a draft.
    PaymentTakenOut,
    /// A run was released by a second person.
    RunReleased,
    /// A run was given up before it was sent.
    RunDissolved,
    /// A run was handed to the bank.
    RunSent,
    /// The bank's answers were entered.
    ResultsEntered,
    /// A payment came back that was paid.
    PaymentReturned,
}

impl Happening {
    /// Every kind.
    pub const ALL: [Self; 11] = [
        Self::AccountSet,
        Self::RecipientSet,
        Self::BranchesLoaded,
        Self::SenderSet,
        Self::RunMade,
        Self::PaymentTakenOut,
        Self::RunReleased,
        Self::RunDissolved,
        Self::RunSent,
        Self::ResultsEntered,
        Self::PaymentReturned,
    ];

    /// The name in the record.
    pub const fn code(self) -> &'static str {
        match self {
            Self::AccountSet => "bank-account.set",
            Self::RecipientSet => "bank-account.recipient-set",
            Self::BranchesLoaded => "branches.loaded",
            Self::SenderSet => "pay-sender.set",
            Self::RunMade => "pay-run.made",
            Self::PaymentTakenOut => "pay-run.payment-taken-out",
            Self::RunReleased => "pay-run.released",
            Self::RunDissolved => "pay-run.dissolved",
            Self::RunSent => "pay-run.sent",
            Self::ResultsEntered => "pay-run.results-entered",
            Self::PaymentReturned => "pay-run.payment-returned",
        }
    }
}
