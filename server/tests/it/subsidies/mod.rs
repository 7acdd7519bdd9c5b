//! Programmes and applications, from the officer's form to the applicant's receipt.

mod applications;
pub mod decided;
mod documents;
mod programmes;
mod queue;
pub mod review;
pub mod steps;
