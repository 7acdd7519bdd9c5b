//! 要件確認 as one form: an officer's verdict on each criterion, with a note where it is not a plain yes.

use super::{Criterion, Finding, PreCheck, Verdict};
use crate::form::Typed;
use chrono::{DateTime, Utc};

/// A verdict with its note, as it was formed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// On what.
    pub criterion: Criterion,
    /// What.
    pub verdict: Verdict,
    /// Why; never empty unless the verdict is 適合.
    pub note: String,
}

/// A judgement that was made, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// What was judged.
    pub judgement: Judgement,
    /// When.
    pub at: DateTime<Utc>,
}

/// A place in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JudgementField {
    /// The form as a whole.
    Whole,
    /// The verdict on a criterion.
    Verdict(Criterion),
    /// The note on a criterion.
    Note(Criterion),
}

impl JudgementField {
    /// Name in the form.
    pub fn name(self) -> String {
        match self {
            Self::Whole => String::new(),
            Self::Verdict(criterion) => format!("verdict.{}", criterion.code()),
            Self::Note(criterion) => format!("note.{}", criterion.code()),
        }
    }
}

/// What is wrong with a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum JudgementProblem {
    /// Nothing is judged.
    #[error("nothing is judged")]
    NothingJudged,
    /// A note without a verdict.
    #[error("there is a note and no verdict")]
    VerdictMissing,
    /// A verdict that asks for a reason.
    #[error("the verdict needs a note")]
    NoteMissing,
    /// More than [`Judgements::LONGEST`] characters.
    #[error("the note is too long")]
    NoteTooLong,
}

/// Verdicts on some of the criteria; the others stay open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgements(pub Vec<Judgement>);

impl Judgements {
    /// Most characters of a note.
    pub const LONGEST: usize = 1_000;

    /// Reads the form. A criterion without a verdict stays open; all problems come at once.
    pub fn parse(
        typed: &Typed,
        criteria: &[Criterion],
    ) -> Result<Self, Vec<(JudgementField, JudgementProblem)>> {
        let mut problems = Vec::new();
        let mut judgements = Vec::new();
        for criterion in criteria.iter().copied() {
            let note = typed.get(&JudgementField::Note(criterion).name()).trim().to_owned();
            let verdict = Verdict::from_code(typed.get(&JudgementField::Verdict(criterion).name()));
            if note.chars().count() > Self::LONGEST {
                problems.push((JudgementField::Note(criterion), JudgementProblem::NoteTooLong));
            }
            match verdict {
                None if note.is_empty() => {}
                None => problems.push((JudgementField::Verdict(criterion), JudgementProblem::VerdictMissing)),
                Some(Verdict::DoesNotFit | Verdict::Unclear) if note.is_empty() => {
                    problems.push((JudgementField::Note(criterion), JudgementProblem::NoteMissing));
                }
                Some(verdict) => judgements.push(Judgement { criterion, verdict, note }),
            }
        }
        if judgements.is_empty() && problems.is_empty() {
            problems.push((JudgementField::Whole, JudgementProblem::NothingJudged));
        }
        if problems.is_empty() { Ok(Self(judgements)) } else { Err(problems) }
    }

    /// The form as it is filled from what was judged.
    pub fn fill<'a>(judged: impl IntoIterator<Item = &'a Judgement>) -> Typed {
        judged.into_iter().fold(Typed::default(), |typed, Judgement { criterion, verdict, note }| {
            typed
                .with(&JudgementField::Verdict(*criterion).name(), verdict.code())
                .with(&JudgementField::Note(*criterion).name(), note)
        })
    }
}

