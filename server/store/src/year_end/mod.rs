//! 年度末: the tally of every day, papers as they come in, what is not final, and years that are closed.

mod alarms;
mod arrivals;
mod closings;
mod sweep;
mod tally;

pub use alarms::alarms;
pub use arrivals::{Counted, count as count_arrival, counted, papers, papers_missing};
pub use closings::{
    Carried, CloseError, Closing, ReopenError, carried, close, closed_years, history, holds, reopen,
};
pub use sweep::{Item, count, counts, page};
pub use tally::{ProgrammeTally, lost_numbers, of_year, total, years};

/// The queries that a large year makes long, for the tests of their plans: their name, their words, and how many values
/// they take after the tenant and the year.
#[cfg(feature = "testing")]
pub fn queries() -> Vec<(&'static str, String, usize)> {
    vec![
        ("the tally", tally::COUNTED.to_owned(), 0),
        ("the sweep", sweep::listing(None), 2),
        ("the counts of the sweep", sweep::counting(), 0),
    ]
}
