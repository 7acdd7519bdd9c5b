//! What people type after a grant: the report, what is asked for, what is proposed, what came back.

use super::RequestKind;
use crate::{
    form::Typed,
    money::{Yen, YenError},
    subsidies::{AnswerField, AnswerProblem, ExpenseSection, Reason, ReasonError, Rules},
    wareki::{DateError, Expected, parse_expected},
};
use chrono::NaiveDate;

/// A place in these forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AwardField {
    /// 事業の成果.
    Done,
    /// 中間報告: how far the work is.
    Interim,
    /// 額.
    Amount,
    /// 理由.
    Reason,
    /// 決裁者への申し送り.
    Note,
    /// 全部か一部か.
    Extent,
    /// 返還の期限.
    ReturnBy,
    /// 変更か中止・廃止か.
    Kind,
    /// 入金日.
    ReceivedOn,
    /// 支払日 of what was paid by no run.
    PaidOn,
    /// 補正してほしいこと.
    Sentence,
    /// 期限.
    Due,
    /// 確認しました.
    Confirmed,
}

impl AwardField {
    /// Name in the form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Interim => "interim",
            Self::Amount => "amount",
            Self::Reason => "reason",
            Self::Note => "note",
            Self::Extent => "extent",
            Self::ReturnBy => "return_by",
            Self::Kind => "kind",
            Self::ReceivedOn => "received_on",
            Self::PaidOn => "paid_on",
            Self::Sentence => "sentence",
            Self::Due => "due",
            Self::Confirmed => "confirmed",
        }
    }
}

/// What is wrong there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AwardProblem {
    /// Nothing was typed.
    #[error("nothing was typed")]
    Missing,
    /// Nothing was chosen.
    #[error("nothing was chosen")]
    NotChosen,
    /// More than there is room for.
    #[error("too long")]
    TooLong,
    /// Not an amount.
    #[error(transparent)]
    Amount(YenError),
    /// More than this.
    #[error("above {0:?}")]
    AtMost(Yen),
    /// It would change nothing: it must be below this.
    #[error("not below {0:?}")]
    NotLess(Yen),
    /// Nothing at all, where something is needed.
    #[error("nothing")]
    Nothing,
    /// Less than the rules give needs a reason.
    #[error("a reason for less than {0:?}")]
    ReasonForLess(Yen),
    /// Not a date.
    #[error(transparent)]
    Date(DateError),
    /// Not after today.
    #[error("not later")]
    NotLater,
    /// After today.
    #[error("in the future")]
    InFuture,
    /// Before what it follows.
    #[error("before {0}")]
    Before(NaiveDate),
}

/// Everything that is wrong in a form.
pub type AwardProblems = Vec<(AwardField, AwardProblem)>;

/// Words that must be given.
pub fn parse_reason(typed: &Typed, field: AwardField) -> Result<Reason, (AwardField, AwardProblem)> {
    Reason::parse(typed.get(field.name())).map_err(|error| match error {
        ReasonError::Missing => (field, AwardProblem::Missing),
        ReasonError::TooLong => (field, AwardProblem::TooLong),
    })
}

/// By when money comes back, where it does: after today.
pub fn parse_return_by(typed: &Typed, today: NaiveDate) -> Result<NaiveDate, (AwardField, AwardProblem)> {
    later(typed, AwardField::ReturnBy, today)
}

/// Words that may be left out.
fn words(typed: &Typed, field: AwardField, problems: &mut AwardProblems) -> String {
    match parse_reason(typed, field) {
        Ok(words) => words.into(),
        Err((_, AwardProblem::Missing)) => String::new(),
        Err(problem) => {
            problems.push(problem);
            String::new()
        }
    }
}

fn kept<T>(read: Result<T, (AwardField, AwardProblem)>, problems: &mut AwardProblems) -> Option<T> {
    read.map_err(|problem| problems.push(problem)).ok()
}

fn amount(typed: &Typed) -> Result<Yen, (AwardField, AwardProblem)> {
    Yen::parse(typed.get(AwardField::Amount.name())).map_err(|error| {
        let problem =
            if error == YenError::Missing { AwardProblem::Missing } else { AwardProblem::Amount(error) };
        (AwardField::Amount, problem)
    })
}

fn day(
    typed: &Typed,
    field: AwardField,
    expected: Expected,
) -> Result<NaiveDate, (AwardField, AwardProblem)> {
    parse_expected(typed.get(field.name()), expected).map(|parsed| parsed.date).map_err(|error| {
        let problem =
            if error == DateError::Missing { AwardProblem::Missing } else { AwardProblem::Date(error) };
        (field, problem)
    })
}

fn later(
    typed: &Typed,
    field: AwardField,
    today: NaiveDate,
) -> Result<NaiveDate, (AwardField, AwardProblem)> {
    day(typed, field, Expected::coming(today))
        .and_then(|day| if day > today { Ok(day) } else { Err((field, AwardProblem::NotLater)) })
}

