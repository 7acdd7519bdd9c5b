//! 意見照会: somebody outside the section is asked by a day, sees only what is ticked, and writes an opinion. The opinion
//! is advice; an officer judges.

use super::{Reason, ReasonError};
use crate::{
    email::{Email, EmailError},
    form::Typed,
    wareki::{DateError, Expected, parse_expected},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Something of an application that an outsider may be shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "part", rename_all = "snake_case")]
pub enum Shown {
    /// 事業所: name, number, address, services.
    Office,
    /// 支払いと金額.
    Expense,
    /// 連絡先: the names, telephone and mail address of people.
    Contact,
    /// What the machine found and officers judged.
    Criteria,
    /// The pages of one document.
    Document {
        /// Its key in the rules.
        key: String,
    },
}

impl Shown {
    /// Value in the form.
    pub fn code(&self) -> String {
        match self {
            Self::Office => "office".to_owned(),
            Self::Expense => "expense".to_owned(),
            Self::Contact => "contact".to_owned(),
            Self::Criteria => "criteria".to_owned(),
            Self::Document { key } => format!("document.{key}"),
        }
    }

    /// Everything that can be shown of an application whose programme asks for these documents.
    pub fn all<'a>(documents: impl IntoIterator<Item = &'a str>) -> Vec<Self> {
        let documents = documents.into_iter().map(|key| Self::Document { key: key.to_owned() });
        [Self::Office, Self::Expense, Self::Contact, Self::Criteria].into_iter().chain(documents).collect()
    }
}

/// What is asked, and of whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpinionRequest {
    /// Their section.
    pub section: String,
    /// Their name.
    pub person: String,
    /// Where the address of the page is sent; none where it is handed over.
    pub email: Option<Email>,
    /// The question.
    pub question: Reason,
    /// What they see.
    pub shown: Vec<Shown>,
    /// By when.
    pub due: NaiveDate,
}

/// A place in the form of the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpinionField {
    /// 所属.
    Section,
    /// 氏名.
    Person,
    /// メールアドレス.
    Email,
    /// 聞きたいこと.
    Question,
    /// 見せるもの.
    Shown,
    /// 回答期限.
    Due,
}

impl OpinionField {
    /// Name in the form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Section => "section",
            Self::Person => "person",
            Self::Email => "email",
            Self::Question => "question",
            Self::Shown => "shown",
            Self::Due => "due",
        }
    }
}

/// What is wrong with the form of the question.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpinionProblem {
    /// Nothing is typed.
    #[error("nothing is typed")]
    Missing,
    /// More than [`OpinionRequest::LONGEST`] characters.
    #[error("too long")]
    TooLong,
    /// The address.
    #[error(transparent)]
    Email(EmailError),
    /// The question.
    #[error(transparent)]
    Reason(ReasonError),
    /// Nothing is ticked: then there is nothing to have an opinion on.
    #[error("nothing is shown")]
    NothingShown,
    /// The day.
    #[error(transparent)]
    Due(DateError),
    /// The day is not after today.
    #[error("the day is not after today")]
    DueNotLater,
}

impl OpinionRequest {
    /// Most characters of a section or a name.
    pub const LONGEST: usize = 60;

    /// Reads the form; `choices` is what could be ticked.
    pub fn parse(
        typed: &Typed,
        choices: &[Shown],
        today: NaiveDate,
    ) -> Result<Self, Vec<(OpinionField, OpinionProblem)>> {
        let mut problems = Vec::new();
        let mut line = |field: OpinionField| {
            let text = typed.get(field.name()).split_whitespace().collect::<Vec<_>>().join(" ");
            match text.chars().count() {
                0 => problems.push((field, OpinionProblem::Missing)),
                length if length > Self::LONGEST => problems.push((field, OpinionProblem::TooLong)),
                _ => {}
            }
            text
        };
        let (section, person) = (line(OpinionField::Section), line(OpinionField::Person));
        let email = match typed.get(OpinionField::Email.name()).trim() {
            "" => None,
            text => Email::parse(text)
                .map_err(|error| problems.push((OpinionField::Email, OpinionProblem::Email(error))))
                .ok(),
        };
        let question = Reason::parse(typed.get(OpinionField::Question.name()))
            .map_err(|error| problems.push((OpinionField::Question, OpinionProblem::Reason(error))))
            .ok();
        let ticked: Vec<_> = typed.all(OpinionField::Shown.name()).collect();
        let shown: Vec<_> =
            choices.iter().filter(|one| ticked.contains(&one.code().as_str())).cloned().collect();
        if shown.is_empty() {
            problems.push((OpinionField::Shown, OpinionProblem::NothingShown));
        }
        let due = match parse_expected(typed.get(OpinionField::Due.name()), Expected::coming(today)) {
            Ok(due) if due.date > today => Some(due.date),
            Ok(_) => {
                problems.push((OpinionField::Due, OpinionProblem::DueNotLater));
                None
            }
            Err(error) => {
                problems.push((OpinionField::Due, OpinionProblem::Due(error)));
                None
            }
        };
        match (question, due) {
            (Some(question), Some(due)) if problems.is_empty() => {
                Ok(Self { section, person, email, question, shown, due })
            }
            _ => Err(problems),
        }
    }
}

