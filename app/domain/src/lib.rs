//! The rules of the work: pure types, parsers, state machines.
//!
//! Nothing here reads a clock, a file or a database, so the same rules serve the server and the browser.

pub mod attachments;
pub mod fiscal_year;
pub mod accounts;
pub mod form;
pub mod ids;
pub mod imports;
pub mod money;
pub mod text;
pub mod wareki;
