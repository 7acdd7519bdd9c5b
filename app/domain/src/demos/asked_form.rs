//! いっしょに開くお誘い: a city names others of its federation for its request, and each says whether it comes along.

use super::{People, PeopleError};
use crate::{form::Typed, text};

/// Whether a city comes along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AskedState {
    /// It has not said.
    Open,
    /// It comes along.
    Agreed,
    /// It does not.
    Declined,
}

impl AskedState {
    /// All of them.
    const ALL: [Self; 3] = [Self::Open, Self::Agreed, Self::Declined];

    /// The word in forms and rows.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Agreed => "agreed",
            Self::Declined => "declined",
        }
    }

    /// The state of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// A place in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AskedField {
    /// For which city a federation records what it was told.
    Member,
    /// Whether it comes along.
    Answer,
    /// How many people it expects.
    People,
    /// A word to the city that asked.
    Note,
}

impl AskedField {
    /// Name of the control.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Answer => "answer",
            Self::People => "people",
            Self::Note => "note",
        }
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AskedProblem {
    /// Nothing is chosen.
    #[error("nothing is chosen")]
    NotChosen,
    /// Not a number of people.
    #[error(transparent)]
    People(PeopleError),
    /// Longer than is kept.
    #[error("more than {0} characters")]
    TooLong(usize),
}

/// What a city said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedForm {
    /// How many people it expects; none where it does not come along.
    pub people: Option<People>,
    /// A word to the city that asked; may be empty.
    pub note: String,
}

impl AskedForm {
    /// The most characters of the word.
    pub const NOTE: usize = 300;

    /// Reads the form.
    pub fn parse(typed: &Typed) -> Result<Self, Vec<(AskedField, AskedProblem)>> {
        let mut problems = Vec::new();
        let people = match AskedState::from_code(typed.get(AskedField::Answer.name())) {
            Some(AskedState::Agreed) => match People::parse(typed.get(AskedField::People.name())) {
                Ok(people) => Some(people),
                Err(error) => {
                    problems.push((AskedField::People, AskedProblem::People(error)));
                    None
                }
            },
            Some(AskedState::Declined) => None,
            Some(AskedState::Open) | None => {
                problems.push((AskedField::Answer, AskedProblem::NotChosen));
                None
            }
        };
        let note = text::tidy_prose(typed.get(AskedField::Note.name()));
        if text::graphemes(&note) > Self::NOTE {
            problems.push((AskedField::Note, AskedProblem::TooLong(Self::NOTE)));
        }
        if problems.is_empty() { Ok(Self { people, note }) } else { Err(problems) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_comes_along_says_how_many_and_who_does_not_need_not() {
        let agreed = Typed::default().with("answer", "agreed");
        assert_eq!(
            AskedForm::parse(&agreed),
            Err(vec![(AskedField::People, AskedProblem::People(PeopleError::Missing))])
        );
        let read = AskedForm::parse(&agreed.with("people", "12人")).expect("it fits");
        assert_eq!(read.people.map(People::get), Some(12));
        let declined = Typed::default().with("answer", "declined").with("note", "別の日に開きます。");
        assert_eq!(AskedForm::parse(&declined).map(|read| read.people), Ok(None));
        for nothing in ["", "open"] {
            let typed = Typed::default().with("answer", nothing).with("note", "長".repeat(301));
            let fields = AskedForm::parse(&typed).expect_err("nothing is chosen");
            assert_eq!(fields.len(), 2, "{nothing}");
        }
    }
}
