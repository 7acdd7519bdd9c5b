//! The rules of the work: pure types, parsers, state machines.
//!
//! Nothing here reads a clock, a file or a database, so the same rules serve the server and the browser.

pub mod form;
pub mod ids;
