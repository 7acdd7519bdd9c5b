//! An answer as it is typed into a form, and back: the fields are called as the questions are.

use super::{Answer, AnswerProblem, Answers, ChoiceId, Kind, Question, QuestionId, Questionnaire};
use crate::{
    form::Typed,
    text::{normalise_code, tidy_name, tidy_prose},
};

/// The value of the choice 「その他」, in forms and in rows.
pub const OTHER: &str = "other";

impl Question {
    /// Name of its control.
    pub fn field(&self) -> String {
        self.id.to_string()
    }

    /// Name of the line beside 「その他」.
    pub fn other_field(&self) -> String {
        format!("{}.{OTHER}", self.id)
    }

    /// Reads what was typed; nothing where nothing was. Whether it must be answered is not asked here.
    pub fn read(&self, typed: &Typed) -> Result<Option<Answer>, AnswerProblem> {
        let field = self.field();
        let answer = match &self.kind {
            Kind::Single { .. } | Kind::Multiple { .. } => self.read_choices(typed)?,
            Kind::Scale { .. } | Kind::Number { .. } => number(typed.get(&field))?.map(Answer::Number),
            Kind::FreeText { .. } => text(tidy_prose(typed.get(&field)).trim().to_owned()),
            Kind::OfficeAttribute(_) => text(tidy_name(typed.get(&field))),
        };
        match answer.as_ref().and_then(|answer| self.problem(answer)) {
            Some(problem) => Err(problem),
            None => Ok(answer),
        }
    }

    fn read_choices(&self, typed: &Typed) -> Result<Option<Answer>, AnswerProblem> {
        let posted: Vec<String> = typed.all(&self.field()).map(str::to_owned).collect();
        let has_other = posted.iter().any(|value| value == OTHER);
        let mut chosen = Vec::new();
        for value in posted.iter().filter(|value| !value.is_empty() && *value != OTHER) {
            chosen.push(value.parse::<ChoiceId>().map_err(|_| AnswerProblem::UnknownChoice)?);
        }
        if chosen.iter().any(|id| self.choice(*id).is_none()) {
            return Err(AnswerProblem::UnknownChoice);
        }
        let ids: Vec<ChoiceId> =
            self.choices().iter().map(|choice| choice.id).filter(|id| chosen.contains(id)).collect();
        let written = tidy_name(typed.get(&self.other_field()));
        let other = match (has_other, written.is_empty()) {
            (true, _) => Some(written),
            // Words beside it and nothing else chosen: it is what they mean.
            (false, false) if ids.is_empty() && self.has_other() => Some(written),
            (false, false) if self.has_other() => return Err(AnswerProblem::OtherNotChosen),
            (false, _) => None,
        };
        Ok((!ids.is_empty() || other.is_some()).then_some(Answer::Choices { ids, other }))
    }

    /// The form as it would be typed.
    pub fn fill(&self, answer: &Answer) -> Typed {
        let field = self.field();
        match answer {
            Answer::Choices { ids, other } => {
                let chosen =
                    ids.iter().fold(Typed::default(), |typed, id| typed.with(&field, id.to_string()));
                match other {
                    Some(words) => chosen.with(&field, OTHER).with(&self.other_field(), words),
                    None => chosen,
                }
            }
            Answer::Number(number) => Typed::default().with(&field, number.to_string()),
            Answer::Text(text) => Typed::default().with(&field, text),
        }
    }
}

/// What is wrong, of which question.
pub type AnswerProblems = Vec<(QuestionId, AnswerProblem)>;

impl Questionnaire {
    /// What was typed for every question at once, and what of it cannot be read. What is not shown is never wrong.
    pub fn read(&self, typed: &Typed) -> (Answers, AnswerProblems) {
        let (mut answers, mut problems) = (Answers::new(), AnswerProblems::new());
        for question in &self.questions {
            match question.read(typed) {
                Ok(Some(answer)) => {
                    answers.insert(question.id, answer);
                }
                Ok(None) => {}
                Err(problem) => problems.push((question.id, problem)),
            }
        }
        let shown: Vec<QuestionId> = self.visible(&answers).iter().map(|question| question.id).collect();
        problems.retain(|(id, _)| shown.contains(id));
        (answers, problems)
    }

    /// The same, with everything that keeps it from being handed in, in the order of the questions.
    pub fn read_whole(&self, typed: &Typed) -> (Answers, AnswerProblems) {
        let (answers, mut problems) = self.read(typed);
        for (id, problem) in self.check(&answers) {
            if !problems.iter().any(|(known, _)| *known == id) {
                problems.push((id, problem));
            }
        }
        problems.sort_by_key(|(id, _)| self.place(*id));
        (answers, problems)
    }
}

fn text(text: String) -> Option<Answer> {
    (!text.is_empty()).then_some(Answer::Text(text))
}

/// A whole number as people type it: in any width, with commas.
fn number(typed: &str) -> Result<Option<i64>, AnswerProblem> {
    let code: String = normalise_code(typed).chars().filter(|c| *c != ',').collect();
    match code.as_str() {
        "" => Ok(None),
        code => code.parse().map(Some).map_err(|_| AnswerProblem::NotANumber),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::surveys::ReadySurvey;

    #[test]
    fn what_is_typed_at_once_is_read_and_what_is_not_asked_is_never_wrong() {
        let ready = ReadySurvey::AdoptionIntention.questionnaire();
        let id = QuestionId::numbered;
        // Who uses it is not asked why not, whatever stands there.
        let typed = Typed::default().with("q2", "f").with("q3", "zz").with("q6", "たくさん");
        let (answers, unreadable) = ready.read(&typed);
        assert!(answers.contains_key(&id(2)) && !answers.contains_key(&id(3)));
        assert!(unreadable.iter().all(|(of, _)| *of != id(3)), "{unreadable:?}");
        let (_, whole) = ready.read_whole(&Typed::default().with("q2", "b"));
        assert!(whole.contains(&(id(3), AnswerProblem::Missing)), "{whole:?}");
        assert!(whole.is_sorted_by_key(|(of, _)| ready.place(*of)), "{whole:?}");
    }
}
