//! 支払: accounts that nobody sees without leaving a trace, runs of payments by two people, what comes back, what dies.

mod accounts;
mod erased;
mod killed;
mod runs;
pub mod steps;
mod sums;
