//! Programmes and applications, from the officer's form to the applicant's receipt.

mod applications;
mod appointments;
mod behalf;
pub mod confirming;
pub mod consultations;
pub mod decided;
mod desk;
mod documents;
mod enclosures;
pub mod ending;
mod joint;
mod notices;
pub mod opinions;
pub mod packets;
mod plans;
mod programmes;
mod queue;
pub mod review;
mod rules;
pub mod steps;
mod waiting;
