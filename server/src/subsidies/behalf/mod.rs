//! 代理入力: where officers find the office of a paper and begin its entry. Filling in is what applicants do, by the
//! same handlers (`filler.rs`).

pub mod arrivals;
pub mod beginning;
pub mod index;
pub mod slip;
