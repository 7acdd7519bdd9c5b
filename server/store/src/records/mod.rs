//! 記録: how long it is kept and what goes, one person's data, and the totals of a year for others to read.

mod disposal;
mod erase;
mod erase_accounts;
mod outreach;
mod outreach_disposal;
mod over;
mod person;
mod results;
mod totals;

pub use disposal::{
    Case, DecideError, Disposal, LONGEST, State, all, cases, decide, find, gone, make, refuse,
};
pub use outreach::{forget_old_words, with_old_words};
pub use outreach_disposal::{
    OldWords, OutreachDisposal, all as outreach_disposals, count as old_words, decide as decide_outreach,
    ended_until, propose as propose_outreach,
};
pub use over::{Due, due, retentions, set_retention};
pub use person::{Known, Person, Portrait, found, portrait};
pub use results::{Sent, of_year as results_of_year, own as own_result, prefecture, send};
pub use totals::{Service, by_service, offices_of_year};
