//! 質問の記録: what was asked, before or on the day, who answers, and what was answered.

use super::Side;
use crate::{form::Typed, text};

/// A place in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuestionField {
    /// What was asked.
    Asked,
    /// By whom, as they say it.
    By,
    /// Who follows it up.
    Owner,
    /// What was answered.
    Answer,
}

impl QuestionField {
    /// Name of the control.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::By => "by",
            Self::Owner => "owner",
            Self::Answer => "answer",
        }
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum QuestionProblem {
    /// Nothing was written.
    #[error("nothing is written")]
    Missing,
    /// Longer than is kept.
    #[error("more than {0} characters")]
    TooLong(usize),
}

/// A question, with its answer where there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionForm {
    /// What was asked.
    pub asked: String,
    /// By whom; may be empty.
    pub by: String,
    /// Who follows it up, where it was not answered at once.
    pub owner: Side,
    /// What was answered; empty while it is open.
    pub answer: String,
}

/// Words within a length.
fn prose(
    typed: &Typed,
    field: QuestionField,
    most: usize,
) -> Result<String, (QuestionField, QuestionProblem)> {
    let words = text::tidy_prose(typed.get(field.name()));
    if text::graphemes(&words) > most { Err((field, QuestionProblem::TooLong(most))) } else { Ok(words) }
}

impl QuestionForm {
    /// The most characters of a question or an answer.
    pub const WORDS: usize = 1_000;
    /// The most characters of who asked.
    pub const BY: usize = 100;

    /// Reads a new question.
    pub fn parse(typed: &Typed) -> Result<Self, Vec<(QuestionField, QuestionProblem)>> {
        let mut problems = Vec::new();
        let mut read = |field, most| prose(typed, field, most).map_err(|problem| problems.push(problem)).ok();
        let asked = read(QuestionField::Asked, Self::WORDS);
        let by = read(QuestionField::By, Self::BY);
        let answer = read(QuestionField::Answer, Self::WORDS);
        if asked.as_deref() == Some("") {
            problems.insert(0, (QuestionField::Asked, QuestionProblem::Missing));
        }
        let owner = Side::from_code(typed.get(QuestionField::Owner.name())).unwrap_or(Side::Both);
        match (asked, by, answer) {
            (Some(asked), Some(by), Some(answer)) if problems.is_empty() => {
                Ok(Self { asked, by, owner, answer })
            }
            _ => Err(problems),
        }
    }

    /// Reads the answer to one that is there.
    pub fn parse_answer(typed: &Typed) -> Result<String, (QuestionField, QuestionProblem)> {
        let answer = prose(typed, QuestionField::Answer, Self::WORDS)?;
        if answer.is_empty() { Err((QuestionField::Answer, QuestionProblem::Missing)) } else { Ok(answer) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_open_until_it_is_answered() {
        let typed = Typed::default().with("asked", "費用は？\r\n毎年ですか").with("owner", "federation");
        let read = QuestionForm::parse(&typed).expect("a question");
        assert_eq!(
            (read.asked.as_str(), read.owner, read.answer.as_str()),
            ("費用は？\n毎年ですか", Side::Federation, "")
        );
        assert_eq!(
            QuestionForm::parse_answer(&typed),
            Err((QuestionField::Answer, QuestionProblem::Missing))
        );
    }

    #[test]
    fn everything_that_is_wrong_is_told() {
        let typed = Typed::default().with("by", "長".repeat(101)).with("answer", "長".repeat(1_001));
        let fields: Vec<_> = QuestionForm::parse(&typed)
            .expect_err("nothing fits")
            .into_iter()
            .map(|(field, _)| field)
            .collect();
        assert_eq!(fields, [QuestionField::Asked, QuestionField::By, QuestionField::Answer]);
    }
}
