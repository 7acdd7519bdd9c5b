//! 起案 as a form: what the verdicts allow to propose, and nothing else.
//!
//! A grant needs every criterion judged 適合, and words where it is less than the rules give; a refusal needs one judged
//! 不適合, and words for the applicant.

use super::{Criterion, Judged, Outcome, Reason, ReasonError, Verdict, judgement};
use crate::{
    form::Typed,
    money::{Yen, YenError},
};
use chrono::{DateTime, Utc};

/// What a clerk proposes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalForm {
    /// 交付 or 不交付.
    pub outcome: Outcome,
    /// A word to the approver; empty where there is none.
    pub note: String,
}

/// A place in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProposalField {
    /// The proposal as a whole.
    Whole,
    /// 交付 or 不交付.
    Outcome,
    /// 不交付の理由.
    Reason,
    /// 交付額, where less is granted than the rules give.
    Amount,
    /// 減額の理由.
    Lowered,
    /// A word to the approver.
    Note,
}

impl ProposalField {
    /// Name in the form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Whole => "",
            Self::Outcome => "outcome",
            Self::Reason => "reason",
            Self::Amount => "amount",
            Self::Lowered => "lowered",
            Self::Note => "note",
        }
    }
}

/// What keeps it from being proposed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProposalProblem {
    /// Criteria without a verdict since the application arrived.
    #[error("not judged: {0:?}")]
    NotJudged(Vec<Criterion>),
    /// Neither 交付 nor 不交付.
    #[error("no outcome is chosen")]
    NotChosen,
    /// A grant although some criteria are not judged 適合.
    #[error("a grant against the verdicts on {0:?}")]
    NotFitting(Vec<Criterion>),
    /// A refusal although no criterion is judged 不適合.
    #[error("a refusal without a verdict against")]
    NothingAgainst,
    /// The reason of a refusal.
    #[error(transparent)]
    Reason(#[from] ReasonError),
    /// Not an amount.
    #[error(transparent)]
    Amount(#[from] YenError),
    /// More than the rules give.
    #[error("at most {0:?}")]
    AtMost(Yen),
    /// A grant of nothing is a refusal.
    #[error("nothing is granted")]
    Nothing,
    /// The word to the approver is too long.
    #[error("the note is too long")]
    NoteTooLong,
}

impl ProposalForm {
    /// Reads the form against what was judged. `amount` is what the rules give.
    pub fn parse(
        typed: &Typed,
        criteria: &[Criterion],
        judged: &[Judged],
        arrived: DateTime<Utc>,
        amount: Yen,
    ) -> Result<Self, Vec<(ProposalField, ProposalProblem)>> {
        let mut problems = Vec::new();
        let open = judgement::open(criteria, judged, arrived);
        let with = |verdict: fn(Verdict) -> bool| -> Vec<Criterion> {
            judged
                .iter()
                .filter(|one| verdict(one.judgement.verdict))
                .map(|one| one.judgement.criterion)
                .collect()
        };
        if !open.is_empty() {
            problems.push((ProposalField::Whole, ProposalProblem::NotJudged(open)));
        }
        let outcome = match typed.get(ProposalField::Outcome.name()) {
            "grant" => {
                let against = with(|verdict| verdict != Verdict::Fits);
                if !against.is_empty() {
                    problems.push((ProposalField::Outcome, ProposalProblem::NotFitting(against)));
                }
                granted(typed, amount).map_err(|problem| problems.push(problem)).ok()
            }
            "refuse" => {
                if with(|verdict| verdict == Verdict::DoesNotFit).is_empty() {
                    problems.push((ProposalField::Outcome, ProposalProblem::NothingAgainst));
                }
                Reason::parse(typed.get(ProposalField::Reason.name()))
                    .map(|reason| Outcome::Refuse { reason })
                    .map_err(|error| problems.push((ProposalField::Reason, error.into())))
                    .ok()
            }
            _ => {
                problems.push((ProposalField::Outcome, ProposalProblem::NotChosen));
                None
            }
        };
        let note = match Reason::parse(typed.get(ProposalField::Note.name())) {
            Ok(note) => note.into(),
            Err(ReasonError::Missing) => String::new(),
            Err(ReasonError::TooLong) => {
                problems.push((ProposalField::Note, ProposalProblem::NoteTooLong));
                String::new()
            }
        };
        match outcome {
            Some(outcome) if problems.is_empty() => Ok(Self { outcome, note }),
            _ => Err(problems),
        }
    }

    /// Criteria that are not judged since the application arrived the last time.
    pub fn open(criteria: &[Criterion], judged: &[Judged], arrived: DateTime<Utc>) -> Vec<Criterion> {
        judgement::open(criteria, judged, arrived)
    }
}

/// What is granted: what the rules give, or less with a reason; never more.
fn granted(typed: &Typed, most: Yen) -> Result<Outcome, (ProposalField, ProposalProblem)> {
    let amount = match Yen::parse(typed.get(ProposalField::Amount.name())) {
        Err(YenError::Missing) => most,
        Ok(yen) if yen > most => return Err((ProposalField::Amount, ProposalProblem::AtMost(most))),
        Ok(Yen::ZERO) if most > Yen::ZERO => return Err((ProposalField::Amount, ProposalProblem::Nothing)),
        Ok(yen) => yen,
        Err(error) => return Err((ProposalField::Amount, error.into())),
    };
    if amount == most {
        return Ok(Outcome::Grant { amount, lowered: None });
    }
    Reason::parse(typed.get(ProposalField::Lowered.name()))
        .map(|reason| Outcome::Grant { amount, lowered: Some(reason) })
        .map_err(|error| (ProposalField::Lowered, error.into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::subsidies::{Judgement, sample::noon};
    use chrono::Duration;

    fn judged(verdict: impl Fn(Criterion) -> Verdict) -> Vec<Judged> {
        Criterion::ALL
            .into_iter()
            .map(|criterion| Judged {
                judgement: Judgement { criterion, verdict: verdict(criterion), note: String::new() },
                at: noon(),
            })
            .collect()
    }

    fn parse(
        typed: &Typed,
        judged: &[Judged],
    ) -> Result<ProposalForm, Vec<(ProposalField, ProposalProblem)>> {
        ProposalForm::parse(typed, &Criterion::ALL, judged, noon(), Yen(21_000))
    }

    fn service_does_not_fit(criterion: Criterion) -> Verdict {
        if criterion == Criterion::ServiceEligible { Verdict::DoesNotFit } else { Verdict::Fits }
    }

    #[test]
    fn a_grant_is_the_amount_of_the_rules_and_needs_every_verdict() {
        let grant = Typed::default().with("outcome", "grant");
        let form = parse(&grant, &judged(|_| Verdict::Fits)).unwrap();
        assert_eq!(form.outcome, Outcome::Grant { amount: Yen(21_000), lowered: None });
        let some = &judged(|_| Verdict::Fits)[1..];
        assert_eq!(
            parse(&grant, some).unwrap_err(),
            [(ProposalField::Whole, ProposalProblem::NotJudged(vec![Criterion::OfficeInMunicipality]))]
        );
        let against = judged(service_does_not_fit);
        assert_eq!(
            parse(&grant, &against).unwrap_err(),
            [(ProposalField::Outcome, ProposalProblem::NotFitting(vec![Criterion::ServiceEligible]))]
        );
    }

    #[test]
    fn an_officer_grants_less_for_a_reason_and_never_more() {
        let fits = judged(|_| Verdict::Fits);
        let typed = |amount: &str, reason: &str| {
            let typed = Typed::default().with("outcome", "grant").with("amount", amount);
            parse(&typed.with("lowered", reason), &fits).map(|form| form.outcome)
        };
        let reason = Reason::parse("対象外の経費があるため").unwrap();
        assert_eq!(
            typed("１８，０００円", "対象外の経費があるため"),
            Ok(Outcome::Grant { amount: Yen(18_000), lowered: Some(reason) })
        );
        assert_eq!(typed("21,000", "理由"), Ok(Outcome::Grant { amount: Yen(21_000), lowered: None }));
        assert_eq!(
            typed("18,000", " ").unwrap_err(),
            [(ProposalField::Lowered, ProposalProblem::Reason(ReasonError::Missing))]
        );
        assert_eq!(
            typed("21,001", "理由").unwrap_err(),
            [(ProposalField::Amount, ProposalProblem::AtMost(Yen(21_000)))]
        );
        assert_eq!(typed("0", "理由").unwrap_err(), [(ProposalField::Amount, ProposalProblem::Nothing)]);
        assert!(typed("半分", "理由").is_err());
    }

    #[test]
    fn a_refusal_rests_on_a_verdict_and_has_words_for_the_applicant() {
        let refuse = Typed::default().with("outcome", "refuse");
        assert_eq!(
            parse(&refuse, &judged(|_| Verdict::Fits)).unwrap_err(),
            [
                (ProposalField::Outcome, ProposalProblem::NothingAgainst),
                (ProposalField::Reason, ProposalProblem::Reason(ReasonError::Missing)),
            ]
        );
        let with_words = refuse.with("reason", "対象外のサービスのため");
        assert!(matches!(
            parse(&with_words, &judged(service_does_not_fit)).unwrap().outcome,
            Outcome::Refuse { .. }
        ));
    }

    #[test]
    fn what_was_judged_before_the_application_came_back_is_judged_again() {
        let grant = Typed::default().with("outcome", "grant");
        let old = judged(|_| Verdict::Fits);
        let again = noon() + Duration::days(7);
        let problems = ProposalForm::parse(&grant, &Criterion::ALL, &old, again, Yen(1)).unwrap_err();
        assert_eq!(problems, [(ProposalField::Whole, ProposalProblem::NotJudged(Criterion::ALL.to_vec()))]);
    }
}
