//! Words about what a second person of the applicant looks at before it is handed in.

use domain::subsidies::HandedIn;

/// What is handed in.
pub const fn handed_in(what: HandedIn) -> &'static str {
    match what {
        HandedIn::Application => "申請",
        HandedIn::Report => "実績報告",
        HandedIn::Claim => "請求",
        HandedIn::Advance => "概算払の請求",
    }
}

/// Handing it in, as it stands before する.
pub const fn handing_in(what: HandedIn) -> &'static str {
    match what {
        HandedIn::Application => "申請",
        HandedIn::Report => "報告",
        HandedIn::Claim | HandedIn::Advance => "請求",
    }
}
