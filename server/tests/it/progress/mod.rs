//! The page that shows a city's progress to everybody, its data, voices of offices, and the parts of a starter kit that
//! belong to a house.

mod kits;
mod page;
pub mod steps;
mod voices;
