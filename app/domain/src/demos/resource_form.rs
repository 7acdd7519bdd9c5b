//! What a federation lends, and when it is away, as forms.

use super::ResourceKind;
use crate::{
    form::Typed,
    ids::ResourceId,
    text,
    wareki::{self, DateError},
};
use chrono::NaiveDate;

/// The most characters of a name or a word why.
const MOST: usize = 60;
/// The most days of one absence.
const DAYS: i64 = 92;

/// A place in the forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ResourceField {
    /// デモ機 or 講師.
    Kind,
    /// Its name.
    Name,
    /// Which one is away.
    Resource,
    /// From which day.
    First,
    /// Until which day.
    Last,
    /// Why.
    Why,
}

impl ResourceField {
    /// Name of the control.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Name => "name",
            Self::Resource => "resource",
            Self::First => "first_on",
            Self::Last => "last_on",
            Self::Why => "why",
        }
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ResourceProblem {
    /// Nothing was typed.
    #[error("nothing was typed")]
    Missing,
    /// Nothing was chosen.
    #[error("nothing was chosen")]
    NotChosen,
    /// Longer than is kept.
    #[error("more than {0} characters")]
    TooLong(usize),
    /// There is one of this name already.
    #[error("there is one of this name already")]
    Taken,
    /// Not a date.
    #[error(transparent)]
    Date(DateError),
    /// Ends before it begins.
    #[error("ends before it begins")]
    Backwards,
    /// More days than one absence has.
    #[error("more than {0} days")]
    TooManyDays(i64),
    /// Promised to a session on one of these days.
    #[error("promised on one of these days")]
    Promised,
}

/// One of the two forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResourceForm {
    /// A new resource.
    Add {
        /// What it is.
        kind: ResourceKind,
        /// Its name.
        name: String,
    },
    /// A resource that is away, whole days.
    Away {
        /// Which one.
        resource: ResourceId,
        /// The first day.
        first: NaiveDate,
        /// The last day.
        last: NaiveDate,
        /// Why.
        why: String,
    },
}

type Problems = Vec<(ResourceField, ResourceProblem)>;

impl ResourceForm {
    /// Reads the form by the button that was pressed: `away`, anything else is a new resource.
    pub fn parse(typed: &Typed, resources: &[ResourceId]) -> Result<Self, Problems> {
        if typed.get("act") == "away" { Self::away(typed, resources) } else { Self::add(typed) }
    }

    fn add(typed: &Typed) -> Result<Self, Problems> {
        let mut problems = Vec::new();
        let kind = ResourceKind::from_code(typed.get(ResourceField::Kind.name()));
        if kind.is_none() {
            problems.push((ResourceField::Kind, ResourceProblem::NotChosen));
        }
        let name = line(typed, ResourceField::Name, &mut problems);
        match kind {
            Some(kind) if problems.is_empty() => Ok(Self::Add { kind, name }),
            Some(_) | None => Err(problems),
        }
    }

    fn away(typed: &Typed, resources: &[ResourceId]) -> Result<Self, Problems> {
        let mut problems = Vec::new();
        let chosen = typed.get(ResourceField::Resource.name()).parse().ok();
        let resource = chosen.filter(|chosen| resources.contains(chosen));
        if resource.is_none() {
            problems.push((ResourceField::Resource, ResourceProblem::NotChosen));
        }
        let first = day(typed, ResourceField::First, &mut problems);
        let last = day(typed, ResourceField::Last, &mut problems);
        if let (Some(first), Some(last)) = (first, last) {
            match (last - first).num_days() {
                days if days < 0 => problems.push((ResourceField::Last, ResourceProblem::Backwards)),
                days if days >= DAYS => {
                    problems.push((ResourceField::Last, ResourceProblem::TooManyDays(DAYS)));
                }
                _ => {}
            }
        }
        let why = line(typed, ResourceField::Why, &mut problems);
        match (resource, first, last) {
            (Some(resource), Some(first), Some(last)) if problems.is_empty() => {
                Ok(Self::Away { resource, first, last, why })
            }
            _ => Err(problems),
        }
    }
}

fn line(typed: &Typed, field: ResourceField, problems: &mut Problems) -> String {
    let line = text::tidy_name(typed.get(field.name()));
    if line.is_empty() {
        problems.push((field, ResourceProblem::Missing));
    } else if text::graphemes(&line) > MOST {
        problems.push((field, ResourceProblem::TooLong(MOST)));
    }
    line
}

fn day(typed: &Typed, field: ResourceField, problems: &mut Problems) -> Option<NaiveDate> {
    match wareki::parse_date(typed.get(field.name())) {
        Ok(parsed) => Some(parsed.date),
        Err(DateError::Missing) => {
            problems.push((field, ResourceProblem::Missing));
            None
        }
        Err(error) => {
            problems.push((field, ResourceProblem::Date(error)));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_resource_has_a_kind_and_a_name() {
        let typed = Typed::default().with("kind", "lecturer").with("name", "　森　拓也 ");
        let added = ResourceForm::Add { kind: ResourceKind::Lecturer, name: "森　拓也".into() };
        assert_eq!(ResourceForm::parse(&typed, &[]), Ok(added));
        assert_eq!(ResourceForm::parse(&Typed::default(), &[]).map_err(|problems| problems.len()), Err(2));
    }

    #[test]
    fn an_absence_is_of_somebody_and_does_not_run_backwards() {
        let mori = ResourceId::from_uuid(Uuid::from_u128(1));
        let typed = |first: &str, last: &str| {
            Typed::default()
                .with("act", "away")
                .with("resource", mori.to_string())
                .with("first_on", first)
                .with("last_on", last)
                .with("why", "研修")
        };
        assert!(ResourceForm::parse(&typed("R6.12.5", "2024-12-06"), &[mori]).is_ok());
        assert_eq!(
            ResourceForm::parse(&typed("R6.12.5", "R6.12.4"), &[mori]),
            Err(vec![(ResourceField::Last, ResourceProblem::Backwards)])
        );
        assert_eq!(
            ResourceForm::parse(&typed("R6.12.5", "R7.12.4"), &[mori]),
            Err(vec![(ResourceField::Last, ResourceProblem::TooManyDays(92))])
        );
        assert!(ResourceForm::parse(&typed("R6.12.5", "R6.12.5"), &[]).is_err(), "somebody else's");
    }
}
