//! 資材 and the paper of activities.

mod ledger;
mod pages;
mod papers;
pub mod steps;
