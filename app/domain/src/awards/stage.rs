//! Where an award stands: each stage holds what is true in it, each act consumes one stage.

use crate::{
    ids::AccountId,
    money::Yen,
    subsidies::{Procedure, Turn},
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Where an award stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case", deny_unknown_fields)]
pub enum Stage {
    /// 実績報告待ち.
    AwaitingReport,
    /// 実績報告の審査中.
    Reported {
        /// When it arrived, the last time.
        at: DateTime<Utc>,
    },
    /// 実績報告の補正依頼中.
    ReportReturned {
        /// Who asked.
        by: AccountId,
        /// When.
        at: DateTime<Utc>,
        /// What is asked, in the officer's words.
        sentence: String,
        /// Last day for the answer.
        due: NaiveDate,
    },
    /// 額の確定の決裁待ち.
    FinalProposed {
        /// Who proposed.
        by: AccountId,
        /// When.
        at: DateTime<Utc>,
        /// How much.
        amount: Yen,
        /// When the report arrived: there it stands again where it is sent back.
        reported_at: DateTime<Utc>,
    },
    /// 額の確定済, 請求待ち.
    AwaitingClaim {
        /// When it was fixed.
        at: DateTime<Utc>,
    },
    /// 請求受理, 支払待ち.
    Payable {
        /// Since when.
        at: DateTime<Utc>,
    },
    /// 支払済: everything that was fixed is paid.
    Settled {
        /// Since when.
        at: DateTime<Utc>,
    },
    /// 取消 in whole, or 廃止 that was approved.
    Cancelled {
        /// Since when.
        at: DateTime<Utc>,
    },
}

/// The name of a stage, for columns, filters and sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StageName {
    /// 実績報告待ち.
    AwaitingReport,
    /// 実績報告の審査中.
    Reported,
    /// 実績報告の補正依頼中.
    ReportReturned,
    /// 額の確定の決裁待ち.
    FinalProposed,
    /// 請求待ち.
    AwaitingClaim,
    /// 支払待ち.
    Payable,
    /// 支払済.
    Settled,
    /// 取消.
    Cancelled,
}

impl StageName {
    /// Every stage, in the order of an award's life.
    pub const ALL: [Self; 8] = [
        Self::AwaitingReport,
        Self::Reported,
        Self::ReportReturned,
        Self::FinalProposed,
        Self::AwaitingClaim,
        Self::Payable,
        Self::Settled,
        Self::Cancelled,
    ];

    /// As it stands in a column.
    pub const fn code(self) -> &'static str {
        match self {
            Self::AwaitingReport => "awaiting_report",
            Self::Reported => "reported",
            Self::ReportReturned => "report_returned",
            Self::FinalProposed => "final_proposed",
            Self::AwaitingClaim => "awaiting_claim",
            Self::Payable => "payable",
            Self::Settled => "settled",
            Self::Cancelled => "cancelled",
        }
    }

    /// The stage of a column's value.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|name| name.code() == code)
    }

    /// Whether something is left to do until the money is with the office.
    pub const fn is_open(self) -> bool {
        match self {
            Self::AwaitingReport
            | Self::Reported
            | Self::ReportReturned
            | Self::FinalProposed
            | Self::AwaitingClaim
            | Self::Payable => true,
            Self::Settled | Self::Cancelled => false,
        }
    }

    /// Whether money can be paid in it: the final amount, or before there is one what was accepted in advance.
    pub const fn pays(self) -> bool {
        match self {
            Self::Payable | Self::AwaitingReport | Self::Reported | Self::ReportReturned => true,
            Self::FinalProposed | Self::AwaitingClaim | Self::Settled | Self::Cancelled => false,
        }
    }

    /// Whose turn it is.
    pub const fn turn(self) -> Turn {
        match self {
            Self::AwaitingReport | Self::ReportReturned | Self::AwaitingClaim => Turn::Applicant,
            Self::Reported | Self::FinalProposed | Self::Payable => Turn::Municipality,
            Self::Settled | Self::Cancelled => Turn::Nobody,
        }
    }
}

/// What someone tried to do to an award.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// 実績報告を出す, the first time or again after a correction.
    Report,
    /// 補正を依頼する.
    ReturnReport,
    /// 額の確定を起案する.
    ProposeFinal,
    /// 額の確定を差し戻す.
    SendFinalBack,
    /// 額を確定する.
    Fix,
    /// 請求する.
    Claim,
    /// 概算払を請求する, before the amount is fixed.
    ClaimAdvance,
    /// 概算払の請求を受理する, or send it back.
    AnswerAdvance,
    /// 支払う.
    Pay,
    /// 振込不能: it is paid again.
    ReturnPayment,
    /// 変更を承認する.
    Change,
    /// 一部を取り消す.
    Lower,
    /// 全部を取り消す, or approve that the work is given up.
    Cancel,
}

/// An act that the stage does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{act:?} is not possible in {from:?}")]
pub struct WrongStage {
    /// Where the award stands.
    pub from: StageName,
    /// What was tried.
    pub act: Act,
}

