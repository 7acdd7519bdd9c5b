//! Who uses the system: evidence of each office, and the rows of adopter lists that a person decides about.

mod attended;
mod evidence;
mod rows;
mod undoing;

pub use attended::{Came, settle};
pub use evidence::{Recorded, every, of_office, record};
pub use rows::{
    AdopterRow, NewAdopterRow, RowKind, Standing, counts, decide, find, keep, list_before, of_batch,
};
pub use undoing::{Built, built, take_back};
