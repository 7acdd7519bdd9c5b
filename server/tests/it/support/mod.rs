//! A world to ask questions of: the demonstration's people, a clock that stands still, answers as text;
//! and a mail server that answers as it is told.

pub mod installation;
#[path = "../../../documents/tests/it/read.rs"]
#[allow(dead_code, reason = "the tests of documents use more of it")]
pub mod pdf;
pub mod program;
pub mod smtp;
pub mod wire;
mod world;

pub use world::{Answer, Asker, World, on_each_world};
