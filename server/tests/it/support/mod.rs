//! A world to ask questions of: the demonstration's people, a clock that stands still, answers as text;
//! and a mail server that answers as it is told.

pub mod smtp;
mod world;

pub use world::{Answer, Asker, World, on_each_world};
