//! Every sentence that answers a mistake, one file per noun, each an exhaustive match over the domain's errors.
//!
//! A sentence says what to do, in the words of the form: 「電話番号を入力してください」.

pub mod accounts;
pub mod across;
pub mod across_headway;
pub mod adoption;
pub mod adoption_counts;
pub mod adoption_funnel;
pub mod associations;
pub mod audit;
pub mod audit_details;
mod audit_support;
pub mod awards;
pub mod campaigns;
pub mod demos;
pub mod dispatches;
pub mod event_tables;
pub mod follow_up;
mod import_columns;
mod import_files;
pub mod imports;
pub mod inquiries;
pub mod interface;
pub mod kernel;
pub mod mailings;
pub mod materials;
pub mod network;
pub mod occasions;
pub mod offices;
pub mod payments;
pub mod progress;
pub mod records;
pub mod schemes;
pub mod sending;
pub mod settings;
pub mod simulator;
pub mod software;
pub mod starting;
pub mod subsidies;
pub mod survey_results;
pub mod surveys;
pub mod values;
pub mod voices;
pub mod year_end;

use domain::accounts::Role;

/// The word for a role.
pub const fn role(role: Role) -> &'static str {
    match role {
        Role::Clerk => "担当",
        Role::Approver => "決裁者",
        Role::Viewer => "閲覧",
        Role::Administrator => "管理者",
    }
}
