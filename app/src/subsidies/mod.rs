//! Pages of subsidies: what everybody reads, what officers set, what applicants fill in.

mod amount_steps;
mod appointment;
pub mod behalf;
mod budget;
mod check;
mod confirm;
mod confirming;
mod consultations;
mod desk;
mod documents;
mod expense_page;
mod guide;
mod guide_steps;
mod guide_words;
mod guides;
mod joint;
mod joint_check;
mod joint_sent;
mod kits;
mod looking;
mod messages;
mod programme;
mod programme_costs;
mod programme_form;
mod programme_groups;
mod programme_versions;
mod programmes;
mod publication;
mod questions;
mod receipt;
pub mod review;
mod scores;
mod sharing;
mod start;
mod status;
mod tasks;
mod templates;

pub use amount_steps::AmountSteps;
pub use appointment::{APPOINTMENT, MyAppointment};
pub use budget::{BudgetLineView, BudgetPage, BudgetView, EndedLine};
pub use check::{CheckPage, CheckProps, IncompletePage};
pub use confirm::{ClosurePage, DisposalPage, RemovalPage, WithdrawalPage};
pub use confirming::{
    ConfirmingActs, ConfirmingNotice, ConfirmingStep, ConfirmingView, DECLINE_REASON, TAKE_BACK,
};
pub use consultations::{
    ConsultationAnswerPage, ConsultationAnswerView, ConsultationLine, ConsultationPage, ConsultationView,
    ConsultationsPage, ConsultationsView,
};
pub use desk::DraftHelp;
pub use documents::{DocumentPage, DocumentsPage, EarlierFile, FileView, evidence_page_field};
pub use expense_page::{ExpensePage, expense_fields};
pub use guide::{GuidePage, GuideView, InitiativeView, Looks, Openness};
pub use guides::{GuideLine, GuidesPage};
pub use joint::{
    JointDocument, JointDocumentPage, JointDocumentsPage, JointDraft, JointLine, JointOfficePage,
    JointOfficeView, JointPage, JointPart, JointView, of_office,
};
pub use joint_check::{JointCheckPage, JointCheckView};
pub use joint_sent::JointSent;
pub use kits::{KIT_FILE, KIT_TEXT, KitsPage};
pub use looking::{LookedAt, LookedAtCard, Looking};
pub use messages::{BODY, ENCLOSED, MOST_ENCLOSED, MOST_ENCLOSED_IN_ALL, MessagesPage, MessagesView};
pub use programme::{ProgrammePage, ProgrammeView, Unsent, VersionLine};
pub use programme_form::{Origin, ProgrammeFormPage, ProgrammeFormView};
pub use programme_versions::{CopyPage, CopyView, VersionPage, VersionView};
pub use programmes::{ProgrammeLine, ProgrammesPage};
pub use publication::{Effect, PublicationPage, PublicationView};
pub use questions::{ContactPage, DeclarationsPage, OfficePage, QuestionView, QuestionWay};
pub use receipt::{ReceiptPage, ReceiptView};
pub use scores::{PublicOrder, PublicPlace, ScoreLine, ScoresPage, ScoresView};
pub use sharing::{SharingPage, SharingView};
pub use start::{OfficeChoice, StartPage, WhyNot};
pub use status::{Moment, StatusPage, StatusView};
pub use tasks::{AskingBack, TaskLine, TasksPage, TasksView};
pub use templates::TemplatesPage;
