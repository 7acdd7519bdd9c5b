//! What keeps a questionnaire from being saved or published.

use super::{Choice, Kind, Meaning, Question, QuestionId, Questionnaire, ShowIf};
use crate::text::{graphemes, search_key};
use std::collections::BTreeSet;

/// What is wrong with a questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QuestionnaireFault {
    /// It has no title, or a question has no text.
    #[error("nothing was typed")]
    Missing,
    /// Longer than is kept.
    #[error("more than {most} characters")]
    TooLong {
        /// The most characters.
        most: usize,
    },
    /// It asks nothing.
    #[error("no question")]
    NoQuestions,
    /// It asks more than anybody answers.
    #[error("more than {most} questions")]
    TooManyQuestions {
        /// The most questions.
        most: usize,
    },
    /// Two questions with one id, or two choices of one question.
    #[error("the id {0} twice")]
    SameId(String),
    /// Less than two choices.
    #[error("less than two choices")]
    FewChoices,
    /// More choices than can be looked over.
    #[error("more than {most} choices")]
    TooManyChoices {
        /// The most choices.
        most: usize,
    },
    /// Two choices that say the same.
    #[error("the choice {0} twice")]
    SameChoice(String),
    /// A choice without words.
    #[error("a choice without words")]
    EmptyChoice,
    /// The most that may be chosen is less than two or more than there is.
    #[error("not between 2 and {most}")]
    AtMost {
        /// How many choices there are.
        most: usize,
    },
    /// A scale that does not rise, or has more than eleven steps.
    #[error("not a scale")]
    Scale,
    /// The least is above the most.
    #[error("the least is above the most")]
    Range,
    /// No line, or more than a page has.
    #[error("not between 1 and {most} lines")]
    Lines {
        /// The most lines.
        most: u8,
    },
    /// It is shown by a question that does not come before it.
    #[error("shown by a question that is not before it")]
    ConditionNotEarlier,
    /// It is shown by a question from which nothing is chosen.
    #[error("shown by a question without choices")]
    ConditionWithoutChoices,
    /// It is shown by a choice that there is not, or by none: it would never be shown.
    #[error("never shown")]
    NeverShown,
    /// Such an answer cannot mean that.
    #[error("an answer of this kind cannot mean that")]
    Meaning,
    /// No choice stands for a state, or one that there is not does.
    #[error("the choices do not say which states they stand for")]
    States,
    /// Two questions tell the adoption state.
    #[error("a second question with this meaning")]
    SecondAdoption,
    /// It asks who answers, and is anonymous.
    #[error("asks who answers")]
    Identifies,
}

/// A fault, and of which question.
pub type QuestionnaireProblem = (Option<QuestionId>, QuestionnaireFault);

/// The most characters of the title.
pub const TITLE: usize = 80;
/// The most characters before the first question.
pub const LEAD: usize = 1_000;
/// The most characters of a question.
pub const QUESTION: usize = 300;
/// The most characters of what is said below a question.
pub const HELP: usize = 300;
/// The most characters of a choice.
pub const CHOICE: usize = 100;
/// The most choices of a question.
pub const CHOICES: usize = 30;
/// The most lines of a text.
pub const LINES: u8 = 20;
/// The most characters of a unit, and of the words at the ends of a scale.
pub const WORD: usize = 20;

impl Questionnaire {
    /// Everything that is wrong with it, in its order. One that has nothing wrong can be answered whatever is chosen,
    /// and shows every question to somebody.
    pub fn problems(&self) -> Vec<QuestionnaireProblem> {
        let mut problems: Vec<QuestionnaireProblem> = Vec::new();
        problems.extend(of_text(&self.title, TITLE).map(|fault| (None, fault)));
        if graphemes(&self.lead) > LEAD {
            problems.push((None, QuestionnaireFault::TooLong { most: LEAD }));
        }
        if self.questions.is_empty() {
            problems.push((None, QuestionnaireFault::NoQuestions));
        }
        if self.questions.len() > Self::QUESTIONS {
            problems.push((None, QuestionnaireFault::TooManyQuestions { most: Self::QUESTIONS }));
        }
        for (place, question) in self.questions.iter().enumerate() {
            let earlier = self.questions.get(..place).unwrap_or_default();
            problems
                .extend(of_question(earlier, question).into_iter().map(|fault| (Some(question.id), fault)));
        }
        problems
    }

    /// The questions that another must come before: what is shown by it.
    pub fn shown_by(&self, id: QuestionId) -> Vec<&Question> {
        let by = |question: &&Question| question.show_if.as_ref().is_some_and(|one| one.question == id);
        self.questions.iter().filter(by).collect()
    }
}

fn of_question(earlier: &[Question], question: &Question) -> Vec<QuestionnaireFault> {
    let mut faults: Vec<QuestionnaireFault> = Vec::new();
    if earlier.iter().any(|other| other.id == question.id) {
        faults.push(QuestionnaireFault::SameId(question.id.to_string()));
    }
    faults.extend(of_text(&question.text, QUESTION));
    if graphemes(&question.help) > HELP {
        faults.push(QuestionnaireFault::TooLong { most: HELP });
    }
    faults.extend(of_kind(&question.kind));
    faults.extend(question.show_if.as_ref().and_then(|condition| of_condition(earlier, condition)));
    faults.extend(question.meaning.as_ref().and_then(|meaning| of_meaning(earlier, question, meaning)));
    faults
}

