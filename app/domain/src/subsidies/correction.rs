//! 補正依頼: what exactly is to be put right, in the officer's words, and until when.

use super::{Reason, ReasonError, Task};
use crate::{
    form::Typed,
    ids::ApplicationId,
    wareki::{DateError, Expected, parse_expected},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

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
        let due = match parse_expected(typed.get("due"), Expected::coming(today)) {
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

/// Most sentences that are offered again for one place.
const OFFERED: usize = 5;

/// Sentences that were written about a place to more than one applicant, the most frequent first: what fits several says
/// nothing of one of them alone.
pub fn usual_sentences(past: &[(ApplicationId, Vec<CorrectionItem>)], target: &Target) -> Vec<String> {
    let mut used: BTreeMap<&str, BTreeSet<ApplicationId>> = BTreeMap::new();
    for (application, items) in past {
        for item in items.iter().filter(|item| item.target == *target) {
            used.entry(item.sentence.as_str()).or_default().insert(*application);
        }
    }
    let mut usual: Vec<_> = used.into_iter().filter(|(_, by)| by.len() > 1).collect();
    usual.sort_by_key(|(_, by)| Reverse(by.len()));
    usual.into_iter().take(OFFERED).map(|(sentence, _)| sentence.to_owned()).collect()
}

/// Name of the field in which a sentence that was written before is chosen for a place.
pub fn usual_field(target: &Target) -> String {
    format!("usual.{}", target.field())
}

/// The form with the sentences that were chosen, where none was typed.
pub fn with_usual(typed: &Typed, targets: &[Target]) -> Typed {
    let chosen: BTreeMap<String, &str> = targets
        .iter()
        .map(|target| (target.field(), typed.get(&usual_field(target))))
        .filter(|(field, chosen)| !chosen.is_empty() && typed.get(field).trim().is_empty())
        .collect();
    let rest = typed.pairs().iter().filter(|(name, _)| !chosen.contains_key(name)).cloned();
    let chosen = chosen.iter().map(|(field, sentence)| (field.clone(), (*sentence).to_owned()));
    rest.chain(chosen).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

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
    fn what_was_written_to_several_is_offered_again_and_what_is_typed_goes_before_it() {
        let [contact, document] = targets();
        let item = |target: &Target, words: &str| CorrectionItem {
            target: target.clone(),
            sentence: Reason::parse(words).unwrap(),
        };
        let of = |n: u128| ApplicationId::from_uuid(Uuid::from_u128(n));
        let past = [
            (
                of(1),
                vec![item(&document, "明細を付けてください。"), item(&contact, "日向様の番号が違います。")],
            ),
            (of(2), vec![item(&document, "明細を付けてください。")]),
            (of(2), vec![item(&document, "もう一度、撮り直してください。")]),
            (of(2), vec![item(&document, "もう一度、撮り直してください。")]),
        ];
        assert_eq!(usual_sentences(&past, &document), ["明細を付けてください。"]);
        assert_eq!(usual_sentences(&past, &contact), [""; 0], "said to one alone");

        let chosen =
            Typed::default().with("document.d1", " ").with("usual.document.d1", "明細を付けてください。");
        assert_eq!(with_usual(&chosen, &targets()).get("document.d1"), "明細を付けてください。");
        let typed = Typed::default().with("document.d1", "別紙も").with("usual.document.d1", "明細を。");
        assert_eq!(with_usual(&typed, &targets()).get("document.d1"), "別紙も");
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
