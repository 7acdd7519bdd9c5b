//! What happens to an award, by the names under which it is recorded.

/// One kind of event of an award.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Happening {
    /// The decision opened it.
    Opened,
    /// An officer answers for it, or nobody any more.
    Owned,
    /// 変更・中止の申請.
    Asked,
    /// 不承認 of what was asked.
    Declined,
    /// The report was begun or changed, and is not sent.
    ReportSaved,
    /// 実績報告.
    Reported,
    /// 補正依頼.
    ReportReturned,
    /// 起案.
    Proposed,
    /// 差戻し.
    SentBack,
    /// 変更承認.
    Changed,
    /// 額の確定.
    Fixed,
    /// 請求.
    Claimed,
    /// 概算払の請求.
    AdvanceClaimed,
    /// 概算払の請求の受理.
    AdvanceAccepted,
    /// 概算払の請求の差戻し.
    AdvanceReturned,
    /// The applicant was told that the next 概算払 can be claimed.
    AdvanceOpened,
    /// The officers were told that an accepted 概算払 is still to be paid.
    AdvanceChased,
    /// 支払.
    Paid,
    /// 振込不能.
    PaymentReturned,
    /// 取消.
    Cancelled,
    /// 返還命令.
    OrderedBack,
    /// 督促.
    Dunned,
    /// 返還.
    Refunded,
    /// The applicant was reminded of what is due.
    Reminded,
}

impl Happening {
    /// Every kind.
    pub const ALL: [Self; 24] = [
        Self::Opened,
        Self::Owned,
        Self::Asked,
        Self::Declined,
        Self::ReportSaved,
        Self::Reported,
        Self::ReportReturned,
        Self::Proposed,
        Self::SentBack,
        Self::Changed,
        Self::Fixed,
        Self::Claimed,
        Self::AdvanceClaimed,
        Self::AdvanceAccepted,
        Self::AdvanceReturned,
        Self::AdvanceOpened,
        Self::AdvanceChased,
        Self::Paid,
        Self::PaymentReturned,
        Self::Cancelled,
        Self::OrderedBack,
        Self::Dunned,
        Self::Refunded,
        Self::Reminded,
    ];

    /// The name in the record.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Opened => "award.opened",
            Self::Owned => "award.owned",
            Self::Asked => "award.asked",
            Self::Declined => "award.declined",
            Self::ReportSaved => "award.report-saved",
            Self::Reported => "award.reported",
            Self::ReportReturned => "award.report-returned",
            Self::Proposed => "award.proposed",
            Self::SentBack => "award.sent-back",
            Self::Changed => "award.changed",
            Self::Fixed => "award.fixed",
            Self::Claimed => "award.claimed",
            Self::AdvanceClaimed => "award.advance-claimed",
            Self::AdvanceAccepted => "award.advance-accepted",
            Self::AdvanceReturned => "award.advance-returned",
            Self::AdvanceOpened => "award.advance-opened",
            Self::AdvanceChased => "award.advance-chased",
            Self::Paid => "award.paid",
            Self::PaymentReturned => "award.payment-returned",
            Self::Cancelled => "award.cancelled",
            Self::OrderedBack => "award.ordered-back",
            Self::Dunned => "award.dunned",
            Self::Refunded => "award.refunded",
            Self::Reminded => "award.reminded",
        }
    }

    /// The kind of a recorded name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|happening| happening.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_happening_is_found_again_by_its_recorded_name() {
        for happening in Happening::ALL {
            assert_eq!(Happening::from_code(happening.code()), Some(happening));
        }
        assert_eq!(Happening::from_code("award.lost"), None);
    }
}