fn of_kind(kind: &Kind) -> Vec<QuestionnaireFault> {
    match kind {
        Kind::Single { choices, other } => of_choices(choices, *other),
        Kind::Multiple { choices, other, at_most } => {
            let mut faults = of_choices(choices, *other);
            let most = choices.len() + usize::from(*other);
            if at_most.is_some_and(|at_most| at_most < 2 || usize::from(at_most) > most) {
                faults.push(QuestionnaireFault::AtMost { most });
            }
            faults
        }
        Kind::Scale { from, to, low, high } => {
            let rises = from < to && to - from <= 10;
            let scale = (!rises).then_some(QuestionnaireFault::Scale);
            scale.into_iter().chain(of_word(low)).chain(of_word(high)).collect()
        }
        Kind::Number { unit, min, max } => {
            let falls = matches!((min, max), (Some(min), Some(max)) if min > max);
            falls.then_some(QuestionnaireFault::Range).into_iter().chain(of_word(unit)).collect()
        }
        Kind::FreeText { lines } => {
            let fits = (1..=LINES).contains(lines);
            (!fits).then_some(QuestionnaireFault::Lines { most: LINES }).into_iter().collect()
        }
        Kind::OfficeAttribute(_) => Vec::new(),
    }
}

fn of_choices(choices: &[Choice], other: bool) -> Vec<QuestionnaireFault> {
    let mut faults = Vec::new();
    if choices.len() + usize::from(other) < 2 {
        faults.push(QuestionnaireFault::FewChoices);
    }
    if choices.len() > CHOICES {
        faults.push(QuestionnaireFault::TooManyChoices { most: CHOICES });
    }
    let (mut ids, mut words) = (BTreeSet::new(), BTreeSet::new());
    for choice in choices {
        if choice.text.is_empty() {
            faults.push(QuestionnaireFault::EmptyChoice);
        } else if !words.insert(search_key(&choice.text)) {
            faults.push(QuestionnaireFault::SameChoice(choice.text.clone()));
        }
        if graphemes(&choice.text) > CHOICE {
            faults.push(QuestionnaireFault::TooLong { most: CHOICE });
        }
        if !ids.insert(choice.id) {
            faults.push(QuestionnaireFault::SameId(choice.id.to_string()));
        }
    }
    faults
}

/// Only an earlier question shows another, by choices that it has; what shows it is then shown to somebody, too.
fn of_condition(earlier: &[Question], condition: &ShowIf) -> Option<QuestionnaireFault> {
    let Some(shows) = earlier.iter().find(|question| question.id == condition.question) else {
        return Some(QuestionnaireFault::ConditionNotEarlier);
    };
    if shows.choices().is_empty() {
        return Some(QuestionnaireFault::ConditionWithoutChoices);
    }
    let known = condition.any_of.iter().all(|id| shows.choice(*id).is_some());
    (condition.any_of.is_empty() || !known).then_some(QuestionnaireFault::NeverShown)
}

fn of_meaning(earlier: &[Question], question: &Question, meaning: &Meaning) -> Option<QuestionnaireFault> {
    match (meaning, &question.kind) {
        (Meaning::Adoption(states), Kind::Single { .. }) => {
            let told = |question: &Question| matches!(question.meaning, Some(Meaning::Adoption(_)));
            if earlier.iter().any(told) {
                return Some(QuestionnaireFault::SecondAdoption);
            }
            let known = states.keys().all(|id| question.choice(*id).is_some());
            (states.is_empty() || !known).then_some(QuestionnaireFault::States)
        }
        (Meaning::Reasons, Kind::Single { .. } | Kind::Multiple { .. })
        | (Meaning::Software, Kind::Single { .. } | Kind::Multiple { .. } | Kind::FreeText { .. })
        | (Meaning::Partners, Kind::FreeText { .. }) => None,
        (
            Meaning::Adoption(_) | Meaning::Reasons | Meaning::Software | Meaning::Partners,
            Kind::Single { .. }
            | Kind::Multiple { .. }
            | Kind::Scale { .. }
            | Kind::Number { .. }
            | Kind::FreeText { .. }
            | Kind::OfficeAttribute(_),
        ) => Some(QuestionnaireFault::Meaning),
    }
}

fn of_text(text: &str, most: usize) -> Option<QuestionnaireFault> {
    match graphemes(text) {
        0 => Some(QuestionnaireFault::Missing),
        long if long > most => Some(QuestionnaireFault::TooLong { most }),
        _ => None,
    }
}

fn of_word(word: &str) -> Option<QuestionnaireFault> {
    (graphemes(word) > WORD).then_some(QuestionnaireFault::TooLong { most: WORD })
}
