//! What is wrong in a form about sessions, and what to do.

use super::coming::{each, full};
use crate::messages::{accounts, values};
use chrono::NaiveDate;
use domain::{
    demos::{
        ArrangementField, ArrangementProblem, AttendanceField, AttendanceProblem, Breach, Hours, LoanField,
        MemberField, MemberProblem, People, PeopleError, RegistrationField, RegistrationProblem,
        RequestField, RequestProblem, ResourceField, ResourceProblem, RulesField, RulesProblem, TimeError,
    },
    wareki::{format_date, format_date_with_weekday},
};

/// What a field of a request is called.
pub const fn request_label(field: RequestField) -> &'static str {
    match field {
        RequestField::Member => "市区町村",
        RequestField::Cities => "参加する市区町村",
        RequestField::Along => "誘う市区町村",
        RequestField::AlongSaid => "電話などで、いっしょに開くと聞いた",
        RequestField::AlongBy => "聞いた相手",
        RequestField::Menu => "実施したい内容",
        RequestField::Length => "所要時間",
        RequestField::Date(0) => "第1候補の日",
        RequestField::Date(1) => "第2候補の日",
        RequestField::Date(_) => "第3候補の日",
        RequestField::Start(0) => "第1候補の開始時刻",
        RequestField::Start(1) => "第2候補の開始時刻",
        RequestField::Start(_) => "第3候補の開始時刻",
        RequestField::People => "参加見込みの人数",
        RequestField::Place => "開催の方法",
        RequestField::Venue => "会場",
        RequestField::Provisions => "会場で用意できるもの",
        RequestField::ContactName => "担当者の氏名",
        RequestField::ContactPhone => "担当者の電話番号",
        RequestField::ContactEmail => "担当者のメールアドレス",
        RequestField::Note => "連合会への連絡事項",
        RequestField::Joint => "相乗り開催",
    }
}

/// Sentences for a request, field by field.
pub fn request_errors(problems: &[(RequestField, RequestProblem)]) -> Vec<(&'static str, String)> {
    problems.iter().map(|(field, problem)| (field.name(), request_problem(*field, problem))).collect()
}

fn request_problem(field: RequestField, problem: &RequestProblem) -> String {
    let what = request_label(field);
    match problem {
        RequestProblem::Missing => format!("{what}を入力してください"),
        RequestProblem::NotChosen => format!("{what}を選んでください"),
        RequestProblem::OwnAlone => {
            format!(
                "{what}は、都道府県から受けた依頼だけで選びます。市区町村の依頼では、選択を外してください"
            )
        }
        RequestProblem::NotOfPrefecture => {
            format!(
                "{what}は、市区町村から受けた依頼だけで選びます。都道府県の依頼では、選択を外してください"
            )
        }
        RequestProblem::NotTicked => {
            format!("「{what}」にチェックを入れるか、聞いた相手を空にしてください")
        }
        RequestProblem::TooLong(most) => format!("{what}は{most}文字までで入力してください"),
        RequestProblem::Date(error) => values::date(what, error),
        RequestProblem::NotInFuture { today } => {
            format!("{what}は、今日（{}）より後の日を入力してください", format_date(*today))
        }
        RequestProblem::Breach(one) => format!("{what}を変えてください。{}", breach(*one)),
        RequestProblem::Time(error) => time_error(what, *error),
        RequestProblem::Repeated(number) => {
            format!("{what}が第{number}候補と同じです。別の日時を入力するか、空にしてください")
        }
        RequestProblem::People(error) => people(what, *error),
        RequestProblem::Name(error) => accounts::person_name(what, error),
        RequestProblem::Phone(error) => values::phone(what, error),
        RequestProblem::Email(error) => values::email(what, error),
    }
}

/// What is wrong with a time of day, and what to do.
pub fn time_error(what: &str, error: TimeError) -> String {
    match error {
        TimeError::Missing => format!("{what}を入力してください。例：13:30"),
        TimeError::Form => format!("{what}は「13:30」「13時30分」のように入力してください"),
        TimeError::NoSuchTime => {
            format!("{what}を確かめてください。0:00から23:45までの時刻を入力してください")
        }
        TimeError::NotOnQuarter => {
            format!("{what}は15分単位で入力してください。例：13:30、13:45")
        }
    }
}

pub(super) fn people(what: &str, error: PeopleError) -> String {
    match error {
        PeopleError::Missing => format!("{what}を入力してください"),
        PeopleError::Form => format!("{what}は数字で入力してください。例：20"),
        PeopleError::Range => format!("{what}は1人から{}人までで入力してください", People::MAX),
    }
}

