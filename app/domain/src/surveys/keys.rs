//! Fast entry of answers on paper: one line for each question, typed by number keys. `2`, `1 4`, `0 その他の言葉`, and `-`
//! where the paper says nothing.

use super::{Answer, AnswerProblem, Answers, ChoiceId, Kind, Question, QuestionId, Questionnaire};
use crate::{
    form::Typed,
    text::{normalise_code, tidy_name, tidy_prose},
};

/// What is typed for 「その他」.
pub const OTHER_KEY: &str = "0";
/// What is typed where the paper says nothing.
pub const NOTHING_KEY: &str = "-";

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyProblem {
    /// No choice has this number.
    #[error("no choice {0}")]
    NoSuchChoice(String),
    /// The answer is none to this question.
    #[error(transparent)]
    Answer(#[from] AnswerProblem),
    /// It must be answered; whoever types has to say that the paper is empty there.
    #[error("nothing typed where an answer is asked for")]
    Blank,
    /// It is asked only of those who answered an earlier one otherwise.
    #[error("not asked after the answer to {0}")]
    NotAsked(QuestionId),
}

/// What a line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keyed {
    /// Nothing was typed.
    Nothing,
    /// The paper says nothing there.
    Unanswered,
    /// An answer.
    Answer(Answer),
}

impl Question {
    /// Reads a line.
    pub fn read_keys(&self, line: &str) -> Result<Keyed, KeyProblem> {
        let tidy = tidy_name(line);
        if tidy.trim().is_empty() {
            return Ok(Keyed::Nothing);
        }
        if tidy.trim().chars().all(is_dash) {
            return Ok(Keyed::Unanswered);
        }
        let answer = match &self.kind {
            Kind::Single { .. } | Kind::Multiple { .. } => self.read_choice_keys(&tidy)?,
            Kind::Scale { .. } | Kind::Number { .. } => {
                let digits: String = normalise_code(&tidy).chars().filter(|c| *c != ',').collect();
                Answer::Number(digits.parse().map_err(|_| AnswerProblem::NotANumber)?)
            }
            Kind::FreeText { .. } => Answer::Text(tidy_prose(line).trim().to_owned()),
            Kind::OfficeAttribute(_) => Answer::Text(tidy),
        };
        match self.problem(&answer) {
            Some(problem) => Err(problem.into()),
            None => Ok(Keyed::Answer(answer)),
        }
    }

    /// Numbers or letters of choices; after the key of 「その他」 everything is its words.
    fn read_choice_keys(&self, line: &str) -> Result<Answer, KeyProblem> {
        let (mut chosen, mut other) = (Vec::new(), None);
        let mut rest = line;
        while let Some(start) = rest.find(|c| !divides(c)) {
            let from = rest.get(start..).unwrap_or_default();
            let end = from.find(divides).unwrap_or(from.len());
            let (word, after) = from.split_at(end);
            let key = normalise_code(word).to_lowercase();
            if key == OTHER_KEY && self.has_other() {
                other = Some(after.trim_matches(divides).to_owned());
                break;
            }
            let id = key.parse().map(ChoiceId::numbered).or_else(|_| key.parse::<ChoiceId>());
            let Ok(id) = id else { return Err(KeyProblem::NoSuchChoice(word.to_owned())) };
            if self.choice(id).is_none() {
                return Err(KeyProblem::NoSuchChoice(word.to_owned()));
            }
            chosen.push(id);
            rest = after;
        }
        let ids = self.choices().iter().map(|choice| choice.id).filter(|id| chosen.contains(id)).collect();
        Ok(Answer::Choices { ids, other })
    }

    /// An answer as its line.
    pub fn keys(&self, answer: &Answer) -> String {
        match answer {
            Answer::Choices { ids, other } => {
                let ids = ids.iter().map(|id| id.number().to_string());
                let other = other.iter().map(|words| format!("{OTHER_KEY} {words}").trim().to_owned());
                ids.chain(other).collect::<Vec<_>>().join(" ")
            }
            Answer::Number(number) => number.to_string(),
            Answer::Text(text) => text.clone(),
        }
    }
}

