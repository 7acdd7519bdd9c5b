//! Outreach: written, previewed, sent once, stopped by whoever has the mail, counted to the last office.

mod approving;
mod killing;
mod pages;
mod sending;
pub mod steps;
mod stop;
