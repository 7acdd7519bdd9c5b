//! Addresses of what follows a grant.

use super::Filling;
use domain::{
    awards::Listing,
    ids::{ApplicationId, AttachmentId, AwardId, NoticeId, RecoveryId},
};

/// The officers' list.
pub fn awards(slug: &str) -> String {
    format!("/t/{slug}/awards")
}
/// The same, narrowed.
pub fn awards_of(slug: &str, listing: &Listing) -> String {
    let pairs =
        listing.pairs().into_iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>();
    if pairs.is_empty() { awards(slug) } else { format!("{}?{}", awards(slug), pairs.join("&")) }
}
/// One award.
pub fn award(slug: &str, award: AwardId) -> String {
    format!("/t/{slug}/awards/{award}")
}
/// Where something is done about it.
pub fn award_act(slug: &str, id: AwardId, act: &str) -> String {
    format!("{}/{act}", award(slug, id))
}
/// What is to come back of it.
pub fn award_recovery(slug: &str, id: AwardId, recovery: RecoveryId) -> String {
    format!("{}/recoveries/{recovery}", award(slug, id))
}
/// A letter, for officers.
pub fn letter(slug: &str, notice: NoticeId) -> String {
    format!("/t/{slug}/notices/{notice}/letter.pdf")
}
/// A letter, for its applicant.
pub fn my_letter(slug: &str, application: ApplicationId, notice: NoticeId) -> String {
    format!("{}/notices/{notice}/letter.pdf", super::my_application(slug, application))
}

impl Filling {
    /// Where what was paid is reported.
    pub fn report(&self, application: ApplicationId) -> String {
        format!("{}/report", self.application(application))
    }
    /// Where a document of the report is attached.
    pub fn report_document(&self, application: ApplicationId, key: &str) -> String {
        format!("{}/report/documents/{key}", self.application(application))
    }
    /// Where one is taken away (POST).
    pub fn report_removal(&self, application: ApplicationId, attachment: AttachmentId) -> String {
        format!("{}/report/attachments/{attachment}/removal", self.application(application))
    }
    /// Where the report is looked over and sent.
    pub fn report_check(&self, application: ApplicationId) -> String {
        format!("{}/report/check", self.application(application))
    }
    /// Where the money is claimed.
    pub fn claim(&self, application: ApplicationId) -> String {
        format!("{}/claim", self.application(application))
    }
    /// Where a colleague is asked to look at the report before it is sent (POST).
    pub fn report_confirmation(&self, application: ApplicationId) -> String {
        format!("{}/report/confirmation", self.application(application))
    }
    /// Where that colleague sends it back (POST).
    pub fn report_decline(&self, application: ApplicationId) -> String {
        format!("{}/report/confirmation/decline", self.application(application))
    }
    /// Where a colleague is asked to look at the claim before it is made (POST).
    pub fn claim_confirmation(&self, application: ApplicationId) -> String {
        format!("{}/claim/confirmation", self.application(application))
    }
    /// Where that colleague sends it back (POST).
    pub fn claim_decline(&self, application: ApplicationId) -> String {
        format!("{}/claim/confirmation/decline", self.application(application))
    }
    /// Where a part of it is claimed before the amount is fixed.
    pub fn advance(&self, application: ApplicationId) -> String {
        format!("{}/advance", self.application(application))
    }
    /// Where a colleague is asked to look at that claim before it is made (POST).
    pub fn advance_confirmation(&self, application: ApplicationId) -> String {
        format!("{}/advance/confirmation", self.application(application))
    }
    /// Where that colleague sends it back (POST).
    pub fn advance_decline(&self, application: ApplicationId) -> String {
        format!("{}/advance/confirmation/decline", self.application(application))
    }
    /// Where a change, or the end of the work, is asked for.
    pub fn change(&self, application: ApplicationId) -> String {
        format!("{}/change", self.application(application))
    }
}
