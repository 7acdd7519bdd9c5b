//! 事前協議: before applications are made, each office says what it plans and what that may cost; the municipality agrees
//! or does not (domain.md §3.2, variant C). An agreement promises no money: the decision comes after the application.

use super::{Reason, ReasonError};
use crate::{
    form::Typed,
    ids::OfficeId,
    money::{Yen, YenError},
};

/// Where a consultation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ConsultationState {
    /// 協議中: the municipality has not answered.
    Asked,
    /// 了承: the office may apply.
    Agreed,
    /// 見送り: it may not, and may ask again.
    Declined,
}

impl ConsultationState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Asked, Self::Agreed, Self::Declined];

    /// As it stands in a column.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Agreed => "agreed",
            Self::Declined => "declined",
        }
    }

    /// The state of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether the office may ask (again): what is agreed stays agreed.
    pub const fn may_ask(self) -> bool {
        match self {
            Self::Asked | Self::Declined => true,
            Self::Agreed => false,
        }
    }
}

/// A place in the forms of a consultation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConsultationField {
    /// 事業所.
    Office,
    /// 見込額.
    Estimate,
    /// 計画の内容.
    Plan,
    /// 了承 or 見送り.
    Answer,
    /// 回答の内容.
    Words,
}

impl ConsultationField {
    /// Name in the form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Office => "office",
            Self::Estimate => "estimate",
            Self::Plan => "plan",
            Self::Answer => "answer",
            Self::Words => "words",
        }
    }
}

/// What is wrong with a form of a consultation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConsultationProblem {
    /// Nothing is chosen.
    #[error("nothing is chosen")]
    NotChosen,
    /// The amount.
    #[error(transparent)]
    Estimate(#[from] YenError),
    /// The words.
    #[error(transparent)]
    Words(#[from] ReasonError),
}

/// What an office plans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsultationRequest {
    /// Which office.
    pub office: OfficeId,
    /// 見込額: what it may cost.
    pub estimate: Yen,
    /// What is planned.
    pub plan: Reason,
}

impl ConsultationRequest {
    /// Reads the form; `offices` are those that may ask.
    pub fn parse(
        typed: &Typed,
        offices: &[OfficeId],
    ) -> Result<Self, Vec<(ConsultationField, ConsultationProblem)>> {
        use ConsultationField as Field;
        let office = offices.iter().copied().find(|id| id.to_string() == typed.get(Field::Office.name()));
        let estimate = Yen::parse(typed.get(Field::Estimate.name()));
        let plan = Reason::parse(typed.get(Field::Plan.name()));
        match (office, estimate, plan) {
            (Some(office), Ok(estimate), Ok(plan)) => Ok(Self { office, estimate, plan }),
            (office, estimate, plan) => {
                let office = office.is_none().then_some((Field::Office, ConsultationProblem::NotChosen));
                let estimate = estimate.err().map(|error| (Field::Estimate, error.into()));
                let plan = plan.err().map(|error| (Field::Plan, error.into()));
                Err([office, estimate, plan].into_iter().flatten().collect())
            }
        }
    }
}

/// What the municipality answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsultationAnswer {
    /// Whether it agrees.
    pub agreed: bool,
    /// In words; may be empty where it agrees.
    pub words: String,
}

impl ConsultationAnswer {
    /// Reads the form. Whoever is declined is told why.
    pub fn parse(typed: &Typed) -> Result<Self, Vec<(ConsultationField, ConsultationProblem)>> {
        use ConsultationField as Field;
        let agreed = match typed.get(Field::Answer.name()) {
            "agreed" => Some(true),
            "declined" => Some(false),
            _ => None,
        };
        let words = match (Reason::parse(typed.get(Field::Words.name())), agreed) {
            (Err(ReasonError::Missing), Some(true) | None) => Ok(String::new()),
            (words, _) => words.map(String::from),
        };
        match (agreed, words) {
            (Some(agreed), Ok(words)) => Ok(Self { agreed, words }),
            (agreed, words) => {
                let agreed = agreed.is_none().then_some((Field::Answer, ConsultationProblem::NotChosen));
                let words = words.err().map(|error| (Field::Words, error.into()));
                Err([agreed, words].into_iter().flatten().collect())
            }
        }
    }

    /// Where the consultation stands after it.
    pub const fn state(&self) -> ConsultationState {
        if self.agreed { ConsultationState::Agreed } else { ConsultationState::Declined }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn office() -> OfficeId {
        OfficeId::from_uuid(Uuid::from_u128(7))
    }

    #[test]
    fn everything_that_is_wrong_with_a_plan_is_told_at_once() {
        let typed = Typed::default().with("office", "nobody").with("estimate", "たくさん");
        let problems = ConsultationRequest::parse(&typed, &[office()]).unwrap_err();
        let fields: Vec<_> = problems.into_iter().map(|(field, _)| field.name()).collect();
        assert_eq!(fields, ["office", "estimate", "plan"]);
    }

    #[test]
    fn an_amount_may_be_typed_in_any_width() {
        let id = office().to_string();
        let typed =
            Typed::default().with("office", id).with("estimate", "３００，０００円").with("plan", "改修");
        let request = ConsultationRequest::parse(&typed, &[office()]).unwrap();
        assert_eq!((request.office, request.estimate), (office(), Yen(300_000)));
    }

    #[test]
    fn whoever_is_declined_is_told_why() {
        let declined = Typed::default().with("answer", "declined");
        let problems = ConsultationAnswer::parse(&declined).unwrap_err();
        assert_eq!(problems, [(ConsultationField::Words, ReasonError::Missing.into())]);
        let answer = ConsultationAnswer::parse(&declined.with("words", "予算の範囲を超えます")).unwrap();
        assert_eq!(answer.state(), ConsultationState::Declined);
        let agreed = ConsultationAnswer::parse(&Typed::default().with("answer", "agreed")).unwrap();
        assert_eq!((agreed.state(), agreed.words.as_str()), (ConsultationState::Agreed, ""));
        assert!(ConsultationAnswer::parse(&Typed::default()).is_err());
    }

    #[test]
    fn only_what_is_agreed_is_asked_no_more() {
        for state in ConsultationState::ALL {
            assert_eq!(ConsultationState::from_code(state.code()), Some(state));
            assert_eq!(state.may_ask(), state != ConsultationState::Agreed);
        }
    }
}
