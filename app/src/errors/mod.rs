//! The pages that say that something did not work: what happened, and what to do now.
//!
//! One page, one enum: every mishap has a title, sentences and a way on. None says whether a thing
//! that may not be seen exists.

mod conflict;
mod kept_form;
mod problem;

pub use conflict::{
    ANOTHER, ANOTHER_ADMINISTRATOR, ANOTHER_OR_IMPORT, Conflict, ConflictPage, FORMER, differing,
};
pub use kept_form::KeptFormPage;
pub use problem::{Problem, ProblemPage};
