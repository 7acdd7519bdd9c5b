//! What is wrong in the form of a task, and what to do.

use super::due_unit;
use domain::demos::{PlanField, PlanProblem};

/// What a field is called.
pub const fn plan_label(field: PlanField) -> &'static str {
    match field {
        PlanField::Title => "準備すること",
        PlanField::Details => "くわしい内容",
        PlanField::Owner => "担当",
        PlanField::Unit => "期限の数え方",
        PlanField::Count => "期限の数",
        PlanField::Note => "メモ",
    }
}

/// Sentences for a task, field by field.
pub fn plan_errors(problems: &[(PlanField, PlanProblem)]) -> Vec<(&'static str, String)> {
    problems.iter().map(|(field, problem)| (field.name(), sentence(*field, *problem))).collect()
}

fn sentence(field: PlanField, problem: PlanProblem) -> String {
    let what = plan_label(field);
    match problem {
        PlanProblem::Missing => format!("{what}を入力してください"),
        PlanProblem::NotChosen => format!("{what}を選んでください"),
        PlanProblem::TooLong(most) => format!("{what}は{most}文字までで入力してください"),
        PlanProblem::NotANumber => format!("{what}は数字で入力してください。例：2"),
        PlanProblem::OutOfRange { unit, most } => {
            format!("{what}は1から{most}までで入力してください（{}）", due_unit(unit))
        }
        PlanProblem::TooMany(most) => {
            format!("準備は{most}個までです。使わない準備を外してから加えてください")
        }
    }
}
