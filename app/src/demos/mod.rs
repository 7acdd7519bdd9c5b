//! Demo sessions: a municipality asks, its federation confirms, offices register, attendance is taken.

mod admission;
mod applicant;
mod attendance;
mod coming_links;
mod confirmation;
mod door;
mod ending;
mod entry;
mod home;
mod invitations;
mod list;
mod participants;
mod public;
mod questions;
mod registration;
mod report;
mod request_form;
mod resources;
mod session;
mod tasks;
mod week;

pub use admission::AdmissionPage;
pub use applicant::{MyDemosPage, MyRegistration, OpenSession};
pub use attendance::{AttendanceLine, AttendancePage, AttendanceView};
pub use coming_links::{ComingPart, ComingSection};
pub use confirmation::{CandidateLine, ConfirmationPage, ConfirmationView, Offered};
pub use door::{DoorPage, DoorView, GuestLine};
pub use ending::{Ending, EndingPage, EndingView};
pub use entry::EntryPage;
pub use home::{FederationHome, FederationHomePage, MyDemosAtHome, OfficerDemos};
pub use invitations::{InvitationsPage, InvitationsView, InvitedLine};
pub use list::{SessionLine, SessionTable, SessionsPage};
pub use participants::{ParticipantLine, ParticipantsPage, ParticipantsView};
pub use public::{
    ComingFormPage, ComingFormView, ComingWithdrawalPage, OwnComingPage, OwnComingView, PublicDemosPage,
    PublicSession, WithdrawnPage,
};
pub use questions::{QuestionLine, QuestionsPage, QuestionsView};
pub use registration::{RegistrationPage, RegistrationView, WithdrawalPage};
pub use report::{ReportPage, ReportView};
pub use request_form::{RequestFormPage, RequestUse};
pub use resources::{ResourceLine, ResourcesPage};
pub use session::{May, Moment, SessionPage, SessionView};
pub use tasks::{TaskLine, TaskTable, overdue};
pub use week::{DayCell, ResourceRow, WeekEntry, WeekPage, WeekView};
