//! Vendors, products and what is said of them, as somebody types them.

use super::{Claim, Conforms, Standard, name_key};
use crate::{
    form::{Reader, Refusal, Typed},
    text,
    wareki::{self, DateError},
};
use chrono::NaiveDate;

/// The fields of the three forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The vendor's name.
    VendorName,
    /// Its page.
    Url,
    /// The product's name.
    Name,
    /// Other names, one a line.
    Aliases,
    /// What is worth knowing.
    Note,
    /// Since when it is no longer offered.
    EndedOn,
    /// A version of the standard specification.
    Standard,
    /// Whether it conforms.
    Conforms,
    /// As of which day.
    AsOf,
    /// Where that is known from.
    Source,
}

impl Field {
    /// The name of the posted field.
    pub const fn name(self) -> &'static str {
        match self {
            Self::VendorName => "vendor_name",
            Self::Url => "url",
            Self::Name => "name",
            Self::Aliases => "aliases",
            Self::Note => "note",
            Self::EndedOn => "ended_on",
            Self::Standard => "standard",
            Self::Conforms => "conforms",
            Self::AsOf => "as_of",
            Self::Source => "source",
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
    /// Not an address of a page.
    #[error("no address of a page")]
    Url,
    /// No day.
    #[error(transparent)]
    Day(#[from] DateError),
    /// A choice that there is not.
    #[error("no such choice")]
    UnknownChoice,
    /// A day that has not come: what will be is said as planned.
    #[error("a day that has not come")]
    Future,
}

impl Refusal for Problem {
    fn missing() -> Self {
        Self::Missing
    }
    fn too_long(most: usize) -> Self {
        Self::TooLong { most }
    }
}

/// A vendor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VendorForm {
    /// Its name.
    pub name: String,
    /// Its page; may be empty.
    pub url: String,
}

/// A product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductForm {
    /// Its name.
    pub name: String,
    /// Other names that people write.
    pub aliases: Vec<String>,
    /// What is worth knowing.
    pub note: String,
    /// Since when it is no longer offered.
    pub ended_on: Option<NaiveDate>,
}

/// What is said of a product and a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimForm {
    /// What.
    pub claim: Claim,
    /// Where it is known from.
    pub source: String,
}

/// The most characters of a name.
const NAME: usize = 80;
/// The most characters of an address or a source.
const LINE: usize = 300;
/// The most characters of a note, or of all other names.
const NOTE: usize = 1_000;

type Errors = Vec<(Field, Problem)>;

type Reading<'a> = Reader<'a, Field, Problem>;

impl Reading<'_> {
    /// A name that can be compared: one of signs alone is none.
    fn comparable_name(&mut self, field: Field) -> String {
        let name = self.needed_line(field, NAME);
        if !name.is_empty() && name_key(&name).is_empty() {
            self.refuse(field, Problem::Missing);
        }
        name
    }
}

impl VendorForm {
    /// Reads the form; all errors at once.
    pub fn parse(typed: &Typed) -> Result<Self, Errors> {
        let mut reading = Reading::new(typed, Field::name);
        let name = reading.comparable_name(Field::VendorName);
        let url = reading.page(Field::Url, LINE, Problem::Url);
        reading.done(Some(Self { name, url }))
    }

    /// The form as it would be typed.
    pub fn fill(&self) -> Typed {
        Typed::default().with(Field::VendorName.name(), &self.name).with(Field::Url.name(), &self.url)
    }
}

impl ProductForm {
    /// Reads the form; all errors at once.
    pub fn parse(typed: &Typed) -> Result<Self, Errors> {
        let mut reading = Reading::new(typed, Field::name);
        let name = reading.comparable_name(Field::Name);
        let aliases = reading.get(Field::Aliases).lines().map(text::tidy_name);
        let aliases: Vec<String> = aliases.filter(|alias| !name_key(alias).is_empty()).collect();
        reading.within(Field::Aliases, aliases.join("\n"), NOTE);
        let note = reading.prose(Field::Note, NOTE);
        let ended_on = reading.day(Field::EndedOn);
        reading.done(Some(Self { name, aliases, note, ended_on }))
    }

    /// The form as it would be typed.
    pub fn fill(&self) -> Typed {
        Typed::default()
            .with(Field::Name.name(), &self.name)
            .with(Field::Aliases.name(), self.aliases.join("\n"))
            .with(Field::Note.name(), &self.note)
            .with(Field::EndedOn.name(), self.ended_on.map(wareki::format_date).unwrap_or_default())
    }
}

impl ClaimForm {
    /// Reads the form on a day; all errors at once. A source is needed, so that it can be checked.
    pub fn parse(typed: &Typed, today: NaiveDate) -> Result<Self, Errors> {
        let mut reading = Reading::new(typed, Field::name);
        let standard = reading.need_choice(Field::Standard, Standard::named, Problem::UnknownChoice);
        let conforms = reading.need_choice(Field::Conforms, Conforms::named, Problem::UnknownChoice);
        let as_of = reading.need_past_day(Field::AsOf, today, Problem::Future);
        let source = reading.needed_line(Field::Source, LINE);
        let claim = match (standard, conforms, as_of) {
            (Some(standard), Some(conforms), Some(as_of)) => Some(Claim { standard, conforms, as_of }),
            _ => None,
        };
        reading.done(claim.map(|claim| Self { claim, source }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(errors: &Errors) -> Vec<Field> {
        errors.iter().map(|(field, _)| *field).collect()
    }

    #[test]
    fn a_vendor_and_a_product_read_back_as_typed() {
        let typed =
            Typed::default().with("vendor_name", " みどり情報 ").with("url", "https://example.invalid/");
        let vendor = VendorForm::parse(&typed).unwrap();
        assert_eq!(VendorForm::parse(&vendor.fill()), Ok(vendor));
        let typed = Typed::default()
            .with("name", "ケアみどり")
            .with("aliases", "ケア・みどり\n\n みどり ")
            .with("ended_on", "令和7年3月31日");
        let product = ProductForm::parse(&typed).unwrap();
        assert_eq!(product.aliases, ["ケア・みどり", "みどり"]);
        assert_eq!(ProductForm::parse(&product.fill()), Ok(product));
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let vendor = Typed::default().with("vendor_name", "・").with("url", "javascript:alert(1)");
        assert_eq!(fields(&VendorForm::parse(&vendor).unwrap_err()), [Field::VendorName, Field::Url]);
        let product = Typed::default()
            .with("aliases", "長".repeat(1_001))
            .with("note", "長".repeat(1_001))
            .with("ended_on", "いつか");
        let wrong = [Field::Name, Field::Aliases, Field::Note, Field::EndedOn];
        assert_eq!(fields(&ProductForm::parse(&product).unwrap_err()), wrong);
        let claim = Typed::default().with("standard", "v9").with("as_of", "令和8年1月2日");
        let today = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        let errors = ClaimForm::parse(&claim, today).unwrap_err();
        assert_eq!(fields(&errors), [Field::Standard, Field::Conforms, Field::AsOf, Field::Source]);
        assert!(errors.contains(&(Field::AsOf, Problem::Future)));
    }

    #[test]
    fn what_is_said_needs_a_day_and_a_source() {
        let typed = Typed::default()
            .with("standard", "v4")
            .with("conforms", "yes")
            .with("as_of", "2025-10-01")
            .with("source", "製品の案内（2025年10月）");
        let today = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        let read = ClaimForm::parse(&typed, today).unwrap();
        assert_eq!((read.claim.standard, read.claim.conforms), (Standard::V4, Conforms::Yes));
    }
}
