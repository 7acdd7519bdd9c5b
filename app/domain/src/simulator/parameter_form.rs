//! An assumption as 国保中央会 types a new one.

use super::{Milli, MilliError, Parameter, Range};
use crate::{
    form::{Reader, Refusal, Typed},
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
    Number(#[from] MilliError),
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
    Day(#[from] DateError),
    /// Longer than is kept.
    #[error("more than {0} characters")]
    TooLong(usize),
}

impl Refusal for ParameterProblem {
    fn missing() -> Self {
        Self::Missing
    }
    fn too_long(most: usize) -> Self {
        Self::TooLong(most)
    }
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
        let mut reading = Reader::new(typed, ParameterField::name);
        let (least, most) = parameter.bounds();
        let values = [Cautious, Standard, Generous].map(|field| {
            let value = reading.need(field, Milli::parse(reading.get(field)))?;
            let within = (least..=most).contains(&value);
            reading.keep(field, within.then_some(value).ok_or(ParameterProblem::Bounds(least, most)))
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
            reading.refuse(Standard, ParameterProblem::Order { rises });
        }
        let valid_from = reading.need_day(ValidFrom);
        let source = reading.needed_line(Source, SOURCE);
        let note = reading.prose(Note, NOTE);
        let read = range.zip(valid_from).map(|(range, valid_from)| Self { range, valid_from, source, note });
        reading.done(read)
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
