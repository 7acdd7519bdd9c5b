//! 関係団体 that are no offices: 事業者連絡会, ケアマネ協会, 社会福祉協議会 …, and how they are reached.

use crate::{
    email::{Email, EmailError},
    form::Typed,
    phone::{Phone, PhoneError},
    postal_code::{PostalCode, PostalCodeError},
    text,
};

/// What an association is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// 事業者連絡会.
    Liaison,
    /// 介護支援専門員の会.
    CareManagers,
    /// 社会福祉協議会.
    WelfareCouncil,
    /// 地域包括支援センター, as those who gather offices.
    SupportCentre,
    /// 医師会, 歯科医師会, 薬剤師会.
    Medical,
    /// Another.
    Other,
}

impl Kind {
    /// Every one, in the order of a choice.
    pub const ALL: [Self; 6] = [
        Self::Liaison,
        Self::CareManagers,
        Self::WelfareCouncil,
        Self::SupportCentre,
        Self::Medical,
        Self::Other,
    ];

    /// The word stored and posted.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Liaison => "liaison",
            Self::CareManagers => "care_managers",
            Self::WelfareCouncil => "welfare_council",
            Self::SupportCentre => "support_centre",
            Self::Medical => "medical",
            Self::Other => "other",
        }
    }
    /// Reads that word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == word)
    }
}

/// The fields of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// What it is called.
    Name,
    /// What it is.
    Kind,
    /// Who answers for it.
    Person,
    /// Its mail address.
    Email,
    /// Its telephone.
    Phone,
    /// Its fax.
    Fax,
    /// Its postal code.
    PostalCode,
    /// Its address.
    Address,
    /// What is worth knowing.
    Note,
}

impl Field {
    /// Every one, in the order of the page.
    pub const ALL: [Self; 9] = [
        Self::Name,
        Self::Kind,
        Self::Person,
        Self::Email,
        Self::Phone,
        Self::Fax,
        Self::PostalCode,
        Self::Address,
        Self::Note,
    ];

    /// The name of the posted field.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Kind => "kind",
            Self::Person => "person",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Fax => "fax",
            Self::PostalCode => "postal_code",
            Self::Address => "address",
            Self::Note => "note",
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
    /// No mail address.
    #[error(transparent)]
    Email(EmailError),
    /// No telephone number.
    #[error(transparent)]
    Phone(PhoneError),
    /// No postal code.
    #[error(transparent)]
    PostalCode(PostalCodeError),
    /// No way at all to reach it.
    #[error("no way to reach it")]
    NoChannel,
}

/// An association, as its form holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Association {
    /// What it is called.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Who answers for it; may be empty, as everything after it.
    pub person: String,
    /// Its mail address.
    pub email: Option<Email>,
    /// Its telephone.
    pub phone: Option<Phone>,
    /// Its fax.
    pub fax: Option<Phone>,
    /// Its postal code.
    pub postal_code: Option<PostalCode>,
    /// Its address.
    pub address: String,
    /// What is worth knowing.
    pub note: String,
}

type Errors = Vec<(Field, Problem)>;

fn line(typed: &Typed, field: Field, most: usize, errors: &mut Errors) -> String {
    let line = text::tidy_name(typed.get(field.name()));
    if text::graphemes(&line) > most {
        errors.push((field, Problem::TooLong { most }));
    }
    line
}

fn phone(typed: &Typed, field: Field, errors: &mut Errors) -> Option<Phone> {
    match Phone::parse(typed.get(field.name())) {
        Ok(parsed) => Some(parsed.phone),
        Err(PhoneError::Missing) => None,
        Err(error) => {
            errors.push((field, Problem::Phone(error)));
            None
        }
    }
}

