//! Subsidies: programmes with their versions, applications, what is attached to them, what is asked back.
//!
//! The budget is reserved by one conditional update in the transaction that gives the receipt number, so that receipt
//! order and budget are one question with one answer (domain.md §7, invariants 1 and 2).

pub mod applications;
pub mod appointments;
pub mod attachments;
pub mod authority;
pub mod bulk;
pub mod checks;
pub mod closing;
pub mod confirmations;
pub mod consultations;
pub mod corrections;
pub mod deadlines;
pub mod decisions;
pub mod desk_views;
pub mod document_words;
pub mod endings;
pub mod flags;
pub mod ledger;
pub(crate) mod locking;
pub mod marks;
pub mod messages;
pub mod notes;
pub mod notices;
pub mod offices;
pub mod opinions;
pub mod packets;
pub mod past_aid;
pub mod programmes;
pub mod proposals;
pub mod queue;
pub mod related;
pub mod review;
pub mod routing;
mod submission;
pub mod waiting;
pub mod wordings;

pub use submission::{Received, SubmitError, applied_elsewhere, holder, resubmit, submit, withdraw};
