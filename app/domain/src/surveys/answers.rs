//! Answers to a questionnaire: which questions are shown, what is missing, and what is kept.

use super::{Attribute, ChoiceId, Kind, Question, QuestionId, Questionnaire};
use crate::text::graphemes;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was answered, by question.
pub type Answers = BTreeMap<QuestionId, Answer>;

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Answer {
    /// What was chosen, of one or of several.
    Choices {
        /// The choices, in the order of the question.
        ids: Vec<ChoiceId>,
        /// What was written beside 「その他」, where that was chosen; may be empty.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        other: Option<String>,
    },
    /// A number, or a step of a scale.
    Number(i64),
    /// A text, or what the register knew of the office.
    Text(String),
}

/// What is wrong with an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AnswerProblem {
    /// It must be answered and is not.
    #[error("not answered")]
    Missing,
    /// Not one of the choices of the question.
    #[error("no such choice")]
    UnknownChoice,
    /// More than one choice of a question that takes one.
    #[error("more than one choice")]
    MoreThanOne,
    /// More choices than the question takes.
    #[error("more than {at_most} choices")]
    TooMany {
        /// The most that may be chosen.
        at_most: u8,
    },
    /// Something is written beside 「その他」, which is not chosen.
    #[error("a text beside a choice that is not chosen")]
    OtherNotChosen,
    /// Not a whole number.
    #[error("not a whole number")]
    NotANumber,
    /// A number outside the limits.
    #[error("outside the limits")]
    OutOfRange {
        /// The least.
        min: Option<i64>,
        /// The most.
        max: Option<i64>,
    },
    /// Longer than is kept.
    #[error("more than {most} characters")]
    TooLong {
        /// The most characters.
        most: usize,
    },
    /// Of another kind than the question.
    #[error("not an answer to this kind of question")]
    WrongKind,
}

/// The most characters of a text.
pub const TEXT: usize = 2_000;
/// The most characters beside 「その他」 and of an attribute.
pub const LINE: usize = 200;
/// The largest number that is taken where the question has no limit of its own.
pub const NUMBER: i64 = 999_999_999;

impl Questionnaire {
    /// The questions that whoever answered so is asked, in their order. A question that is not shown shows no other.
    pub fn visible<'a>(&'a self, answers: &Answers) -> Vec<&'a Question> {
        let mut shown: Vec<&Question> = Vec::new();
        for question in &self.questions {
            let is_shown = question.show_if.as_ref().is_none_or(|condition| {
                shown.iter().any(|earlier| earlier.id == condition.question)
                    && answers
                        .get(&condition.question)
                        .is_some_and(|answer| condition.any_of.iter().any(|choice| answer.has(*choice)))
            });
            if is_shown {
                shown.push(question);
            }
        }
        shown
    }

    /// Everything that keeps the answers from being handed in, in the order of the questions. What is not shown is
    /// neither missing nor wrong.
    pub fn check(&self, answers: &Answers) -> Vec<(QuestionId, AnswerProblem)> {
        self.visible(answers)
            .into_iter()
            .filter_map(|question| {
                let problem = match answers.get(&question.id) {
                    None => question.required.then_some(AnswerProblem::Missing),
                    Some(answer) => question.problem(answer),
                };
                problem.map(|problem| (question.id, problem))
            })
            .collect()
    }

    /// What is kept of the answers when they are handed in: those to the questions that are shown.
    pub fn kept(&self, answers: &Answers) -> Answers {
        self.visible(answers)
            .into_iter()
            .filter_map(|question| answers.get(&question.id).map(|answer| (question.id, answer.clone())))
            .collect()
    }
}

impl Question {
    /// What is wrong with an answer to this question, by itself.
    pub fn problem(&self, answer: &Answer) -> Option<AnswerProblem> {
        match (&self.kind, answer) {
            (Kind::Single { .. } | Kind::Multiple { .. }, Answer::Choices { ids, other }) => {
                self.problem_of_choices(ids, other.as_deref())
            }
            (Kind::Scale { from, to, .. }, Answer::Number(step)) => {
                out_of_range(*step, Some(i64::from(*from)), Some(i64::from(*to)))
            }
            (Kind::Number { min, max, .. }, Answer::Number(number)) => out_of_range(
                *number,
                min.or_else(|| number.is_negative().then_some(-NUMBER)),
                max.or_else(|| (*number > NUMBER).then_some(NUMBER)),
            ),
            (Kind::FreeText { .. }, Answer::Text(text)) => too_long(text, TEXT),
            (Kind::OfficeAttribute(_), Answer::Text(text)) => too_long(text, LINE),
            (
                Kind::Single { .. }
                | Kind::Multiple { .. }
                | Kind::Scale { .. }
                | Kind::Number { .. }
                | Kind::FreeText { .. }
                | Kind::OfficeAttribute(_),
                Answer::Choices { .. } | Answer::Number(_) | Answer::Text(_),
            ) => Some(AnswerProblem::WrongKind),
        }
    }

    fn problem_of_choices(&self, ids: &[ChoiceId], other: Option<&str>) -> Option<AnswerProblem> {
        if ids.iter().any(|id| self.choice(*id).is_none()) || (other.is_some() && !self.has_other()) {
            return Some(AnswerProblem::UnknownChoice);
        }
        let chosen = ids.len() + usize::from(other.is_some());
        match self.kind {
            _ if chosen == 0 => Some(AnswerProblem::Missing),
            Kind::Single { .. } if chosen > 1 => Some(AnswerProblem::MoreThanOne),
            Kind::Multiple { at_most: Some(at_most), .. } if chosen > usize::from(at_most) => {
                Some(AnswerProblem::TooMany { at_most })
            }
            Kind::Single { .. }
            | Kind::Multiple { .. }
            | Kind::Scale { .. }
            | Kind::Number { .. }
            | Kind::FreeText { .. }
            | Kind::OfficeAttribute(_) => other.and_then(|other| too_long(other, LINE)),
        }
    }

    /// The attribute that the register fills in.
    pub const fn attribute(&self) -> Option<Attribute> {
        match self.kind {
            Kind::OfficeAttribute(attribute) => Some(attribute),
            Kind::Single { .. }
            | Kind::Multiple { .. }
            | Kind::Scale { .. }
            | Kind::Number { .. }
            | Kind::FreeText { .. } => None,
        }
    }
}

impl Answer {
    /// Whether a choice is among what was chosen.
    pub fn has(&self, choice: ChoiceId) -> bool {
        match self {
            Self::Choices { ids, .. } => ids.contains(&choice),
            Self::Number(_) | Self::Text(_) => false,
        }
    }
}

const fn out_of_range(number: i64, min: Option<i64>, max: Option<i64>) -> Option<AnswerProblem> {
    let below = matches!(min, Some(min) if number < min);
    let above = matches!(max, Some(max) if number > max);
    if below || above { Some(AnswerProblem::OutOfRange { min, max }) } else { None }
}

fn too_long(text: &str, most: usize) -> Option<AnswerProblem> {
    (graphemes(text) > most).then_some(AnswerProblem::TooLong { most })
}
