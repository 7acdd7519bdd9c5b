//! What an officer asks for: how many offices, where, and with which chances.

use super::{Chance, MOST_ASKED};
use crate::{form::Typed, text};

/// The fields of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AskingField {
    /// How many offices.
    Most,
    /// In which 日常生活圏域.
    Area,
    /// The chance of an office of which nothing is known.
    Unknown,
    /// Of one that knows of the system.
    Aware,
    /// Of one that considers it.
    Planning,
    /// Of one that promised.
    Pledged,
    /// Of one that stopped.
    Stopped,
}

impl AskingField {
    /// The chances, in the order of the page.
    pub const CHANCES: [Self; 5] = [Self::Unknown, Self::Aware, Self::Planning, Self::Pledged, Self::Stopped];

    /// The name of the field.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Most => "most",
            Self::Area => "area",
            Self::Unknown => "unknown",
            Self::Aware => "aware",
            Self::Planning => "planning",
            Self::Pledged => "pledged",
            Self::Stopped => "stopped",
        }
    }
}

/// Why a field is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AskingProblem {
    /// No whole number within these.
    #[error("no number from {least} to {most}")]
    Number {
        /// The least.
        least: u8,
        /// The most.
        most: u8,
    },
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// How many offices at most.
    pub most: u8,
    /// In this 日常生活圏域; anywhere where it is empty.
    pub area: String,
    /// How likely each would adopt.
    pub chance: Chance,
}

impl Default for Asking {
    fn default() -> Self {
        Self { most: 10, area: String::new(), chance: Chance::default() }
    }
}

impl Asking {
    /// Reads an address; what it does not say is as usual.
    pub fn parse(typed: &Typed) -> Result<Self, Vec<(AskingField, AskingProblem)>> {
        let usual = Self::default();
        let mut errors = Vec::new();
        let mut number = |field: AskingField, least: u8, most: u8, usual: u8| {
            let written = text::normalise_code(typed.get(field.name()));
            let written = written.trim_end_matches('%');
            if written.is_empty() {
                return usual;
            }
            written.parse().ok().filter(|number| (least..=most).contains(number)).unwrap_or_else(|| {
                errors.push((field, AskingProblem::Number { least, most }));
                usual
            })
        };
        let most = u8::try_from(MOST_ASKED).unwrap_or(u8::MAX);
        let asking = Self {
            most: number(AskingField::Most, 1, most, usual.most),
            area: text::tidy_name(typed.get(AskingField::Area.name())),
            chance: Chance {
                unknown: number(AskingField::Unknown, 0, 100, usual.chance.unknown),
                aware: number(AskingField::Aware, 0, 100, usual.chance.aware),
                planning: number(AskingField::Planning, 0, 100, usual.chance.planning),
                pledged: number(AskingField::Pledged, 0, 100, usual.chance.pledged),
                stopped: number(AskingField::Stopped, 0, 100, usual.chance.stopped),
            },
        };
        if errors.is_empty() { Ok(asking) } else { Err(errors) }
    }

    /// The form as it would be typed.
    pub fn fill(&self) -> Typed {
        let Chance { unknown, aware, planning, pledged, stopped } = self.chance;
        let chances = AskingField::CHANCES.into_iter().zip([unknown, aware, planning, pledged, stopped]);
        let typed = Typed::default()
            .with(AskingField::Most.name(), self.most.to_string())
            .with(AskingField::Area.name(), &self.area);
        chances.fold(typed, |typed, (field, chance)| typed.with(field.name(), chance.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_says_nothing_asks_as_usual_and_one_that_is_filled_reads_back() {
        assert_eq!(Asking::parse(&Typed::default()), Ok(Asking::default()));
        let typed = Typed::default().with("most", "２５").with("area", "北部 ").with("unknown", "30%");
        let asked = Asking::parse(&typed).unwrap();
        assert_eq!((asked.most, asked.area.as_str(), asked.chance.unknown), (25, "北部", 30));
        assert_eq!(Asking::parse(&asked.fill()), Ok(asked));
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let typed = Typed::default().with("most", "0").with("aware", "101").with("stopped", "たぶん");
        let fields: Vec<_> = Asking::parse(&typed).unwrap_err().into_iter().map(|(of, _)| of).collect();
        assert_eq!(fields, [AskingField::Most, AskingField::Aware, AskingField::Stopped]);
    }
}
