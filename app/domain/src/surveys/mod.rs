//! アンケート: what is asked of offices, who is asked, what they answer, and what the answers say.
//!
//! Rules held here: a question is shown only by an earlier one; what is not shown is neither required nor kept; ids of
//! questions and choices are never given twice, so that paper, web and table speak of the same; an anonymous survey asks
//! nothing that tells who answers.

mod answers;
mod arranging;
mod cross;
mod form;
mod ids;
mod keys;
mod problems;
mod question_form;
mod questionnaire;
mod reading;
mod ready;
mod saying;
mod stage;
pub mod tags;
mod tally;
#[cfg(test)]
mod tests;
mod versions;

pub use crate::small::SMALLEST;
pub use answers::{Answer, AnswerProblem, Answers, LINE, TEXT};
pub use arranging::{Arrange, ArrangeProblem};
pub use cross::{Cross, Crossed, Head, Heads, Key, OfficeSide, Side};
pub use form::{SurveyField, SurveyForm, SurveyProblem, planned_reminder};
pub use ids::{ChoiceId, NotAnId, QuestionId};
pub use keys::{KeyProblem, Keyed, NOTHING_KEY, OTHER_KEY};
pub use problems::{CHOICES, QuestionnaireFault, QuestionnaireProblem};
pub use question_form::{
    KINDS, NEW_CHOICE, QuestionField, QuestionProblem, choice_field, fill_question, new_kind, state_field,
};
pub use questionnaire::{Attribute, Choice, Kind, Meaning, Question, Questionnaire, ShowIf};
pub use reading::OTHER;
pub use ready::ReadySurvey;
pub use saying::{Partner, Said};
pub use stage::{AnswerChannel, AskChannel, NotOpen, Reach, SurveyState};
pub use tally::{Counted, Numbers, Share, Small, Tally, TallyLine, Told, What};
pub use versions::{Answered, asked, together};
