//! A scheme as 国保中央会 types it.

use super::Scheme;
use crate::{
    form::Typed,
    prefecture::Prefecture,
    text,
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
    Day(DateError),
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

/// A scheme that was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemeForm(pub Scheme);

/// The most characters of a line.
const LINE: usize = 200;
/// The most characters of a text.
const TEXT: usize = 1_000;

struct Reading<'a> {
    typed: &'a Typed,
    problems: Vec<(Field, Problem)>,
}

impl Reading<'_> {
    fn words(&mut self, field: Field, tidy: impl Fn(&str) -> String, most: usize, needed: bool) -> String {
        let words = tidy(self.typed.get(field.name()));
        if needed && words.is_empty() {
            self.problems.push((field, Problem::Missing));
        } else if text::graphemes(&words) > most {
            self.problems.push((field, Problem::TooLong(most)));
        }
        words
    }

    fn line(&mut self, field: Field) -> String {
        self.words(field, text::tidy_name, LINE, true)
    }

    fn text(&mut self, field: Field) -> String {
        self.words(field, text::tidy_prose, TEXT, true)
    }

    fn day(&mut self, field: Field, needed: bool) -> Option<NaiveDate> {
        let typed = self.typed.get(field.name());
        if typed.trim().is_empty() {
            if needed {
                self.problems.push((field, Problem::Missing));
            }
            return None;
        }
        let read = wareki::parse_date(typed).map(|parsed| parsed.date);
        read.map_err(|error| self.problems.push((field, Problem::Day(error)))).ok()
    }
}

impl SchemeForm {
    /// Reads the form on a day; every mistake at once, in the order of the page.
    pub fn parse(typed: &Typed, today: NaiveDate) -> Result<Self, Vec<(Field, Problem)>> {
        let mut reading = Reading { typed, problems: Vec::new() };
        let (name, runs) = (reading.line(Field::Name), reading.line(Field::Runs));
        let chosen = typed.get(Field::Prefecture.name());
        let prefecture = Prefecture::parse(chosen);
        if prefecture.is_none() && !chosen.is_empty() {
            reading.problems.push((Field::Prefecture, Problem::UnknownChoice));
        }
        let (takers, pays_for) = (reading.text(Field::Takers), reading.text(Field::PaysFor));
        let amount = reading.text(Field::Amount);
        let ends_on = reading.day(Field::EndsOn, false);
        let next = reading.text(Field::Next);
        let source = reading.line(Field::Source);
        let url = reading.words(Field::Url, |typed| typed.trim().to_owned(), LINE, false);
        if !is_page(&url) {
            reading.problems.push((Field::Url, Problem::Url));
        }
        let as_of = reading.day(Field::AsOf, true);
        if as_of.is_some_and(|day| day > today) {
            reading.problems.push((Field::AsOf, Problem::Future));
        }
        match as_of {
            Some(as_of) if reading.problems.is_empty() => Ok(Self(Scheme {
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
            })),
            _ => Err(reading.problems),
        }
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

/// Whether it is the address of a page, or none.
fn is_page(typed: &str) -> bool {
    let rest = typed.strip_prefix("https://").or_else(|| typed.strip_prefix("http://"));
    typed.is_empty() || rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
}
