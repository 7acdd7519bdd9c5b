//! Places in the forms of a dispatch, and what is wrong there.

use crate::{
    accounts::PersonNameError, demos::TimeError, email::EmailError, form::Refusal, money::YenError,
    phone::PhoneError, subsidies::ReasonError, wareki::DateError,
};
use chrono::NaiveDate;

/// A place in the forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The date and time that is asked for.
    Slot,
    /// 現地 or オンライン.
    Place,
    /// What the speaker is asked to do.
    Purpose,
    /// Who pays the 旅費.
    Payer,
    /// Whom 国保中央会 calls: the name.
    ContactName,
    /// The telephone.
    ContactPhone,
    /// The mail address.
    ContactEmail,
    /// Accept, propose, decline.
    Answer,
    /// Which lecturer.
    Lecturer,
    /// The lecturer's name, where the federation records the answer.
    LecturerName,
    /// How long the way there and back takes.
    Travel,
    /// The day of a proposal, from 0.
    Date(u8),
    /// Its time.
    Start(u8),
    /// Whether online is proposed.
    Online,
    /// A word to what is proposed.
    Message,
    /// Why it is declined or taken back.
    Reason,
    /// How the answer came.
    Way,
    /// Who gave it.
    ToldBy,
    /// How many people travel.
    Travellers,
    /// Rail, there and back, for one.
    Rail,
    /// Air or ship, there and back, for one.
    Air,
    /// Nights.
    Nights,
    /// Lodging, a night for one.
    Lodging,
    /// Days.
    Days,
    /// Daily allowance, a day for one.
    Daily,
    /// Anything else, for all.
    Other,
    /// Who of a municipality without a house here approved, and when.
    ToldApproval,
    /// Yes or no to the amount.
    Decision,
    /// A lecturer's name.
    Name,
    /// Where a lecturer starts from.
    Base,
    /// The first day away.
    First,
    /// The last day away.
    Last,
    /// Why away.
    Why,
}

impl Field {
    /// Name of the control.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Slot => "slot",
            Self::Place => "place",
            Self::Purpose => "purpose",
            Self::Payer => "payer",
            Self::ContactName => "contact_name",
            Self::ContactPhone => "contact_phone",
            Self::ContactEmail => "contact_email",
            Self::Answer => "answer",
            Self::Lecturer => "lecturer",
            Self::LecturerName => "lecturer_name",
            Self::Travel => "travel",
            Self::Date(0) => "date_1",
            Self::Date(1) => "date_2",
            Self::Date(_) => "date_3",
            Self::Start(0) => "start_1",
            Self::Start(1) => "start_2",
            Self::Start(_) => "start_3",
            Self::Online => "online",
            Self::Message => "message",
            Self::Reason => "reason",
            Self::Way => "way",
            Self::ToldBy => "told_by",
            Self::Travellers => "travellers",
            Self::Rail => "rail",
            Self::Air => "air",
            Self::Nights => "nights",
            Self::Lodging => "lodging",
            Self::Days => "days",
            Self::Daily => "daily",
            Self::Other => "other",
            Self::ToldApproval => "told_approval",
            Self::Decision => "decision",
            Self::Name => "name",
            Self::Base => "base",
            Self::First => "first_on",
            Self::Last => "last_on",
            Self::Why => "why",
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
    /// The day has come already.
    #[error("not after {today}")]
    NotInFuture {
        /// Today.
        today: NaiveDate,
    },
    /// Not a time.
    #[error(transparent)]
    Time(#[from] TimeError),
    /// A proposal without a date, and not online either.
    #[error("neither a date nor online")]
    NothingProposed,
    /// Not a whole number in its range.
    #[error("not a number from {least} to {most}")]
    Number {
        /// The least.
        least: u8,
        /// The most.
        most: u8,
    },
    /// Not an amount.
    #[error(transparent)]
    Yen(#[from] YenError),
    /// The sum is larger than any amount here may be.
    #[error("the sum is too large")]
    TooMuch,
    /// Not a name.
    #[error(transparent)]
    PersonName(#[from] PersonNameError),
    /// Not a telephone number.
    #[error(transparent)]
    Phone(#[from] PhoneError),
    /// Not a mail address.
    #[error(transparent)]
    Email(#[from] EmailError),
    /// Not a reason.
    #[error(transparent)]
    Reason(#[from] ReasonError),
    /// The lecturer is somewhere else at that time, the way there and back included.
    #[error("is somewhere else at that time")]
    NotFree,
    /// There is one of this name already.
    #[error("there is one of this name already")]
    Taken,
    /// Ends before it begins.
    #[error("ends before it begins")]
    Backwards,
    /// More days than one absence has.
    #[error("more than {0} days")]
    TooManyDays(i64),
}

impl Refusal for Problem {
    fn missing() -> Self {
        Self::Missing
    }
    fn too_long(most: usize) -> Self {
        Self::TooLong(most)
    }
}
