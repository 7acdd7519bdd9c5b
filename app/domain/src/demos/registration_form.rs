//! 参加申込 as a form: who comes from which office, and how many.

use super::{ComingForm, question, waits};
use crate::{
    accounts::{PersonName, PersonNameError},
    email::{Email, EmailError},
    form::Typed,
    ids::OfficeId,
    text::normalise_code,
};
use serde::{Deserialize, Serialize};

/// A number of people, from 1 to 500.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct People(u16);

/// Why a text is not a number of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PeopleError {
    /// Nothing was typed.
    #[error("no number")]
    Missing,
    /// Not a whole number.
    #[error("not a number")]
    Form,
    /// None, or more than a session holds.
    #[error("not between 1 and {max}", max = People::MAX)]
    Range,
}

impl People {
    /// The most at one session.
    pub const MAX: u16 = 500;

    /// So many.
    pub const fn new(people: u16) -> Option<Self> {
        if 1 <= people && people <= Self::MAX { Some(Self(people)) } else { None }
    }
    /// Reads `20`, `２０`, `20人`, `20名`.
    pub fn parse(typed: &str) -> Result<Self, PeopleError> {
        let code = normalise_code(typed);
        let digits = code.strip_suffix(['人', '名']).unwrap_or(&code);
        match digits {
            "" => Err(PeopleError::Missing),
            digits if !digits.bytes().all(|byte| byte.is_ascii_digit()) => Err(PeopleError::Form),
            digits => digits.parse().ok().and_then(Self::new).ok_or(PeopleError::Range),
        }
    }
    /// How many.
    pub const fn get(self) -> u16 {
        self.0
    }
}

/// A place in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RegistrationField {
    /// For which office.
    Office,
    /// How many people come.
    People,
    /// Who comes, or whom to tell.
    Name,
    /// Where the reminder goes.
    Email,
    /// A question to the lecturer.
    Question,
}

impl RegistrationField {
    /// Name of the control.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Office => "office",
            Self::People => "people",
            Self::Name => "name",
            Self::Email => "email",
            Self::Question => "question",
        }
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RegistrationProblem {
    /// Not one of the applicant's offices.
    #[error("no office is chosen")]
    NoOffice,
    /// The office is registered already.
    #[error("the office is registered already")]
    Registered,
    /// Not a number of people.
    #[error(transparent)]
    People(PeopleError),
    /// More than there are places left.
    #[error("only {left} places are left")]
    Full {
        /// Places that are left.
        left: u16,
        /// Whether they may wait for as many as they want.
        waits: bool,
    },
    /// Not a name.
    #[error(transparent)]
    Name(PersonNameError),
    /// Not a mail address.
    #[error(transparent)]
    Email(EmailError),
    /// A question longer than is kept.
    #[error("more than {0} characters")]
    TooLong(usize),
    /// More than one office may send.
    #[error("at most {0} of one office")]
    Each(u16),
}

/// A registration, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrationForm {
    /// For which office.
    pub office: OfficeId,
    /// How many people come.
    pub people: People,
    /// Who comes, or whom to tell.
    pub name: PersonName,
    /// Where the reminder goes.
    pub email: Email,
    /// A question to the lecturer; may be empty.
    pub question: String,
    /// Whether they wait where no places are left.
    pub waits: bool,
}

impl RegistrationForm {
    /// Reads the form of somebody who speaks for `offices`; whoever speaks for one need not choose.
    pub fn parse(
        typed: &Typed,
        offices: &[OfficeId],
    ) -> Result<Self, Vec<(RegistrationField, RegistrationProblem)>> {
        use RegistrationField as Field;
        use RegistrationProblem as Problem;
        let mut problems = Vec::new();
        let chosen = match offices {
            [only] => Some(*only),
            several => typed.get(Field::Office.name()).parse().ok().filter(|chosen| several.contains(chosen)),
        };
        if chosen.is_none() {
            problems.push((Field::Office, Problem::NoOffice));
        }
        let people = People::parse(typed.get(Field::People.name()))
            .map_err(|error| problems.push((Field::People, Problem::People(error))));
        let name = PersonName::parse(typed.get(Field::Name.name()))
            .map_err(|error| problems.push((Field::Name, Problem::Name(error))));
        let email = Email::parse(typed.get(Field::Email.name()))
            .map_err(|error| problems.push((Field::Email, Problem::Email(error))));
        let question = question(typed)
            .map_err(|_| problems.push((Field::Question, Problem::TooLong(ComingForm::QUESTION))));
        match (chosen, people, name, email, question) {
            (Some(office), Ok(people), Ok(name), Ok(email), Ok(question)) => {
                Ok(Self { office, people, name, email, question, waits: waits(typed) })
            }
            _ => Err(problems),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn office(number: u128) -> OfficeId {
        Uuid::from_u128(number).into()
    }

    #[test]
    fn people_are_counted_in_every_width() {
        assert_eq!(People::parse("２人").map(People::get), Ok(2));
        assert_eq!(People::parse(" 20 名 ").map(People::get), Ok(20));
        assert_eq!(People::parse(""), Err(PeopleError::Missing));
        assert_eq!(People::parse("二人"), Err(PeopleError::Form));
        assert_eq!(People::parse("0"), Err(PeopleError::Range));
        assert_eq!(People::parse("99999999999"), Err(PeopleError::Range));
    }

    #[test]
    fn who_speaks_for_one_office_need_not_choose_it_and_nobody_chooses_anothers() {
        let typed =
            Typed::default().with("people", "2").with("name", "日向 陽子").with("email", "a@example.jp");
        assert_eq!(RegistrationForm::parse(&typed, &[office(1)]).map(|form| form.office), Ok(office(1)));
        let both = [office(1), office(2)];
        assert!(RegistrationForm::parse(&typed, &both).is_err());
        assert!(
            RegistrationForm::parse(&typed.clone().with("office", office(3).to_string()), &both).is_err()
        );
        let chosen = typed.with("office", office(2).to_string());
        assert_eq!(RegistrationForm::parse(&chosen, &both).map(|form| form.office), Ok(office(2)));
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let problems = RegistrationForm::parse(&Typed::default(), &[]).expect_err("nothing is there");
        assert_eq!(problems.len(), 4);
    }
}
