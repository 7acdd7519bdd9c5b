//! What is proposed about an award and decided by another person; what its applicant asks for.

/// What is proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProposalKind {
    /// 額の確定.
    Final,
    /// 変更の承認.
    Change,
    /// 中止・廃止の承認.
    Stop,
    /// 取消, in whole or in part.
    Cancel,
    /// ほかの方法での支払: it was paid, but by no run of this program.
    Elsewhere,
}

impl ProposalKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Final, Self::Change, Self::Stop, Self::Cancel, Self::Elsewhere];

    /// As it stands in a column.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Final => "final",
            Self::Change => "change",
            Self::Stop => "stop",
            Self::Cancel => "cancel",
            Self::Elsewhere => "paid_elsewhere",
        }
    }

    /// The kind of a column's value.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// What became of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProposalState {
    /// Waits for 決裁.
    Open,
    /// 決裁済.
    Approved,
    /// 差戻し.
    SentBack,
}

impl ProposalState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Open, Self::Approved, Self::SentBack];

    /// As it stands in a column.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Approved => "approved",
            Self::SentBack => "sent_back",
        }
    }

    /// The state of a column's value.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// What an applicant asks for before the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RequestKind {
    /// 変更承認申請: the cost became less, or the work another.
    Change,
    /// 中止・廃止: the work is given up.
    Stop,
}

impl RequestKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Change, Self::Stop];

    /// As it stands in a column and in the form.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Change => "change",
            Self::Stop => "stop",
        }
    }

    /// The kind of a column's value.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// What is proposed to grant it.
    pub const fn proposal(self) -> ProposalKind {
        match self {
            Self::Change => ProposalKind::Change,
            Self::Stop => ProposalKind::Stop,
        }
    }
}

/// What became of what an applicant asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RequestState {
    /// Waits for an answer.
    Open,
    /// 承認.
    Approved,
    /// 不承認: the work is to go on as it was granted.
    Declined,
}

impl RequestState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Open, Self::Approved, Self::Declined];

    /// As it stands in a column.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Approved => "approved",
            Self::Declined => "declined",
        }
    }

    /// The state of a column's value.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// Where a recovery (返還) stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecoveryState {
    /// 返還命令済.
    Ordered,
    /// 督促済.
    Reminded,
    /// 返還済: all of it came.
    Refunded,
}

impl RecoveryState {
    /// Every state, in order.
    pub const ALL: [Self; 3] = [Self::Ordered, Self::Reminded, Self::Refunded];

    /// As it stands in a column.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ordered => "ordered",
            Self::Reminded => "reminded",
            Self::Refunded => "refunded",
        }
    }

    /// The state of a column's value.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_found_again_by_its_code() {
        for kind in ProposalKind::ALL {
            assert_eq!(ProposalKind::from_code(kind.code()), Some(kind));
        }
        for state in ProposalState::ALL {
            assert_eq!(ProposalState::from_code(state.code()), Some(state));
        }
        for kind in RequestKind::ALL {
            assert_eq!(RequestKind::from_code(kind.code()), Some(kind));
            assert_eq!(kind.proposal().code(), kind.code());
        }
        for state in RequestState::ALL {
            assert_eq!(RequestState::from_code(state.code()), Some(state));
        }
        for state in RecoveryState::ALL {
            assert_eq!(RecoveryState::from_code(state.code()), Some(state));
        }
    }
}
