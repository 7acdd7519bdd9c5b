//! Two offices of the register that are one: found, merged with a choice for every detail, and taken apart again exactly;
//! and one office number that follows another.

mod belongings;
mod choosing;
mod former;
mod merge;
mod pairs;
mod succession;
mod succession_form;

pub use belongings::{Belongings, Hindrance};
pub use choosing::{NotChosen, SURVIVOR, detail_field, service_field, to_typed};
pub use former::{Current, Former};
pub use merge::{
    Changed, Choices, Conflict, Keep, MergeProblem, MergeRecord, Merged, ServiceConflict, Side, merge,
    propose,
};
pub use pairs::{Pair, Sign, pairs};
pub use succession::{Reason, Succession, SuccessionProblem, Successions};
pub use succession_form::{Direction, NewSuccession, SuccessionField, SuccessionMistake};