/// A form with 適合 on what the machine found to fit, and on how many criteria that is: where nothing was chosen or written
/// yet, and where no document is to be looked at. Nothing is judged by that: whoever judges reads it and saves it.
pub fn suggested(typed: Typed, checks: &[PreCheck]) -> (Typed, usize) {
    let fitting: Vec<Criterion> = checks
        .iter()
        .filter(|check| check.finding == Finding::Fits && !check.criterion.rests_on_documents())
        .map(|check| check.criterion)
        .filter(|one| {
            let empty = |field: JudgementField| typed.get(&field.name()).trim().is_empty();
            empty(JudgementField::Verdict(*one)) && empty(JudgementField::Note(*one))
        })
        .collect();
    let fit = |typed: Typed, one: &Criterion| {
        typed.with(&JudgementField::Verdict(*one).name(), Verdict::Fits.code())
    };
    (fitting.iter().fold(typed, fit), fitting.len())
}

/// Criteria that are not judged since an application arrived the last time.
pub(super) fn open(criteria: &[Criterion], judged: &[Judged], arrived: DateTime<Utc>) -> Vec<Criterion> {
    criteria
        .iter()
        .copied()
        .filter(|criterion| {
            !judged.iter().any(|one| one.judgement.criterion == *criterion && one.at >= arrived)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::subsidies::Evidence;
    use proptest::prelude::*;

    #[test]
    fn a_plain_yes_needs_no_words_and_anything_else_does() {
        let typed = Typed::default()
            .with("verdict.service_eligible", "fits")
            .with("verdict.paid_within_period", "does_not_fit")
            .with("note.amount_by_rules", "確かめ中");
        assert_eq!(
            Judgements::parse(&typed, &Criterion::ALL),
            Err(vec![
                (JudgementField::Note(Criterion::PaidWithinPeriod), JudgementProblem::NoteMissing),
                (JudgementField::Verdict(Criterion::AmountByRules), JudgementProblem::VerdictMissing),
            ])
        );
    }

    #[test]
    fn what_is_not_judged_yet_stays_open() {
        let typed = Typed::default().with("verdict.service_eligible", "fits");
        let judgements = Judgements::parse(&typed, &Criterion::ALL).unwrap();
        assert_eq!(judgements.0.len(), 1);
        assert_eq!(
            Judgements::parse(&Typed::default(), &Criterion::ALL),
            Err(vec![(JudgementField::Whole, JudgementProblem::NothingJudged)])
        );
    }

    #[test]
    fn what_the_machine_suggests_touches_no_document_and_nothing_that_was_typed() {
        let check = |criterion, finding| PreCheck { criterion, finding, evidence: Evidence::Started(None) };
        let checks = [
            check(Criterion::OfficeInMunicipality, Finding::Fits),
            check(Criterion::ServiceEligible, Finding::Unclear),
            check(Criterion::PaidWithinPeriod, Finding::Fits),
            check(Criterion::FirstOfTheYear, Finding::Fits),
            check(Criterion::DeclarationsMade, Finding::Fits),
        ];
        let typed = Typed::default()
            .with("verdict.first_of_the_year", "unclear")
            .with("note.declarations_made", "誓約書を確認中");
        let (filled, count) = suggested(typed, &checks);
        assert_eq!(count, 1);
        assert_eq!(filled.get("verdict.office_in_municipality"), "fits");
        assert_eq!(filled.get("verdict.first_of_the_year"), "unclear");
        for open in ["service_eligible", "paid_within_period", "declarations_made"] {
            assert_eq!(filled.get(&format!("verdict.{open}")), "", "{open}");
        }
    }

    proptest! {
        #[test]
        fn a_form_filled_from_judgements_reads_back_the_same(chosen in proptest::collection::vec((0usize..3, "[あ-ん]{1,20}"), 7)) {
            let judgements: Vec<_> = Criterion::ALL
                .into_iter()
                .zip(chosen)
                .map(|(criterion, (verdict, note))| Judgement { criterion, verdict: Verdict::ALL[verdict], note })
                .collect();
            let typed = Judgements::fill(&judgements);
            prop_assert_eq!(Judgements::parse(&typed, &Criterion::ALL), Ok(Judgements(judgements)));
        }
    }
}
