//! Programmes and applications, from the officer's form to the applicant's receipt.

mod applications;
mod behalf;
mod documents;
mod programmes;
mod queue;
mod review;
pub mod steps;
