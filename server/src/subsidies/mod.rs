//! Subsidies: what everybody reads, what officers set, what applicants fill in and send.

pub mod applications;
pub mod appointments;
pub mod attachments;
pub mod beginning;
pub mod behalf;
pub mod budget;
pub mod calendar;
pub mod check;
pub(crate) mod closing;
pub mod closure;
pub mod confirmation;
pub mod consultations;
pub mod copy;
pub(crate) mod deadlines;
pub mod disposal;
pub mod documents;
mod enclosures;
pub mod examination;
pub mod filler;
pub mod guide;
pub mod joint;
pub(crate) mod letters;
pub(crate) mod looking;
pub mod messages;
pub(crate) mod own;
pub mod paper_form;
pub mod programme_forms;
pub mod programme_versions;
pub mod programmes;
pub mod publication;
pub mod questions;
pub mod receipt;
mod receipts;
pub mod review;
mod routing;
pub mod scores;
pub mod sharing;
pub mod sheet;
pub(crate) mod waiting;
pub mod withdrawal;
pub(crate) mod work_mails;

use ::documents::Contact;
use app::subsidies::FileView;
use domain::{
    accounts::Role,
    money::Yen,
    subsidies::{Location, Rules, StageName},
};
use store::{
    subsidies::{attachments::Attachment, offices::Office},
    tenants::Tenant,
};

/// Where a municipality's offices are: its name and its codes.
pub(crate) fn location(tenant: &Tenant) -> Location {
    Location {
        name: tenant.name.clone(),
        municipalities: tenant.codes.iter().filter_map(|code| code.parse().ok()).collect(),
    }
}

/// Who answers, as it stands on papers.
pub(crate) fn desk_of(tenant: &Tenant, rules: &Rules) -> Contact {
    Contact {
        body: tenant.name.clone(),
        section: rules.desk.section.clone(),
        phone: rules.desk.phone.clone(),
        hours: rules.desk.hours.clone(),
    }
}

/// Where a paper is sent by post, where the municipality has given its address.
pub(crate) fn post_of(tenant: &Tenant, rules: &Rules) -> Option<String> {
    let address = tenant.settings.address.trim();
    (!address.is_empty()).then(|| format!("{address}　{} {}", tenant.name, rules.desk.section))
}

/// What the register has of an office, in the words of the pages.
fn register_of(office: &Office) -> Vec<(String, String)> {
    let services = office.services.iter().map(|service| service.name()).collect::<Vec<_>>().join("、");
    [
        ("事業所名", office.name.clone()),
        ("事業所番号", office.number.to_string()),
        ("サービス", services),
        ("所在地", office.address.clone()),
        ("電話番号", office.phone.clone()),
        ("法人名", office.corporation.clone().unwrap_or_default()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(label, value)| (label.to_owned(), value))
    .collect()
}

/// Attachments as pages show them.
fn files(attachments: &[Attachment]) -> Vec<FileView> {
    attachments
        .iter()
        .map(|attachment| FileView {
            id: attachment.id,
            document: attachment.document.clone(),
            name: attachment.name.clone(),
            state: attachment.state,
            problem: attachment.problem,
            pages: attachment.pages.len(),
            evidence_page: attachment.evidence_page,
        })
        .collect()
}

/// Who may change programmes.
const KEEPERS: [Role; 2] = [Role::Clerk, Role::Administrator];

/// How many of some stages there are.
fn count(counts: &[(StageName, u64)], of: impl Fn(StageName) -> bool) -> u64 {
    counts.iter().filter(|(stage, _)| of(*stage)).map(|(_, count)| count).sum()
}

/// An amount, or nothing.
fn or_zero(yen: Option<Yen>) -> Yen {
    yen.unwrap_or(Yen::ZERO)
}
