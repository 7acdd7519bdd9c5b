//! The demonstration: people one can become, and the data they work with. None of it is there outside demo mode.

pub mod bar;
pub mod lists;
pub mod outbox;
pub mod people;
mod places;
pub mod seed;
pub mod sentences;
pub mod story;
mod waiting;
