//! What stands in a mail, and what is read in one that came back: pure, no clock, no IO.
//!
//! * Whatever becomes a header is a type that holds no control characters ([`Subject`], [`DisplayName`], [`MessageId`],
//!   [`StopLink`]).
//! * A text is written in short lines ([`wrapped`]) and as simple HTML ([`as_html`]).
//! * Reports of what did not arrive are read, whoever wrote them ([`reports`]).

mod header;
mod html;
pub mod reports;
mod wrap;

pub use header::{DisplayName, HeaderError, MessageId, StopLink, Subject};
pub use html::as_html;
pub use wrap::{COLUMNS, wrapped};
