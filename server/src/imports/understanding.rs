//! From the bytes of a file to what it says: read in a child process, understood here, as files of its shape were before.

use super::{
    child::{self, Given},
    prepared::Read,
    report::memory_of_program,
};
use crate::{app::App, error::Error};
use domain::{
    ids::TenantId,
    imports::{Cells, Choices, Refusal, Shape},
};
use sheets::{child::Preset, frames};
use std::{path::Path, sync::Arc};
use store::{Scope, files::File, imports};

/// A file that is a list.
#[derive(Debug)]
pub struct Understood {
    /// What it says.
    pub read: Read,
    /// What is chosen about it, with what was remembered.
    pub choices: Choices,
}

impl Understood {
    /// Its cells as they are stored.
    pub async fn stored(&self, app: &App, tenant: TenantId) -> Result<File, Error> {
        let cells = self.read.original.clone();
        let bytes = tokio::task::spawn_blocking(move || frames::to_bytes(&cells)).await;
        let bytes = bytes.ok().and_then(Result::ok);
        let bytes = bytes.ok_or(Error::Internal("cells cannot be written down"))?;
        Ok(app.storage.put(&app.clock, tenant, None, "cells", "application/octet-stream", bytes).await?)
    }
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
    given: Given<'_>,
    choices: &Choices,
) -> Result<Result<Understood, Refusal>, Error> {
    let (cells, ahead) = match child::read_ahead(program, preset, name, given, choices).await? {
        Ok((cells, ahead)) => (Arc::new(cells), ahead),
        Err(refusal) => return Ok(Err(refusal)),
    };
    let beside_reader = memory_of_program();
    let Remembered::Of(app, tenant) = remembered else {
        let read = Read::of_cells(cells, choices, ahead).await?;
        return Ok(
            read.map(|read| Understood { read: Read { beside_reader, ..read }, choices: choices.clone() })
        );
    };
    let before = as_before(app, tenant, &cells, choices.clone()).await?;
    let (read, choices) = match Read::of_cells(cells.clone(), &before, ahead).await? {
        Ok(read) => (read, before),
        Err(refusal) if before == *choices => return Ok(Err(refusal)),
        // What was chosen for another file of the same shape may not serve this one.
        Err(refusal) => match Read::of_cells(cells, choices, None).await? {
            Ok(read) => (read, choices.clone()),
            Err(_) => return Ok(Err(refusal)),
        },
    };
    let read = read.with_register(app, tenant, &choices).await?;
    Ok(Ok(Understood { read: Read { beside_reader, ..read }, choices }))
}

/// The choices with what was chosen for earlier tables of the same shapes.
async fn as_before(
    app: &App,
    tenant: TenantId,
    cells: &Cells,
    mut choices: Choices,
) -> Result<Choices, Error> {
    let mut shapes = Shape::of_file(cells);
    shapes.retain(|shape| !choices.sheets.contains_key(&shape.name));
    let wanted: Vec<String> = shapes.iter().flat_map(Shape::keys).collect();
    let tx = app.store.read(&Scope::tenant_by_system(tenant, "remembered columns")).await?;
    let known = imports::remembered(&tx, &wanted).await?;
    for shape in shapes {
        if let Some(choice) = shape.recall(&known) {
            choices.sheets.insert(shape.name, choice);
        }
    }
    Ok(choices)
}
