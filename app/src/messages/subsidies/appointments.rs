//! Sentences for 約束: by which way, where it stands, what is wrong in its forms.

use crate::{
    messages::{demos, values},
    when,
};
use chrono::{DateTime, Utc};
use domain::subsidies::{
    AppointmentField as Field, AppointmentProblem as Problem, AppointmentState, AppointmentWay,
};
use elements::Tone;

/// By which way, as a word.
pub const fn appointment_way(way: AppointmentWay) -> &'static str {
    match way {
        AppointmentWay::Call => "電話",
        AppointmentWay::Visit => "訪問",
        AppointmentWay::Counter => "窓口",
    }
}

/// What happens at its moment, for whoever applies.
pub const fn appointment_act(way: AppointmentWay) -> &'static str {
    match way {
        AppointmentWay::Call => "担当者からお電話します",
        AppointmentWay::Visit => "担当者が事業所に伺います",
        AppointmentWay::Counter => "窓口にお越しください",
    }
}

/// When and by which way: 「令和6年7月10日(水)14時00分　電話」.
pub fn appointment_line(way: AppointmentWay, at: DateTime<Utc>) -> String {
    format!("{}　{}", when::moment(at), appointment_way(way))
}

/// Where it stands, as a tag.
pub const fn appointment_state(state: AppointmentState) -> (Tone, &'static str) {
    match state {
        AppointmentState::Proposed => (Tone::Attention, "申請者の返事待ち"),
        AppointmentState::Agreed => (Tone::Success, "決まりました"),
        AppointmentState::Declined => (Tone::Attention, "都合が悪いとの返事"),
        AppointmentState::Cancelled => (Tone::Neutral, "取消し"),
    }
}

/// What a field is called.
pub const fn appointment_label(field: Field) -> &'static str {
    match field {
        Field::Way => "話す方法",
        Field::Day(0) => "候補1の日",
        Field::Day(1) => "候補2の日",
        Field::Day(_) => "候補3の日",
        Field::Time(0) => "候補1の時刻",
        Field::Time(1) => "候補2の時刻",
        Field::Time(_) => "候補3の時刻",
        Field::Sentence => "話したいこと",
        Field::Reason => "取り消す理由",
        Field::Choice => "都合のよい日時",
        Field::Words => "都合のよい日や時間帯",
    }
}

/// What is wrong with a field, and what to do.
fn problem(field: Field, problem: &Problem) -> String {
    let what = appointment_label(field);
    match problem {
        Problem::Missing if matches!(field, Field::Way | Field::Choice) => format!("{what}を選んでください"),
        Problem::Missing => format!("{what}を入力してください"),
        Problem::TooLong { most } => format!("{what}は{most}文字までで入力してください"),
        Problem::Day(error) => values::date(what, error),
        Problem::Time(error) => demos::time_error(what, *error),
        Problem::Past if field == Field::Choice => {
            "選んだ日時は過ぎました。ほかの日時を選ぶか、「どれも都合が悪い」を選んでください".to_owned()
        }
        Problem::Past => format!("{what}と時刻は、これからの日時を入力してください"),
        Problem::Twice => format!("{what}と時刻が、ほかの候補と同じです。別の日時を入力してください"),
        Problem::UnknownChoice => format!("{what}を選び直してください"),
    }
}

/// Every mistake with its field.
pub fn appointment_errors(problems: &[(Field, Problem)]) -> Vec<(&'static str, String)> {
    problems.iter().map(|(field, why)| (field.name(), problem(*field, why))).collect()
}
