//! Places in the forms of an inquiry, and what is wrong there.

use crate::{
    accounts::PersonNameError, email::EmailError, form::Refusal, phone::PhoneError, wareki::DateError,
};
use chrono::NaiveDate;

/// A place in the forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// What the questions begin from: none, a ready one, an earlier inquiry.
    Begin,
    /// 件名.
    Title,
    /// Why it is asked, and what becomes of the answers.
    Purpose,
    /// 回答期限.
    Deadline,
    /// Whom to call: the name.
    ContactName,
    /// The telephone.
    ContactPhone,
    /// The mail address.
    ContactEmail,
    /// Which houses are asked.
    Houses,
    /// Who answers: the name, as the other house reads it.
    AnsweredBy,
    /// How an answer came that was told.
    Way,
}

impl Field {
    /// Name of the control.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Begin => "begin",
            Self::Title => "title",
            Self::Purpose => "purpose",
            Self::Deadline => "deadline",
            Self::ContactName => "contact_name",
            Self::ContactPhone => "contact_phone",
            Self::ContactEmail => "contact_email",
            Self::Houses => "houses",
            Self::AnsweredBy => "answered_by",
            Self::Way => "way",
        }
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Nothing was typed.
    #[error("nothing was typed")]
    Missing,
    /// Nothing was chosen.
    #[error("nothing was chosen")]
    NotChosen,
    /// Longer than is kept.
    #[error("more than {0} characters")]
    TooLong(usize),
    /// Not a date.
    #[error(transparent)]
    Date(#[from] DateError),
    /// The day is over already.
    #[error("before {today}")]
    Past {
        /// Today.
        today: NaiveDate,
    },
    /// So far away that a year was mistyped.
    #[error("more than a year away")]
    TooFar,
    /// Not a name.
    #[error(transparent)]
    PersonName(#[from] PersonNameError),
    /// Not a telephone number.
    #[error(transparent)]
    Phone(#[from] PhoneError),
    /// Not a mail address.
    #[error(transparent)]
    Email(#[from] EmailError),
}

impl Refusal for Problem {
    fn missing() -> Self {
        Self::Missing
    }
    fn too_long(most: usize) -> Self {
        Self::TooLong(most)
    }
}
