//! What an office agreed to, as an officer types it.

use super::Reach;
use crate::{
    email::{Email, EmailError},
    form::{Reader, Refusal, Typed, YES},
    office_number::{OfficeNumber, OfficeNumberError},
    phone::{Phone, PhoneError},
    wareki::{self, DateError},
};
use chrono::NaiveDate;

/// The fields of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Which office, by its number; of a new one only.
    Office,
    /// What may be told in their words.
    Quote,
    /// Whether the name is told.
    Named,
    /// Whether everybody may read it.
    Publicly,
    /// How they are reached.
    Reach,
    /// Who answers.
    Person,
    /// By telephone.
    Phone,
    /// By mail.
    Email,
    /// When it suits them.
    Times,
    /// When they agreed.
    AgreedOn,
    /// Who of the office said so.
    AgreedBy,
}

impl Field {
    /// Those of a voice that stands, in the order of the page.
    pub const ALL: [Self; 10] = [
        Self::Quote,
        Self::Named,
        Self::Publicly,
        Self::Reach,
        Self::Person,
        Self::Phone,
        Self::Email,
        Self::Times,
        Self::AgreedOn,
        Self::AgreedBy,
    ];

    /// The name of the posted field.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Office => "office",
            Self::Quote => "quote",
            Self::Named => "named",
            Self::Publicly => "publicly",
            Self::Reach => "reach",
            Self::Person => "person",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Times => "times",
            Self::AgreedOn => "agreed_on",
            Self::AgreedBy => "agreed_by",
        }
    }
}