/// What a field of an arrangement is called.
pub const fn arrangement_label(field: ArrangementField) -> &'static str {
    match field {
        ArrangementField::Candidate => "開催する日時",
        ArrangementField::Date => "ほかの日",
        ArrangementField::Start => "開始時刻",
        ArrangementField::Length => "所要時間",
        ArrangementField::Place => "開催の方法",
        ArrangementField::Venue => "会場",
        ArrangementField::Link => "オンラインの接続先",
        ArrangementField::Resource(kind) => super::resource_kind(kind),
        ArrangementField::Before => "行きの移動時間",
        ArrangementField::After => "帰りの移動時間",
        ArrangementField::Ships => "発送日",
        ArrangementField::Returns => "返却日",
        ArrangementField::Capacity => "定員",
        ArrangementField::Note => "変更についてのひとこと",
    }
}

/// Sentences for an arrangement, field by field.
pub fn arrangement_errors(
    problems: &[(ArrangementField, ArrangementProblem)],
) -> Vec<(&'static str, String)> {
    problems.iter().map(|(field, problem)| (field.name(), arrangement_problem(*field, problem))).collect()
}

fn arrangement_problem(field: ArrangementField, problem: &ArrangementProblem) -> String {
    let what = arrangement_label(field);
    match problem {
        ArrangementProblem::NotChosen if field == ArrangementField::Candidate => {
            format!("{what}を候補から選んでください")
        }
        ArrangementProblem::NotChosen => format!("{what}を選んでください"),
        ArrangementProblem::Missing => format!("{what}を入力してください。現地で開くときに必要です"),
        ArrangementProblem::TooLong(most) => format!("{what}は{most}文字までで入力してください"),
        ArrangementProblem::Past => {
            format!("{what}が過ぎています。ほかの候補を選ぶか、市区町村に連絡してください")
        }
        ArrangementProblem::Today => "公開枠の開催する日は、明日以降の日を入力してください".to_owned(),
        ArrangementProblem::Date(error) => values::date(what, error),
        ArrangementProblem::Time(error) => time_error(what, *error),
        ArrangementProblem::NoDemoSet => {
            format!("{what}を選んでください。現地で開催するときは1組必要です")
        }
        ArrangementProblem::Unknown => format!("{what}を一覧から選び直してください"),
        ArrangementProblem::NotFree if matches!(field, ArrangementField::Candidate | ArrangementField::Date) => {
            "選んだ講師か機材に、その日時か、発送から返却までの間、ほかの予定があります。ほかのものか、ほかの日時を選んでください".to_owned()
        }
        ArrangementProblem::NotFree => {
            format!("{what}は、その日時にほかの予定があります。空いているものか、ほかの候補を選んでください")
        }
        ArrangementProblem::NotThere => {
            format!("{what}は、その曜日・時間には使えません。ほかのものか、ほかの日時を選んでください")
        }
        ArrangementProblem::Half => format!("{what}も入力してください。発送日と返却日は、両方が必要です"),
        ArrangementProblem::NotAround(days) => format!(
            "{what}を確かめてください。開催日をはさんで、発送から返却まで{days}日以内で入力してください"
        ),
        ArrangementProblem::NoAddress => {
            format!("{what}は「https://」で始まるアドレスを入力してください")
        }
        ArrangementProblem::Capacity(error) => people(what, *error),
        ArrangementProblem::Registered(registered) => {
            format!("{what}は{registered}人以上で入力してください。すでに{registered}人が申し込んでいます")
        }
    }
}

/// Some of the days on which a date is to be open cannot be had.
pub fn taken_days(days: &[NaiveDate]) -> String {
    let days: Vec<String> = days.iter().map(|day| format_date_with_weekday(*day)).collect();
    format!(
        "次の日は、講師か機材にほかの予定があるか、休みの日です：{}。ほかの日だけを公開するときは、「空いていない日と休みの日を除く」を選んでください",
        days.join("、")
    )
}

/// What a field of a loan is called.
pub const fn loan_label(field: LoanField) -> &'static str {
    match field {
        LoanField::Went => "発送したもの",
        LoanField::Shipped => "発送した日",
        LoanField::Came => "届いたもの",
        LoanField::Arrived => "届いた日",
        LoanField::Back => "返ってきたもの",
        LoanField::Returned => "返ってきた日",
        LoanField::Note => "破損・不足などの連絡",
    }
}

