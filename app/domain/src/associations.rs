//! 関係団体 that are no offices: 事業者連絡会, ケアマネ協会, 社会福祉協議会 …, and how they are reached.

use crate::{
    email::{Email, EmailError},
    form::{Reader, Refusal, Typed},
    phone::{Phone, PhoneError},
    postal_code::{PostalCode, PostalCodeError},
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
    Email(#[from] EmailError),
    /// No telephone number.
    #[error(transparent)]
    Phone(#[from] PhoneError),
    /// No postal code.
    #[error(transparent)]
    PostalCode(#[from] PostalCodeError),
    /// No way at all to reach it.
    #[error("no way to reach it")]
    NoChannel,
}

impl Refusal for Problem {
    fn missing() -> Self {
        Self::Missing
    }
    fn too_long(most: usize) -> Self {
        Self::TooLong { most }
    }
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

impl Association {
    /// Reads the form; all errors at once, in the order of the page. There must be one way to reach it.
    pub fn parse(typed: &Typed) -> Result<Self, Errors> {
        let mut reading = Reader::new(typed, Field::name);
        let name = reading.needed_line(Field::Name, 80);
        let kind = reading.need_choice(Field::Kind, Kind::named, Problem::UnknownChoice);
        let person = reading.line(Field::Person, 60);
        let email = reading.email(Field::Email);
        let (phone, fax) = (reading.phone(Field::Phone), reading.phone(Field::Fax));
        let postal_code =
            reading.if_any(Field::PostalCode, PostalCode::parse(reading.get(Field::PostalCode)));
        let address = reading.line(Field::Address, 200);
        let note = reading.prose(Field::Note, 1_000);
        let channels = [Field::Email, Field::Phone, Field::Fax, Field::Address];
        if channels.into_iter().all(|field| reading.is_blank(field)) {
            reading.refuse(Field::Email, Problem::NoChannel);
        }
        let read =
            kind.map(|kind| Self { name, kind, person, email, phone, fax, postal_code, address, note });
        reading.in_order_of_fields().done(read)
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
