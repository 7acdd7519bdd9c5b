//! Addresses of the pages on which an application is filled in: an applicant's own, and the same ones on behalf.

use domain::{
    ids::{ApplicationId, AttachmentId, ProgrammeId},
    subsidies::Task,
};

/// Whose hand fills an application in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hand {
    /// The applicant's.
    Applicant,
    /// An officer's, from a paper: 代理入力.
    Officer,
}

/// The pages of one hand in one municipality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filling {
    /// The municipality's word in addresses.
    pub slug: String,
    /// Whose pages.
    pub hand: Hand,
}

impl Filling {
    /// An applicant's own pages.
    pub fn own(slug: impl Into<String>) -> Self {
        Self { slug: slug.into(), hand: Hand::Applicant }
    }
    /// The pages on which officers enter papers.
    pub fn on_behalf(slug: impl Into<String>) -> Self {
        Self { slug: slug.into(), hand: Hand::Officer }
    }
    /// Where one comes from, and goes when all is done.
    pub fn home(&self) -> String {
        match self.hand {
            Hand::Applicant => super::my(&self.slug),
            Hand::Officer => behalf(&self.slug),
        }
    }
    /// An application: its tasks while it is to be filled in, its state while it is not.
    pub fn application(&self, application: ApplicationId) -> String {
        match self.hand {
            Hand::Applicant => super::my_application(&self.slug, application),
            Hand::Officer => format!("{}/{application}", behalf(&self.slug)),
        }
    }
    /// An application that may have come by another way: where this hand may look at it.
    pub fn elsewhere(&self, application: ApplicationId) -> String {
        match self.hand {
            Hand::Applicant => super::my_application(&self.slug, application),
            Hand::Officer => super::application(&self.slug, application),
        }
    }
    /// One task of an application.
    pub fn task(&self, application: ApplicationId, task: Task) -> String {
        self.part(application, task.code())
    }
    /// One document of an application.
    pub fn document(&self, application: ApplicationId, key: &str) -> String {
        self.part(application, &format!("documents/{key}"))
    }
    /// Where a file of an earlier application serves again (POST).
    pub fn reuse(&self, application: ApplicationId, key: &str) -> String {
        self.part(application, &format!("documents/{key}/reuse"))
    }
    /// Where a file is opened.
    pub fn attachment(&self, application: ApplicationId, attachment: AttachmentId) -> String {
        self.part(application, &format!("attachments/{attachment}"))
    }
    /// Where a file is taken away.
    pub fn removal(&self, application: ApplicationId, attachment: AttachmentId) -> String {
        self.part(application, &format!("attachments/{attachment}/removal"))
    }
    /// Where it is said on which page of a file the evidence is (POST).
    pub fn evidence_page(&self, application: ApplicationId, attachment: AttachmentId) -> String {
        self.part(application, &format!("attachments/{attachment}/page"))
    }
    /// Where everything is looked over and submitted.
    pub fn check(&self, application: ApplicationId) -> String {
        self.part(application, "check")
    }
    /// Where a colleague is asked to look before it is submitted (POST).
    pub fn confirmation(&self, application: ApplicationId) -> String {
        self.part(application, "confirmation")
    }
    /// Where that colleague sends it back (POST).
    pub fn confirmation_decline(&self, application: ApplicationId) -> String {
        self.part(application, "confirmation/decline")
    }
    /// The receipt of an application.
    pub fn receipt(&self, application: ApplicationId) -> String {
        self.part(application, "receipt")
    }
    /// A copy of an application on paper.
    pub fn copy(&self, application: ApplicationId) -> String {
        self.part(application, "copy.pdf")
    }
    /// Where an application is withdrawn.
    pub fn withdrawal(&self, application: ApplicationId) -> String {
        self.part(application, "withdrawal")
    }
    /// Where a draft is thrown away.
    pub fn disposal(&self, application: ApplicationId) -> String {
        self.part(application, "disposal")
    }

    fn part(&self, application: ApplicationId, part: &str) -> String {
        format!("{}/{part}", self.application(application))
    }
}

/// The same, with the programme chosen.
pub fn begin_on_behalf_of(slug: &str, office: domain::ids::OfficeId, programme: ProgrammeId) -> String {
    format!("{}?programme={programme}", begin_on_behalf(slug, office))
}

/// Where officers enter papers on behalf.
pub fn behalf(slug: &str) -> String {
    format!("/t/{slug}/behalf")
}
/// Where a paper of an office is begun.
pub fn begin_on_behalf(slug: &str, office: domain::ids::OfficeId) -> String {
    format!("/t/{slug}/behalf/offices/{office}")
}
/// Where the day and the way of a paper are put right.
pub fn arrival(slug: &str, application: ApplicationId) -> String {
    format!("{}/arrival", Filling::on_behalf(slug).application(application))
}
/// 受付票: what is handed over or faxed back.
pub fn receipt_slip(slug: &str, application: ApplicationId) -> String {
    format!("{}/receipt.pdf", Filling::on_behalf(slug).application(application))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn each_hand_stays_on_its_own_side() {
        let id = ApplicationId::from_uuid(Uuid::nil());
        assert_eq!(
            Filling::own("midorino").task(id, Task::Contact),
            format!("/t/midorino/my/applications/{id}/contact")
        );
        assert_eq!(Filling::on_behalf("midorino").check(id), format!("/t/midorino/behalf/{id}/check"));
        assert_eq!(Filling::on_behalf("midorino").elsewhere(id), format!("/t/midorino/applications/{id}"));
    }
}
