//! 機材貸出: what is in a box, and what of it went, came and came back.

use super::{ArrangementProblem, LoanDays};
use crate::{
    form::Typed,
    text,
    wareki::{self, DateError, Expected},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The most characters of a note.
const NOTE: usize = 500;

/// One thing in the box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LoanItem {
    /// What.
    pub name: String,
    /// Whether it was sent.
    pub went: bool,
    /// Whether it arrived.
    pub came: bool,
    /// Whether it came back.
    pub back: bool,
}

/// A place in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LoanField {
    /// What was sent.
    Went,
    /// When.
    Shipped,
    /// What arrived.
    Came,
    /// When.
    Arrived,
    /// What came back.
    Back,
    /// When.
    Returned,
    /// What is to be said.
    Note,
}

impl LoanField {
    /// Name of the control.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Went => "went",
            Self::Shipped => "shipped_on",
            Self::Came => "came",
            Self::Arrived => "arrived_on",
            Self::Back => "back",
            Self::Returned => "returned_on",
            Self::Note => "loan_note",
        }
    }
}

/// What was noted of a loan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LoanMarks {
    /// The box.
    pub items: Vec<LoanItem>,
    /// When it was sent.
    pub shipped_on: Option<NaiveDate>,
    /// When it arrived.
    pub arrived_on: Option<NaiveDate>,
    /// When it came back.
    pub returned_on: Option<NaiveDate>,
    /// What is to be said.
    pub note: String,
}

impl LoanMarks {
    /// A box of which nothing was noted yet.
    pub fn of_box(contents: &[String]) -> Self {
        let items = contents
            .iter()
            .map(|name| LoanItem { name: name.clone(), went: false, came: false, back: false })
            .collect();
        Self { items, ..Self::default() }
    }

    /// What was sent and, though the box is back, not returned.
    pub fn missing(&self) -> Vec<&str> {
        let missing = self.items.iter().filter(|item| item.went && !item.back);
        if self.returned_on.is_some() { missing.map(|item| item.name.as_str()).collect() } else { Vec::new() }
    }

    /// Reads the form over what is in the box, which is sent and comes back about certain days.
    pub fn parse(&self, typed: &Typed, days: LoanDays) -> Result<Self, Vec<(LoanField, ArrangementProblem)>> {
        let mut problems = Vec::new();
        let ticked = |field: LoanField, place: usize| {
            typed.all(field.name()).any(|value| value.parse::<usize>() == Ok(place))
        };
        let items = self
            .items
            .iter()
            .enumerate()
            .map(|(place, item)| LoanItem {
                name: item.name.clone(),
                went: ticked(LoanField::Went, place),
                came: ticked(LoanField::Came, place),
                back: ticked(LoanField::Back, place),
            })
            .collect();
        let about = Expected::around(days.ships);
        let mut day = |field: LoanField| match wareki::parse_expected(typed.get(field.name()), about) {
            Ok(parsed) => Some(parsed.date),
            Err(DateError::Missing) => None,
            Err(error) => {
                problems.push((field, ArrangementProblem::Date(error)));
                None
            }
        };
        let shipped_on = day(LoanField::Shipped);
        let arrived_on = day(LoanField::Arrived);
        let returned_on = day(LoanField::Returned);
        let note = text::tidy_prose(typed.get(LoanField::Note.name()));
        if text::graphemes(&note) > NOTE {
            problems.push((LoanField::Note, ArrangementProblem::TooLong(NOTE)));
        }
        if problems.is_empty() {
            Ok(Self { items, shipped_on, arrived_on, returned_on, note })
        } else {
            Err(problems)
        }
    }

    /// Fills the form.
    pub fn fill(&self) -> Typed {
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let mut typed = Typed::default()
            .with(LoanField::Shipped.name(), day(self.shipped_on))
            .with(LoanField::Arrived.name(), day(self.arrived_on))
            .with(LoanField::Returned.name(), day(self.returned_on))
            .with(LoanField::Note.name(), &*self.note);
        for (place, item) in self.items.iter().enumerate() {
            let marks =
                [(LoanField::Went, item.went), (LoanField::Came, item.came), (LoanField::Back, item.back)];
            for (field, _) in marks.into_iter().filter(|(_, ticked)| *ticked) {
                typed = typed.with(field.name(), place.to_string());
            }
        }
        typed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_is_ticked_off_and_what_is_missing_is_named() {
        let new = LoanMarks::of_box(&["ノートパソコン".to_owned(), "電源".to_owned()]);
        let typed = Typed::default()
            .with("went", "0")
            .with("went", "1")
            .with("shipped_on", "12/2")
            .with("back", "0")
            .with("returned_on", "1月9日");
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let days = LoanDays { ships: day("2024-12-03"), returns: day("2024-12-20") };
        let marks = new.parse(&typed, days).expect("marks");
        assert_eq!(marks.missing(), ["電源"]);
        assert_eq!((marks.shipped_on, marks.returned_on), (Some(day("2024-12-02")), Some(day("2025-01-09"))));
        assert_eq!(marks.parse(&marks.fill(), days), Ok(marks.clone()));
        let under_way = LoanMarks { returned_on: None, ..marks };
        assert!(under_way.missing().is_empty(), "it is not back yet");
        let wrong = new.parse(&Typed::default().with("arrived_on", "あした"), days).expect_err("no date");
        assert_eq!(wrong[0].0, LoanField::Arrived);
    }
}
