//! 支払: accounts, the list of banks, the sender, and runs of payments with what became of them.

pub mod accounts;
pub mod branches;
pub mod making;
pub mod payable;
pub mod results;
pub mod runs;
pub mod senders;

/// Keys of one question.
const CHUNK: usize = 500;
