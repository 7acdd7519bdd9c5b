//! 照会: a prefecture, a federation or 国保中央会 asks other houses a questionnaire, by a day, and sees who answered.

mod field;
mod form;
mod happening;
mod ready;
mod stage;

pub use field::{Field, Problem};
pub use form::{DeadlineForm, InquiryForm, TellForm};
pub use happening::Happening;
pub use ready::Ready;
pub use stage::{Closed, Progress, Stage, Standing, Way, stands};

use crate::{demos::Contact, surveys::Questionnaire};
use serde::{Deserialize, Serialize};

/// What a house is asked, as its row carries it: it does not look into the house that asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// The name of the house that asks.
    pub from: String,
    /// 件名.
    pub title: String,
    /// Why, and what becomes of the answers.
    pub purpose: String,
    /// Whom to call.
    pub contact: Contact,
    /// The questions.
    pub questionnaire: Questionnaire,
}
