//! 申請の段階と手続: the whole life of an application on one table. [`super::Stage`] carries it out; a test holds the two
//! together, so that reading this page is knowing what can happen.

use super::{Act, Procedure, StageName};

/// Who does an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// 申請者, or a clerk on their behalf.
    Applicant,
    /// 担当.
    Clerk,
    /// 決裁者, never who proposed.
    Approver,
    /// The program, when the budget holds it.
    Program,
}

/// One line: from where, what, by whom, to where.
pub type Transition = (StageName, Act, Who, StageName);

/// Everything that can happen to an application. What is not here cannot be done.
pub const TRANSITIONS: &[Transition] = {
    use {Act as A, StageName as S, Who as W};
    &[
        // 申請
        (S::Draft, A::Submit, W::Applicant, S::Submitted),
        (S::Draft, A::Wait, W::Applicant, S::Waiting),
        (S::Waiting, A::Promote, W::Program, S::Submitted),
        // 審査
        (S::Submitted, A::TakeUp, W::Clerk, S::UnderReview),
        (S::UnderReview, A::TakeUp, W::Clerk, S::UnderReview),
        (S::UnderReview, A::GiveBack, W::Clerk, S::Submitted),
        (S::UnderReview, A::Check, W::Clerk, S::UnderReview),
        (S::UnderReview, A::RequestCorrection, W::Clerk, S::Returned),
        (S::Returned, A::Resubmit, W::Applicant, S::Submitted),
        // 起案と決裁
        (S::UnderReview, A::Propose, W::Clerk, S::Proposed),
        (S::Proposed, A::SendBack, W::Approver, S::UnderReview),
        (S::Proposed, A::Decide, W::Approver, S::Granted),
        (S::Proposed, A::Decide, W::Approver, S::Refused),
        (S::Proposed, A::RecordDecision, W::Clerk, S::Granted),
        (S::Proposed, A::RecordDecision, W::Clerk, S::Refused),
        // 待機の打切り
        (S::Waiting, A::TurnAway, W::Approver, S::Refused),
        (S::Waiting, A::RecordDecision, W::Clerk, S::Refused),
        // 取下げ
        (S::Waiting, A::Withdraw, W::Applicant, S::Withdrawn),
        (S::Submitted, A::Withdraw, W::Applicant, S::Withdrawn),
        (S::UnderReview, A::Withdraw, W::Applicant, S::Withdrawn),
        (S::Returned, A::Withdraw, W::Applicant, S::Withdrawn),
        (S::Proposed, A::Withdraw, W::Applicant, S::Withdrawn),
        // 引き継ぎ
        (S::Waiting, A::HandOver, W::Clerk, S::Waiting),
        (S::Submitted, A::HandOver, W::Clerk, S::Submitted),
        (S::UnderReview, A::HandOver, W::Clerk, S::UnderReview),
        (S::Returned, A::HandOver, W::Clerk, S::Returned),
        (S::Proposed, A::HandOver, W::Clerk, S::Proposed),
    ]
};

/// One step of a procedure, as everybody is told of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProcedureStep {
    /// 事前協議.
    Consult,
    /// 支払い by the office.
    Pay,
    /// 交付申請.
    Apply,
    /// 交付申請書兼実績報告書兼請求書.
    ApplyReportAndClaim,
    /// 審査.
    Review,
    /// 交付決定.
    Decision,
    /// 交付決定兼額の確定.
    DecisionAndFinalAmount,
    /// 実績報告.
    Report,
    /// 額の確定.
    FinalAmount,
    /// 請求.
    Claim,
    /// 支払い by the municipality.
    Payment,
}

impl Procedure {
    /// Whether one pays before applying: what an application names was paid then, and else is to be paid.
    pub const fn pays_first(self) -> bool {
        match self {
            Self::OneStep => true,
            Self::TwoStep | Self::Consulted => false,
        }
    }

    /// Its steps, in order.
    pub const fn steps(self) -> &'static [ProcedureStep] {
        use ProcedureStep as P;
        match self {
            Self::OneStep => {
                &[P::Pay, P::ApplyReportAndClaim, P::Review, P::DecisionAndFinalAmount, P::Payment]
            }
            Self::TwoStep => {
                &[P::Apply, P::Review, P::Decision, P::Pay, P::Report, P::FinalAmount, P::Claim, P::Payment]
            }
            Self::Consulted => &[
                P::Consult,
                P::Apply,
                P::Review,
                P::Decision,
                P::Pay,
                P::Report,
                P::FinalAmount,
                P::Claim,
                P::Payment,
            ],
        }
    }
}
