//! Who uses the system: evidence of each office, and the rows of adopter lists that a person decides about.

pub mod applied;
mod attended;
pub mod cities;
pub mod counting;
mod evidence;
mod followed;
mod handed;
pub mod linkages;
mod lists;
mod published;
pub mod recounting;
mod rows;
pub mod sharing;
mod spent;
mod touched;
mod undoing;

pub use attended::{Came, settle};
pub use evidence::{Recorded, every, of_office, of_offices, record};
pub use lists::{List, applying, lists};
pub use published::{KeptRate, edit_published, own_published, publish, published, remove_published};
pub use rows::{
    AdopterRow, NewAdopterRow, RowKind, Standing, counts, decide, find, keep, list_before, of_batch,
};
pub use spent::{Account, Line, account};
pub(crate) use touched::halted;
pub use touched::{Called, called, touched, trails};
pub use undoing::{Built, built, take_back};
