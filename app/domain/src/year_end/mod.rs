//! 年度末と記録: what was received is accounted for every day, nothing undecided stays behind a year, what remains is
//! carried over by name, and records go when their time is over and not before (domain.md §3.3, §4).

mod alarms;
mod arrivals;
mod booking;
mod closing;
mod demand;
mod redaction;
mod results;
mod retention;
mod small_groups;
mod tally;

pub use alarms::{Alarm, OLD_DAYS, PAPER_DAYS, UNOWNED_DAYS};
pub use arrivals::{ArrivalCount, ArrivalCountField, ArrivalCountProblem, MOST_PAPERS, Papers};
pub use booking::{Booking, booking};
pub use closing::{ClosingForm, ClosingProblem, Hindrance, Left, LeftKind, closable_from, hindrances};
pub use demand::{Demand, DemandField, DemandProblem, Facts, Scenario, ScenarioName, scenarios};
pub use redaction::{GONE, redact};
pub use results::{ProgrammeResult, Totals, YearResult};
pub use retention::{Retention, RetentionError};
pub use small_groups::{Group, SMALLEST, Shown, rows_shown, shown};
pub use tally::Tally;
