//! 補正依頼: what exactly is to be put right, in the officer's words, and until when.

use super::{Reason, ReasonError, Task};
use crate::{
    form::Typed,
    wareki::{DateError, parse_date},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What an officer asks an applicant to put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorrectionRequest {
    /// One or more things, each named once.
    pub items: Vec<CorrectionItem>,
    /// Last day for the answer.
    pub due: NaiveDate,
}

/// One thing to put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorrectionItem {
    /// Where.
    pub target: Target,
    /// The officer's sentence, shown beside it.
    pub sentence: Reason,
}

/// A place in an application.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Target {
    /// A whole task.
    Task {
        /// Which.
        task: Task,
    },
    /// One document.
    Document {
        /// Key of the document in the rules.
        key: String,
    },
}

impl Target {
    /// The task in which it is put right.
    pub const fn task(&self) -> Task {
        match self {
            Self::Task { task } => *task,
            Self::Document { .. } => Task::Documents,
        }
    }

    /// Name of the field with the officer's sentence (`task.contact`, `document.d1`).
    pub fn field(&self) -> String {
        match self {
            Self::Task { task } => format!("task.{}", task.code()),
            Self::Document { key } => format!("document.{key}"),
        }
    }
}

/// Where a problem of a correction request lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CorrectionField {
    /// The request as a whole.
    Items,
    /// One officer's sentence.
    Sentence(Target),
    /// The last day.
    Due,
}

impl CorrectionField {
    /// Name in the form.
    pub fn name(&self) -> String {
        match self {
            Self::Items => "items".to_owned(),
            Self::Sentence(target) => target.field(),
            Self::Due => "due".to_owned(),
        }
    }
}

/// What is wrong with a correction request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CorrectionProblem {
    /// Nothing is asked for.
    #[error("nothing is asked for")]
    NothingAsked,
    /// The sentence is too long.
    #[error("the sentence is too long")]
    SentenceTooLong,
    /// Not a date.
    #[error(transparent)]
    Due(DateError),
    /// The applicant would have no day left.
    #[error("the due date is not after today")]
    DueNotLater,
}

impl CorrectionRequest {
    /// Reads the officer's form: a sentence in a target's field asks for that target; empty ones do not.
    pub fn parse(
        typed: &Typed,
        targets: &[Target],
        today: NaiveDate,
    ) -> Result<Self, Vec<(CorrectionField, CorrectionProblem)>> {
        let mut errors = Vec::new();
        let mut items = Vec::new();
        for target in targets {
            match Reason::parse(typed.get(&target.field())) {
                Ok(sentence) => items.push(CorrectionItem { target: target.clone(), sentence }),
                Err(ReasonError::Missing) => {}
                Err(ReasonError::TooLong) => {
                    errors.push((
                        CorrectionField::Sentence(target.clone()),
                        CorrectionProblem::SentenceTooLong,
                    ));
                }
            }
        }
        if items.is_empty() && errors.is_empty() {
            errors.push((CorrectionField::Items, CorrectionProblem::NothingAsked));
        }
        let due = match parse_date(typed.get("due")) {
            Ok(due) if due.date > today => Some(due.date),
            Ok(_) => {
                errors.push((CorrectionField::Due, CorrectionProblem::DueNotLater));
                None
            }
            Err(error) => {
                errors.push((CorrectionField::Due, CorrectionProblem::Due(error)));
                None
            }
        };
        match due {
            Some(due) if errors.is_empty() => Ok(Self { items, due }),
            _ => Err(errors),
        }
    }

    /// What is asked about one task.
    pub fn of(&self, task: Task) -> impl Iterator<Item = &CorrectionItem> {
        self.items.iter().filter(move |item| item.target.task() == task)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 7, day).unwrap()
    }

    fn targets() -> [Target; 2] {
        [Target::Task { task: Task::Contact }, Target::Document { key: "d1".to_owned() }]
    }

    #[test]
    fn only_what_has_a_sentence_is_asked_for() {
        let typed = Typed::default().with("document.d1", "支払日が読めません").with("due", "令和6年7月17日");
        let request = CorrectionRequest::parse(&typed, &targets(), day(3)).unwrap();
        assert_eq!(request.due, day(17));
        assert_eq!(request.of(Task::Documents).count(), 1);
        assert_eq!(request.of(Task::Contact).count(), 0);
    }

    #[test]
    fn a_request_for_nothing_until_yesterday_is_refused_with_both_reasons() {
        let typed = Typed::default().with("due", "R6.7.2");
        assert_eq!(
            CorrectionRequest::parse(&typed, &targets(), day(3)),
            Err(vec![
                (CorrectionField::Items, CorrectionProblem::NothingAsked),
                (CorrectionField::Due, CorrectionProblem::DueNotLater),
            ])
        );
    }
}
