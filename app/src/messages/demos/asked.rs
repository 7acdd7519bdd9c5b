//! Sentences about cities that are asked to come along.

use super::forms::people;
use domain::demos::{AskedField, AskedProblem};

/// What a field is called.
pub const fn asked_label(field: AskedField) -> &'static str {
    match field {
        AskedField::Member => "答えた市区町村",
        AskedField::Answer => "いっしょに開くかどうか",
        AskedField::People => "参加見込みの人数",
        AskedField::Note => "ひとこと",
    }
}

/// Sentences for the form, field by field.
pub fn asked_errors(problems: &[(AskedField, AskedProblem)]) -> Vec<(&'static str, String)> {
    problems
        .iter()
        .map(|(field, problem)| {
            let what = asked_label(*field);
            let sentence = match problem {
                AskedProblem::NotChosen => format!("{what}を選んでください"),
                AskedProblem::People(error) => people(what, *error),
                AskedProblem::TooLong(most) => format!("{what}は{most}文字までで入力してください"),
            };
            (field.name(), sentence)
        })
        .collect()
}
