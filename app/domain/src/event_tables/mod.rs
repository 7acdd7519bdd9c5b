//! 申込状況の表: registrations for an event, per prefecture and kind of body, as a circular prints them.
//!
//! A table of one's own occasions is counted (`occasions::Table`); this one comes from somebody else. It is kept as it is
//! printed, counted anew each time it is looked at, and every difference is named (docs/decisions/0052).

mod checking;
mod choosing;
mod column;
mod form;
mod heading;
mod reading;
mod table;
#[cfg(test)]
mod tests;

pub use checking::{At, Finding, Likely, Part};
pub use choosing::{ChoiceProblem, Chosen, field, word};
pub use column::{Column, Meaning};
pub use form::{Details, Field, Problem};
pub use reading::{MOST_COLUMNS, MOST_ROWS, MOST_TEXT, NoTable, Note, Place, Reading, read, read_as};
pub use table::{EventTable, Fraction, Line, Printed, PrintedRate};

/// For how many days a table stays that was read in and is not kept; then it goes with its cells.
pub const DRAFT_DAYS: u16 = 30;