/// A day from `first` on, and not in the future.
fn past(
    typed: &Typed,
    field: AwardField,
    first: NaiveDate,
    today: NaiveDate,
) -> Result<NaiveDate, (AwardField, AwardProblem)> {
    day(typed, field, Expected::past(today)).and_then(|day| {
        if day > today {
            Err((field, AwardProblem::InFuture))
        } else if day < first {
            Err((field, AwardProblem::Before(first)))
        } else {
            Ok(day)
        }
    })
}

/// 実績報告.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What was paid; what the rules give for it is [`ExpenseSection::asked`].
    pub expense: ExpenseSection,
    /// What was done with it.
    pub done: String,
}

impl Report {
    /// Reads the report: the same questions about the cost as when applying, now about what was paid.
    pub fn parse(
        typed: &Typed,
        rules: &Rules,
        today: NaiveDate,
    ) -> Result<Self, (Vec<(AnswerField, AnswerProblem)>, AwardProblems)> {
        let mut problems = AwardProblems::new();
        let done = kept(parse_reason(typed, AwardField::Done), &mut problems);
        let expense = ExpenseSection::parse(typed, rules, today).and_then(|section| {
            let started = section.started_on.map(|day| (AnswerField::StartedOn, day));
            let paid = section.claim.items.iter().filter_map(|item| {
                item.paid_on.map(|day| (AnswerField::PaidOn(usize::from(item.slot)), day))
            });
            let early: Vec<_> = paid
                .chain(started)
                .filter(|(_, day)| *day > today)
                .map(|(field, _)| (field, AnswerProblem::ReportedInFuture))
                .collect();
            if early.is_empty() { Ok(section) } else { Err(early) }
        });
        match (expense, done) {
            (Ok(expense), Some(done)) => Ok(Self { expense, done: done.into() }),
            (Ok(_), None) => Err((Vec::new(), problems)),
            (Err(answers), _) => Err((answers, problems)),
        }
    }
}

/// 変更・中止・廃止の申請.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestForm {
    /// Which.
    pub kind: RequestKind,
    /// What the grant would become; nothing where the work is given up.
    pub amount: Yen,
    /// Why.
    pub reason: Reason,
}

impl RequestForm {
    /// Reads it; a grant never becomes more.
    pub fn parse(typed: &Typed, granted: Yen) -> Result<Self, AwardProblems> {
        let mut problems = AwardProblems::new();
        let kind = RequestKind::from_code(typed.get(AwardField::Kind.name()));
        let amount = match kind {
            None => {
                problems.push((AwardField::Kind, AwardProblem::NotChosen));
                None
            }
            Some(RequestKind::Stop) => Some(Yen::ZERO),
            Some(RequestKind::Change) => {
                let read = amount(typed).and_then(|yen| match yen {
                    Yen::ZERO => Err((AwardField::Amount, AwardProblem::Nothing)),
                    yen if yen > granted => Err((AwardField::Amount, AwardProblem::AtMost(granted))),
                    yen => Ok(yen),
                });
                kept(read, &mut problems)
            }
        };
        let reason = kept(parse_reason(typed, AwardField::Reason), &mut problems);
        match (kind, amount, reason) {
            (Some(kind), Some(amount), Some(reason)) if problems.is_empty() => {
                Ok(Self { kind, amount, reason })
            }
            _ => Err(problems),
        }
    }
}

/// 額の確定の起案.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FinalForm {
    /// 確定額.
    pub amount: Yen,
    /// Why it is less than the rules give; empty where it is not.
    pub reason: String,
    /// 申し送り.
    pub note: String,
    /// By when money comes back, where more was paid in advance.
    pub return_by: Option<NaiveDate>,
}

impl FinalForm {
    /// Reads it: `most` is what the rules give for the report, and never above the grant; `paid` what the office has.
    pub fn parse(typed: &Typed, most: Yen, paid: Yen, today: NaiveDate) -> Result<Self, AwardProblems> {
        let mut problems = AwardProblems::new();
        let read = amount(typed).and_then(|yen| {
            if yen > most { Err((AwardField::Amount, AwardProblem::AtMost(most))) } else { Ok(yen) }
        });
        let amount = kept(read, &mut problems);
        let reason = words(typed, AwardField::Reason, &mut problems);
        let note = words(typed, AwardField::Note, &mut problems);
        if amount.is_some_and(|amount| amount < most) && reason.is_empty() {
            problems.push((AwardField::Reason, AwardProblem::ReasonForLess(most)));
        }
        let comes_back = amount.is_some_and(|amount| paid > amount);
        let return_by = if comes_back { kept(parse_return_by(typed, today), &mut problems) } else { None };
        match amount {
            Some(amount) if problems.is_empty() => Ok(Self { amount, reason, note, return_by }),
            _ => Err(problems),
        }
    }
}

