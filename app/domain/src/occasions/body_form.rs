//! 参加申込 of a body as a form: on the public page, by an officer of the body, or by the host for somebody who telephoned.

use super::{BodyKind, Field, Problem};
use crate::{
    accounts::PersonName,
    demos::Contact,
    email::Email,
    form::{Reader, Typed},
    phone::Phone,
    prefecture::Prefecture,
    text::normalise_code,
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
        let mut reading = Reader::<Field, Problem>::new(typed, Field::name);
        let body = match usage {
            BodyUse::Own { kind, prefecture, name } => Some((*kind, *prefecture, name.clone())),
            BodyUse::Public | BodyUse::Told => reading.body(),
        };
        let change = reading.change(*usage == BodyUse::Told);
        let waits = reading.ticked(Field::Wait);
        let read = body.zip(change);
        reading.done(read.map(|((kind, prefecture, name), change)| Self {
            kind,
            prefecture,
            name,
            change,
            waits,
        }))
    }
}

impl ChangeForm {
    /// Reads the form; `told` where an address may be missing.
    pub fn parse(typed: &Typed, told: bool) -> Result<Self, Problems> {
        let mut reading = Reader::<Field, Problem>::new(typed, Field::name);
        let change = reading.change(told);
        reading.done(change)
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

impl Reader<'_, Field, Problem> {
    /// What a body is, where, and its name.
    fn body(&mut self) -> Option<(BodyKind, Prefecture, String)> {
        let kind = self.chosen(Field::BodyKind, BodyKind::from_code, Problem::NotChosen);
        let prefecture = self.chosen(Field::Prefecture, Prefecture::parse, Problem::NotChosen);
        let in_tokyo = prefecture.is_none_or(|prefecture| prefecture == Prefecture::TOKYO);
        if kind == Some(BodyKind::SpecialWard) && !in_tokyo {
            self.refuse(Field::Prefecture, Problem::OnlyTokyo);
        }
        let name = self.needed_line(Field::BodyName, NAME);
        if !self.refused(Field::BodyName) && kind.is_some_and(|kind| !kind.fits(&name)) {
            self.refuse(Field::BodyName, Problem::NameOfKind);
        }
        Some((kind?, prefecture?, name))
    }

    /// What may change afterwards.
    fn change(&mut self, told: bool) -> Option<ChangeForm> {
        let code = normalise_code(self.get(Field::People));
        let digits = code.strip_suffix(['人', '名']).unwrap_or(&code);
        let people = digits.parse::<u16>().ok().filter(|people| (1..=PEOPLE).contains(&u32::from(*people)));
        let people = self.keep(Field::People, people.ok_or(Problem::Number { least: 1, most: PEOPLE }));
        let name = self.keep(Field::ContactName, PersonName::parse(self.get(Field::ContactName)));
        let phone = self.keep(Field::ContactPhone, Phone::parse(self.get(Field::ContactPhone)));
        let email = match Email::parse(self.get(Field::ContactEmail)) {
            email if told => self.if_any(Field::ContactEmail, email),
            email => self.keep(Field::ContactEmail, email),
        };
        let question = self.prose(Field::Question, QUESTION);
        Some(ChangeForm {
            people: people?,
            contact: Contact {
                name: name?.as_str().to_owned(),
                phone: phone?.phone.as_str().to_owned(),
                email: email.map(|email| email.as_str().to_owned()).unwrap_or_default(),
            },
            question,
        })
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
