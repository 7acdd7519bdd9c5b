//! Demo sessions: a municipality asks, its federation confirms, offices register, attendance is taken.

mod applicant;
mod attendance;
mod confirmation;
mod ending;
mod home;
mod list;
mod participants;
mod registration;
mod request_form;
mod resources;
mod session;
mod tasks;
mod week;

pub use applicant::{MyDemosPage, MyRegistration, OpenSession};
pub use attendance::{AttendanceLine, AttendancePage, AttendanceView};
pub use confirmation::{CandidateLine, ConfirmationPage, ConfirmationView, Offered};
pub use ending::{Ending, EndingPage, EndingView};
pub use home::{FederationHome, FederationHomePage, MyDemosAtHome, OfficerDemos};
pub use list::{SessionLine, SessionTable, SessionsPage};
pub use participants::{ParticipantLine, ParticipantsPage};
pub use registration::{RegistrationPage, RegistrationView, WithdrawalPage};
pub use request_form::{RequestFormPage, RequestUse};
pub use resources::{ResourceLine, ResourcesPage};
pub use session::{May, Moment, SessionPage, SessionView};
pub use tasks::{TaskLine, TaskTable, overdue};
pub use week::{DayCell, ResourceRow, WeekEntry, WeekPage, WeekView};
