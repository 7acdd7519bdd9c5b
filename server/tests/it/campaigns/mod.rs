//! Campaigns: activities in their order, lists that are made once and add up, results that are entered once.

mod lists;
mod pages;
mod starting;
pub mod steps;