/// 取消の起案.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CancellationForm {
    /// What is left to the office; nothing where all of it is cancelled.
    pub left: Yen,
    /// Why, as the letter says.
    pub reason: Reason,
    /// 申し送り.
    pub note: String,
    /// By when the money comes back, where it was paid.
    pub return_by: Option<NaiveDate>,
}

impl CancellationForm {
    /// Reads it. `entitled` is what the office may have until now, `paid` what it has.
    pub fn parse(typed: &Typed, entitled: Yen, paid: Yen, today: NaiveDate) -> Result<Self, AwardProblems> {
        let mut problems = AwardProblems::new();
        let left = match typed.get(AwardField::Extent.name()) {
            "whole" => Some(Yen::ZERO),
            "part" => {
                let read = amount(typed).and_then(|yen| match yen {
                    Yen::ZERO => Err((AwardField::Amount, AwardProblem::Nothing)),
                    yen if yen >= entitled => Err((AwardField::Amount, AwardProblem::NotLess(entitled))),
                    yen => Ok(yen),
                });
                kept(read, &mut problems)
            }
            _ => {
                problems.push((AwardField::Extent, AwardProblem::NotChosen));
                None
            }
        };
        let reason = kept(parse_reason(typed, AwardField::Reason), &mut problems);
        let note = words(typed, AwardField::Note, &mut problems);
        let comes_back = left.is_some_and(|left| paid > left);
        let return_by = if comes_back { kept(parse_return_by(typed, today), &mut problems) } else { None };
        match (left, reason) {
            (Some(left), Some(reason)) if problems.is_empty() => Ok(Self { left, reason, note, return_by }),
            _ => Err(problems),
        }
    }
}

/// ほかの方法での支払の起案.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ElsewhereForm {
    /// When it was paid.
    pub paid_on: NaiveDate,
    /// How, and by which paper one can tell.
    pub reason: Reason,
    /// 申し送り.
    pub note: String,
}

impl ElsewhereForm {
    /// Reads it: not paid before it was granted, nor in the future.
    pub fn parse(typed: &Typed, granted_on: NaiveDate, today: NaiveDate) -> Result<Self, AwardProblems> {
        let mut problems = AwardProblems::new();
        let paid_on = kept(past(typed, AwardField::PaidOn, granted_on, today), &mut problems);
        let reason = kept(parse_reason(typed, AwardField::Reason), &mut problems);
        let note = words(typed, AwardField::Note, &mut problems);
        match (paid_on, reason) {
            (Some(paid_on), Some(reason)) if problems.is_empty() => Ok(Self { paid_on, reason, note }),
            _ => Err(problems),
        }
    }
}

/// 補正依頼 of a report, and by when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnForm {
    /// What is asked.
    pub sentence: Reason,
    /// The last day.
    pub due: NaiveDate,
}

impl ReturnForm {
    /// Reads it.
    pub fn parse(typed: &Typed, today: NaiveDate) -> Result<Self, AwardProblems> {
        let mut problems = AwardProblems::new();
        let sentence = kept(parse_reason(typed, AwardField::Sentence), &mut problems);
        let due = kept(later(typed, AwardField::Due, today), &mut problems);
        match (sentence, due) {
            (Some(sentence), Some(due)) => Ok(Self { sentence, due }),
            _ => Err(problems),
        }
    }

    /// Reads the new last day of a dunning letter (督促).
    pub fn parse_due(typed: &Typed, today: NaiveDate) -> Result<NaiveDate, AwardProblems> {
        later(typed, AwardField::Due, today).map_err(|problem| vec![problem])
    }
}

/// 返還の入金.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RefundForm {
    /// When it came.
    pub received_on: NaiveDate,
    /// How much.
    pub yen: Yen,
}

impl RefundForm {
    /// Reads it: not before it was ordered, not in the future, not more than is owed.
    pub fn parse(
        typed: &Typed,
        owed: Yen,
        ordered_on: NaiveDate,
        today: NaiveDate,
    ) -> Result<Self, AwardProblems> {
        let mut problems = AwardProblems::new();
        let received_on = kept(past(typed, AwardField::ReceivedOn, ordered_on, today), &mut problems);
        let read = amount(typed).and_then(|yen| match yen {
            Yen::ZERO => Err((AwardField::Amount, AwardProblem::Nothing)),
            yen if yen > owed => Err((AwardField::Amount, AwardProblem::AtMost(owed))),
            yen => Ok(yen),
        });
        match (received_on, kept(read, &mut problems)) {
            (Some(received_on), Some(yen)) => Ok(Self { received_on, yen }),
            _ => Err(problems),
        }
    }
}

#[cfg(test)]
mod tests;
