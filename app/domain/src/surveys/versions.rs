//! Several versions of a questionnaire as one, for results and tables: an id means the same in each of them.

use super::{Kind, Question, QuestionId, Questionnaire};
use std::collections::BTreeMap;

/// The answers that were handed in to one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// Its number.
    pub number: i32,
    /// What it asks.
    pub questionnaire: Questionnaire,
    /// How many were handed in.
    pub responses: u32,
    /// Of each question that is not always shown: to how many it was shown.
    pub shown: BTreeMap<QuestionId, u32>,
}

/// To how many of those who handed in something a question was shown.
pub fn asked(versions: &[Answered], id: QuestionId) -> u32 {
    let of = |version: &Answered| match version.questionnaire.question(id) {
        None => 0,
        Some(Question { show_if: None, .. }) => version.responses,
        Some(Question { show_if: Some(_), .. }) => version.shown.get(&id).copied().unwrap_or(0),
    };
    versions.iter().map(of).sum()
}

/// Every question and choice that a version had, as the newest has it; what only earlier ones had comes after.
pub fn together<'a>(oldest_first: impl DoubleEndedIterator<Item = &'a Questionnaire>) -> Questionnaire {
    let mut newest_first = oldest_first.rev();
    let mut all = newest_first.next().cloned().unwrap_or_default();
    for earlier in newest_first {
        for question in &earlier.questions {
            match all.questions.iter_mut().find(|known| known.id == question.id) {
                Some(known) => add_choices(known, question),
                None => all.questions.push(question.clone()),
            }
        }
    }
    all
}

fn add_choices(known: &mut Question, earlier: &Question) {
    // Where several could be chosen once, an answer may stand in several places still.
    if let (Kind::Single { choices, other }, Kind::Multiple { .. }) = (&mut known.kind, &earlier.kind) {
        known.kind = Kind::Multiple { choices: std::mem::take(choices), other: *other, at_most: None };
    }
    match &mut known.kind {
        Kind::Single { choices, other } | Kind::Multiple { choices, other, .. } => {
            for choice in earlier.choices() {
                if !choices.iter().any(|known| known.id == choice.id) {
                    choices.push(choice.clone());
                }
            }
            *other |= earlier.has_other();
        }
        Kind::Scale { from, to, .. } => {
            if let Kind::Scale { from: earlier_from, to: earlier_to, .. } = earlier.kind {
                (*from, *to) = ((*from).min(earlier_from), (*to).max(earlier_to));
            }
        }
        Kind::Number { .. } | Kind::FreeText { .. } | Kind::OfficeAttribute(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::surveys::{Choice, ChoiceId, ShowIf};

    fn question(number: u16, choices: &[(u16, &str)], shown_by: Option<u16>) -> Question {
        let choice =
            |(id, text): &(u16, &str)| Choice { id: ChoiceId::numbered(*id), text: (*text).to_owned() };
        Question {
            id: QuestionId::numbered(number),
            text: format!("質問{number}"),
            help: String::new(),
            required: true,
            kind: Kind::Single { choices: choices.iter().map(choice).collect(), other: false },
            show_if: shown_by.map(|question| ShowIf {
                question: QuestionId::numbered(question),
                any_of: vec![ChoiceId::numbered(1)],
            }),
            meaning: None,
        }
    }

    fn of(questions: Vec<Question>) -> Questionnaire {
        Questionnaire { questions, ..Questionnaire::default() }
    }

    #[test]
    fn the_newest_words_hold_and_nothing_that_was_answered_is_lost() {
        let first =
            of(vec![question(1, &[(1, "はい"), (2, "いいえ")], None), question(2, &[(1, "甲")], None)]);
        let second =
            of(vec![question(3, &[(1, "乙")], None), question(1, &[(1, "はい。"), (3, "まだ")], None)]);
        let all = together([&first, &second].into_iter());
        let ids: Vec<_> = all.questions.iter().map(|question| question.id.number()).collect();
        assert_eq!(ids, [3, 1, 2]);
        let choices: Vec<_> = all.questions[1].choices().iter().map(|choice| choice.text.as_str()).collect();
        assert_eq!(choices, ["はい。", "まだ", "いいえ"]);
        assert_eq!(together(std::iter::empty()), Questionnaire::default());
    }

    #[test]
    fn what_took_several_choices_once_is_counted_so_still() {
        let now = question(1, &[(1, "はい"), (2, "いいえ")], None);
        let choices = now.choices().to_vec();
        let several = Kind::Multiple { choices, other: true, at_most: Some(2) };
        let before = of(vec![Question { kind: several, ..now.clone() }]);
        let all = together([&before, &of(vec![now])].into_iter());
        let kind = &all.questions[0].kind;
        assert!(matches!(kind, Kind::Multiple { choices, other: true, at_most: None } if choices.len() == 2));
    }

    #[test]
    fn a_question_was_asked_of_those_to_whom_their_version_showed_it() {
        let always = of(vec![question(1, &[(1, "はい")], None), question(2, &[(1, "甲")], None)]);
        let sometimes = of(vec![question(1, &[(1, "はい")], None), question(2, &[(1, "甲")], Some(1))]);
        let shown = BTreeMap::from([(QuestionId::numbered(2), 7)]);
        let versions = [
            Answered { number: 1, questionnaire: always, responses: 10, shown: BTreeMap::new() },
            Answered { number: 2, questionnaire: sometimes, responses: 20, shown },
        ];
        let asked = [1, 2, 3].map(|number| asked(&versions, QuestionId::numbered(number)));
        assert_eq!(asked, [30, 17, 0]);
    }
}
