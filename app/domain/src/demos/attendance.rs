//! 出欠: who came, of those who registered and besides them. 団体 and 人 are counted apart (domain.md §1.2).

use super::{CheckInCode, People, PeopleError};
use crate::{form::Typed, text};
use std::collections::BTreeSet;

/// Offices and people: never one number for both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Headcount {
    /// 団体.
    pub offices: u64,
    /// 人.
    pub people: u64,
}

impl Headcount {
    /// Counts one entry per registration: its office, if the register knows it, and its people. An office that came
    /// twice is one office; whoever stands in no register counts as one each.
    pub fn of<'a, T: Ord + 'a>(entries: impl IntoIterator<Item = (Option<T>, u16)>) -> Self {
        let (mut known, mut unknown, mut people) = (BTreeSet::new(), 0, 0);
        for (office, count) in entries {
            people += u64::from(count);
            match office {
                Some(office) => {
                    known.insert(office);
                }
                None => unknown += 1,
            }
        }
        Self { offices: known.len() as u64 + unknown, people }
    }
}

/// Somebody who came without a registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WalkIn {
    /// The office or body, as they say it.
    pub name: String,
    /// How many people.
    pub people: People,
}

/// A place in the forms of attendance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AttendanceField {
    /// 受付番号.
    Code,
    /// The office of a walk-in.
    Name,
    /// How many people came.
    People,
}

impl AttendanceField {
    /// Name of the control.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Name => "walk_in",
            Self::People => "walk_in_people",
        }
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AttendanceProblem {
    /// No code was typed.
    #[error("no code")]
    NoCode,
    /// Not a code, or of another session.
    #[error("no registration has this code")]
    NoSuchCode,
    /// No name was typed.
    #[error("no name")]
    NoName,
    /// Longer than is kept.
    #[error("more than {0} characters")]
    TooLong(usize),
    /// Not a number of people.
    #[error(transparent)]
    People(PeopleError),
}

/// One of the ways in which attendance is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AttendanceForm {
    /// By the code of a registration: everybody who was registered came.
    ByCode(CheckInCode),
    /// Somebody who was not registered.
    WalkIn(WalkIn),
    /// From the list: how many came of each; an empty box is nobody.
    List,
}

impl AttendanceForm {
    /// The most characters of a walk-in's name.
    pub const NAME: usize = 100;

    /// Reads the form by the button that was pressed: `code`, `walk_in`, anything else is the list.
    pub fn parse(typed: &Typed) -> Result<Self, Vec<(AttendanceField, AttendanceProblem)>> {
        match typed.get("act") {
            "code" => Self::by_code(typed),
            "walk_in" => Self::walk_in(typed),
            _ => Ok(Self::List),
        }
    }

    fn by_code(typed: &Typed) -> Result<Self, Vec<(AttendanceField, AttendanceProblem)>> {
        let code = typed.get(AttendanceField::Code.name());
        let problem = if text::normalise_code(code).is_empty() {
            AttendanceProblem::NoCode
        } else {
            AttendanceProblem::NoSuchCode
        };
        code.parse().map(Self::ByCode).map_err(|_| vec![(AttendanceField::Code, problem)])
    }

    fn walk_in(typed: &Typed) -> Result<Self, Vec<(AttendanceField, AttendanceProblem)>> {
        let mut problems = Vec::new();
        let name = text::tidy_name(typed.get(AttendanceField::Name.name()));
        if name.is_empty() {
            problems.push((AttendanceField::Name, AttendanceProblem::NoName));
        } else if text::graphemes(&name) > Self::NAME {
            problems.push((AttendanceField::Name, AttendanceProblem::TooLong(Self::NAME)));
        }
        let people = People::parse(typed.get(AttendanceField::People.name()))
            .map_err(|error| problems.push((AttendanceField::People, AttendanceProblem::People(error))));
        match people {
            Ok(people) if problems.is_empty() => Ok(Self::WalkIn(WalkIn { name, people })),
            Ok(_) | Err(()) => Err(problems),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_and_people_are_counted_apart() {
        let count = Headcount::of([(Some("a"), 2), (Some("b"), 1), (Some("a"), 1), (None, 3)]);
        assert_eq!(count, Headcount { offices: 3, people: 7 });
    }

    #[test]
    fn attendance_is_taken_by_code_by_name_or_by_list() {
        let typed = |act: &str| Typed::default().with("act", act);
        assert_eq!(
            AttendanceForm::parse(&typed("code").with("code", "０１２１")),
            Ok(AttendanceForm::ByCode(CheckInCode::of_number(12).expect("twelve")))
        );
        assert_eq!(
            AttendanceForm::parse(&typed("code").with("code", "0122")),
            Err(vec![(AttendanceField::Code, AttendanceProblem::NoSuchCode)])
        );
        assert_eq!(
            AttendanceForm::parse(&typed("walk_in")),
            Err(vec![
                (AttendanceField::Name, AttendanceProblem::NoName),
                (AttendanceField::People, AttendanceProblem::People(PeopleError::Missing)),
            ])
        );
        assert_eq!(AttendanceForm::parse(&typed("list")), Ok(AttendanceForm::List));
    }
}
