//! Where everybody starts: what waits for whom, oldest first, and what can be begun.

mod accessibility;
mod applicant;
mod beginning;
mod daily;
mod demo;
mod front;
mod keeping;
mod officer;
mod prefecture;
mod waiting;

pub use accessibility::{AccessibilityPage, CRITERIA, Criterion, SCREENS, TESTED_ON};
pub use applicant::{ApplicantHome, ApplicantHomePage, JointAtHome, MyApplication, OpenProgramme};
pub use beginning::{FirstProgramme, FirstSteps, House};
pub use daily::{AlarmLine, Daily, YearTally};
pub use demo::{DemoPage, DemoPerson};
pub use front::FrontPage;
pub use keeping::Keeping;
pub use officer::{DraftLine, EndingLine, OfficerHome, OfficerHomePage, ProgrammeMoney};
pub use prefecture::PrefectureHomePage;
pub use waiting::{Queue, QueueKind, Waiting};
