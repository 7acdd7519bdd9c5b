//! Imports: one batch a file. It is previewed as often as anybody likes, and committed once.

mod batches;
mod committing;
mod kept;

pub use batches::{Batch, BatchState, Summary, add, choose, discard, find, list};
pub use committing::commit;
pub use kept::{KeptRow, NewRow, OfficeImport, RowFilter, counts, of_office, rows};
