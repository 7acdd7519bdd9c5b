//! A task of a plan, or of one session, as a form; and a note about one.

use super::{Due, DueUnit, Owner, PlanTask};
use crate::{
    form::Typed,
    text::{graphemes, normalise_code, tidy_name, tidy_prose},
};

/// A place in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlanField {
    /// What, in one line.
    Title,
    /// More about it.
    Details,
    /// Whose.
    Owner,
    /// In what the distance is counted.
    Unit,
    /// How many of them.
    Count,
    /// A note about a task of one session.
    Note,
}

impl PlanField {
    /// Name of the control.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Details => "details",
            Self::Owner => "owner",
            Self::Unit => "unit",
            Self::Count => "count",
            Self::Note => "note",
        }
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlanProblem {
    /// Nothing was typed.
    #[error("nothing was typed")]
    Missing,
    /// Nothing was chosen.
    #[error("nothing was chosen")]
    NotChosen,
    /// Longer than is kept.
    #[error("more than {0} characters")]
    TooLong(usize),
    /// Not a whole number.
    #[error("not a number")]
    NotANumber,
    /// None, or more than half a year.
    #[error("not between 1 and {most}")]
    OutOfRange {
        /// In what it is counted.
        unit: DueUnit,
        /// The most of them.
        most: u16,
    },
    /// The plan has as many tasks as a plan may have.
    #[error("more than {0} tasks")]
    TooMany(usize),
}

/// The most characters of a title.
const TITLE: usize = 60;
/// The most characters of what is told more.
const DETAILS: usize = 400;
/// The most characters of a note.
const NOTE: usize = 400;

/// Reads the form of a task.
pub fn parse_task(typed: &Typed) -> Result<PlanTask, Vec<(PlanField, PlanProblem)>> {
    let mut problems = Vec::new();
    let title = tidy_name(typed.get(PlanField::Title.name()));
    match graphemes(&title) {
        0 => problems.push((PlanField::Title, PlanProblem::Missing)),
        long if long > TITLE => problems.push((PlanField::Title, PlanProblem::TooLong(TITLE))),
        _ => {}
    }
    let details = tidy_prose(typed.get(PlanField::Details.name()));
    if graphemes(&details) > DETAILS {
        problems.push((PlanField::Details, PlanProblem::TooLong(DETAILS)));
    }
    let owner = Owner::from_code(typed.get(PlanField::Owner.name()));
    if owner.is_none() {
        problems.push((PlanField::Owner, PlanProblem::NotChosen));
    }
    let due = due(typed).map_err(|problem| problems.push(problem));
    match (owner, due) {
        (Some(owner), Ok(due)) if problems.is_empty() => Ok(PlanTask { title, details, owner, due }),
        _ => Err(problems),
    }
}

fn due(typed: &Typed) -> Result<Due, (PlanField, PlanProblem)> {
    let unit = DueUnit::from_code(typed.get(PlanField::Unit.name()))
        .ok_or((PlanField::Unit, PlanProblem::NotChosen))?;
    if unit == DueUnit::Day {
        // A number beside it says nothing.
        return Ok(Due::ON_THE_DAY);
    }
    let code = normalise_code(typed.get(PlanField::Count.name()));
    if code.is_empty() {
        return Err((PlanField::Count, PlanProblem::Missing));
    }
    if !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err((PlanField::Count, PlanProblem::NotANumber));
    }
    let out = (PlanField::Count, PlanProblem::OutOfRange { unit, most: unit.most() });
    code.parse().ok().and_then(|count| Due::new(unit, count)).ok_or(out)
}

/// Fills the form of a task.
pub fn fill_task(task: &PlanTask) -> Typed {
    let count = if task.due == Due::ON_THE_DAY { String::new() } else { task.due.count().to_string() };
    Typed::default()
        .with(PlanField::Title.name(), task.title.clone())
        .with(PlanField::Details.name(), task.details.clone())
        .with(PlanField::Owner.name(), task.owner.code())
        .with(PlanField::Unit.name(), task.due.unit().code())
        .with(PlanField::Count.name(), count)
}

/// Reads a note; it may be empty.
pub fn parse_note(typed: &Typed) -> Result<String, (PlanField, PlanProblem)> {
    let note = tidy_prose(typed.get(PlanField::Note.name()));
    if graphemes(&note) > NOTE { Err((PlanField::Note, PlanProblem::TooLong(NOTE))) } else { Ok(note) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demos::Chore;

    #[test]
    fn a_task_is_read_back_as_it_was_filled() {
        for chore in Chore::ON_SITE.into_iter().chain(Chore::ONLINE) {
            assert_eq!(parse_task(&fill_task(&chore.task())), Ok(chore.task()));
        }
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        assert_eq!(
            parse_task(&Typed::default()),
            Err(vec![
                (PlanField::Title, PlanProblem::Missing),
                (PlanField::Owner, PlanProblem::NotChosen),
                (PlanField::Unit, PlanProblem::NotChosen),
            ])
        );
        let typed = |unit: &str, count: &str| {
            Typed::default()
                .with("title", "看板を作る")
                .with("owner", "central")
                .with("unit", unit)
                .with("count", count)
        };
        let problem = |unit: &str, count: &str| parse_task(&typed(unit, count)).map_err(|all| all[0]);
        assert!(problem("weeks", "２").is_ok_and(|task| task.due.code() == "weeks:2"));
        assert!(problem("day", "x").is_ok_and(|task| task.due == Due::ON_THE_DAY));
        assert_eq!(problem("weeks", ""), Err((PlanField::Count, PlanProblem::Missing)));
        assert_eq!(problem("weeks", "二"), Err((PlanField::Count, PlanProblem::NotANumber)));
        let out = PlanProblem::OutOfRange { unit: DueUnit::Months, most: 6 };
        assert_eq!(problem("months", "7"), Err((PlanField::Count, out)));
        assert_eq!(problem("months", "99999999"), Err((PlanField::Count, out)));
    }

    #[test]
    fn a_note_has_an_end() {
        let note = |text: &str| parse_note(&Typed::default().with("note", text));
        assert_eq!(note(""), Ok(String::new()));
        assert_eq!(note(&"あ".repeat(401)), Err((PlanField::Note, PlanProblem::TooLong(400))));
    }
}
