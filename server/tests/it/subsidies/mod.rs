//! Programmes and applications, from the officer's form to the applicant's receipt.

mod applications;
mod behalf;
pub mod decided;
mod desk;
mod documents;
mod programmes;
mod queue;
pub mod review;
pub mod steps;
