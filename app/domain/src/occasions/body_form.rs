//! 参加申込 of a body as a form: on the public page, by an officer of the body, or by the host for somebody who telephoned.

use super::{BodyKind, Field, Problem};
use crate::{
    accounts::PersonName,
    demos::Contact,
    email::{Email, EmailError},
    form::Typed,
    phone::Phone,
    prefecture::Prefecture,
    text::{self, normalise_code},
};

/// The most people of one body.
const PEOPLE: u32 = 200;
/// The most characters of a body's name.
const NAME: usize = 60;
/// The most characters of a question.
const QUESTION: usize = 1_000;

/// Who fills the form in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BodyUse {
    /// Anybody, on the public page.
    Public,
    /// The host, for somebody who telephoned: an address may be missing.
    Told,
    /// An officer of the body: what it is, is known.
    Own {
        /// What it is.
        kind: BodyKind,
        /// Where it is.
        prefecture: Prefecture,
        /// Its name.
        name: String,
    },
}

/// The form, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyForm {
    /// What it is.
    pub kind: BodyKind,
    /// Where it is.
    pub prefecture: Prefecture,
    /// Its name.
    pub name: String,
    /// What may change afterwards.
    pub change: ChangeForm,
    /// Whether it waits where no places are left.
    pub waits: bool,
}

/// What may change after a registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeForm {
    /// How many people.
    pub people: u16,
    /// Who answers for it.
    pub contact: Contact,
    /// What it wants to know; may be empty.
    pub question: String,
}

type Problems = Vec<(Field, Problem)>;

impl BodyForm {
    /// Reads the form.
    pub fn parse(typed: &Typed, usage: &BodyUse) -> Result<Self, Problems> {
        let mut problems = Vec::new();
        let (kind, prefecture, name) = match usage {
            BodyUse::Own { kind, prefecture, name } => (Some(*kind), Some(*prefecture), name.clone()),
            BodyUse::Public | BodyUse::Told => body(typed, &mut problems),
        };
        let change = ChangeForm::parse(typed, *usage == BodyUse::Told).map_err(|more| problems.extend(more));
        match (kind, prefecture, change) {
            (Some(kind), Some(prefecture), Ok(change)) if problems.is_empty() => {
                Ok(Self { kind, prefecture, name, change, waits: typed.get(Field::Wait.name()) == "yes" })
            }
            _ => Err(problems),
        }
    }
}

fn body(typed: &Typed, problems: &mut Problems) -> (Option<BodyKind>, Option<Prefecture>, String) {
    let kind = BodyKind::from_code(typed.get(Field::BodyKind.name()));
    if kind.is_none() {
        problems.push((Field::BodyKind, Problem::NotChosen));
    }
    let prefecture = Prefecture::parse(typed.get(Field::Prefecture.name()));
    match (kind, prefecture) {
        (_, None) => problems.push((Field::Prefecture, Problem::NotChosen)),
        (Some(BodyKind::SpecialWard), Some(prefecture)) if prefecture != Prefecture::TOKYO => {
            problems.push((Field::Prefecture, Problem::OnlyTokyo));
        }
        _ => {}
    }
    let name = text::tidy_name(typed.get(Field::BodyName.name()));
    if name.is_empty() {
        problems.push((Field::BodyName, Problem::Missing));
    } else if text::graphemes(&name) > NAME {
        problems.push((Field::BodyName, Problem::TooLong(NAME)));
    } else if kind.is_some_and(|kind| !kind.fits(&name)) {
        problems.push((Field::BodyName, Problem::NameOfKind));
    }
    (kind, prefecture, name)
}