/// What the outsider thinks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stance {
    /// 支障なし.
    NoObjection,
    /// 条件・意見あり.
    Remarks,
    /// 支障あり.
    Objection,
}

impl Stance {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::NoObjection, Self::Remarks, Self::Objection];

    /// As it stands in a form and a column.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoObjection => "no_objection",
            Self::Remarks => "remarks",
            Self::Objection => "objection",
        }
    }

    /// The stance of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stance| stance.code() == code)
    }
}

/// 意見.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpinionAnswer {
    /// In short.
    pub stance: Stance,
    /// In words; may be empty where there is no objection.
    pub words: String,
    /// Who answers.
    pub person: String,
}

/// A place in the form of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerField {
    /// 意見.
    Stance,
    /// 理由・内容.
    Words,
    /// 回答者.
    Person,
}

impl AnswerField {
    /// Name in the form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stance => "stance",
            Self::Words => "words",
            Self::Person => "person",
        }
    }
}

/// What is wrong with the form of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AnswerProblem {
    /// No stance is chosen.
    #[error("no stance is chosen")]
    NotChosen,
    /// Nothing is typed.
    #[error("nothing is typed")]
    Missing,
    /// Too long.
    #[error("too long")]
    TooLong,
}

impl OpinionAnswer {
    /// Reads the form.
    pub fn parse(typed: &Typed) -> Result<Self, Vec<(AnswerField, AnswerProblem)>> {
        let mut problems = Vec::new();
        let stance = Stance::from_code(typed.get(AnswerField::Stance.name()));
        if stance.is_none() {
            problems.push((AnswerField::Stance, AnswerProblem::NotChosen));
        }
        let words = match Reason::parse(typed.get(AnswerField::Words.name())) {
            Ok(words) => words.into(),
            Err(ReasonError::Missing) => {
                // Whoever sees nothing against it need not say why.
                if stance.is_some_and(|stance| stance != Stance::NoObjection) {
                    problems.push((AnswerField::Words, AnswerProblem::Missing));
                }
                String::new()
            }
            Err(ReasonError::TooLong) => {
                problems.push((AnswerField::Words, AnswerProblem::TooLong));
                String::new()
            }
        };
        let person = typed.get(AnswerField::Person.name()).split_whitespace().collect::<Vec<_>>().join(" ");
        match person.chars().count() {
            0 => problems.push((AnswerField::Person, AnswerProblem::Missing)),
            length if length > OpinionRequest::LONGEST => {
                problems.push((AnswerField::Person, AnswerProblem::TooLong));
            }
            _ => {}
        }
        match stance {
            Some(stance) if problems.is_empty() => Ok(Self { stance, words, person }),
            _ => Err(problems),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::subsidies::sample::noon;
    use chrono::Days;

    #[test]
    fn a_question_shows_what_is_ticked_and_nothing_else() {
        let choices = Shown::all(["licence_proof"]);
        let today = noon().date_naive();
        let typed = Typed::default()
            .with("section", "税務課")
            .with("person", "納税　守")
            .with("question", "市税の滞納がないか、教えてください。")
            .with("shown", "office")
            .with("shown", "document.licence_proof")
            .with("shown", "document.bank_book")
            .with("due", (today + Days::new(7)).to_string());
        let request = OpinionRequest::parse(&typed, &choices, today).unwrap();
        assert_eq!(request.shown, [Shown::Office, Shown::Document { key: "licence_proof".into() }]);
        assert_eq!((request.person.as_str(), request.email), ("納税 守", None));
        let problems = OpinionRequest::parse(&Typed::default(), &choices, today).unwrap_err();
        let fields: Vec<_> = problems.iter().map(|(field, _)| *field).collect();
        let wanted = [
            OpinionField::Section,
            OpinionField::Person,
            OpinionField::Question,
            OpinionField::Shown,
            OpinionField::Due,
        ];
        assert_eq!(fields, wanted);
    }

    #[test]
    fn who_objects_says_why_and_who_does_not_need_not() {
        let typed = |stance: &str, words: &str| {
            Typed::default().with("stance", stance).with("words", words).with("person", "納税 守")
        };
        assert_eq!(OpinionAnswer::parse(&typed("no_objection", "")).unwrap().words, "");
        let refused = OpinionAnswer::parse(&typed("objection", " ")).unwrap_err();
        assert_eq!(refused, [(AnswerField::Words, AnswerProblem::Missing)]);
        let nothing = OpinionAnswer::parse(&Typed::default()).unwrap_err();
        assert_eq!(
            nothing,
            [(AnswerField::Stance, AnswerProblem::NotChosen), (AnswerField::Person, AnswerProblem::Missing)]
        );
    }
}