/// Sentences for a loan, field by field.
pub fn loan_errors(problems: &[(LoanField, ArrangementProblem)]) -> Vec<(&'static str, String)> {
    problems
        .iter()
        .map(|(field, problem)| {
            let what = loan_label(*field);
            let sentence = match problem {
                ArrangementProblem::Date(error) => values::date(what, error),
                ArrangementProblem::TooLong(most) => format!("{what}は{most}文字までで入力してください"),
                _ => format!("{what}を確かめてください"),
            };
            (field.name(), sentence)
        })
        .collect()
}

/// What of a federation's rules a date does not keep.
pub fn breach(breach: Breach) -> String {
    let time = |hours: &Hours| format!("{}〜{}", hours.open.format("%-H:%M"), hours.close.format("%-H:%M"));
    match breach {
        Breach::TooSoon { first } => {
            format!("準備の都合により、{}以降の日をお願いしています", format_date(first))
        }
        Breach::TooFar { last } => format!("{}までの日をお願いしています", format_date(last)),
        Breach::Closed { hours: Some(hours) } => {
            format!("この曜日に開けるのは{}です", time(&hours))
        }
        Breach::Closed { hours: None } => "この曜日には開けません".to_owned(),
    }
}

/// What a field of the rules is called.
pub fn rules_label(field: RulesField) -> String {
    const DAYS: [&str; 7] = ["月曜日", "火曜日", "水曜日", "木曜日", "金曜日", "土曜日", "日曜日"];
    let day = |place: u8| DAYS.get(usize::from(place)).copied().unwrap_or("曜日");
    match field {
        RulesField::Open(place) => format!("{}の始まり", day(place)),
        RulesField::Close(place) => format!("{}の終わり", day(place)),
        RulesField::Before => "行きの移動時間".to_owned(),
        RulesField::After => "帰りの移動時間".to_owned(),
        RulesField::Notice => "依頼の締切り".to_owned(),
        RulesField::Horizon => "依頼を受け付ける範囲".to_owned(),
        RulesField::Least => "現地で開く目安の人数".to_owned(),
        RulesField::Yearly => "年度に現地で開く目安の回数".to_owned(),
    }
}

/// Sentences for the rules, field by field.
pub fn rules_errors(problems: &[(RulesField, RulesProblem)]) -> Vec<(&'static str, String)> {
    problems
        .iter()
        .map(|(field, problem)| {
            let what = rules_label(*field);
            let sentence = match problem {
                RulesProblem::Time(error) => time_error(&what, *error),
                RulesProblem::Half => {
                    format!("{what}も入力してください。開かない曜日は、両方とも空にしてください")
                }
                RulesProblem::Backwards => format!("{what}は、始まりより後の時刻を入力してください"),
                RulesProblem::NeverOpen => format!("{what}を入力してください。1つ以上の曜日が必要です"),
                RulesProblem::NotChosen => format!("{what}を選んでください"),
                RulesProblem::Days(most) => format!("{what}は、0から{most}までの日数で入力してください"),
                RulesProblem::NoDate => {
                    format!("{what}は、依頼の締切りより大きい日数を入力してください")
                }
                RulesProblem::People(error) => people(&what, *error),
                RulesProblem::Sessions(most) => times(&what, *most),
            };
            (field.name(), sentence)
        })
        .collect()
}

/// What a field of a member is called.
pub const fn member_label(field: MemberField) -> &'static str {
    match field {
        MemberField::Phone => "電話番号",
        MemberField::Yearly => "年度に現地で開く目安の回数",
    }
}

/// Sentences for a member, field by field.
pub fn member_errors(problems: &[(MemberField, MemberProblem)]) -> Vec<(&'static str, String)> {
    problems
        .iter()
        .map(|(field, problem)| {
            let what = member_label(*field);
            let sentence = match problem {
                MemberProblem::Phone(error) => values::phone(what, error),
                MemberProblem::Sessions(most) => times(what, *most),
            };
            (field.name(), sentence)
        })
        .collect()
}

/// Not a number of sessions.
fn times(what: &str, most: u16) -> String {
    format!("{what}は、0から{most}までの数字で入力するか、空にしてください")
}

/// What a field of a registration is called.
pub const fn registration_label(field: RegistrationField) -> &'static str {
    match field {
        RegistrationField::Office => "事業所",
        RegistrationField::People => "参加する人数",
        RegistrationField::Name => "参加する人（代表）の氏名",
        RegistrationField::Email => "お知らせを受け取るメールアドレス",
        RegistrationField::Question => "講師への質問",
    }
}

