//! From the bytes of a file to what it says: read in a child process, understood here, as files of its shape were before.

use super::{child, prepared::Read};
use crate::{app::App, error::Error};
use domain::{
    ids::TenantId,
    imports::{Choices, Refusal, SheetChoice, Table, Workbook},
};
use sheets::child::Preset;
use std::{path::Path, sync::Arc};
use store::{Scope, imports};

/// A file that is a list.
#[derive(Debug)]
pub struct Understood {
    /// What it says.
    pub read: Read,
    /// Its cells, to be stored.
    pub cells: Vec<u8>,
    /// What is chosen about it, with what was remembered.
    pub choices: Choices,
}

/// Whose earlier choices are remembered.
#[derive(Clone, Copy)]
pub enum Remembered<'a> {
    /// Nobody's.
    Nothing,
    /// Those of a tenant.
    Of(&'a App, TenantId),
}

/// Reads a file as chosen, or says why it is refused.
pub async fn of(
    program: &Path,
    preset: Preset,
    remembered: Remembered<'_>,
    name: &str,
    bytes: Vec<u8>,
    choices: &Choices,
) -> Result<Result<Understood, Refusal>, Error> {
    let workbook = match child::read(program, preset, name, bytes).await? {
        Ok(workbook) => workbook,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let cells = serde_json::to_vec(&workbook).map_err(|_| Error::Internal("cells cannot be written down"))?;
    let original = Arc::new(workbook);
    let first = Read::of_cells(original.clone(), choices).await?;
    let Remembered::Of(app, tenant) = remembered else {
        let choices = choices.clone();
        return Ok(first.map(|read| Understood { read, cells, choices }));
    };
    let before = as_before(app, tenant, &original, choices.clone()).await?;
    // What was chosen for another file of the same shape may not serve this one.
    let (read, choices) = match (Read::of_cells(original, &before).await?, first) {
        (Ok(read), _) => (read, before),
        (Err(_), Ok(first)) => (first, choices.clone()),
        (Err(refusal), Err(_)) => return Ok(Err(refusal)),
    };
    let read = read.with_register(app, tenant, &choices).await?;
    Ok(Ok(Understood { read, cells, choices }))
}

/// The choices with what was chosen for earlier tables of the same shapes.
async fn as_before(
    app: &App,
    tenant: TenantId,
    workbook: &Workbook,
    mut choices: Choices,
) -> Result<Choices, Error> {
    let nothing = SheetChoice::default();
    let sheets = workbook.sheets.iter().enumerate();
    let shapes: Vec<(String, String)> = sheets
        .filter(|(_, sheet)| !choices.sheets.contains_key(&sheet.name))
        .map(|(index, sheet)| (sheet.name.clone(), Table::find(index, sheet, &nothing).shape()))
        .collect();
    let tx = app.store.read(&Scope::tenant_by_system(tenant, "remembered columns")).await?;
    let wanted: Vec<String> = shapes.iter().map(|(_, shape)| shape.clone()).collect();
    let known = imports::remembered(&tx, &wanted).await?;
    for (name, shape) in shapes {
        if let Some(choice) = known.get(&shape) {
            choices.sheets.insert(name, choice.clone());
        }
    }
    Ok(choices)
}
