//! 取込: a list comes in, is read by a child process, shown, changed in how it is read, and written as one batch.

pub mod adopters;
mod batches;
mod child;
pub mod command;
mod committing;
pub mod exporting;
mod file;
pub mod fixing;
pub mod gone;
pub mod job;
mod lines;
pub mod marked;
mod pieces;
mod prepared;
mod preview;
mod reading;
pub mod report;
mod understanding;
pub mod undoing;
mod upload;

pub use batches::index;
pub use committing::{commit, discard, stop};
pub use file::download;
pub use prepared::Recent;
pub use preview::show;
pub use reading::{confirm, edit, update};
pub use upload::{create, new};

use domain::{ids::BatchId, municipality_code::MunicipalityCode};
use std::collections::BTreeSet;
use store::tenants::Tenant;

/// The places of an import's route.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct BatchPath {
    /// The import.
    pub batch: BatchId,
}

/// The municipality's own codes.
fn home(tenant: &Tenant) -> BTreeSet<MunicipalityCode> {
    tenant.codes.iter().filter_map(|code| code.parse().ok()).collect()
}

/// Whose offices an import takes, in words.
fn scope_in_words(tenant: &Tenant, municipalities: &BTreeSet<MunicipalityCode>) -> String {
    if municipalities.is_empty() {
        "ファイルのすべての事業所".to_owned()
    } else {
        let codes: Vec<_> = municipalities.iter().map(ToString::to_string).collect();
        format!("{}の事業所だけ（{}）", tenant.name, codes.join("、"))
    }
}
