//! What an applicant has typed so far, right or wrong: the server-side draft that questions are answered into.

use super::{AnswerField, Task, TaskStatus};
use crate::form::Typed;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The draft: for each task, the pairs as they were posted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(BTreeMap<Task, Saved>);

/// What was typed in one task, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Saved {
    typed: Vec<(String, String)>,
    at: DateTime<Utc>,
}

impl Answers {
    /// Most characters one answer keeps; a browser's form never sends more.
    pub const LONGEST: usize = 4_000;

    /// Keeps what was posted for a task, replacing what was there, without fields that do not belong to it.
    pub fn save(&mut self, task: Task, typed: &Typed, at: DateTime<Utc>) {
        let typed = typed
            .pairs()
            .iter()
            .filter(|(name, _)| AnswerField::from_name(name).is_some_and(|field| field.task() == task))
            .map(|(name, value)| (name.clone(), value.chars().take(Self::LONGEST).collect()))
            .collect();
        self.0.insert(task, Saved { typed, at });
    }

    /// What was typed in a task; nothing before it was opened.
    pub fn typed(&self, task: Task) -> Typed {
        self.0.get(&task).map_or_else(Typed::default, |saved| Typed::new(saved.typed.clone()))
    }

    /// When a task was saved last.
    pub fn saved_at(&self, task: Task) -> Option<DateTime<Utc>> {
        self.0.get(&task).map(|saved| saved.at)
    }

    /// Whether a task was ever saved.
    pub fn started(&self, task: Task) -> bool {
        self.0.contains_key(&task)
    }

    /// What differs from how it was: each question with what stood there and what stands there now, in the order of the
    /// pages.
    pub fn changes(&self, before: &Self) -> Vec<(AnswerField, Vec<String>, Vec<String>)> {
        let values = |answers: &Self, field: AnswerField| -> Vec<String> {
            let typed = answers.typed(field.task());
            typed.all(field.name()).filter(|value| !value.trim().is_empty()).map(str::to_owned).collect()
        };
        AnswerField::all()
            .map(|field| (field, values(before, field), values(self, field)))
            .filter(|(_, was, is)| was != is)
            .collect()
    }

    /// How far a task is, knowing whether its answers hold.
    pub fn status(&self, task: Task, holds: bool) -> TaskStatus {
        if holds {
            TaskStatus::Complete
        } else if self.started(task) {
            TaskStatus::InProgress
        } else {
            TaskStatus::NotStarted
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::subsidies::sample;
    use proptest::prelude::*;

    #[test]
    fn what_was_typed_wrong_is_kept_as_it_was_typed() {
        let mut answers = Answers::default();
        assert_eq!(answers.status(Task::Expense, false), TaskStatus::NotStarted);
        answers.save(
            Task::Expense,
            &Typed::default().with("paid", "２万円").with("csrf", "x"),
            sample::noon(),
        );
        assert_eq!(answers.typed(Task::Expense).pairs(), [("paid".to_owned(), "２万円".to_owned())]);
        assert_eq!(answers.status(Task::Expense, false), TaskStatus::InProgress);
    }

    #[test]
    fn what_was_typed_otherwise_is_told_with_what_stood_there() {
        let mut before = Answers::default();
        before.save(Task::Contact, &Typed::default().with("phone", "0741-00-1013"), sample::noon());
        before.save(Task::Declarations, &Typed::default().with("declared", "in_operation"), sample::noon());
        let mut after = before.clone();
        let contact = Typed::default().with("phone", "0741-00-9999").with("address", "　");
        after.save(Task::Contact, &contact, sample::noon());
        let declared = Typed::default().with("declared", "in_operation").with("declared", "keeps_using");
        after.save(Task::Declarations, &declared, sample::noon());
        let told = |values: &[&str]| -> Vec<String> { values.iter().map(|one| (*one).to_owned()).collect() };
        assert_eq!(
            after.changes(&before),
            [
                (AnswerField::Phone, told(&["0741-00-1013"]), told(&["0741-00-9999"])),
                (AnswerField::Declared, told(&["in_operation"]), told(&["in_operation", "keeps_using"])),
            ]
        );
        assert_eq!(after.changes(&after), []);
    }

    proptest! {
        #[test]
        fn a_stored_draft_is_read_back_whole(paid in ".*", day in ".*") {
            let mut answers = Answers::default();
            answers.save(Task::Expense, &Typed::default().with("paid", paid).with("paid_on", day), sample::noon());
            let stored = serde_json::to_string(&answers).expect("answers are plain text");
            prop_assert_eq!(serde_json::from_str::<Answers>(&stored).expect("what was stored"), answers);
        }
    }
}