impl Stage {
    /// Where an award begins: in one step the decision fixes the amount and is the claim.
    pub const fn opened(procedure: Procedure, at: DateTime<Utc>) -> Self {
        match procedure {
            Procedure::OneStep => Self::Payable { at },
            Procedure::TwoStep | Procedure::Consulted => Self::AwaitingReport,
        }
    }

    /// Its name.
    pub const fn name(&self) -> StageName {
        match self {
            Self::AwaitingReport => StageName::AwaitingReport,
            Self::Reported { .. } => StageName::Reported,
            Self::ReportReturned { .. } => StageName::ReportReturned,
            Self::FinalProposed { .. } => StageName::FinalProposed,
            Self::AwaitingClaim { .. } => StageName::AwaitingClaim,
            Self::Payable { .. } => StageName::Payable,
            Self::Settled { .. } => StageName::Settled,
            Self::Cancelled { .. } => StageName::Cancelled,
        }
    }

    const fn wrong(&self, act: Act) -> WrongStage {
        WrongStage { from: self.name(), act }
    }

    /// 実績報告を出す.
    pub fn report(self, at: DateTime<Utc>) -> Result<Self, WrongStage> {
        match self {
            Self::AwaitingReport | Self::ReportReturned { .. } => Ok(Self::Reported { at }),
            from => Err(from.wrong(Act::Report)),
        }
    }

    /// 補正を依頼する.
    pub fn return_report(
        self,
        by: AccountId,
        at: DateTime<Utc>,
        sentence: String,
        due: NaiveDate,
    ) -> Result<Self, WrongStage> {
        match self {
            Self::Reported { .. } => Ok(Self::ReportReturned { by, at, sentence, due }),
            from => Err(from.wrong(Act::ReturnReport)),
        }
    }

    /// 額の確定を起案する.
    pub fn propose_final(self, by: AccountId, at: DateTime<Utc>, amount: Yen) -> Result<Self, WrongStage> {
        match self {
            Self::Reported { at: reported_at } => Ok(Self::FinalProposed { by, at, amount, reported_at }),
            from => Err(from.wrong(Act::ProposeFinal)),
        }
    }

    /// 差し戻す.
    pub fn send_final_back(self) -> Result<Self, WrongStage> {
        match self {
            Self::FinalProposed { reported_at, .. } => Ok(Self::Reported { at: reported_at }),
            from => Err(from.wrong(Act::SendFinalBack)),
        }
    }

    /// 額を確定する: where nothing of it is still to be paid, nothing is left to do.
    pub fn fix(self, at: DateTime<Utc>, to_pay: Yen) -> Result<Self, WrongStage> {
        match self {
            Self::FinalProposed { .. } if to_pay == Yen::ZERO => Ok(Self::Settled { at }),
            Self::FinalProposed { .. } => Ok(Self::AwaitingClaim { at }),
            from => Err(from.wrong(Act::Fix)),
        }
    }

    /// 請求する.
    pub fn claim(self, at: DateTime<Utc>) -> Result<Self, WrongStage> {
        match self {
            Self::AwaitingClaim { .. } => Ok(Self::Payable { at }),
            from => Err(from.wrong(Act::Claim)),
        }
    }

    /// 概算払を請求する: nothing moves but the money.
    pub fn claim_advance(self) -> Result<Self, WrongStage> {
        match self {
            Self::AwaitingReport => Ok(self),
            from => Err(from.wrong(Act::ClaimAdvance)),
        }
    }

    /// 概算払の請求に答える.
    pub fn answer_advance(self) -> Result<Self, WrongStage> {
        match self {
            Self::AwaitingReport => Ok(self),
            from => Err(from.wrong(Act::AnswerAdvance)),
        }
    }

    /// 支払う: the whole of what is still to be paid; what is paid in advance leaves the report to come.
    pub fn pay(self, at: DateTime<Utc>) -> Result<Self, WrongStage> {
        match self {
            Self::Payable { .. } => Ok(Self::Settled { at }),
            stage @ (Self::AwaitingReport | Self::Reported { .. } | Self::ReportReturned { .. }) => Ok(stage),
            from => Err(from.wrong(Act::Pay)),
        }
    }

    /// 振込不能: what was settled is to be paid again; what came back of an advance is part of what is still to be paid.
    pub fn return_payment(self, at: DateTime<Utc>) -> Result<Self, WrongStage> {
        match self {
            Self::Settled { .. } => Ok(Self::Payable { at }),
            from @ Self::Cancelled { .. } => Err(from.wrong(Act::ReturnPayment)),
            stage => Ok(stage),
        }
    }

    /// 変更を承認する: nothing moves but the amount.
    pub fn change(self) -> Result<Self, WrongStage> {
        match self {
            Self::AwaitingReport => Ok(self),
            from => Err(from.wrong(Act::Change)),
        }
    }

