//! Words of 事前協議.

use super::review::reason_error;
use crate::messages::values;
use domain::subsidies::{ConsultationField, ConsultationProblem, ConsultationState};
use elements::Tone;

/// Where a consultation stands.
pub const fn consultation_state(state: ConsultationState) -> &'static str {
    match state {
        ConsultationState::Asked => "協議中",
        ConsultationState::Agreed => "了承",
        ConsultationState::Declined => "見送り",
    }
}

/// How loud that is.
pub const fn consultation_tone(state: ConsultationState) -> Tone {
    match state {
        ConsultationState::Asked => Tone::Info,
        ConsultationState::Agreed => Tone::Success,
        ConsultationState::Declined => Tone::Attention,
    }
}

/// What to do about a form of a consultation.
pub fn consultation_problem(field: ConsultationField, problem: &ConsultationProblem) -> String {
    let what = match field {
        ConsultationField::Office => "どの事業所の計画か",
        ConsultationField::Estimate => "かかる費用の見込額",
        ConsultationField::Plan => "計画の内容",
        ConsultationField::Answer => "回答",
        ConsultationField::Words => "事業所に伝えること（見送る理由）",
    };
    match problem {
        ConsultationProblem::NotChosen => format!("{what}を選んでください"),
        ConsultationProblem::Estimate(error) => values::yen(what, error),
        ConsultationProblem::Words(error) => reason_error(what, *error),
    }
}
