//! 国・都道府県の補助制度: what a town without money of its own may use (domain.md §1.5). Dated data, since every year has
//! others.

mod form;

pub use form::{Field, Problem, SchemeForm};

use crate::prefecture::Prefecture;
use chrono::NaiveDate;

/// A scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheme {
    /// Its name.
    pub name: String,
    /// Who runs it: 国（厚生労働省）, a prefecture.
    pub runs: String,
    /// Who may use it, in a sentence.
    pub takers: String,
    /// What it pays for.
    pub pays_for: String,
    /// How much, in words, since each says it in its own way.
    pub amount: String,
    /// What a town does next.
    pub next: String,
    /// The prefecture whose towns may use it; all where there is none.
    pub prefecture: Option<Prefecture>,
    /// The last day, where one is known.
    pub ends_on: Option<NaiveDate>,
    /// Where this is known from.
    pub source: String,
    /// Its page; may be empty.
    pub url: String,
    /// The day for which all of it was true.
    pub as_of: NaiveDate,
}

impl Scheme {
    /// Whether a house in a prefecture may use it; one whose prefecture is not known sees all.
    pub fn is_for(&self, house: Option<Prefecture>) -> bool {
        self.prefecture.is_none_or(|own| house.is_none_or(|house| house == own))
    }

    /// Whether it is over on a day.
    pub fn is_over(&self, today: NaiveDate) -> bool {
        self.ends_on.is_some_and(|end| end < today)
    }
}

#[cfg(test)]
mod tests;
