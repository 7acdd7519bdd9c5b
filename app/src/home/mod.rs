//! Where everybody starts.

mod applicant;
mod demo;
mod front;
mod officer;

pub use applicant::ApplicantHomePage;
pub use demo::{DemoPage, DemoPerson};
pub use front::FrontPage;
pub use officer::OfficerHomePage;
