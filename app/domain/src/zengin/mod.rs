//! 全銀協 総合振込 (種別 21): names as banks write them, accounts, and the file that pays many at once (domain.md §3.4).
//!
//! Nothing is cut and nothing is changed behind anybody's back: what does not fit is named before a file is made, and
//! every letter that is written otherwise than it was typed is told.

mod account;
mod branches;
mod file;
mod legal_forms;
mod record;
#[cfg(test)]
mod tests;
mod text;
mod yucho;

pub use account::{
    AccountField, AccountForm, AccountProblem, BankAccount, DepositKind, Holder, HolderWay, masked,
};
pub use branches::{Branch, BranchLine, BranchProblem, branch_line, branch_list};
pub use file::{
    ClearingHouse, Designation, FileOptions, HeaderMisfit, LineEnds, Misfit, Misfits, NewCode, Reference,
    Sender, Totals, Transfer, misfits, sender_misfits, write,
};
pub use legal_forms::abbreviated;
pub use text::{BankText, Change, Converted, TextError};
pub use yucho::{YUCHO_BANK, YuchoError, YuchoNumber};
