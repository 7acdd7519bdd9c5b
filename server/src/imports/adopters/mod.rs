//! Lists of adopters (WAM NET's and others): their rows are matched to the register, recorded as evidence where the match
//! is sure, and wait for a person where it is not.

mod committing;
mod deciding;
mod pages;
mod undoing;

pub use committing::commit;
pub use deciding::{create as decide, meant, waiting};
pub use pages::{preview, result};
pub use undoing::{ask as ask_undo, create as undo};

use super::prepared::Read;
use crate::error::Error;
use domain::{
    adoption::AdoptionState,
    imports::{AdopterFacts, Outcome, ReadRow},
    matching::{Candidate, Index, Matched, Said},
};
use store::{Tx, imports::Batch, offices};

/// Whose list it is and for which day.
fn facts(batch: &Batch) -> Result<AdopterFacts, Error> {
    batch.choices.adopters.ok_or(Error::Internal("a list of adopters says neither source nor day"))
}

/// A list of adopters means that its offices use the system, unless a row says something else.
fn state(row: &ReadRow) -> AdoptionState {
    row.record.adoption.unwrap_or(AdoptionState::Using)
}

/// What is found in the register for every row that can be read.
async fn matched(tx: &Tx, read: &Read) -> Result<Vec<(ReadRow, Matched)>, Error> {
    let register = offices::every(tx).await?;
    let index = Index::new(register.iter().flat_map(Candidate::of));
    let rows = read.reading.rows.those(|row| row.outcome != Outcome::Skipped);
    let found = rows.map(|row| {
        let matched = index.find(&Said::from(&row.record));
        (row, matched)
    });
    Ok(found.collect())
}