    /// 一部を取り消す: before the amount is fixed the report is still to be judged under what is left.
    pub fn lower(self, at: DateTime<Utc>, to_pay: Yen) -> Result<Self, WrongStage> {
        match self {
            Self::AwaitingClaim { .. } | Self::Payable { .. } if to_pay == Yen::ZERO => {
                Ok(Self::Settled { at })
            }
            stage @ (Self::AwaitingClaim { .. } | Self::Payable { .. } | Self::Settled { .. }) => Ok(stage),
            from => Err(from.wrong(Act::Lower)),
        }
    }

    /// 全部を取り消す, even after 額の確定 and payment.
    pub fn cancel(self, at: DateTime<Utc>) -> Result<Self, WrongStage> {
        match self {
            Self::AwaitingReport
            | Self::Reported { .. }
            | Self::ReportReturned { .. }
            | Self::AwaitingClaim { .. }
            | Self::Payable { .. }
            | Self::Settled { .. } => Ok(Self::Cancelled { at }),
            from => Err(from.wrong(Act::Cancel)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::awards::TRANSITIONS;
    use chrono::TimeZone;
    use std::collections::BTreeSet;

    fn at(minute: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2024, 10, 31, 1, minute, 0).unwrap()
    }

    fn person(number: u128) -> AccountId {
        AccountId::from_uuid(uuid::Uuid::from_u128(number))
    }

    fn stage(name: StageName) -> Stage {
        let (by, at, amount) = (person(1), at(0), Yen(21_000));
        let due = NaiveDate::from_ymd_opt(2024, 11, 14).unwrap();
        match name {
            StageName::AwaitingReport => Stage::AwaitingReport,
            StageName::Reported => Stage::Reported { at },
            StageName::ReportReturned => {
                Stage::ReportReturned { by, at, sentence: "領収書の日付".into(), due }
            }
            StageName::FinalProposed => Stage::FinalProposed { by, at, amount, reported_at: at },
            StageName::AwaitingClaim => Stage::AwaitingClaim { at },
            StageName::Payable => Stage::Payable { at },
            StageName::Settled => Stage::Settled { at },
            StageName::Cancelled => Stage::Cancelled { at },
        }
    }

    fn outcomes(stage: &Stage, act: Act) -> Vec<StageName> {
        let due = NaiveDate::from_ymd_opt(2024, 11, 14).unwrap();
        let with = |yen: Yen| {
            let stage = stage.clone();
            match act {
                Act::Report => stage.report(at(1)),
                Act::ReturnReport => stage.return_report(person(1), at(1), "数字".into(), due),
                Act::ProposeFinal => stage.propose_final(person(1), at(1), yen),
                Act::SendFinalBack => stage.send_final_back(),
                Act::Fix => stage.fix(at(1), yen),
                Act::Claim => stage.claim(at(1)),
                Act::ClaimAdvance => stage.claim_advance(),
                Act::AnswerAdvance => stage.answer_advance(),
                Act::Pay => stage.pay(at(1)),
                Act::ReturnPayment => stage.return_payment(at(1)),
                Act::Change => stage.change(),
                Act::Lower => stage.lower(at(1), yen),
                Act::Cancel => stage.cancel(at(1)),
            }
        };
        [Yen::ZERO, Yen(1)].into_iter().filter_map(|yen| with(yen).ok()).map(|stage| stage.name()).collect()
    }

    const ACTS: [Act; 13] = [
        Act::Report,
        Act::ReturnReport,
        Act::ProposeFinal,
        Act::SendFinalBack,
        Act::Fix,
        Act::Claim,
        Act::ClaimAdvance,
        Act::AnswerAdvance,
        Act::Pay,
        Act::ReturnPayment,
        Act::Change,
        Act::Lower,
        Act::Cancel,
    ];

    #[test]
    fn what_can_be_done_is_exactly_what_the_table_says() {
        let mut found = BTreeSet::new();
        for from in StageName::ALL {
            for act in ACTS {
                found
                    .extend(outcomes(&stage(from), act).into_iter().map(|to| (from, format!("{act:?}"), to)));
            }
        }
        let told: BTreeSet<_> =
            TRANSITIONS.iter().map(|(from, act, _, to)| (*from, format!("{act:?}"), *to)).collect();
        assert_eq!(found, told);
        assert_eq!(TRANSITIONS.len(), told.len(), "each line stands once");
    }

    #[test]
    fn an_award_opens_by_the_procedure_and_is_stored_and_read_back_whole() {
        assert_eq!(Stage::opened(Procedure::OneStep, at(0)).name(), StageName::Payable);
        assert_eq!(Stage::opened(Procedure::TwoStep, at(0)).name(), StageName::AwaitingReport);
        for name in StageName::ALL {
            let stored = serde_json::to_string(&stage(name)).unwrap();
            assert_eq!(serde_json::from_str::<Stage>(&stored).unwrap(), stage(name));
            assert_eq!(StageName::from_code(name.code()), Some(name));
        }
    }

    #[test]
    fn what_is_sent_back_is_looked_at_again_since_the_day_it_arrived() {
        let reported = Stage::Reported { at: at(0) };
        let again = reported.clone().propose_final(person(1), at(5), Yen(1)).unwrap().send_final_back();
        assert_eq!(again, Ok(reported));
    }
}
