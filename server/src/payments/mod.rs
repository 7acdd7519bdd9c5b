//! 支払: accounts, the list of banks, the sender, and runs of payments.

pub mod accounts;
pub mod at_home;
pub mod branches;
pub mod file;
mod letters;
mod loaded;
pub mod making;
pub mod mine;
pub(crate) mod of_award;
mod offered;
pub mod releasing;
pub mod results;
pub mod runs;
mod sealing;
pub mod sender;
mod telling;
mod told;

pub(crate) use loaded::number as run_number;
pub(crate) use sealing::same_account;
pub use sealing::{seal_account, seal_sender};
