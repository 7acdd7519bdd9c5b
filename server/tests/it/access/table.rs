//! Whose each route is, and what those it belongs to are answered: a GET as it is, a POST of an empty form
//! (or of what `Samples::typed` says of it).

use super::Who;

mod accounts;
mod across;
mod adoption;
mod adoption_funnel;
mod applying;
mod awards;
mod behalf;
mod campaigns;
mod demonstration;
mod demos;
mod dispatches;
mod event_tables;
mod everybody;
mod files;
mod follow_up;
mod imports;
mod inquiries;
mod interface;
mod materials;
mod network;
mod outreach;
mod payments;
mod programmes;
mod progress;
mod records;
mod register;
mod review;
mod settings;
mod simulator;
mod starting;
mod survey_results;
mod surveys;
mod year_end;

/// Whose a route is: the actor its handler asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Anybody at all.
    Everybody,
    /// Anybody who signed in.
    SignedIn,
    /// Members of the tenant, in any role.
    Officers,
    /// 担当 or 管理者 of the municipality.
    Keepers,
    /// Clerks of the municipality.
    Clerks,
    /// Clerks and approvers of the municipality.
    Reviewers,
    /// Approvers of the municipality.
    Approvers,
    /// 管理者 of the tenant.
    Administrators,
    /// 管理者 of a federation or of the central federation.
    Openers,
    /// Staff who signed in with a password of their own.
    WithPassword,
    /// Whoever typed a password and not yet the authenticator's number.
    HalfSignedIn,
    /// Whoever typed a password and has no authenticator yet.
    Enrolling,
    /// Speakers for an office of the municipality.
    Applicants,
    /// The applicant whose thing it is.
    Owner,
    /// Members of the municipality's federation, in its own house.
    Federation,
    /// Members of the municipality's prefecture, in its own house.
    Prefecture,
    /// Members of the central federation, in its own house.
    Central,
}

impl Whose {
    /// Whether the route is theirs.
    pub const fn includes(self, who: Who) -> bool {
        match self {
            Self::Everybody => true,
            Self::SignedIn => {
                !matches!(who, Who::Anonymous | Who::Disabled | Who::HalfSignedIn | Who::Enrolling)
            }
            Self::Officers => matches!(who, Who::Clerk | Who::Approver | Who::Viewer | Who::Administrator),
            Self::Keepers => matches!(who, Who::Clerk | Who::Administrator),
            Self::Clerks => matches!(who, Who::Clerk),
            Self::Reviewers => matches!(who, Who::Clerk | Who::Approver),
            Self::Approvers => matches!(who, Who::Approver),
            Self::Administrators => matches!(who, Who::Administrator),
            Self::WithPassword => matches!(who, Who::WithPassword),
            Self::HalfSignedIn => matches!(who, Who::HalfSignedIn),
            Self::Enrolling => matches!(who, Who::Enrolling),
            Self::Owner => matches!(who, Who::Applicant),
            Self::Openers | Self::Federation => matches!(who, Who::Federation),
            Self::Prefecture => matches!(who, Who::Prefecture),
            Self::Central => matches!(who, Who::Central),
            Self::Applicants => matches!(who, Who::Applicant | Who::OtherApplicant),
        }
    }
    /// Whether somebody who has not signed in is asked to.
    pub const fn leads_to_sign_in(self) -> bool {
        !matches!(self, Self::Everybody)
    }
}

/// What those are answered whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given {
    /// 200, a page.
    Page,
    /// 200, something else: a file, a word.
    File,
    /// 422: an empty form says what is missing.
    Rejected,
    /// 303 to another page of ours.
    Elsewhere,
    /// 401: another system asks here with a key of its own, and no session of a person is one.
    KeyNeeded,
    /// 404, for a route of everybody's; where somebody is denied, give those allowed a sample that answers.
    #[allow(dead_code, reason = "every route of today answers those whose it is")]
    NotFound,
}

/// One route.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    pub method: &'static str,
    pub path: &'static str,
    pub whose: Whose,
    pub given: Given,
    pub upload: bool,
}

const fn get(path: &'static str, whose: Whose, given: Given) -> Row {
    Row { method: "GET", path, whose, given, upload: false }
}

const fn post(path: &'static str, whose: Whose, given: Given) -> Row {
    Row { method: "POST", path, whose, given, upload: false }
}

const fn upload(path: &'static str, whose: Whose, given: Given) -> Row {
    Row { method: "POST", path, whose, given, upload: true }
}

/// Every route, in the order of `routes.rs`: a file a section.
pub fn table() -> Vec<&'static Row> {
    let sections = [
        everybody::ROWS,
        accounts::ROWS,
        settings::ROWS,
        register::ROWS,
        imports::ROWS,
        programmes::ROWS,
        applying::ROWS,
        awards::ROWS,
        behalf::ROWS,
        review::ROWS,
        files::ROWS,
        year_end::ROWS,
        records::ROWS,
        campaigns::ROWS,
        starting::ROWS,
        materials::ROWS,
        outreach::ROWS,
        follow_up::ROWS,
        progress::ROWS,
        adoption::ROWS,
        network::ROWS,
        adoption_funnel::ROWS,
        surveys::ROWS,
        survey_results::ROWS,
        payments::ROWS,
        demos::ROWS,
        dispatches::ROWS,
        inquiries::ROWS,
        interface::ROWS,
        across::ROWS,
        event_tables::ROWS,
        simulator::ROWS,
        demonstration::ROWS,
    ];
    sections.into_iter().flatten().collect()
}
