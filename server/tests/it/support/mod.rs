//! A world to ask questions of: the demonstration's people, a clock that stands still, answers as text;
//! a mail server that answers as it is told; and the program as a process of its own.

mod asker;
pub mod installation;
#[path = "../../../documents/tests/it/read.rs"]
#[allow(dead_code, reason = "the tests of documents use more of it")]
pub mod pdf;
pub mod place;
pub mod process;
pub mod program;
pub mod smtp;
pub mod sources;
pub mod wire;
mod world;

pub use asker::{Answer, Asker};
pub use world::{World, on_each_world, on_one_world};
