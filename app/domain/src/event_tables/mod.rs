//! 申込状況の表: registrations for an event, per prefecture and kind of body, as a circular prints them.
//!
//! A table of one's own occasions is counted (`occasions::Table`); this one comes from somebody else. It is kept as it is
//! printed, counted anew each time it is looked at, and every difference is named (docs/decisions/0052).

mod checking;
mod column;
mod form;
mod heading;
mod reading;
mod table;
#[cfg(test)]
mod tests;

pub use checking::{At, Finding, Likely, Part};
pub use column::{Column, Meaning};
pub use form::{Details, Field, Problem};
pub use reading::{MOST_COLUMNS, MOST_ROWS, MOST_TEXT, NoTable, Note, Reading, read};
pub use table::{EventTable, Fraction, Line, Printed, PrintedRate};
