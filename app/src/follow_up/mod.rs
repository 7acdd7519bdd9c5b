//! 伴走支援: the list of today, a record, the history of an office, and the report of a model project.

mod form;
mod history;
mod home;
mod list;
mod report;

pub use form::{FollowUpFormPage, FollowUpFormView, FollowUpUse};
pub use history::{HistoryEntry, HistoryPage, HistoryView, OpenAction};
pub use home::{DueAtHome, FollowUpsAtHome};
pub use list::{DueLine, FollowUpList, FollowUpPage, FoundOffice};
pub use report::{ReportPage, ReportView};

#[cfg(test)]
mod tests;
