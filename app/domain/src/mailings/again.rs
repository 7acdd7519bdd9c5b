//! Sending again to those who have not answered. What counts is an answer and nothing else: no picture tells who
//! opened a mail.

use crate::{
    form::Typed,
    ids::{MailingId, SurveyId},
};
use serde::{Deserialize, Serialize};

/// What counts as an answer to a mailing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    /// It uses the system, as far as is known.
    Adopted,
    /// It registered for a demo session since the mailing was sent.
    Registered,
    /// It applied for a subsidy since the mailing was sent.
    Applied,
    /// It handed in its answers to this survey.
    Survey(SurveyId),
}

impl Sign {
    /// The signs that need nothing named.
    pub const PLAIN: [Self; 3] = [Self::Registered, Self::Applied, Self::Adopted];

    /// The word in forms and events.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Adopted => "adopted",
            Self::Registered => "registered",
            Self::Applied => "applied",
            Self::Survey(_) => "survey",
        }
    }
}

/// Of which mailing another is sent again, and what spares an office from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Again {
    /// The mailing that was sent.
    pub of: MailingId,
    /// Any of these spares an office; at least one.
    pub signs: Vec<Sign>,
}

/// Why nothing can be sent again so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AgainProblem {
    /// No sign was chosen.
    #[error("nothing was chosen")]
    Missing,
    /// A survey that there is not.
    #[error("no such survey")]
    UnknownSurvey,
}

/// The name of the field of signs.
pub const SIGNS: &str = "signs";
/// The name of the field of a survey.
pub const SURVEY: &str = "survey";

/// Reads what counts as an answer; `known` are the surveys that can be named.
pub fn parse_signs(typed: &Typed, known: &[SurveyId]) -> Result<Vec<Sign>, (&'static str, AgainProblem)> {
    let mut signs: Vec<_> =
        Sign::PLAIN.into_iter().filter(|sign| typed.all(SIGNS).any(|word| word == sign.code())).collect();
    let survey = typed.get(SURVEY).trim();
    if !survey.is_empty() {
        let known = survey.parse().ok().filter(|id| known.contains(id));
        signs.push(Sign::Survey(known.ok_or((SURVEY, AgainProblem::UnknownSurvey))?));
    }
    if signs.is_empty() { Err((SIGNS, AgainProblem::Missing)) } else { Ok(signs) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn an_answer_is_what_an_officer_says_counts() {
        let survey = SurveyId::from_uuid(Uuid::from_u128(5));
        let typed = Typed::default()
            .with(SIGNS, "applied")
            .with(SIGNS, "registered")
            .with(SIGNS, "nothing of ours")
            .with(SURVEY, survey.to_string());
        let signs = parse_signs(&typed, &[survey]).unwrap();
        assert_eq!(signs, [Sign::Registered, Sign::Applied, Sign::Survey(survey)]);
        let json = serde_json::to_string(&Again { of: MailingId::from_uuid(Uuid::from_u128(1)), signs });
        assert!(serde_json::from_str::<Again>(&json.unwrap()).is_ok());
        assert_eq!(parse_signs(&typed, &[]), Err((SURVEY, AgainProblem::UnknownSurvey)));
        assert_eq!(parse_signs(&Typed::default(), &[]), Err((SIGNS, AgainProblem::Missing)));
    }
}
