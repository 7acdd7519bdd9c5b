//! Places in the forms of an occasion, and what is wrong there.

use crate::{
    accounts::PersonNameError, demos::TimeError, email::EmailError, form::Refusal, phone::PhoneError,
    subsidies::ReasonError, wareki::DateError,
};

/// A place in the forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// What kind of occasion.
    Kind,
    /// 名称.
    Title,
    /// 内容.
    Summary,
    /// The first day.
    First,
    /// The last day.
    Last,
    /// When it begins.
    Start,
    /// When it ends.
    End,
    /// What is different on one of the days.
    TimesNote,
    /// 現地 or オンライン.
    Place,
    /// Where.
    Venue,
    /// How one takes part online.
    Join,
    /// How one comes to it.
    Admission,
    /// The last day of the registration.
    ClosesOn,
    /// The most people.
    Places,
    /// The first so many people.
    FirstPeople,
    /// Another site.
    Site,
    /// 変更になることがある, 表を公開する.
    Flags,
    /// What the body is.
    BodyKind,
    /// Its prefecture.
    Prefecture,
    /// Its name.
    BodyName,
    /// How many people.
    People,
    /// Who answers for it.
    ContactName,
    /// The telephone.
    ContactPhone,
    /// The mail address.
    ContactEmail,
    /// What the body wants to know.
    Question,
    /// Whether it waits where no places are left.
    Wait,
    /// Why it is called off.
    Reason,
    /// How many came, in the line of a body.
    Came,
    /// The name of a channel, from 0.
    Channel(u8),
    /// How many took part on it.
    Number(u8),
}

impl Field {
    /// Name of the control.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Title => "title",
            Self::Summary => "summary",
            Self::First => "first_on",
            Self::Last => "last_on",
            Self::Start => "start",
            Self::End => "end",
            Self::TimesNote => "times_note",
            Self::Place => "place",
            Self::Venue => "venue",
            Self::Join => "join",
            Self::Admission => "admission",
            Self::ClosesOn => "closes_on",
            Self::Places => "places",
            Self::FirstPeople => "first_people",
            Self::Site => "site",
            Self::Flags => "flags",
            Self::BodyKind => "body_kind",
            Self::Prefecture => "prefecture",
            Self::BodyName => "body_name",
            Self::People => "people",
            Self::ContactName => "contact_name",
            Self::ContactPhone => "contact_phone",
            Self::ContactEmail => "contact_email",
            Self::Question => "question",
            Self::Wait => "wait",
            Self::Reason => "reason",
            Self::Came => "came",
            Self::Channel(0) => "channel_1",
            Self::Channel(1) => "channel_2",
            Self::Channel(_) => "channel_3",
            Self::Number(0) => "number_1",
            Self::Number(1) => "number_2",
            Self::Number(_) => "number_3",
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
    /// Not a time.
    #[error(transparent)]
    Time(#[from] TimeError),
    /// Ends before it begins.
    #[error("ends before it begins")]
    Backwards,
    /// The registration ends after the occasion begins.
    #[error("ends after the occasion begins")]
    ClosesLate,
    /// Not a whole number in its range.
    #[error("not a number from {least} to {most}")]
    Number {
        /// The least.
        least: u32,
        /// The most.
        most: u32,
    },
    /// Not an address of the web.
    #[error("not an address of the web")]
    Site,
    /// 特別区 are in 東京都 alone.
    #[error("only Tokyo has special wards")]
    OnlyTokyo,
    /// The name does not end as a body of this kind does.
    #[error("the name does not fit the kind")]
    NameOfKind,
    /// The body is registered already.
    #[error("registered already")]
    Registered,
    /// The officer's own body is registered already, by somebody else.
    #[error("registered already by somebody else")]
    RegisteredByOthers,
    /// More people than there are places left.
    #[error("only {left} places are left")]
    Full {
        /// Places that are left.
        left: u16,
    },
    /// Fewer places than people are registered.
    #[error("{registered} people are registered")]
    Promised {
        /// People that are registered.
        registered: u16,
    },
    /// Nobody could register here any more, and people are registered.
    #[error("{registered} people are registered here")]
    StillRegistered {
        /// People that are registered.
        registered: u16,
    },
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
    Reason(ReasonError),
}

impl Refusal for Problem {
    fn missing() -> Self {
        Self::Missing
    }
    fn too_long(most: usize) -> Self {
        Self::TooLong(most)
    }
}
