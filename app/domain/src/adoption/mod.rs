//! Who uses the system, since when, and how that is known (domain.md §1.6, §2.3 and §6).
//!
//! A state is never overwritten: every piece of evidence is kept with its day and source, and the state on a day
//! follows from what was true on it, so that a rate of last year can be told again.

pub mod across;
mod applied;
mod cohorts;
mod costs;
mod counting;
mod course;
mod days;
mod evidence;
mod funnel;
mod groups;
mod indicator;
mod lists;
mod published;
mod rate;
mod state;

pub use applied::{Bearing, Case};
pub use cohorts::{Aftermath, Cohort, Month, Thing, Touch, Touched, Window, months, things, usual_period};
pub use costs::{Measure, Spent, cost_of_one};
pub use counting::{Countable, Population, Step, Tally};
pub use course::{Course, Stretch};
pub use days::{Days, DaysProblem};
pub use evidence::{Because, Evidence, Explanation, SetAside, Source, current, why};
pub use funnel::{Funnel, FunnelStep, Halt, Level, NoHalt, Trail};
pub use groups::{By, Compared, Group, month_ends};
pub use indicator::{Definition, Indicator, Origin};
pub use lists::{AdopterList, ListComparison, NotComparable, ProposedStop, compare_lists};
pub use published::{PublishedField, PublishedProblem, PublishedRate};
pub use rate::{Rate, Tenths};
pub use state::AdoptionState;
