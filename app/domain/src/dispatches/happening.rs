//! What happens to a dispatch, by the names under which it is recorded in every house it concerns.

/// One kind of event of a dispatch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Happening {
    /// 依頼.
    Asked,
    /// 改めて依頼.
    AskedAgain,
    /// 会場の訂正.
    VenueCorrected,
    /// 承諾.
    Accepted,
    /// 別案.
    Proposed,
    /// お断り.
    Declined,
    /// 取下げ.
    Withdrawn,
    /// 旅費の見積り.
    Estimated,
    /// 旅費の承認.
    CostsApproved,
    /// 旅費を承認しない.
    CostsRefused,
}

impl Happening {
    /// Every kind.
    pub const ALL: [Self; 10] = [
        Self::Asked,
        Self::AskedAgain,
        Self::VenueCorrected,
        Self::Accepted,
        Self::Proposed,
        Self::Declined,
        Self::Withdrawn,
        Self::Estimated,
        Self::CostsApproved,
        Self::CostsRefused,
    ];

    /// The name in the record.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Asked => "dispatch.asked",
            Self::AskedAgain => "dispatch.asked_again",
            Self::VenueCorrected => "dispatch.venue_corrected",
            Self::Accepted => "dispatch.accepted",
            Self::Proposed => "dispatch.proposed",
            Self::Declined => "dispatch.declined",
            Self::Withdrawn => "dispatch.withdrawn",
            Self::Estimated => "dispatch.estimated",
            Self::CostsApproved => "dispatch.costs_approved",
            Self::CostsRefused => "dispatch.costs_refused",
        }
    }

    /// What a name in the record stands for.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}