/// Sentences for a registration, field by field.
pub fn registration_errors(
    problems: &[(RegistrationField, RegistrationProblem)],
) -> Vec<(&'static str, String)> {
    problems
        .iter()
        .map(|(field, problem)| {
            let what = registration_label(*field);
            let sentence = match problem {
                RegistrationProblem::NoOffice => format!("{what}を選んでください"),
                RegistrationProblem::Registered => {
                    format!("{what}は、すでに申込みをしています。人数は「変更する」から変えてください")
                }
                RegistrationProblem::People(error) => people(what, *error),
                RegistrationProblem::Full { left, waits } => full(what, *left, *waits),
                RegistrationProblem::Each(most) => each(what, *most),
                RegistrationProblem::TooLong(most) => format!("{what}は{most}文字までで入力してください"),
                RegistrationProblem::Name(error) => accounts::person_name(what, error),
                RegistrationProblem::Email(error) => values::email(what, error),
            };
            (field.name(), sentence)
        })
        .collect()
}

/// Sentences for what a federation lends, field by field.
pub fn resource_errors(problems: &[(ResourceField, ResourceProblem)]) -> Vec<(&'static str, String)> {
    problems
        .iter()
        .map(|(field, problem)| {
            let what = match field {
                ResourceField::Kind => "種類",
                ResourceField::Name => "名前",
                ResourceField::Resource => "講師・機材・会議室",
                ResourceField::First => "最初の日",
                ResourceField::Last => "最後の日",
                ResourceField::Why => "理由",
                ResourceField::Contents => "中身の一覧",
                ResourceField::Retired => "貸出し",
            };
            let sentence = match problem {
                ResourceProblem::Missing => format!("{what}を入力してください"),
                ResourceProblem::NotChosen => format!("{what}を選んでください"),
                ResourceProblem::TooLong(most) => format!("{what}は{most}文字までで入力してください"),
                ResourceProblem::TooManyLines(most) => format!("{what}は{most}行までで入力してください"),
                ResourceProblem::Taken => {
                    format!("{what}が同じものが、すでに登録されています。区別できる名前にしてください")
                }
                ResourceProblem::Date(error) => values::date(what, error),
                ResourceProblem::Backwards => format!("{what}は、最初の日と同じか後の日を入力してください"),
                ResourceProblem::TooManyDays(days) => {
                    format!("{what}は、{days}日以内になるように分けて入力してください")
                }
                ResourceProblem::Promised => format!(
                    "{what}から最後の日までの間に、デモ・説明会かほかの予定があります。週の予定を確かめてください"
                ),
            };
            (field.name(), sentence)
        })
        .collect()
}

/// Sentences for attendance, field by field.
pub fn attendance_problem(problems: &[(AttendanceField, AttendanceProblem)]) -> Vec<(&'static str, String)> {
    problems
        .iter()
        .map(|(field, problem)| {
            let what = match field {
                AttendanceField::Code => "受付番号",
                AttendanceField::Name => "事業所や団体の名前",
                AttendanceField::People => "来た人数",
            };
            let sentence = match problem {
                AttendanceProblem::NoCode => format!("{what}を入力してください（4桁の数字）"),
                AttendanceProblem::NoSuchCode => {
                    format!("{what}に当てはまる申込みがありません。4桁の数字を確かめてください")
                }
                AttendanceProblem::NoName => format!("{what}を入力してください"),
                AttendanceProblem::TooLong(most) => format!("{what}は{most}文字までで入力してください"),
                AttendanceProblem::People(error) => people(what, *error),
            };
            (field.name(), sentence)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use domain::{demos::RequestForm, form::Typed};

    #[test]
    fn every_mistake_of_a_request_is_answered_with_its_field_and_what_to_do() {
        let typed = Typed::default()
            .with("date_1", "平成40年1月1日")
            .with("start_1", "昼")
            .with("people", "0")
            .with("contact_phone", "12")
            .with("contact_email", "a");
        let today = NaiveDate::from_ymd_opt(2024, 9, 20).expect("a day");
        let problems = RequestForm::parse(&typed, today).expect_err("nothing fits");
        assert_eq!(problems.len(), 9, "{problems:?}");
        for ((_, sentence), (field, _)) in request_errors(&problems).into_iter().zip(&problems) {
            assert!(sentence.starts_with(request_label(*field)), "{sentence}");
            assert!(sentence.contains("ください") || sentence.contains('@'), "{sentence}");
        }
    }
}
