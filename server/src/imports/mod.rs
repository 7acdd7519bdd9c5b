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
mod kept;
mod lines;
pub mod marked;
mod pieces;
mod prepared;
mod preview;
mod reading;
pub mod report;
mod sharing;
pub mod template;
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

use crate::{app::App, error::Error};
use domain::{
    ids::BatchId,
    imports::{Refusal, Row},
    municipality_code::MunicipalityCode,
};
use sheets::child::Preset;
use std::collections::BTreeSet;
use store::tenants::Tenant;

/// Everything that a file holds, for tables that are no lists of offices: read in a process of its own, like every file.
pub async fn workbook_of(
    app: &App,
    name: &str,
    bytes: Vec<u8>,
) -> Result<Result<domain::imports::Workbook, Refusal>, Error> {
    let cells = child::read(&app.program, Preset::Web, name, child::Given::Sent(bytes)).await?;
    Ok(cells.map(|cells| cells.to_workbook()))
}

/// The rows of the first sheet of another list than one of offices, each with the number it shows: read in a process of its
/// own, like every file.
pub async fn rows_of(
    app: &App,
    name: &str,
    bytes: Vec<u8>,
) -> Result<Result<Vec<(u32, Vec<String>)>, Refusal>, Error> {
    let cells = match child::read(&app.program, Preset::Web, name, child::Given::Sent(bytes)).await? {
        Ok(cells) => cells,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let sheet = cells.to_workbook().sheets.into_iter().next().unwrap_or_default();
    let whole = |row: Row| {
        let last = row.cells.last().map_or(0, |cell| usize::from(cell.column) + 1);
        let mut texts = vec![String::new(); last];
        for cell in row.cells {
            texts[usize::from(cell.column)] = cell.text;
        }
        (row.line.unwrap_or(row.number), texts)
    };
    Ok(Ok(sheet.rows.into_iter().map(whole).collect()))
}

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
