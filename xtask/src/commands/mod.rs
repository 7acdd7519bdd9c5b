//! One file for each command.

pub mod audit;
pub mod bench;
pub mod dev;
pub mod fuzz;
pub mod pictures;
pub mod release;
pub mod run;
pub mod test;
