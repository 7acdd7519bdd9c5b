//! 年度の締め: what is not final, what of it keeps a year from being closed, and what is carried over by name.

use super::Tally;
use crate::{
    fiscal_year::FiscalYear,
    form::Typed,
    subsidies::{Reason, ReasonError},
};
use chrono::NaiveDate;

/// What is not final.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeftKind {
    /// Received and undecided.
    Open,
    /// 待機.
    Waiting,
    /// A paper that came and was begun, never received.
    Paper,
    /// A draft of an applicant that has documents: they may believe that they applied.
    Draft,
    /// 交付決定 whose report, final amount, claim or payment is to come.
    Award,
    /// 返還 that is ordered and not refunded.
    Recovery,
    /// Materials that were ordered in the year or before and have not come.
    Order,
}

impl LeftKind {
    /// Every kind, the most urgent first.
    pub const ALL: [Self; 7] =
        [Self::Open, Self::Waiting, Self::Paper, Self::Draft, Self::Award, Self::Recovery, Self::Order];

    /// As it stands in a column and in an address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Waiting => "waiting",
            Self::Paper => "paper",
            Self::Draft => "draft",
            Self::Award => "award",
            Self::Recovery => "recovery",
            Self::Order => "order",
        }
    }

    /// The kind of a column's value.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// What it means for closing the year.
    pub const fn left(self) -> Left {
        match self {
            Self::Open | Self::Waiting | Self::Paper => Left::Undecided,
            Self::Draft => Left::ToBeSeen,
            Self::Award | Self::Recovery => Left::CarriedOver,
            Self::Order => Left::Named,
        }
    }
}

/// What something that is not final means for closing the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Left {
    /// Somebody waits for a decision: the year cannot be closed.
    Undecided,
    /// Nobody can decide it; whoever closes says that they have looked at it.
    ToBeSeen,
    /// Decided, and money is still to move: it goes into the next year as a named list.
    CarriedOver,
    /// Of no programme: it is named, and goes on by itself.
    Named,
}

/// Why a year cannot be closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hindrance {
    /// It is not over.
    NotOver,
    /// So many of this kind are undecided.
    Undecided(LeftKind, u64),
    /// So many papers came that nobody entered.
    PapersMissing(u64),
    /// 受付数の照合 fails.
    Unaccounted(Tally),
}

/// The first day on which a year can be closed: its last.
pub fn closable_from(year: FiscalYear) -> NaiveDate {
    year.end()
}

/// Everything that keeps a year from being closed on a day; nothing where it can be.
pub fn hindrances(
    year: FiscalYear,
    today: NaiveDate,
    left: &[(LeftKind, u64)],
    papers_missing: u64,
    tally: Tally,
) -> Vec<Hindrance> {
    let early = (today < closable_from(year)).then_some(Hindrance::NotOver);
    let undecided = left
        .iter()
        .filter(|(kind, count)| *count > 0 && kind.left() == Left::Undecided)
        .map(|(kind, count)| Hindrance::Undecided(*kind, *count));
    let papers = (papers_missing > 0).then_some(Hindrance::PapersMissing(papers_missing));
    let unaccounted = (!tally.holds()).then_some(Hindrance::Unaccounted(tally));
    early.into_iter().chain(undecided).chain(papers).chain(unaccounted).collect()
}

/// What is typed to close a year, and to open it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosingForm;

/// What is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClosingProblem {
    /// There are drafts with documents, and nobody says that they were looked at.
    DraftsNotSeen,
    /// No reason, or too long a one.
    Reason(ReasonError),
}

impl ClosingForm {
    /// The field that says that drafts were looked at.
    pub const SEEN: &'static str = "drafts_seen";
    /// The field of the reason or the note.
    pub const REASON: &'static str = "reason";

    /// Reads the form that closes; the note may be empty.
    pub fn parse(typed: &Typed, drafts: u64) -> Result<String, Vec<(&'static str, ClosingProblem)>> {
        let mut problems = Vec::new();
        if drafts > 0 && typed.get(Self::SEEN) != "yes" {
            problems.push((Self::SEEN, ClosingProblem::DraftsNotSeen));
        }
        let note = match Reason::parse(typed.get(Self::REASON)) {
            Ok(note) => note.as_str().to_owned(),
            Err(ReasonError::Missing) => String::new(),
            Err(error) => {
                problems.push((Self::REASON, ClosingProblem::Reason(error)));
                String::new()
            }
        };
        if problems.is_empty() { Ok(note) } else { Err(problems) }
    }

    /// Reads the form that opens a year again; the reason is needed.
    pub fn parse_reopening(typed: &Typed) -> Result<Reason, Vec<(&'static str, ClosingProblem)>> {
        Reason::parse(typed.get(Self::REASON))
            .map_err(|error| vec![(Self::REASON, ClosingProblem::Reason(error))])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year() -> FiscalYear {
        FiscalYear::from_year(2024).unwrap()
    }

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2025, month, day).unwrap()
    }

    #[test]
    fn one_that_waits_for_the_budget_keeps_the_year_open_for_ever() {
        let left = [(LeftKind::Waiting, 1), (LeftKind::Award, 12), (LeftKind::Draft, 3)];
        let tally = Tally { received: 1, open: 1, ..Tally::default() };
        for today in [day(3, 31), day(5, 31), day(10, 31)] {
            assert_eq!(
                hindrances(year(), today, &left, 0, tally),
                [Hindrance::Undecided(LeftKind::Waiting, 1)]
            );
        }
    }

    #[test]
    fn everything_that_hinders_is_named_at_once() {
        let tally = Tally { received: 90, granted: 88, ..Tally::default() };
        assert_eq!(
            hindrances(year(), day(3, 30), &[(LeftKind::Open, 0), (LeftKind::Paper, 2)], 2, tally),
            [
                Hindrance::NotOver,
                Hindrance::Undecided(LeftKind::Paper, 2),
                Hindrance::PapersMissing(2),
                Hindrance::Unaccounted(tally)
            ]
        );
        let settled = Tally { received: 88, granted: 88, ..Tally::default() };
        assert_eq!(hindrances(year(), day(3, 31), &[(LeftKind::Recovery, 1)], 0, settled), []);
    }

    #[test]
    fn drafts_are_looked_at_and_a_year_is_opened_again_for_a_reason() {
        assert!(ClosingForm::parse(&Typed::default(), 0).is_ok());
        assert_eq!(
            ClosingForm::parse(&Typed::default(), 2),
            Err(vec![("drafts_seen", ClosingProblem::DraftsNotSeen)])
        );
        assert!(ClosingForm::parse(&Typed::default().with("drafts_seen", "yes"), 2).is_ok());
        assert!(ClosingForm::parse_reopening(&Typed::default().with("reason", "　")).is_err());
    }

    #[test]
    fn every_kind_has_a_code_of_its_own() {
        for kind in LeftKind::ALL {
            assert_eq!(LeftKind::from_code(kind.code()), Some(kind));
        }
    }
}
