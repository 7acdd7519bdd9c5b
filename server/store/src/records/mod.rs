//! 記録: how long it is kept and what goes, one person's data, and the totals of a year for others to read.

mod disposal;
mod erase;
mod erase_accounts;
mod outreach;
mod person;
mod results;
mod totals;

pub use disposal::{
    Case, DecideError, Disposal, Due, LONGEST, State, all, cases, decide, due, find, gone, make, refuse,
    retentions, set_retention,
};
pub use outreach::{forget_old_words, with_old_words};
pub use person::{Known, Person, Portrait, found, portrait};
pub use results::{Sent, of_year as results_of_year, own as own_result, prefecture, send};
pub use totals::{Service, by_service, offices_of_year};
