//! A world to ask questions of: the demonstration's people, a clock that stands still, answers as text.

mod world;

pub use world::{Answer, Asker, World, on_each_world};
