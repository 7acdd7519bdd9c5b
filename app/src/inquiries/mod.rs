//! 照会: what a house asks others, who answered; and what a house is asked, with its answer.

mod answer;
mod asked;
mod form;
mod list;
mod opening;
mod questions;
mod reply;
mod show;
mod table;

pub use answer::answering_errors;
pub use asked::{AskedAtHome, AskedLine, AskedOnePage, AskedOneView, AskedPage};
pub use form::{BEGIN_BLANK, InquiryFormPage, InquiryFormUse};
pub use list::{InquiriesPage, InquiryLine};
pub use opening::{HouseLine, OpeningPage, OpeningView};
pub use questions::{QuestionPage, QuestionView, QuestionsPage, QuestionsView, fault_words, question_errors};
pub use reply::{ReplyPage, ReplyView};
pub use show::{InquiryPage, InquiryView, Reminding, ReplyLine};
pub use table::{AnswerLine, AnswersPage, AnswersView};
