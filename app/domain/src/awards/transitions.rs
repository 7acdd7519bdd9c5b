//! 交付決定の後の段階と手続: the whole life of an award on one table. [`super::Stage`] carries it out; a test holds the
//! two together.

use super::{Act, StageName};
use crate::subsidies::Who;

/// One line: from where, what, by whom, to where.
pub type Transition = (StageName, Act, Who, StageName);

/// Everything that can happen to an award. What is not here cannot be done.
pub const TRANSITIONS: &[Transition] = {
    use {Act as A, StageName as S, Who as W};
    &[
        // 変更承認 (the report is still to come)
        (S::AwaitingReport, A::Change, W::Approver, S::AwaitingReport),
        // 概算払 (before the amount is fixed nothing moves but the money)
        (S::AwaitingReport, A::ClaimAdvance, W::Applicant, S::AwaitingReport),
        (S::AwaitingReport, A::AnswerAdvance, W::Clerk, S::AwaitingReport),
        (S::AwaitingReport, A::Pay, W::Clerk, S::AwaitingReport),
        (S::Reported, A::Pay, W::Clerk, S::Reported),
        (S::ReportReturned, A::Pay, W::Clerk, S::ReportReturned),
        (S::AwaitingReport, A::ReturnPayment, W::Clerk, S::AwaitingReport),
        (S::Reported, A::ReturnPayment, W::Clerk, S::Reported),
        (S::ReportReturned, A::ReturnPayment, W::Clerk, S::ReportReturned),
        (S::FinalProposed, A::ReturnPayment, W::Clerk, S::FinalProposed),
        (S::AwaitingClaim, A::ReturnPayment, W::Clerk, S::AwaitingClaim),
        (S::Payable, A::ReturnPayment, W::Clerk, S::Payable),
        // 実績報告
        (S::AwaitingReport, A::Report, W::Applicant, S::Reported),
        (S::Reported, A::ReturnReport, W::Clerk, S::ReportReturned),
        (S::ReportReturned, A::Report, W::Applicant, S::Reported),
        // 額の確定
        (S::Reported, A::ProposeFinal, W::Clerk, S::FinalProposed),
        (S::FinalProposed, A::SendFinalBack, W::Approver, S::Reported),
        (S::FinalProposed, A::Fix, W::Approver, S::AwaitingClaim),
        (S::FinalProposed, A::Fix, W::Approver, S::Settled),
        // 請求と支払
        (S::AwaitingClaim, A::Claim, W::Applicant, S::Payable),
        (S::Payable, A::Pay, W::Clerk, S::Settled),
        (S::Settled, A::ReturnPayment, W::Clerk, S::Payable),
        // 取消 (一部)
        (S::AwaitingClaim, A::Lower, W::Approver, S::AwaitingClaim),
        (S::AwaitingClaim, A::Lower, W::Approver, S::Settled),
        (S::Payable, A::Lower, W::Approver, S::Payable),
        (S::Payable, A::Lower, W::Approver, S::Settled),
        (S::Settled, A::Lower, W::Approver, S::Settled),
        // 取消 (全部), 廃止の承認
        (S::AwaitingReport, A::Cancel, W::Approver, S::Cancelled),
        (S::Reported, A::Cancel, W::Approver, S::Cancelled),
        (S::ReportReturned, A::Cancel, W::Approver, S::Cancelled),
        (S::AwaitingClaim, A::Cancel, W::Approver, S::Cancelled),
        (S::Payable, A::Cancel, W::Approver, S::Cancelled),
        (S::Settled, A::Cancel, W::Approver, S::Cancelled),
    ]
};
