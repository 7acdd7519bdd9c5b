//! 年度末: the tally of every day, papers as they come in, what is not final, and years that are closed.

mod alarms;
mod arrivals;
mod closings;
mod late;
mod sweep;
mod tally;
#[cfg(feature = "testing")]
mod testing;

pub use alarms::alarms;
pub use arrivals::{Counted, count as count_arrival, counted, papers, papers_missing};
pub use closings::{
    Carried, CloseError, Closing, ReopenError, carried, carried_offices, close, closed_years, history, holds,
    reopen,
};
pub use late::{Late, late, moved_on};
pub use sweep::{Item, count, counts, page};
pub use tally::{ProgrammeTally, lost_numbers, of_year, total, years};
#[cfg(feature = "testing")]
pub use testing::{queries, receive_many};
