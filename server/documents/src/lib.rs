//! Notices and forms of the work, as PDF.
//!
//! Each document is a typed struct and a template of the same name; the struct is what is stored with
//! the decision, so that a notice can be printed again as it was.

mod activity_letters;
mod address_labels;
mod application_copy;
mod badges;
mod budget_request;
mod calendar;
mod cards;
mod decision_notice;
mod demo_sheets;
mod dispatch_sheet;
mod fax_covers;
mod file_name;
mod loan_sheet;
mod notice_bundle;
mod packet_sheet;
mod paper_form;
mod parties;
mod programme_sheet;
mod proof_sheet;
mod qr;
mod questionnaire_sheets;
mod reach_list;
mod receipt_slip;
mod sign_in_letter;
mod talk_letter;

pub use activity_letters::{ActivityLetter, ActivityLetters};
pub use address_labels::{AddressLabels, Grid, LabelSheet};
pub use application_copy::{Answer, ApplicationCopy, AttachedFile, Section};
pub use badges::{Badge, Badges};
pub use budget_request::{BudgetRequest, DemandLine, RequestProgramme};
pub use calendar::{CALENDAR_TYPE, CalendarEvent, Certainty, Person, Purpose, When, calendar};
pub use cards::{Cards, CardsError};
pub use decision_notice::{Decision, DecisionNotice, NoticeOffice, Seal};
pub use demo_sheets::{DayGuest, DaySheet, DemoReport, InvitationLetters, ReportQuestion};
pub use dispatch_sheet::DispatchSheet;
pub use fax_covers::{FaxCover, FaxCovers};
pub use file_name::file_name;
pub use loan_sheet::LoanSheet;
pub use notice_bundle::NoticeBundle;
pub use packet_sheet::{PacketSheet, PacketSheetCase};
pub use paper_form::{FormBox, FormOffice, FormPart, PaperForm};
pub use parties::{Contact, PostalAddress};
pub use pdf::{FontError, Fonts, RenderError, Rendered};
pub use programme_sheet::ProgrammeSheet;
pub use proof_sheet::{ProofSheet, ProofSheetLine};
pub use qr::TooLongForQr;
pub use questionnaire_sheets::{QuestionnaireSheets, SHEETS, Sheet};
pub use reach_list::{ReachBy, ReachLine, ReachList};
pub use receipt_slip::ReceiptSlip;
pub use sign_in_letter::{SignInLetter, SignInLetterError, SignInLetters};
pub use talk_letter::TalkLetter;

/// The part that every template imports.
const BASE: &[(&str, &str)] = &[("base.typ", include_str!("../templates/base.typ"))];
