//! Campaigns: written, frozen with their audience when sent, enqueued in chunks, counted from their mails.
//!
//! What became of an office is read from its row and its mail together, so there is one truth and nothing to keep in
//! step: the row says why there is no mail, the mail says how it went.

mod audience;
mod results;
mod rows;
mod sending;

pub use audience::{decide, freeze};
pub use results::{Line, counts, lines};
pub use rows::{Campaign, add, all, cancel, drafts, find, save, settle};
pub use sending::{Chunk, Waiting, claim, exclude};
