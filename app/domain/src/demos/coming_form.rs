//! 参加申込 without an account: an office by its name and, where they know it, its number; by itself or told to an officer.

use super::{People, PeopleError};
use crate::{
    accounts::{PersonName, PersonNameError},
    email::{Email, EmailError},
    form::Typed,
    office_number::{OfficeNumber, OfficeNumberError},
    phone::{Phone, PhoneError},
    text,
};

/// A place in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ComingField {
    /// 事業所名.
    Office,
    /// 事業所番号.
    Number,
    /// How many people come.
    People,
    /// Who comes, or whom to tell.
    Name,
    /// Where the mails go.
    Email,
    /// 電話番号.
    Phone,
    /// A question to the lecturer.
    Question,
}

impl ComingField {
    /// Name of the control.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Office => "office_name",
            Self::Number => "office_number",
            Self::People => "people",
            Self::Name => "name",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Question => "question",
        }
    }
}

/// The box that says that one waits where no places are left.
pub const WAIT: &str = "wait";

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ComingProblem {
    /// No office was named.
    #[error("no name of an office")]
    NoOffice,
    /// Longer than is kept.
    #[error("more than {0} characters")]
    TooLong(usize),
    /// Not a number of an office.
    #[error(transparent)]
    Number(OfficeNumberError),
    /// A number that no office of the register has.
    #[error("no office of the register has the number")]
    UnknownNumber,
    /// The office is registered already.
    #[error("the office is registered already")]
    Registered,
    /// Not a number of people.
    #[error(transparent)]
    People(PeopleError),
    /// More than one office may send.
    #[error("at most {0} of one office")]
    Each(u16),
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
    /// Not a telephone number.
    #[error(transparent)]
    Phone(PhoneError),
    /// Neither a mail address nor a telephone number: nobody could be told that it is called off.
    #[error("nowhere to tell")]
    NoContact,
}

/// Who fills the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FilledBy {
    /// The office itself: it gets its receipt by mail.
    Office,
    /// An officer, for somebody who telephoned.
    Officer,
}

/// A registration, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComingForm {
    /// 事業所名, as they say it.
    pub office: String,
    /// 事業所番号, where they know it.
    pub number: Option<OfficeNumber>,
    /// How many people come.
    pub people: People,
    /// Who comes, or whom to tell.
    pub name: PersonName,
    /// Where the mails go; none where an officer entered it without.
    pub email: Option<Email>,
    /// 電話番号; may be empty.
    pub phone: String,
    /// A question to the lecturer; may be empty.
    pub question: String,
    /// Whether they wait where no places are left.
    pub waits: bool,
}

impl ComingForm {
    /// The most characters of a name.
    pub const OFFICE: usize = 100;
    /// The most characters of a question.
    pub const QUESTION: usize = 500;

