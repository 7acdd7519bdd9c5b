//! 監査記録: who did and who looked at what, whether the record is whole, and everything about one thing (J23).

mod history;
mod list;

pub use history::{AmountMoved, HistoryPage, HistoryView, ImportLine, PaidBy, SentMail};
pub use list::{AuditPage, AuditView, EntryLine};
