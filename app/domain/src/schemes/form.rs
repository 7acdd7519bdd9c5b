//! A scheme as 国保中央会 types it.

use super::Scheme;
use crate::{
    form::{Reader, Refusal, Typed},
    prefecture::Prefecture,
    wareki::{self, DateError},
};
use chrono::NaiveDate;

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// Its name.
    Name,
    /// Who runs it.
    Runs,
    /// The prefecture whose towns may use it.
    Prefecture,
    /// Who may use it.
    Takers,
    /// What it pays for.
    PaysFor,
    /// How much.
    Amount,
    /// The last day.
    EndsOn,
    /// What a town does next.
    Next,
    /// Where this is known from.
    Source,
    /// Its page.
    Url,
    /// The day for which it was true.
    AsOf,
}

impl Field {
    /// Name in the form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Runs => "runs",
            Self::Prefecture => "prefecture",
            Self::Takers => "takers",
            Self::PaysFor => "pays_for",
            Self::Amount => "amount",
            Self::EndsOn => "ends_on",
            Self::Next => "next",
            Self::Source => "source",
            Self::Url => "url",
            Self::AsOf => "as_of",
        }
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Nothing was typed.
    #[error("nothing was typed")]
    Missing,
    /// Longer than is kept.
    #[error("more than {0} characters")]
    TooLong(usize),
    /// No day.
    #[error(transparent)]
    Day(#[from] DateError),
    /// A day that has not come, of what is said to be known.
    #[error("a day that has not come")]
    Future,
    /// Not an address of a page.
    #[error("no address of a page")]
    Url,
    /// A choice that there is not.
    #[error("no such choice")]
    UnknownChoice,
}

impl Refusal for Problem {
    fn missing() -> Self {
        Self::Missing
    }
    fn too_long(most: usize) -> Self {
        Self::TooLong(most)
    }
}

/// A scheme that was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemeForm(pub Scheme);

/// The most characters of a line.
const LINE: usize = 200;
/// The most characters of a text.
const TEXT: usize = 1_000;

impl SchemeForm {
    /// Reads the form on a day; every mistake at once, in the order of the page.
    pub fn parse(typed: &Typed, today: NaiveDate) -> Result<Self, Vec<(Field, Problem)>> {
        let mut reading = Reader::new(typed, Field::name);
        let (name, runs) = (reading.needed_line(Field::Name, LINE), reading.needed_line(Field::Runs, LINE));
        let prefecture = reading.choice(Field::Prefecture, Prefecture::parse, Problem::UnknownChoice);
        let takers = reading.needed_prose(Field::Takers, TEXT);
        let pays_for = reading.needed_prose(Field::PaysFor, TEXT);
        let amount = reading.needed_prose(Field::Amount, TEXT);
        let ends_on = reading.day(Field::EndsOn);
        let next = reading.needed_prose(Field::Next, TEXT);
        let source = reading.needed_line(Field::Source, LINE);
        let url = reading.page(Field::Url, LINE, Problem::Url);
        let as_of = reading.need_past_day(Field::AsOf, today, Problem::Future);
        let scheme = as_of.map(|as_of| Scheme {
            name,
            runs,
            takers,
            pays_for,
            amount,
            next,
            prefecture,
            ends_on,
            source,
            url,
            as_of,
        });
        reading.done(scheme.map(Self))
    }

    /// The form as it would be typed.
    pub fn fill(scheme: &Scheme) -> Typed {
        let day = |day: Option<NaiveDate>| day.map(wareki::format_date).unwrap_or_default();
        let prefecture = scheme.prefecture.map(|one| one.number().to_string()).unwrap_or_default();
        Typed::default()
            .with(Field::Name.name(), &scheme.name)
            .with(Field::Runs.name(), &scheme.runs)
            .with(Field::Prefecture.name(), prefecture)
            .with(Field::Takers.name(), &scheme.takers)
            .with(Field::PaysFor.name(), &scheme.pays_for)
            .with(Field::Amount.name(), &scheme.amount)
            .with(Field::EndsOn.name(), day(scheme.ends_on))
            .with(Field::Next.name(), &scheme.next)
            .with(Field::Source.name(), &scheme.source)
            .with(Field::Url.name(), &scheme.url)
            .with(Field::AsOf.name(), day(Some(scheme.as_of)))
    }
}
