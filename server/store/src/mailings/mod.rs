//! Mailings: written, frozen with their audience when sent, enqueued in chunks, counted from their mails.
//!
//! What became of an office is read from its row and its mail together, so there is one truth and nothing to keep in
//! step: the row says why there is no mail, the mail says how it went.

mod answers;
mod audience;
mod results;
mod rows;
pub mod rules;
mod sending;
mod steps;

pub use answers::open_surveys;
pub use audience::{Before, Going, decide, decide_each, decide_for, decide_further, freeze};
pub use results::{Line, counts, lines, one, open};
pub use rows::{Mailing, add, add_again, all, announced, cancel, drafts, find, publish, save, settle};
pub use sending::{Chunk, Waiting, claim, exclude, sharing};
pub use steps::{begin, expire, give_back, give_up_unwritten, pause, propose, proposed, resume};
