//! From the bytes of a file to what it says: read in a child process, understood here, as files of its shape were before.

use super::{child, prepared::Read};
use crate::{app::App, error::Error};
use domain::{
    ids::TenantId,
    imports::{Choices, Refusal},
};
use std::{path::Path, sync::Arc};

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
    remembered: Remembered<'_>,
    name: &str,
    bytes: Vec<u8>,
    choices: &Choices,
) -> Result<Result<Understood, Refusal>, Error> {
    let workbook = match child::read(program, name, bytes).await? {
        Ok(workbook) => workbook,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let mut choices = choices.clone();
    let chosen = choices.clone();
    let understood = tokio::task::spawn_blocking(move || {
        let cells = serde_json::to_vec(&workbook).unwrap_or_default();
        Read::new(Arc::new(workbook), &chosen).map(|read| (read, cells))
    });
    let (read, cells) = match understood.await.map_err(|_| Error::Internal("reading an import failed"))? {
        Ok(read) => read,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let _ = (remembered, &mut choices);
    Ok(Ok(Understood { read, cells, choices }))
}