/// Why a field is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Nothing was typed or chosen.
    #[error("nothing was typed")]
    Missing,
    /// Longer than is kept.
    #[error("more than {most} characters")]
    TooLong {
        /// The most characters.
        most: usize,
    },
    /// A choice that there is not.
    #[error("no such choice")]
    UnknownChoice,
    /// No office number.
    #[error(transparent)]
    Number(OfficeNumberError),
    /// A number that is not in the register.
    #[error("no office of the register")]
    UnknownOffice,
    /// An office that does not use the system, as far as is known.
    #[error("an office that does not use the system")]
    NotUsing,
    /// No mail address.
    #[error(transparent)]
    Email(#[from] EmailError),
    /// No telephone number.
    #[error(transparent)]
    Phone(#[from] PhoneError),
    /// No day.
    #[error(transparent)]
    Day(#[from] DateError),
    /// A day that has not come.
    #[error("a day that has not come")]
    Future,
    /// Reached directly, and no way to.
    #[error("no way to reach them directly")]
    NoChannel,
    /// Reached directly, and not by name.
    #[error("reached directly without a name")]
    Nameless,
}

impl Refusal for Problem {
    fn missing() -> Self {
        Self::Missing
    }
    fn too_long(most: usize) -> Self {
        Self::TooLong { most }
    }
}

/// What an office agreed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoiceForm {
    /// What may be told in their words.
    pub quote: String,
    /// Whether the name is told.
    pub named: bool,
    /// Whether everybody may read it, and not the offices of the city alone.
    pub publicly: bool,
    /// How they are reached.
    pub reach: Reach,
    /// Who answers; may be empty where the city passes it on.
    pub person: String,
    /// By telephone.
    pub phone: Option<Phone>,
    /// By mail.
    pub email: Option<Email>,
    /// When it suits them; may be empty.
    pub times: String,
    /// When they agreed.
    pub agreed_on: NaiveDate,
    /// Who of the office said so.
    pub agreed_by: String,
}

/// The most characters of what is told.
const QUOTE: usize = 400;
/// The most characters of a line.
const LINE: usize = 60;

type Errors = Vec<(Field, Problem)>;

type Reading<'a> = Reader<'a, Field, Problem>;

impl VoiceForm {
    /// Reads which office a new one is of.
    pub fn office(typed: &Typed) -> Result<OfficeNumber, (Field, Problem)> {
        match OfficeNumber::parse(typed.get(Field::Office.name())) {
            Ok(parsed) => Ok(parsed.number),
            Err(OfficeNumberError::Missing) => Err((Field::Office, Problem::Missing)),
            Err(error) => Err((Field::Office, Problem::Number(error))),
        }
    }

    /// Reads the form; all errors at once, in the order of the page. What they agreed to is of today or before.
    pub fn parse(typed: &Typed, today: NaiveDate) -> Result<Self, Errors> {
        let mut reading = Reading::new(typed, Field::name);
        let quote = reading.needed_prose(Field::Quote, QUOTE);
        let (named, publicly) = (reading.ticked(Field::Named), reading.ticked(Field::Publicly));
        let reach = reading.need_choice(Field::Reach, Reach::named, Problem::UnknownChoice);
        if reach == Some(Reach::Direct) && !named {
            reading.refuse(Field::Named, Problem::Nameless);
        }
        let person = reading.line(Field::Person, LINE);
        let (phone, email) = (reading.phone(Field::Phone), reading.email(Field::Email));
        if reach == Some(Reach::Direct) {
            if person.is_empty() {
                reading.refuse(Field::Person, Problem::Missing);
            }
            let wrong = reading.refused(Field::Phone) || reading.refused(Field::Email);
            if phone.is_none() && email.is_none() && !wrong {
                reading.refuse(Field::Phone, Problem::NoChannel);
            }
        }
        let times = reading.line(Field::Times, LINE);
        let agreed_on = reading.need_past_day(Field::AgreedOn, today, Problem::Future);
        let agreed_by = reading.needed_line(Field::AgreedBy, LINE);
        let read = reach.zip(agreed_on).map(|(reach, agreed_on)| Self {
            quote,
            named,
            publicly,
            reach,
            person,
            phone,
            email,
            times,
            agreed_on,
            agreed_by,
        });
        reading.in_order_of_fields().done(read)
    }

    /// As the form would be typed.
    pub fn fill(&self) -> Typed {
        let yes = |yes: bool| if yes { YES } else { "" };
        Typed::default()
            .with(Field::Quote.name(), self.quote.clone())
            .with(Field::Named.name(), yes(self.named))
            .with(Field::Publicly.name(), yes(self.publicly))
            .with(Field::Reach.name(), self.reach.name())
            .with(Field::Person.name(), self.person.clone())
            .with(Field::Phone.name(), self.phone.as_ref().map(ToString::to_string).unwrap_or_default())
            .with(Field::Email.name(), self.email.as_ref().map(ToString::to_string).unwrap_or_default())
            .with(Field::Times.name(), self.times.clone())
            .with(Field::AgreedOn.name(), wareki::format_date(self.agreed_on))
            .with(Field::AgreedBy.name(), self.agreed_by.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 10, 1).unwrap()
    }

    fn direct() -> VoiceForm {
        VoiceForm {
            quote: "FAXを送り直すことがなくなりました。".into(),
            named: true,
            publicly: false,
            reach: Reach::Direct,
            person: "管理者".into(),
            phone: Some(Phone::parse("0741-00-2001").unwrap().phone),
            email: None,
            times: "平日の午後".into(),
            agreed_on: today(),
            agreed_by: "管理者".into(),
        }
    }

    #[test]
    fn what_is_filled_is_read_back() {
        assert_eq!(VoiceForm::parse(&direct().fill(), today()), Ok(direct()));
        let through =
            VoiceForm { named: false, reach: Reach::City, person: String::new(), phone: None, ..direct() };
        assert_eq!(VoiceForm::parse(&through.fill(), today()), Ok(through));
    }

    #[test]
    fn everything_that_is_wrong_is_told_in_the_order_of_the_page() {
        let fields = |typed: &Typed| {
            VoiceForm::parse(typed, today())
                .unwrap_err()
                .into_iter()
                .map(|(field, _)| field)
                .collect::<Vec<_>>()
        };
        assert_eq!(fields(&Typed::default()), [Field::Quote, Field::Reach, Field::AgreedOn, Field::AgreedBy]);
        let nameless = VoiceForm { named: false, person: String::new(), phone: None, ..direct() };
        assert_eq!(fields(&nameless.fill()), [Field::Named, Field::Person, Field::Phone]);
        let tomorrow = VoiceForm { agreed_on: today().succ_opt().unwrap(), ..direct() };
        assert_eq!(
            VoiceForm::parse(&tomorrow.fill(), today()),
            Err(vec![(Field::AgreedOn, Problem::Future)])
        );
        let long = VoiceForm { quote: "あ".repeat(401), ..direct() };
        assert_eq!(
            VoiceForm::parse(&long.fill(), today()),
            Err(vec![(Field::Quote, Problem::TooLong { most: 400 })])
        );
    }

    #[test]
    fn a_new_one_names_its_office() {
        let of = |number: &str| VoiceForm::office(&Typed::default().with("office", number));
        assert_eq!(of(" "), Err((Field::Office, Problem::Missing)));
        assert!(matches!(of("12"), Err((Field::Office, Problem::Number(_)))));
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_read_or_refused(quote in ".{0,40}", reach in "city|direct|x", phone in ".{0,12}") {
            let typed = direct().fill();
            let typed = Typed::new(typed.pairs().iter().cloned().map(|(name, value)| match name.as_str() {
                "quote" => (name, quote.clone()),
                "reach" => (name, reach.clone()),
                "phone" => (name, phone.clone()),
                _ => (name, value),
            }).collect());
            if let Ok(read) = VoiceForm::parse(&typed, today()) {
                prop_assert_eq!(VoiceForm::parse(&read.fill(), today()), Ok(read.clone()));
                prop_assert!(read.reach == Reach::City || read.named);
            }
        }
    }
}