impl Questionnaire {
    /// Reads every line of a paper. A question that is not asked after the answers before it must stay empty, so that
    /// nothing that was typed is dropped unseen.
    pub fn read_entry(&self, typed: &Typed) -> Result<Answers, Vec<(QuestionId, KeyProblem)>> {
        let (mut answers, mut problems) = (Answers::new(), Vec::new());
        let mut lines = Vec::new();
        for question in self.questions.iter().filter(|question| question.is_entered()) {
            match question.read_keys(typed.get(&question.field())) {
                Ok(Keyed::Answer(answer)) => {
                    answers.insert(question.id, answer);
                    lines.push((question, true));
                }
                Ok(Keyed::Unanswered) => {}
                Ok(Keyed::Nothing) => lines.push((question, false)),
                Err(problem) => problems.push((question.id, problem)),
            }
        }
        let asked: Vec<_> = self.visible(&answers).into_iter().map(|question| question.id).collect();
        let refused: Vec<_> = problems.iter().map(|(id, _)| *id).collect();
        for (question, answered) in lines {
            match (asked.contains(&question.id), &question.show_if) {
                (true, _) if !answered && question.required => {
                    problems.push((question.id, KeyProblem::Blank));
                }
                // Where the earlier line is refused, nobody knows yet whether this is asked.
                (false, Some(condition)) if answered && !refused.contains(&condition.question) => {
                    problems.push((question.id, KeyProblem::NotAsked(condition.question)));
                }
                _ => {}
            }
        }
        if problems.is_empty() {
            return Ok(answers);
        }
        problems.sort_by_key(|(id, _)| self.place(*id));
        Err(problems)
    }
}

impl Question {
    /// Whether it has a line: what the register knows is not typed.
    pub const fn is_entered(&self) -> bool {
        self.attribute().is_none()
    }
}

const fn divides(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}' | ',' | '，' | '、' | '､' | '・' | '.' | '．')
}