impl ChangeForm {
    /// Reads the form; `told` where an address may be missing.
    pub fn parse(typed: &Typed, told: bool) -> Result<Self, Problems> {
        let mut problems = Vec::new();
        let code = normalise_code(typed.get(Field::People.name()));
        let digits = code.strip_suffix(['人', '名']).unwrap_or(&code);
        let people = digits.parse::<u16>().ok().filter(|people| (1..=PEOPLE).contains(&u32::from(*people)));
        if people.is_none() {
            problems.push((Field::People, Problem::Number { least: 1, most: PEOPLE }));
        }
        let name = PersonName::parse(typed.get(Field::ContactName.name()))
            .map_err(|error| problems.push((Field::ContactName, Problem::PersonName(error))));
        let phone = Phone::parse(typed.get(Field::ContactPhone.name()))
            .map_err(|error| problems.push((Field::ContactPhone, Problem::Phone(error))));
        let email = match Email::parse(typed.get(Field::ContactEmail.name())) {
            Ok(email) => email.as_str().to_owned(),
            Err(EmailError::Missing) if told => String::new(),
            Err(error) => {
                problems.push((Field::ContactEmail, Problem::Email(error)));
                String::new()
            }
        };
        let question = text::tidy_prose(typed.get(Field::Question.name()));
        if text::graphemes(&question) > QUESTION {
            problems.push((Field::Question, Problem::TooLong(QUESTION)));
        }
        match (people, name, phone) {
            (Some(people), Ok(name), Ok(phone)) if problems.is_empty() => Ok(Self {
                people,
                contact: Contact {
                    name: name.as_str().to_owned(),
                    phone: phone.phone.as_str().to_owned(),
                    email,
                },
                question,
            }),
            _ => Err(problems),
        }
    }

    /// Fills the form from what stands.
    pub fn fill(&self) -> Typed {
        Typed::default()
            .with(Field::People.name(), self.people.to_string())
            .with(Field::ContactName.name(), self.contact.name.clone())
            .with(Field::ContactPhone.name(), self.contact.phone.clone())
            .with(Field::ContactEmail.name(), self.contact.email.clone())
            .with(Field::Question.name(), self.question.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(kind: &str, prefecture: &str, name: &str) -> Typed {
        Typed::default()
            .with("body_kind", kind)
            .with("prefecture", prefecture)
            .with("body_name", name)
            .with("people", "２人")
            .with("contact_name", "佐藤 葵")
            .with("contact_phone", "0741-00-1000")
            .with("contact_email", "sato@midorino.example.jp")
    }

    #[test]
    fn a_body_is_what_its_name_says_and_special_wards_are_tokyos() {
        let read = |typed: &Typed| BodyForm::parse(typed, &BodyUse::Public);
        let form = read(&typed("city", "29", "みどり野市")).expect("it fits");
        assert_eq!((form.kind, form.change.people), (BodyKind::City, 2));
        assert_eq!(
            read(&typed("city", "29", "みさき町")).expect_err("a town"),
            [(Field::BodyName, Problem::NameOfKind)]
        );
        assert_eq!(
            read(&typed("special_ward", "29", "中央区")).expect_err("not in Tokyo"),
            [(Field::Prefecture, Problem::OnlyTokyo)]
        );
        assert!(read(&typed("special_ward", "13", "中央区")).is_ok());
        assert_eq!(read(&Typed::default()).map_err(|all| all.len()), Err(7));
    }

    #[test]
    fn an_officers_body_is_known_and_a_told_one_may_lack_an_address() {
        let own =
            BodyUse::Own {
                kind: BodyKind::City, prefecture: Prefecture::TOKYO, name: "みどり野市".into()
            };
        let form = BodyForm::parse(&typed("", "", ""), &own).expect("known");
        assert_eq!(form.name, "みどり野市");
        let filled = form.change.fill();
        assert_eq!(ChangeForm::parse(&filled, false), Ok(form.change));
        let told: Typed = typed("city", "29", "みどり野市")
            .pairs()
            .iter()
            .filter(|(name, _)| name != "contact_email")
            .cloned()
            .collect();
        assert!(BodyForm::parse(&told, &BodyUse::Told).is_ok());
        assert!(BodyForm::parse(&told, &BodyUse::Public).is_err());
    }
}