impl Association {
    /// Reads the form; all errors at once, in the order of the page. There must be one way to reach it.
    pub fn parse(typed: &Typed) -> Result<Self, Errors> {
        let mut errors = Vec::new();
        let name = line(typed, Field::Name, 80, &mut errors);
        if name.is_empty() {
            errors.push((Field::Name, Problem::Missing));
        }
        let kind = Kind::named(typed.get(Field::Kind.name()));
        if kind.is_none() {
            let nothing = typed.get(Field::Kind.name()).is_empty();
            errors.push((Field::Kind, if nothing { Problem::Missing } else { Problem::UnknownChoice }));
        }
        let person = line(typed, Field::Person, 60, &mut errors);
        let email = match Email::parse(typed.get(Field::Email.name())) {
            Ok(email) => Some(email),
            Err(EmailError::Missing) => None,
            Err(error) => {
                errors.push((Field::Email, Problem::Email(error)));
                None
            }
        };
        let (tel, fax) = (phone(typed, Field::Phone, &mut errors), phone(typed, Field::Fax, &mut errors));
        let postal_code = match PostalCode::parse(typed.get(Field::PostalCode.name())) {
            Ok(code) => Some(code),
            Err(PostalCodeError::Missing) => None,
            Err(error) => {
                errors.push((Field::PostalCode, Problem::PostalCode(error)));
                None
            }
        };
        let address = line(typed, Field::Address, 200, &mut errors);
        let note = text::tidy_prose(typed.get(Field::Note.name()));
        if text::graphemes(&note) > 1_000 {
            errors.push((Field::Note, Problem::TooLong { most: 1_000 }));
        }
        let channels = [Field::Email, Field::Phone, Field::Fax, Field::Address];
        if channels.into_iter().all(|field| typed.get(field.name()).trim().is_empty()) {
            errors.push((Field::Email, Problem::NoChannel));
            errors.sort_by_key(|(field, _)| *field);
        }
        match kind {
            Some(kind) if errors.is_empty() => {
                Ok(Self { name, kind, person, email, phone: tel, fax, postal_code, address, note })
            }
            _ => Err(errors),
        }
    }

    /// The form as it would be typed.
    pub fn fill(&self) -> Typed {
        let phone =
            |phone: &Option<Phone>| phone.as_ref().map(|phone| phone.as_str().to_owned()).unwrap_or_default();
        let email = self.email.as_ref().map(|email| email.as_str().to_owned()).unwrap_or_default();
        Typed::default()
            .with(Field::Name.name(), &self.name)
            .with(Field::Kind.name(), self.kind.name())
            .with(Field::Person.name(), &self.person)
            .with(Field::Email.name(), email)
            .with(Field::Phone.name(), phone(&self.phone))
            .with(Field::Fax.name(), phone(&self.fax))
            .with(
                Field::PostalCode.name(),
                self.postal_code.as_ref().map(ToString::to_string).unwrap_or_default(),
            )
            .with(Field::Address.name(), &self.address)
            .with(Field::Note.name(), &self.note)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_association_reads_back_as_it_was_typed() {
        let typed = Typed::default()
            .with("name", "みどり野市　介護事業者連絡会")
            .with("kind", "liaison")
            .with("person", "事務局 青木")
            .with("email", "jimu@example.invalid")
            .with("phone", "0743-00-0001")
            .with("fax", "0743-00-0002")
            .with("postal_code", "630-0101")
            .with("address", "みどり野市ひかり町1-1")
            .with("note", "奇数月の第2水曜日に定例会");
        let read = Association::parse(&typed).unwrap();
        assert_eq!(Association::parse(&read.fill()), Ok(read));
    }

    #[test]
    fn every_mistake_is_told_at_once_and_something_must_reach_it() {
        let typed = Typed::default()
            .with("kind", "club")
            .with("person", "長".repeat(61))
            .with("email", "jimu")
            .with("phone", "12")
            .with("fax", "12")
            .with("postal_code", "12")
            .with("address", "長".repeat(201))
            .with("note", "長".repeat(1_001));
        let fields: Vec<Field> =
            Association::parse(&typed).unwrap_err().into_iter().map(|(of, _)| of).collect();
        assert_eq!(fields, Field::ALL);
        let unreached = Typed::default().with("name", "連絡会").with("kind", "liaison").with("phone", " ");
        assert_eq!(Association::parse(&unreached), Err(vec![(Field::Email, Problem::NoChannel)]));
    }
}
