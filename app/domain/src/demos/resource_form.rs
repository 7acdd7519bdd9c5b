//! What a federation lends, and when it is away, as forms.

use super::{ResourceKind, RulesField, RulesProblem, WeekHours, fill_hours, parse_hours};
use crate::{
    form::Typed,
    ids::{AbsenceId, ResourceId},
    text,
    wareki::{DateError, Expected, parse_expected},
};
use chrono::NaiveDate;

/// The most characters of a name or a word why.
const MOST: usize = 60;
/// The most lines of a box.
const LINES: usize = 40;
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
    /// What is in the box.
    Contents,
    /// Whether it is not lent any more.
    Retired,
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
            Self::Contents => "contents",
            Self::Retired => "retired",
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
    /// More lines than one box holds.
    #[error("more than {0} lines")]
    TooManyLines(usize),
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

/// One of the forms.
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
    /// An absence that is taken back.
    Back(AbsenceId),
}

type Problems = Vec<(ResourceField, ResourceProblem)>;

impl ResourceForm {
    /// Reads the form by the button that was pressed: `away`, `back`, anything else is a new resource.
    pub fn parse(typed: &Typed, resources: &[ResourceId], today: NaiveDate) -> Result<Self, Problems> {
        match typed.get("act") {
            "away" => Self::away(typed, resources, today),
            "back" => {
                let absence = typed.get("absence").parse().map(Self::Back);
                absence.map_err(|_| vec![(ResourceField::Resource, ResourceProblem::NotChosen)])
            }
            _ => Self::add(typed),
        }
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

    fn away(typed: &Typed, resources: &[ResourceId], today: NaiveDate) -> Result<Self, Problems> {
        let mut problems = Vec::new();
        let chosen = typed.get(ResourceField::Resource.name()).parse().ok();
        let resource = chosen.filter(|chosen| resources.contains(chosen));
        if resource.is_none() {
            problems.push((ResourceField::Resource, ResourceProblem::NotChosen));
        }
        let planned = Expected::planned(today);
        let first = day(typed, ResourceField::First, planned, &mut problems);
        let last = day(typed, ResourceField::Last, first.map_or(planned, Expected::coming), &mut problems);
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

/// What can be changed of a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceChange {
    /// Its name.
    pub name: String,
    /// What is in the box.
    pub contents: Vec<String>,
    /// When it is there in a week; empty where the federation's own hours hold.
    pub hours: Option<WeekHours>,
    /// Whether it is not lent any more.
    pub retired: bool,
}

/// What is wrong with a change: in its own places, and in those of its hours.
pub type ChangeProblems = (Problems, Vec<(RulesField, RulesProblem)>);

impl ResourceChange {
    /// Reads the form.
    pub fn parse(typed: &Typed) -> Result<Self, ChangeProblems> {
        let mut problems = Vec::new();
        let name = line(typed, ResourceField::Name, &mut problems);
        let contents: Vec<String> = typed
            .get(ResourceField::Contents.name())
            .lines()
            .map(text::tidy_name)
            .filter(|line| !line.is_empty())
            .collect();
        if contents.len() > LINES {
            problems.push((ResourceField::Contents, ResourceProblem::TooManyLines(LINES)));
        } else if contents.iter().any(|line| text::graphemes(line) > MOST) {
            problems.push((ResourceField::Contents, ResourceProblem::TooLong(MOST)));
        }
        let retired = typed.get(ResourceField::Retired.name()) == "yes";
        match parse_hours(typed) {
            Ok(hours) if problems.is_empty() => {
                let hours = Some(hours).filter(|hours| hours.0.iter().any(Option::is_some));
                Ok(Self { name, contents, hours, retired })
            }
            Ok(_) => Err((problems, Vec::new())),
            Err(wrong) => Err((problems, wrong)),
        }
    }

    /// Fills the form.
    pub fn fill(&self) -> Typed {
        let typed = Typed::default()
            .with(ResourceField::Name.name(), &*self.name)
            .with(ResourceField::Contents.name(), self.contents.join("\n"))
            .with(ResourceField::Retired.name(), if self.retired { "yes" } else { "" });
        self.hours.as_ref().map_or(typed.clone(), |hours| fill_hours(typed, hours))
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

fn day(
    typed: &Typed,
    field: ResourceField,
    expected: Expected,
    problems: &mut Problems,
) -> Option<NaiveDate> {
    match parse_expected(typed.get(field.name()), expected) {
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

    fn parse(typed: &Typed, resources: &[ResourceId]) -> Result<ResourceForm, Problems> {
        let today = NaiveDate::from_ymd_opt(2024, 11, 22).expect("a day");
        ResourceForm::parse(typed, resources, today)
    }

    #[test]
    fn a_resource_has_a_kind_and_a_name() {
        let typed = Typed::default().with("kind", "lecturer").with("name", "　森　拓也 ");
        let added = ResourceForm::Add { kind: ResourceKind::Lecturer, name: "森　拓也".into() };
        assert_eq!(parse(&typed, &[]), Ok(added));
        assert_eq!(parse(&Typed::default(), &[]).map_err(|problems| problems.len()), Err(2));
    }

    #[test]
    fn a_box_has_lines_and_a_lecturer_weekdays() {
        let change = ResourceChange {
            name: "デモ機1号".into(),
            contents: vec!["ノートパソコン 1台目".into(), "電源".into()],
            hours: Some(WeekHours::office()),
            retired: true,
        };
        assert_eq!(ResourceChange::parse(&change.fill()), Ok(change.clone()));
        let always = ResourceChange { hours: None, retired: false, ..change };
        assert_eq!(ResourceChange::parse(&always.fill()), Ok(always.clone()));
        let wrong = always.fill().with("open_1", "9時");
        let (own, hours) = ResourceChange::parse(&wrong).expect_err("half a day");
        assert_eq!((own, hours), (vec![], vec![(RulesField::Close(0), RulesProblem::Half)]));
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
        assert!(parse(&typed("R6.12.5", "2024-12-06"), &[mori]).is_ok());
        let over_new_year = parse(&typed("12/30", "1/4"), &[mori]);
        assert_eq!(over_new_year, parse(&typed("R6.12.30", "R7.1.4"), &[mori]));
        assert_eq!(
            parse(&typed("R6.12.5", "R6.12.4"), &[mori]),
            Err(vec![(ResourceField::Last, ResourceProblem::Backwards)])
        );
        assert_eq!(
            parse(&typed("R6.12.5", "R7.12.4"), &[mori]),
            Err(vec![(ResourceField::Last, ResourceProblem::TooManyDays(92))])
        );
        assert!(parse(&typed("R6.12.5", "R6.12.5"), &[]).is_err(), "somebody else's");
        let absence = AbsenceId::from_uuid(Uuid::from_u128(2));
        let back = Typed::default().with("act", "back").with("absence", absence.to_string());
        assert_eq!(parse(&back, &[]), Ok(ResourceForm::Back(absence)));
        assert!(parse(&Typed::default().with("act", "back"), &[]).is_err());
    }
}
