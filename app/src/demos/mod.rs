//! Demo sessions: a municipality asks, its federation confirms, offices register, attendance is taken.

mod admission;
mod applicant;
mod asked;
mod attendance;
mod blocked;
mod calendar;
mod changing;
mod chore;
mod coming_links;
mod confirmation;
mod door;
mod ending;
mod entry;
mod feed;
mod fewer;
mod held;
mod home;
mod invitations;
mod joint;
mod leaving;
mod list;
mod loans;
mod member_cities;
mod moments;
mod month;
mod open_dates;
mod participants;
mod plan;
mod plan_kit;
mod pools;
mod public;
mod questions;
mod registration;
mod replies;
mod report;
mod request_form;
mod resource;
mod resources;
mod rules;
mod session;
mod switching;
mod tasks;
mod to_call;
mod venue;
mod week;
mod withdrawing;
mod yearly;

pub use admission::AdmissionPage;
pub use applicant::{MyDemosPage, MyRegistration, OpenSession};
pub use asked::{AskedLine, AskedPage, AskedView};
pub use attendance::{AttendanceLine, AttendancePage, AttendanceView};
pub use blocked::{BlockedLine, BlockedPage, DatesPage, DatesView};
pub use changing::{ChangingPage, ChangingView, KEEPS};
pub use chore::{ChorePage, ChoreView};
pub use coming_links::{ComingPart, ComingSection};
pub use confirmation::{
    AlternativeLine, ArrangementUse, CandidateLine, ConfirmationPage, ConfirmationView, Offered,
};
pub use door::{DoorPage, DoorView, GuestLine};
pub use ending::{Ending, EndingPage, EndingView};
pub use entry::EntryPage;
pub use feed::{FeedLine, FeedPage, FeedView};
pub use fewer::FewerPage;
pub use held::HeldPlaces;
pub use home::{FederationHome, FederationHomePage, MyDemosAtHome, OfficerDemos};
pub use invitations::{InvitationsPage, InvitationsView, InvitedLine};
pub use joint::{AskedAlong, CompanionLine, JointSection, JointView};
pub use leaving::{LeavingPage, LeavingView};
pub use list::{Asking, SessionLine, SessionTable, SessionsPage, SessionsView};
pub use loans::{LoanBox, LoansPage, LoansView};
pub use member_cities::{MemberCitiesPage, MemberCityPage, MemberCityView, MemberLine};
pub use moments::Moment;
pub use month::{MonthDay, MonthEntry, MonthPage, MonthView};
pub use open_dates::{
    OpenDateFormPage, OpenDateFormView, OpenDateLine, OpenDatesPage, TakeDatePage, TakeDateView,
};
pub use participants::{ParticipantLine, ParticipantsPage, ParticipantsView};
pub use plan::{PlanPage, PlanTaskPage, PlanView, TaskOf};
pub use plan_kit::{
    PLACES, PLAN_FILE, PLAN_KIT, PlanKitContentPage, PlanKitPage, PlanKitView, version_field,
};
pub use pools::{PoolLine, PoolRequest, PoolsPage};
pub use public::{
    ComingFormPage, ComingFormView, OwnComingPage, OwnComingView, PublicDemosPage, PublicSession,
};
pub use questions::{QuestionLine, QuestionsPage, QuestionsView};
pub use registration::{RegistrationPage, RegistrationView, WithdrawalPage};
pub use report::{ReportPage, ReportView};
pub use request_form::{RequestFormPage, RequestUse};
pub use resource::{ResourcePage, ResourceView};
pub use resources::{AwayLine, ResourceLine, ResourcesPage};
pub use rules::RulesPage;
pub use session::{May, SessionPage, SessionView};
pub use switching::{SWITCH_TO, SwitchLine, SwitchPage, SwitchView, SwitchesPage};
pub use tasks::{TaskLine, TaskTable, overdue};
pub use to_call::ToCallView;
pub use venue::{VenuePage, VenueView};
pub use week::{DayCell, ResourceRow, WeekEntry, WeekPage, WeekView};
pub use withdrawing::{ComingWithdrawalPage, WithdrawnPage};
pub use yearly::YearlyView;
