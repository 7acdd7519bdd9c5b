//! Programmes and applications, from the officer's form to the applicant's receipt.

mod applications;
mod behalf;
pub mod decided;
mod documents;
mod joint;
mod programmes;
mod queue;
pub mod review;
mod rules;
pub mod steps;