const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '－' | 'ー' | '―' | '‐' | '−' | 'ｰ' | ' ')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::surveys::{Choice, ShowIf};
    use proptest::prelude::*;

    fn choices(count: u16) -> Vec<Choice> {
        (1..=count)
            .map(|number| Choice { id: ChoiceId::numbered(number), text: format!("{number}番") })
            .collect()
    }

    fn question(number: u16, required: bool, kind: Kind) -> Question {
        let (id, text, help) = (QuestionId::numbered(number), String::new(), String::new());
        Question { id, text, help, required, kind, show_if: None, meaning: None }
    }

    fn several() -> Question {
        question(2, true, Kind::Multiple { choices: choices(12), other: true, at_most: None })
    }

    /// Which is it; why not (only of those who answered 2); how many; anything else.
    fn paper() -> Questionnaire {
        let mut reasons = several();
        let any_of = vec![ChoiceId::numbered(2)];
        reasons.show_if = Some(ShowIf { question: QuestionId::numbered(1), any_of });
        let questions = vec![
            question(1, true, Kind::Single { choices: choices(3), other: false }),
            reasons,
            question(3, false, Kind::Number { unit: "人".to_owned(), min: Some(0), max: Some(500) }),
            question(4, false, Kind::FreeText { lines: 3 }),
        ];
        Questionnaire { title: "紙".to_owned(), questions, ..Questionnaire::default() }
    }

    fn entry(lines: &[(&str, &str)]) -> Result<Answers, Vec<(QuestionId, KeyProblem)>> {
        let typed = lines.iter().fold(Typed::default(), |typed, (field, line)| typed.with(field, *line));
        paper().read_entry(&typed)
    }

    fn chosen(ids: &[u16], other: Option<&str>) -> Answer {
        let ids = ids.iter().copied().map(ChoiceId::numbered).collect();
        Answer::Choices { ids, other: other.map(str::to_owned) }
    }

    #[test]
    fn choices_are_typed_by_number_or_letter_however_they_are_divided() {
        for line in ["2 5", "５，２", "b e", "2、5", "5・2 2", " 2. 5 "] {
            assert_eq!(several().read_keys(line), Ok(Keyed::Answer(chosen(&[2, 5], None))), "{line}");
        }
        let other = Keyed::Answer(chosen(&[12], Some("人が足りない 時間も")));
        assert_eq!(several().read_keys("12 0 人が足りない 時間も"), Ok(other));
        assert_eq!(several().read_keys("０"), Ok(Keyed::Answer(chosen(&[], Some("")))));
    }

    #[test]
    fn a_number_that_no_choice_has_is_named() {
        assert_eq!(several().read_keys("2 25"), Err(KeyProblem::NoSuchChoice("25".to_owned())));
        let one = question(1, true, Kind::Single { choices: choices(3), other: false });
        assert_eq!(one.read_keys("0"), Err(KeyProblem::NoSuchChoice("0".to_owned())));
        assert_eq!(one.read_keys("1 2"), Err(KeyProblem::Answer(AnswerProblem::MoreThanOne)));
        assert_eq!(one.read_keys("はい"), Err(KeyProblem::NoSuchChoice("はい".to_owned())));
    }

    #[test]
    fn a_paper_is_read_line_by_line() {
        let answers = entry(&[("q1", "2"), ("q2", "1 3"), ("q3", "１２"), ("q4", "ありません")]).unwrap();
        assert_eq!(answers[&QuestionId::numbered(2)], chosen(&[1, 3], None));
        assert_eq!(answers[&QuestionId::numbered(3)], Answer::Number(12));
        assert_eq!(answers.len(), 4);
    }

    #[test]
    fn an_empty_line_of_a_question_that_asks_for_an_answer_is_a_slip_and_a_dash_is_not() {
        assert_eq!(entry(&[("q3", "3")]).unwrap_err(), [(QuestionId::numbered(1), KeyProblem::Blank)]);
        assert_eq!(entry(&[("q1", "2")]).unwrap_err(), [(QuestionId::numbered(2), KeyProblem::Blank)]);
        assert!(entry(&[("q1", "ー"), ("q3", "-")]).unwrap().is_empty());
        assert_eq!(entry(&[("q1", "1")]).unwrap().len(), 1);
    }

    #[test]
    fn what_is_not_asked_stays_empty_and_nothing_is_dropped_unseen() {
        let problems = entry(&[("q1", "1"), ("q2", "3"), ("q3", "999")]).unwrap_err();
        assert_eq!(problems[0], (QuestionId::numbered(2), KeyProblem::NotAsked(QuestionId::numbered(1))));
        assert_eq!(problems[1].0, QuestionId::numbered(3));
        let problems = entry(&[("q1", "9"), ("q2", "3")]).unwrap_err();
        assert_eq!(problems, [(QuestionId::numbered(1), KeyProblem::NoSuchChoice("9".to_owned()))]);
    }

    proptest! {
        #[test]
        fn a_line_is_read_back(ids in prop::collection::btree_set(1..=12_u16, 1..6), other in prop::option::of("[ぁ-ん]{0,5}")) {
            let ids: Vec<_> = ids.into_iter().collect();
            let answer = chosen(&ids, other.as_deref());
            prop_assert_eq!(several().read_keys(&several().keys(&answer)), Ok(Keyed::Answer(answer)));
        }

        #[test]
        fn whatever_is_typed_is_read_or_explained(line in "\\PC{0,20}") {
            for question in paper().questions {
                if let Ok(Keyed::Answer(answer)) = question.read_keys(&line) {
                    prop_assert_eq!(question.problem(&answer), None);
                }
            }
        }
    }
}
