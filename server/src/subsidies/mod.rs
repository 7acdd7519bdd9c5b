//! Subsidies: what everybody reads, what officers set, what applicants fill in and send.

pub mod applications;
pub mod attachments;
pub mod beginning;
pub mod check;
pub mod closure;
pub mod copy;
pub mod disposal;
pub mod documents;
pub mod examination;
pub mod guide;
mod letters;
mod own;
pub mod programmes;
pub mod publication;
pub mod questions;
pub mod receipt;
pub mod review;
pub mod sheet;
pub mod withdrawal;
mod work_mails;

use app::subsidies::FileView;
use domain::{
    accounts::Role,
    money::Yen,
    subsidies::{Location, StageName},
};
use store::{subsidies::attachments::Attachment, tenants::Tenant};

/// Where a municipality's offices are: its name and its codes.
fn location(tenant: &Tenant) -> Location {
    Location {
        name: tenant.name.clone(),
        municipalities: tenant.codes.iter().filter_map(|code| code.parse().ok()).collect(),
    }
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
