//! Two offices of the register that are one: merged with a choice for every detail, and taken apart again exactly;
//! and one office number that follows another.

mod merge;
mod succession;

pub use merge::{
    Changed, Choices, Conflict, Keep, MergeProblem, MergeRecord, Merged, ServiceConflict, Side, merge,
    propose,
};
pub use succession::{Reason, Succession, SuccessionProblem, Successions};
