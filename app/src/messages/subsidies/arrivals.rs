//! Sentences about papers that officers enter on behalf.

use super::window as window_words;
use crate::messages::values;
use domain::{
    subsidies::{Arrival, ArrivalField, ArrivalProblem, Way},
    wareki::format_date,
};

/// How a paper came, in a word.
pub const fn way(way: Way) -> &'static str {
    match way {
        Way::Counter => "窓口",
        Way::Post => "郵送",
        Way::Fax => "FAX",
        Way::Mail => "メール",
    }
}

/// When and how a paper came: 令和6年7月1日到達（郵送）.
pub fn arrival(arrival: Arrival) -> String {
    format!("{}到達（{}）", format_date(arrival.on), way(arrival.way))
}

/// The name of a field.
pub const fn arrival_label(field: ArrivalField) -> &'static str {
    match field {
        ArrivalField::Way => "届いた方法",
        ArrivalField::On => "到達日",
    }
}

/// What to do about an arrival.
pub fn arrival_problem(field: ArrivalField, problem: ArrivalProblem) -> String {
    let what = arrival_label(field);
    match problem {
        ArrivalProblem::NotChosen => format!("{what}を選んでください"),
        ArrivalProblem::Date(error) => values::date(what, &error),
        ArrivalProblem::InFuture => format!("{what}が今日より後です。届いた日を入力してください"),
        ArrivalProblem::TooEarly(window) => format!(
            "{what}が受付期間より前です。受付期間は{}です。受付の始まる前に届いたものは受け付けられません",
            window_words(&window)
        ),
        ArrivalProblem::TooLate(window) => format!(
            "{what}が受付期間より後です。受付期間は{}です。期間の後に届いたものは受け付けられません",
            window_words(&window)
        ),
    }
}

/// The sentences of the form, each with the name of its field.
pub fn arrival_errors(problems: &[(ArrivalField, ArrivalProblem)]) -> Vec<(&'static str, String)> {
    problems.iter().map(|(field, problem)| (field.name(), arrival_problem(*field, *problem))).collect()
}
