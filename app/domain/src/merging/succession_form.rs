//! The form in which an officer says that one number follows another.

use super::{Reason, Succession, SuccessionProblem, Successions};
use crate::{
    form::Typed,
    office_number::{OfficeNumber, OfficeNumberError},
    wareki::{self, DateError},
};

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SuccessionField {
    /// Whether the other number went before or follows.
    Direction,
    /// The other number.
    Number,
    /// The first day of the number that follows.
    On,
    /// Why.
    Reason,
}

impl SuccessionField {
    /// The name of the posted field.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Direction => "direction",
            Self::Number => "number",
            Self::On => "on",
            Self::Reason => "reason",
        }
    }
}

/// Where the other number stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// It went before the office.
    Before,
    /// It follows the office.
    After,
}

impl Direction {
    /// Both, in the order of a choice.
    pub const ALL: [Self; 2] = [Self::Before, Self::After];

    /// The word posted.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
        }
    }

    /// Reads the word posted.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|direction| direction.name() == name)
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SuccessionMistake {
    /// Nothing was chosen.
    #[error("nothing was chosen")]
    NotChosen,
    /// Not an office number.
    #[error(transparent)]
    Number(OfficeNumberError),
    /// Not a date.
    #[error(transparent)]
    Date(DateError),
    /// The succession makes no sense.
    #[error(transparent)]
    Succession(SuccessionProblem),
}

/// What was typed on an office's card, read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewSuccession {
    /// The succession.
    pub succession: Succession,
    /// The number that was typed.
    pub other: OfficeNumber,
}

impl NewSuccession {
    /// Reads the form of an office; all mistakes at once.
    pub fn parse(
        typed: &Typed,
        office: OfficeNumber,
        known: &Successions,
    ) -> Result<Self, Vec<(SuccessionField, SuccessionMistake)>> {
        use SuccessionField as Field;
        let text = |field: Field| typed.get(field.name());
        let mut mistakes = Vec::new();
        let direction = Direction::named(text(Field::Direction));
        if direction.is_none() {
            mistakes.push((Field::Direction, SuccessionMistake::NotChosen));
        }
        let other = OfficeNumber::parse(text(Field::Number)).map(|parsed| parsed.number);
        let other = other.map_err(|error| mistakes.push((Field::Number, SuccessionMistake::Number(error))));
        let on = wareki::parse_date(text(Field::On)).map(|parsed| parsed.date);
        let on = on.map_err(|error| mistakes.push((Field::On, SuccessionMistake::Date(error))));
        let reason = Reason::named(text(Field::Reason));
        if reason.is_none() {
            mistakes.push((Field::Reason, SuccessionMistake::NotChosen));
        }
        let (Some(direction), Ok(other), Ok(on), Some(reason)) = (direction, other, on, reason) else {
            return Err(mistakes);
        };
        let (predecessor, successor) = match direction {
            Direction::Before => (other, office),
            Direction::After => (office, other),
        };
        let succession = Succession { predecessor, successor, on, reason };
        known
            .clone()
            .add(succession)
            .map_err(|problem| vec![(Field::Number, SuccessionMistake::Succession(problem))])?;
        Ok(Self { succession, other })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(direction: &str, number: &str, on: &str, reason: &str) -> Typed {
        Typed::default()
            .with("direction", direction)
            .with("number", number)
            .with("on", on)
            .with("reason", reason)
    }

    fn number(text: &str) -> OfficeNumber {
        text.parse().unwrap()
    }

    #[test]
    fn the_form_is_read_both_ways() {
        let (office, known) = (number("2970999013"), Successions::default());
        let read = NewSuccession::parse(
            &typed("before", "２９７０９９９１７９", "令和7年4月1日", "renumbered"),
            office,
            &known,
        );
        let before = read.unwrap();
        assert_eq!(before.succession.predecessor, number("2970999179"));
        assert_eq!(before.succession.successor, office);
        assert_eq!(before.succession.on.to_string(), "2025-04-01");
        let after = NewSuccession::parse(&typed("after", "2970999179", "R7.4.1", "merged"), office, &known);
        assert_eq!(after.unwrap().succession.successor, number("2970999179"));
    }

    #[test]
    fn every_mistake_is_found_at_once_and_a_circle_refused() {
        let (office, mut known) = (number("2970999013"), Successions::default());
        let mistakes = NewSuccession::parse(&typed("", "29", "昨日", "?"), office, &known).unwrap_err();
        assert_eq!(mistakes.len(), 4);
        let own = NewSuccession::parse(&typed("before", "2970999013", "R7.4.1", "merged"), office, &known);
        let itself = SuccessionMistake::Succession(SuccessionProblem::Itself);
        assert_eq!(own.unwrap_err(), [(SuccessionField::Number, itself)]);
        let first = typed("before", "2970999179", "R7.4.1", "merged");
        known.add(NewSuccession::parse(&first, office, &known).unwrap().succession).unwrap();
        let circle = NewSuccession::parse(&typed("after", "2970999179", "R7.4.1", "merged"), office, &known);
        let circle_found = SuccessionMistake::Succession(SuccessionProblem::Circle);
        assert_eq!(circle.unwrap_err(), [(SuccessionField::Number, circle_found)]);
    }
}
