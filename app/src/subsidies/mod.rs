//! Pages of subsidies: what everybody reads, what officers set, what applicants fill in.

mod amount_steps;
pub mod behalf;
mod check;
mod confirm;
mod documents;
mod guide;
mod guides;
mod messages;
mod programme;
mod programme_form;
mod programmes;
mod publication;
mod questions;
mod receipt;
pub mod review;
mod start;
mod status;
mod tasks;
pub mod when;

pub use check::{CheckPage, CheckProps, IncompletePage};
pub use confirm::{ClosurePage, DisposalPage, RemovalPage, WithdrawalPage};
pub use documents::{DocumentPage, DocumentsPage, FileView};
pub use guide::{GuidePage, GuideView, InitiativeView, Looks, Openness};
pub use guides::{GuideLine, GuidesPage};
pub use messages::{BODY, MessagesPage, MessagesView};
pub use programme::{ProgrammePage, ProgrammeView, VersionLine};
pub use programme_form::ProgrammeFormPage;
pub use programmes::{ProgrammeLine, ProgrammesPage};
pub use publication::{PublicationPage, PublicationView};
pub use questions::{ContactPage, DeclarationsPage, ExpensePage, OfficePage, QuestionView};
pub use receipt::{ReceiptPage, ReceiptView};
pub use start::{OfficeChoice, StartPage, WhyNot};
pub use status::{Moment, StatusPage, StatusView};
pub use tasks::{TaskLine, TasksPage, TasksView};
