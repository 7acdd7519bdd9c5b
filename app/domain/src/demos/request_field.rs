//! The places of a request's form, and what can be wrong in them.

use super::{Breach, PeopleError, TimeError};
use crate::{
    accounts::PersonNameError, email::EmailError, form::Refusal, phone::PhoneError, wareki::DateError,
};
use chrono::NaiveDate;

/// How many candidate dates a request may name.
pub const CANDIDATES: usize = 3;

/// A place in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RequestField {
    /// Which member asks, where a federation enters the request.
    Member,
    /// For which cities a prefecture asks.
    Cities,
    /// Which others a city that telephoned wants along.
    Along,
    /// Whether those were heard to come.
    AlongSaid,
    /// Who said it.
    AlongBy,
    /// What offices can try.
    Menu,
    /// How long, for all candidates.
    Length,
    /// The date of the n-th candidate, from 0.
    Date(u8),
    /// The time at which the n-th candidate begins.
    Start(u8),
    /// Expected people.
    People,
    /// 現地 or オンライン.
    Place,
    /// Where, on site.
    Venue,
    /// What is at the venue.
    Provisions,
    /// 担当者名.
    ContactName,
    /// 電話番号.
    ContactPhone,
    /// メールアドレス.
    ContactEmail,
    /// A word to the federation.
    Note,
    /// Whether it may be held together with other municipalities.
    Joint,
}

impl RequestField {
    /// Name of the control.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Cities => "city",
            Self::Along => "along",
            Self::AlongSaid => "along_said",
            Self::AlongBy => "along_by",
            Self::Menu => "menu",
            Self::Date(0) => "date_1",
            Self::Date(1) => "date_2",
            Self::Date(_) => "date_3",
            Self::Start(0) => "start_1",
            Self::Start(1) => "start_2",
            Self::Start(_) => "start_3",
            Self::Length => "length",
            Self::People => "people",
            Self::Place => "place",
            Self::Venue => "venue",
            Self::Provisions => "provision",
            Self::ContactName => "contact_name",
            Self::ContactPhone => "contact_phone",
            Self::ContactEmail => "contact_email",
            Self::Note => "note",
            Self::Joint => "joint",
        }
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RequestProblem {
    /// Nothing was typed where something must be.
    #[error("nothing was typed")]
    Missing,
    /// Nothing was chosen where something must be.
    #[error("nothing was chosen")]
    NotChosen,
    /// Cities were chosen for a city, which asks for itself alone.
    #[error("a city asks for itself alone")]
    OwnAlone,
    /// Cities are asked along for a prefecture, which names its cities itself.
    #[error("a prefecture asks nobody along")]
    NotOfPrefecture,
    /// It stands who said something, and not that it was said.
    #[error("not ticked, and still somebody said it")]
    NotTicked,
    /// Longer than is kept.
    #[error("more than {0} characters")]
    TooLong(usize),
    /// Not a date.
    #[error(transparent)]
    Date(#[from] DateError),
    /// Today or earlier.
    #[error("not after {today}")]
    NotInFuture {
        /// The day of the request.
        today: NaiveDate,
    },
    /// Not a date that the federation takes.
    #[error("not a date that the federation takes")]
    Breach(Breach),
    /// Not a time of day.
    #[error(transparent)]
    Time(#[from] TimeError),
    /// The same date and time as another candidate.
    #[error("the same as candidate {0}")]
    Repeated(u8),
    /// Not a number of people.
    #[error(transparent)]
    People(#[from] PeopleError),
    /// Not a name.
    #[error(transparent)]
    Name(#[from] PersonNameError),
    /// Not a telephone number.
    #[error(transparent)]
    Phone(#[from] PhoneError),
    /// Not a mail address.
    #[error(transparent)]
    Email(#[from] EmailError),
}

impl Refusal for RequestProblem {
    fn missing() -> Self {
        Self::Missing
    }
    fn too_long(most: usize) -> Self {
        Self::TooLong(most)
    }
}
