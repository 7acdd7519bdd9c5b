//! Who uses the system, since when, and how that is known (domain.md §1.6, §2.3 and §6).
//!
//! A state is never overwritten: every piece of evidence is kept with its day and source, and the state on a day
//! follows from what was true on it, so that a rate of last year can be told again.

mod evidence;
mod lists;
mod rate;
mod state;

pub use evidence::{Because, Evidence, Explanation, SetAside, Source, current, why};
pub use lists::{AdopterList, ListComparison, NotComparable, ProposedStop, compare_lists};
pub use rate::{Rate, Tenths};
pub use state::AdoptionState;
