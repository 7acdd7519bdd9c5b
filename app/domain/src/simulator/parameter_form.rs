//! An assumption as 国保中央会 types a new one.

use super::{Milli, MilliError, Parameter, Range};
use crate::{
    form::Typed,
    text,
    wareki::{self, DateError},
};
use chrono::NaiveDate;

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ParameterField {
    /// The value for a small saving.
    Cautious,
    /// The likely value.
    Standard,
    /// The value for a large saving.
    Generous,
    /// The first day.
    ValidFrom,
    /// Where it is known from.
    Source,
    /// What is worth knowing.
    Note,
}

impl ParameterField {
    /// Name in the form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cautious => "cautious",
            Self::Standard => "standard",
            Self::Generous => "generous",
            Self::ValidFrom => "valid_from",
            Self::Source => "source",
            Self::Note => "note",
        }
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParameterProblem {
    /// Nothing was typed.
    #[error("nothing was typed")]
    Missing,
    /// No number.
    #[error(transparent)]
    Number(MilliError),
    /// Less or more than such a value can be.
    #[error("not between {0} and {1}")]
    Bounds(Milli, Milli),
    /// The likely value does not lie between the other two, or these stand the wrong way round.
    #[error("not in order")]
    Order {
        /// Whether the value for a large saving is the larger one.
        rises: bool,
    },
    /// No day.
    #[error(transparent)]
    Day(DateError),
    /// Longer than is kept.
    #[error("more than {0} characters")]
    TooLong(usize),
}

/// A new value of an assumption.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParameterForm {
    /// Its values.
    pub range: Range,
    /// The first day.
    pub valid_from: NaiveDate,
    /// Where it is known from.
    pub source: String,
    /// What is worth knowing; may be empty.
    pub note: String,
}

/// The most characters of a source.
const SOURCE: usize = 300;
/// The most characters of a note.
const NOTE: usize = 1_000;

type Problems = Vec<(ParameterField, ParameterProblem)>;

impl ParameterForm {
    /// Reads the form; every mistake at once, in the order of the page.
    pub fn parse(typed: &Typed, parameter: Parameter) -> Result<Self, Problems> {
        use ParameterField::{Cautious, Generous, Note, Source, Standard, ValidFrom};
        let mut problems: Problems = Vec::new();
        let (least, most) = parameter.bounds();
        let values = [Cautious, Standard, Generous].map(|field| {
            let read = match Milli::parse(typed.get(field.name())) {
                Ok(value) if value < least || value > most => Err(ParameterProblem::Bounds(least, most)),
                Ok(value) => Ok(value),
                Err(MilliError::Missing) => Err(ParameterProblem::Missing),
                Err(error) => Err(ParameterProblem::Number(error)),
            };
            read.map_err(|problem| problems.push((field, problem))).ok()
        });
        let range = match values {
            [Some(cautious), Some(standard), Some(generous)] => Some(Range { cautious, standard, generous }),
            _ => None,
        };
        let rises = parameter.rises();
        let is_ordered = |Range { cautious, standard, generous }: Range| {
            let (low, high) = if rises { (cautious, generous) } else { (generous, cautious) };
            low <= standard && standard <= high
        };
        if range.is_some_and(|range| !is_ordered(range)) {
            problems.push((Standard, ParameterProblem::Order { rises }));
        }
        let valid_from = match typed.get(ValidFrom.name()) {
            empty if empty.trim().is_empty() => Err(ParameterProblem::Missing),
            day => wareki::parse_date(day).map(|parsed| parsed.date).map_err(ParameterProblem::Day),
        };
        let valid_from = valid_from.map_err(|problem| problems.push((ValidFrom, problem))).ok();
        let source = text::tidy_name(typed.get(Source.name()));
        if source.is_empty() {
            problems.push((Source, ParameterProblem::Missing));
        } else if text::graphemes(&source) > SOURCE {
            problems.push((Source, ParameterProblem::TooLong(SOURCE)));
        }
        let note = text::tidy_prose(typed.get(Note.name()));
        if text::graphemes(&note) > NOTE {
            problems.push((Note, ParameterProblem::TooLong(NOTE)));
        }
        match (range, valid_from) {
            (Some(range), Some(valid_from)) if problems.is_empty() => {
                Ok(Self { range, valid_from, source, note })
            }
            _ => Err(problems),
        }
    }

    /// The form as it would be typed.
    pub fn fill(&self) -> Typed {
        let Self { range: Range { cautious, standard, generous }, valid_from, source, note } = self;
        Typed::default()
            .with(ParameterField::Cautious.name(), cautious.to_string())
            .with(ParameterField::Standard.name(), standard.to_string())
            .with(ParameterField::Generous.name(), generous.to_string())
            .with(ParameterField::ValidFrom.name(), wareki::format_date(*valid_from))
            .with(ParameterField::Source.name(), source)
            .with(ParameterField::Note.name(), note)
    }
}
