//! 参加の受付: how people come in. A session asks for registration, or says that none is needed; the municipality sets
//! until when, how many of one office, and whether its page is for everybody.

use super::{People, PeopleError, Prompt, PromptPart, PromptProblem};
use crate::{
    form::Typed,
    text,
    wareki::{DateError, Expected, parse_expected},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Whether one registers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdmissionKind {
    /// 事前申込制: places are held for who registers.
    #[default]
    Registration,
    /// 申込不要: whoever comes is let in.
    Open,
    /// 先着順: whoever comes is let in while there are places.
    First,
}

impl AdmissionKind {
    /// All, in the order of forms.
    pub const ALL: [Self; 3] = [Self::Registration, Self::Open, Self::First];

    /// The word in forms and rows.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Registration => "registration",
            Self::Open => "open",
            Self::First => "first",
        }
    }

    /// The kind of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether offices register beforehand.
    pub const fn registers(self) -> bool {
        matches!(self, Self::Registration)
    }
}

/// How people come in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Admission {
    /// Whether one registers.
    pub kind: AdmissionKind,
    /// Whether everybody finds the page; otherwise only who signed in or has an invitation.
    pub public: bool,
    /// The last day of registration; none is until it begins.
    pub until: Option<NaiveDate>,
    /// The most people of one office; none is as many as there are places.
    pub each: Option<People>,
    /// A word to who comes: what to bring, where to park, that the content may change.
    pub note: String,
    /// What is asked of whoever registers besides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prompts: Vec<Prompt>,
}

impl Default for Admission {
    fn default() -> Self {
        Self {
            kind: AdmissionKind::Registration,
            public: true,
            until: None,
            each: None,
            note: String::new(),
            prompts: Vec::new(),
        }
    }
}

impl Admission {
    /// The most characters of the word to who comes.
    pub const NOTE: usize = 500;

    /// Whether offices may register on a day.
    pub fn is_open(&self, today: NaiveDate) -> bool {
        self.kind.registers() && self.until.is_none_or(|until| today <= until)
    }
}

/// A place in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AdmissionField {
    /// Whether one registers.
    Kind,
    /// The last day.
    Until,
    /// The most of one office.
    Each,
    /// A word.
    Note,
    /// A part of the n-th thing that is asked, from 0.
    Prompt(usize, PromptPart),
}

impl AdmissionField {
    /// Name of the control.
    pub fn name(self) -> String {
        let name = match self {
            Self::Kind => "admission",
            Self::Until => "until",
            Self::Each => "each",
            Self::Note => "note",
            Self::Prompt(number, part) => return part.name(number),
        };
        name.to_owned()
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AdmissionProblem {
    /// None of the kinds.
    #[error("nothing is chosen")]
    NotChosen,
    /// Not a day.
    #[error(transparent)]
    Date(DateError),
    /// After the session.
    #[error("after the session on {0}")]
    After(NaiveDate),
    /// Not a number of people.
    #[error(transparent)]
    People(PeopleError),
    /// Longer than is kept.
    #[error("more than {0} characters")]
    TooLong(usize),
    /// Not something to ask.
    #[error(transparent)]
    Prompt(PromptProblem),
}

impl Admission {
    /// Reads the form for a session on a day.
    pub fn parse(typed: &Typed, held_on: NaiveDate) -> Result<Self, Vec<(AdmissionField, AdmissionProblem)>> {
        use AdmissionField as Field;
        use AdmissionProblem as Problem;
        let mut problems = Vec::new();
        let kind = AdmissionKind::from_code(typed.get(&Field::Kind.name()));
        if kind.is_none() {
            problems.push((Field::Kind, Problem::NotChosen));
        }
        let until = match typed.get(&Field::Until.name()).trim() {
            "" => None,
            day => match parse_expected(day, Expected::past(held_on)) {
                Ok(parsed) if parsed.date > held_on => {
                    problems.push((Field::Until, Problem::After(held_on)));
                    None
                }
                Ok(parsed) => Some(parsed.date),
                Err(error) => {
                    problems.push((Field::Until, Problem::Date(error)));
                    None
                }
            },
        };
        let each = match People::parse(typed.get(&Field::Each.name())) {
            Ok(each) => Some(each),
            Err(PeopleError::Missing) => None,
            Err(error) => {
                problems.push((Field::Each, Problem::People(error)));
                None
            }
        };
        let note = text::tidy_prose(typed.get(&Field::Note.name()));
        if text::graphemes(&note) > Self::NOTE {
            problems.push((Field::Note, Problem::TooLong(Self::NOTE)));
        }
        let prompts = Prompt::parse_all(typed).unwrap_or_else(|wrong| {
            let wrong = wrong.into_iter();
            problems.extend(
                wrong.map(|(number, part, problem)| (Field::Prompt(number, part), Problem::Prompt(problem))),
            );
            Vec::new()
        });
        match kind {
            Some(kind) if problems.is_empty() => {
                Ok(Self { kind, public: typed.get("public") == "yes", until, each, note, prompts })
            }
            Some(_) | None => Err(problems),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 12, day).expect("a day")
    }

    #[test]
    fn registration_ends_with_its_last_day_and_is_not_asked_for_where_none_is_needed() {
        let until = Admission { until: Some(day(3)), ..Admission::default() };
        assert!(until.is_open(day(3)) && !until.is_open(day(4)));
        assert!(!Admission { kind: AdmissionKind::First, ..Admission::default() }.is_open(day(1)));
    }

    #[test]
    fn a_form_is_read_with_everything_that_is_wrong() {
        use AdmissionField as Field;
        let typed = Typed::default()
            .with("admission", "registration")
            .with("until", "令和6年12月4日")
            .with("each", "３人")
            .with("note", "駐車場は西側です。")
            .with("public", "yes");
        let read = Admission::parse(&typed, day(5)).expect("everything fits");
        assert_eq!((read.until, read.each, read.public), (Some(day(4)), People::new(3), true));
        let wrong =
            Typed::default().with("until", "2024-12-06").with("each", "0").with("note", "長".repeat(501));
        let wrong = wrong.with("prompt_2_asked", "車で来ますか");
        let fields: Vec<_> = Admission::parse(&wrong, day(5))
            .expect_err("nothing fits")
            .into_iter()
            .map(|(field, _)| field)
            .collect();
        let kind = Field::Prompt(1, PromptPart::Kind);
        assert_eq!(fields, [Field::Kind, Field::Until, Field::Each, Field::Note, kind]);
    }
}
