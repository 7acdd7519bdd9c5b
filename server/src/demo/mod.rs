//! The demonstration: people one can become, and the data they work with. None of it is there outside demo mode.

pub mod people;
mod places;
pub mod seed;
