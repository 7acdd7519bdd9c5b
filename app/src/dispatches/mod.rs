//! 講師派遣: asked for by a federation, answered by 国保中央会, its 旅費 approved by the municipality.

mod answer;
mod ask;
mod costs;
mod home;
mod lecturers;
mod list;
mod show;
mod withdrawal;

pub(crate) use answer::travel;
pub use answer::{AnswerPage, AnswerUse, AnswerView};
pub use ask::{AskPage, AskView};
pub use costs::{ApprovalPage, ApprovalView, CostsPage, CostsView};
pub use home::{CentralHome, CentralHomePage, CostsToApprove, DispatchesAtHome};
pub use lecturers::{AbsenceLine, Engagement, LecturerDay, LecturerLine, LecturersPage, LecturersView};
pub use list::{DispatchLine, DispatchTable, DispatchesPage};
pub use show::{AtSession, DispatchAtSession, DispatchMay, DispatchMoment, DispatchPage, DispatchView};
pub use withdrawal::WithdrawalPage;