    /// Reads the form; `each` is the most people of one office.
    pub fn parse(
        typed: &Typed,
        by: FilledBy,
        each: Option<People>,
    ) -> Result<Self, Vec<(ComingField, ComingProblem)>> {
        use ComingField as Field;
        use ComingProblem as Problem;
        let mut problems = Vec::new();
        let office = text::tidy_name(typed.get(Field::Office.name()));
        if office.is_empty() {
            problems.push((Field::Office, Problem::NoOffice));
        } else if text::graphemes(&office) > Self::OFFICE {
            problems.push((Field::Office, Problem::TooLong(Self::OFFICE)));
        }
        let number = match OfficeNumber::parse(typed.get(Field::Number.name())) {
            Ok(parsed) => Some(parsed.number),
            Err(OfficeNumberError::Missing) => None,
            Err(error) => {
                problems.push((Field::Number, Problem::Number(error)));
                None
            }
        };
        let people = people(typed, each).map_err(|problem| problems.push((Field::People, problem)));
        let name = PersonName::parse(typed.get(Field::Name.name()))
            .map_err(|error| problems.push((Field::Name, Problem::Name(error))));
        let email = match (Email::parse(typed.get(Field::Email.name())), by) {
            (Ok(email), _) => Some(email),
            (Err(EmailError::Missing), FilledBy::Officer) => None,
            (Err(error), _) => {
                problems.push((Field::Email, Problem::Email(error)));
                None
            }
        };
        let phone = match typed.get(Field::Phone.name()).trim() {
            "" => String::new(),
            phone => match Phone::parse(phone) {
                Ok(parsed) => parsed.phone.as_str().to_owned(),
                Err(error) => {
                    problems.push((Field::Phone, Problem::Phone(error)));
                    String::new()
                }
            },
        };
        if by == FilledBy::Officer && email.is_none() && phone.is_empty() && problems.is_empty() {
            problems.push((Field::Phone, Problem::NoContact));
        }
        let question = question(typed).map_err(|problem| problems.push((Field::Question, problem)));
        match (people, name, question) {
            (Ok(people), Ok(name), Ok(question)) if problems.is_empty() => {
                Ok(Self { office, number, people, name, email, phone, question, waits: waits(typed) })
            }
            _ => Err(problems),
        }
    }
}

/// How many people come, within what one office may send.
pub(super) fn people(typed: &Typed, each: Option<People>) -> Result<People, ComingProblem> {
    let people = People::parse(typed.get(ComingField::People.name())).map_err(ComingProblem::People)?;
    match each {
        Some(each) if people > each => Err(ComingProblem::Each(each.get())),
        Some(_) | None => Ok(people),
    }
}

/// The question of a form; empty where there is none.
pub fn question(typed: &Typed) -> Result<String, ComingProblem> {
    let question = text::tidy_prose(typed.get(ComingField::Question.name()));
    if text::graphemes(&question) > ComingForm::QUESTION {
        Err(ComingProblem::TooLong(ComingForm::QUESTION))
    } else {
        Ok(question)
    }
}

/// Whether whoever filled a form waits where no places are left.
pub fn waits(typed: &Typed) -> bool {
    typed.get(WAIT) == "yes"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> Typed {
        Typed::default()
            .with("office_name", "ひだまり　訪問介護")
            .with("office_number", "２９７０９９９０１３")
            .with("people", "2人")
            .with("name", "日向 陽子")
            .with("email", "hinata@hidamari.example.jp")
    }

    #[test]
    fn an_office_registers_by_name_and_number() {
        let read = ComingForm::parse(&typed().with("wait", "yes"), FilledBy::Office, None).expect("it fits");
        assert_eq!(read.number.map(|number| number.to_string()).as_deref(), Some("2970999013"));
        assert!(read.waits && read.people.get() == 2 && read.phone.is_empty());
        let problems =
            ComingForm::parse(&typed(), FilledBy::Office, People::new(1)).expect_err("two are too many");
        assert_eq!(problems, [(ComingField::People, ComingProblem::Each(1))]);
    }

    #[test]
    fn an_officer_needs_one_way_to_tell_them() {
        let told = Typed::default().with("office_name", "つばめ").with("people", "1").with("name", "燕");
        let problems = ComingForm::parse(&told, FilledBy::Officer, None).expect_err("nowhere to tell");
        assert_eq!(problems, [(ComingField::Phone, ComingProblem::NoContact)]);
        assert!(
            ComingForm::parse(&told.clone().with("phone", "0741-00-3000"), FilledBy::Officer, None).is_ok()
        );
        assert!(ComingForm::parse(&told, FilledBy::Office, None).is_err(), "an office needs its mail");
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let wrong = Typed::default()
            .with("office_number", "12")
            .with("phone", "1")
            .with("question", "長".repeat(501));
        let problems = ComingForm::parse(&wrong, FilledBy::Office, None).expect_err("nothing fits");
        assert_eq!(problems.len(), 7, "{problems:?}");
    }
}
