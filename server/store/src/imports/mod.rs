//! Imports: one batch a file. It is previewed as often as anybody likes, and committed once.

mod batches;
mod changes;
mod committing;
mod kept;
mod mappings;

pub use batches::{
    Batch, BatchState, NewBatch, Progress, Summary, add, choose, discard, find, list, previewed, refuse,
    same_file, withhold,
};
pub use changes::{
    KeptChange, Outlook, begin_undoing, finish_undoing, left, of_batch, outlook, take_back_at_once, undo,
};
pub use committing::{begin, carry_out, finish, stop};
pub use kept::{
    KeptRow, OfficeImport, RawCells, RowContent, RowFilter, RowText, counts, kept_rows, of_office, rows,
};
pub use mappings::{remember, remembered, share, shared};
