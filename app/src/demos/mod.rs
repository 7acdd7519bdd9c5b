//! Demo sessions: a municipality asks, its federation confirms, offices register, attendance is taken.

mod applicant;
mod attendance;
mod calendar;
mod chore;
mod confirmation;
mod ending;
mod feed;
mod home;
mod list;
mod month;
mod participants;
mod plan;
mod registration;
mod request_form;
mod resources;
mod session;
mod tasks;
mod week;

pub use applicant::{MyDemosPage, MyRegistration, OpenSession};
pub use attendance::{AttendanceLine, AttendancePage, AttendanceView};
pub use chore::{ChorePage, ChoreView};
pub use confirmation::{CandidateLine, ConfirmationPage, ConfirmationView, Offered};
pub use ending::{Ending, EndingPage, EndingView};
pub use feed::{FeedLine, FeedPage, FeedView};
pub use home::{FederationHome, FederationHomePage, MyDemosAtHome, OfficerDemos};
pub use list::{SessionLine, SessionTable, SessionsPage, SessionsView};
pub use month::{MonthDay, MonthEntry, MonthPage, MonthView};
pub use participants::{ParticipantLine, ParticipantsPage};
pub use plan::{PlanPage, PlanTaskPage, PlanView, TaskOf};
pub use registration::{RegistrationPage, RegistrationView, WithdrawalPage};
pub use request_form::{RequestFormPage, RequestUse};
pub use resources::{ResourceLine, ResourcesPage};
pub use session::{May, Moment, SessionPage, SessionView};
pub use tasks::{TaskLine, TaskTable, overdue};
pub use week::{DayCell, ResourceRow, WeekEntry, WeekPage, WeekView};
