//! The order of the questions: what moves where, and what has to stay because another question hangs on it.

use super::{QuestionId, Questionnaire};

/// What is done to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrange {
    /// It changes places with the one before.
    Up,
    /// It changes places with the one behind.
    Down,
    /// It is taken out.
    Remove,
}

impl Arrange {
    /// By the word that is posted.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "up" => Some(Self::Up),
            "down" => Some(Self::Down),
            "remove" => Some(Self::Remove),
            _ => None,
        }
    }
}

/// Why a question stays where it is. Places are as 「問3」 says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ArrangeProblem {
    /// Somebody took it out meanwhile.
    #[error("the question is gone")]
    Gone,
    /// Nothing is before it, or behind it.
    #[error("the question is at the end already")]
    AtTheEnd,
    /// It cannot be taken out: another is shown by its answer.
    #[error("question {other} is shown by question {own}")]
    Shows {
        /// Its place.
        own: usize,
        /// The place of the other one.
        other: usize,
    },
    /// A question would come before the one whose answer shows it.
    #[error("question {shown} would come before question {by}, which shows it")]
    BeforeWhatShowsIt {
        /// The place of the question.
        shown: usize,
        /// The place of the one that shows it.
        by: usize,
    },
}

impl Questionnaire {
    /// The questionnaire with one question elsewhere or gone; its id is not given again.
    pub fn arranged(&self, id: QuestionId, act: Arrange) -> Result<Self, ArrangeProblem> {
        let at = self.questions.iter().position(|question| question.id == id).ok_or(ArrangeProblem::Gone)?;
        let mut changed = self.clone();
        changed.used = changed.used.max(id.number());
        let place = |id: QuestionId| self.place(id).unwrap_or_default();
        match act {
            Arrange::Up if at > 0 => changed.questions.swap(at, at - 1),
            Arrange::Down if at + 1 < changed.questions.len() => changed.questions.swap(at, at + 1),
            Arrange::Up | Arrange::Down => return Err(ArrangeProblem::AtTheEnd),
            Arrange::Remove => {
                if let Some(shown) = self.shown_by(id).first() {
                    return Err(ArrangeProblem::Shows { own: place(id), other: place(shown.id) });
                }
                changed.questions.remove(at);
            }
        }
        let broken = changed.questions.iter().find_map(|question| {
            let condition = question.show_if.as_ref()?;
            let (by, own) = (changed.place(condition.question)?, changed.place(question.id)?);
            (by > own).then_some((question.id, condition.question))
        });
        match broken {
            Some((shown, by)) => {
                Err(ArrangeProblem::BeforeWhatShowsIt { shown: place(shown), by: place(by) })
            }
            None => Ok(changed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::surveys::ReadySurvey;

    #[test]
    fn a_question_stays_behind_the_one_that_shows_it() {
        let ready = ReadySurvey::AdoptionIntention.questionnaire();
        let id = QuestionId::numbered;
        let behind = Err(ArrangeProblem::BeforeWhatShowsIt { shown: 3, by: 2 });
        assert_eq!(ready.arranged(id(3), Arrange::Up), behind);
        assert_eq!(ready.arranged(id(2), Arrange::Down), behind);
        assert_eq!(ready.arranged(id(2), Arrange::Remove), Err(ArrangeProblem::Shows { own: 2, other: 3 }));
        assert_eq!(ready.arranged(id(1), Arrange::Up), Err(ArrangeProblem::AtTheEnd));
        assert_eq!(ready.arranged(id(99), Arrange::Up), Err(ArrangeProblem::Gone));
        let moved = ready.arranged(id(9), Arrange::Up).expect("nothing hangs on it");
        assert_eq!((moved.place(id(9)), moved.place(id(8))), (Some(8), Some(9)));
        let mut less = ready.arranged(id(9), Arrange::Remove).expect("nothing hangs on it");
        assert_eq!(less.next_id(), id(10), "its number is not given again");
    }

    #[test]
    fn what_is_posted_is_one_of_three_acts() {
        let acts = ["up", "down", "remove", "", "UP"].map(Arrange::from_code);
        assert_eq!(acts, [Some(Arrange::Up), Some(Arrange::Down), Some(Arrange::Remove), None, None]);
    }
}
