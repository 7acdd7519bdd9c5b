//! Where everybody starts: what waits for whom, oldest first, and what can be begun.

mod accessibility;
mod applicant;
mod demo;
mod front;
mod officer;
mod other_tenants;
mod waiting;

pub use accessibility::AccessibilityPage;
pub use applicant::{ApplicantHome, ApplicantHomePage, MyApplication, OpenProgramme};
pub use demo::{DemoPage, DemoPerson};
pub use front::FrontPage;
pub use officer::{DraftLine, FirstSteps, OfficerHome, OfficerHomePage, ProgrammeMoney};
pub use other_tenants::OtherTenantHomePage;
pub use waiting::{Queue, QueueKind, Waiting};
