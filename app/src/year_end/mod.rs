//! 年度・記録: the sweep of a year, its closing, papers as they come in, and what is kept.

mod arrivals;
mod closing;
mod index;
mod sweep;

pub use arrivals::{ArrivalsPage, ArrivalsView, PapersLine};
pub use closing::{CarriedLine, CarriedPage, CarriedView, ClosingPage, ClosingView, ReopeningPage};
pub use index::{OfYear, RecordsPage, RecordsView, YearLine};
pub use sweep::{LEFT_PER_PAGE, LateLine, LeftLine, ProgrammeLine, SweepPage, SweepView, YearState};
