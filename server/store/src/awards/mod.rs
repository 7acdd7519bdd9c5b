//! After the grant: awards with their money, what is reported, asked and proposed about them, what is to come back.
//!
//! Money moves by [`domain::awards::Movement`] alone: one function changes the row and writes the line of the ledger in
//! one transaction ([`acts`]), so that the two cannot tell different sums.

pub mod acts;
pub mod instalments;
pub mod list;
pub mod payments;
pub mod proposals;
pub mod recoveries;
pub mod reports;
pub mod requests;
mod rows;

pub use acts::ActError;
pub use rows::{Award, find, find_to_change, of_applications, of_programme};
pub(crate) use rows::{committed, open};
