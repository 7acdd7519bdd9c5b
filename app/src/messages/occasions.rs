//! Sentences about 催し: words for what there is, and what is wrong in a form.

use super::{accounts, demos, dispatches, subsidies, values};
use domain::{
    demos::TimeError,
    dispatches as dispatch,
    occasions::{AdmissionKind, BodyKind, Field, NotOpen, OccasionKind, Problem, Stage, Unit},
    prefecture::Prefecture,
};
use elements::Tone;

/// What a federation lends on certain weekdays is not there on others.
pub const NOT_THERE: &str = "選んだ講師・機材は、その曜日・時間には使えません。ほかのものを選ぶか、「講師・機材・会議室」で使える曜日・時間を確かめてください";

/// Sentences for the form of who is sent to an occasion; `lends` where a federation sends its equipment, too.
pub fn lecturing_errors(
    problems: &[(dispatch::Field, dispatch::Problem)],
    lends: bool,
) -> Vec<(&'static str, String)> {
    let words = |field: dispatch::Field, problem: &dispatch::Problem| match (field, problem) {
        (dispatch::Field::Lecturer, dispatch::Problem::NotFree) => Some(if lends {
            "選んだ講師・機材は、その日時にほかの予定があります（移動の時間を含みます）。ほかのものを選ぶか、催しの日時を変えてください"
        } else {
            "選んだ講師には、その日時にほかの派遣か不在の予定があります（移動の時間を含みます）。ほかの講師を選ぶか、催しの日時を変えてください"
        }),
        (dispatch::Field::Lecturer, dispatch::Problem::NotChosen) if lends => {
            Some("講師・機材を選んでください")
        }
        _ => None,
    };
    problems
        .iter()
        .zip(dispatches::errors(problems))
        .map(|((field, problem), (name, usual))| (name, words(*field, problem).map_or(usual, str::to_owned)))
        .collect()
}

/// A kind of occasion.
pub const fn kind(kind: OccasionKind) -> &'static str {
    match kind {
        OccasionKind::Webinar => "ウェビナー",
        OccasionKind::Lecture => "講演",
        OccasionKind::Booth => "展示・ブース",
        OccasionKind::Briefing => "説明会",
    }
}

/// How one comes to it, as the form asks.
pub const fn admission(admission: AdmissionKind) -> &'static str {
    match admission {
        AdmissionKind::Here => "ひろめるで団体の申込みを受ける",
        AdmissionKind::Elsewhere => "ほかのサイトで申込みを受ける",
        AdmissionKind::NotNeeded => "申込不要",
        AdmissionKind::First => "申込不要（先着順）",
    }
}

/// What a body is.
pub const fn body_kind(kind: BodyKind) -> &'static str {
    match kind {
        BodyKind::Federation => "国保連合会",
        BodyKind::Prefecture => "都道府県",
        BodyKind::SpecialWard => "特別区",
        BodyKind::City => "市",
        BodyKind::TownOrVillage => "町村",
        BodyKind::Association => "一部事務組合・広域連合",
    }
}

/// In what a channel counts.
pub const fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Bodies => "団体",
        Unit::People => "人",
    }
}

/// A stage in one word.
pub const fn stage(stage: &Stage) -> &'static str {
    match stage {
        Stage::Draft => "準備中",
        Stage::Published { .. } => "公開中",
        Stage::Cancelled { .. } => "中止",
    }
}

/// How loud a stage is.
pub const fn stage_tone(stage: &Stage) -> Tone {
    match stage {
        Stage::Draft => Tone::Neutral,
        Stage::Published { .. } => Tone::Success,
        Stage::Cancelled { .. } => Tone::Danger,
    }
}

/// Why nobody can register now.
pub const fn not_open(why: NotOpen) -> &'static str {
    match why {
        NotOpen::Draft => "まだ公開していません",
        NotOpen::Cancelled => "この催しは中止になりました",
        NotOpen::NotHere => "ここからの申込みはありません",
        NotOpen::Closed => "申込みの受付は終わりました。お急ぎのときは、下の窓口に電話でお問い合わせください",
    }
}

/// What a field is called.
pub const fn label(field: Field) -> &'static str {
    match field {
        Field::Kind => "種類",
        Field::Title => "名称",
        Field::Summary => "内容",
        Field::First => "最初の日",
        Field::Last => "最後の日",
        Field::Start => "開始時刻",
        Field::End => "終了時刻",
        Field::TimesNote => "日時の補足",
        Field::Place => "開催の方法",
        Field::Venue => "会場",
        Field::Join => "オンラインでの参加方法",
        Field::Admission => "参加の申込み",
        Field::ClosesOn => "申込みの締切日",
        Field::Places => "定員（人）",
        Field::FirstPeople => "先着の人数",
        Field::Site => "申込みを受けるサイト",
        Field::Flags => "そのほか",
        Field::BodyKind => "団体の種類",
        Field::Prefecture => "都道府県",
        Field::BodyName => "団体の名称",
        Field::People => "参加する人数",
        Field::ContactName => "担当者の氏名",
        Field::ContactPhone => "担当者の電話番号",
        Field::ContactEmail => "担当者のメールアドレス",
        Field::Question => "講師への質問",
        Field::Wait => "キャンセル待ち",
        Field::Reason => "中止する理由",
        Field::Came => "参加した人数",
        Field::Channel(0) => "参加方法1の名前",
        Field::Channel(1) => "参加方法2の名前",
        Field::Channel(_) => "参加方法3の名前",
        Field::Number(0) => "参加方法1の数",
        Field::Number(1) => "参加方法2の数",
        Field::Number(_) => "参加方法3の数",
    }
}

/// Sentences for a form, field by field.
pub fn errors(problems: &[(Field, Problem)]) -> Vec<(&'static str, String)> {
    problems.iter().map(|(field, problem)| (field.name(), sentence(label(*field), problem))).collect()
}

/// One sentence, where a form names its own control.
pub fn sentence(what: &str, problem: &Problem) -> String {
    match problem {
        Problem::Missing => format!("{what}を入力してください"),
        Problem::NotChosen => format!("{what}を選んでください"),
        Problem::TooLong(most) => format!("{what}は{most}文字までで入力してください"),
        Problem::Date(error) => values::date(what, error),
        Problem::Time(TimeError::Missing) => format!("{what}を入力してください。例：14:00"),
        Problem::Time(error) => demos::time_error(what, *error),
        Problem::Backwards => format!("{what}は、始まりより後にしてください"),
        Problem::ClosesLate => format!("{what}は、催しの最初の日までにしてください"),
        Problem::Number { least, most } => format!("{what}は{least}から{most}までの数字で入力してください"),
        Problem::Site => format!("{what}は「https://」から始まるアドレスを入力してください"),
        Problem::OnlyTokyo => {
            format!(
                "{what}を確かめてください。特別区は東京都だけにあります。政令指定都市は「市」を選んでください"
            )
        }
        Problem::NameOfKind => {
            format!(
                "{what}は、「〇〇区」「〇〇市」「〇〇町」「〇〇村」のように、団体の種類に合わせて入力してください"
            )
        }
        Problem::Registered => {
            format!(
                "{what}は、すでに申込みがあります。人数などを変えるときは、控えのメールのリンクを開いてください"
            )
        }
        Problem::RegisteredByOthers => {
            "あなたの団体は、すでに申込みがあります。主催者に電話でお問い合わせください".to_owned()
        }
        Problem::Full { left: 0 } => {
            format!(
                "{what}を確保できませんでした。満席です。キャンセル待ちに申し込むか、主催者にお問い合わせください"
            )
        }
        Problem::Full { left } => {
            format!(
                "{what}が空きを超えています。空きはあと{left}人です。{left}人以下にするか、キャンセル待ちを選んでください"
            )
        }
        Problem::Promised { registered } => {
            format!(
                "{what}は、すでに申し込んだ{registered}人より少なくできません。{registered}人以上にしてください"
            )
        }
        Problem::StillRegistered { registered } => {
            format!(
                "{what}は、すでに{registered}人が申し込んでいるため変えられません。「{}」を選んでください",
                admission(AdmissionKind::Here)
            )
        }
        Problem::PersonName(error) => accounts::person_name(what, error),
        Problem::Phone(error) => values::phone(what, error),
        Problem::Email(error) => values::email(what, error),
        Problem::Reason(error) => subsidies::reason_error(what, *error),
    }
}

/// A prefecture's name for a line of the table; the line of totals has none.
pub fn prefecture(prefecture: Option<Prefecture>) -> &'static str {
    prefecture.map_or("合計", Prefecture::name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use domain::{
        form::Typed,
        occasions::{BodyForm, BodyUse, OccasionForm},
    };

    #[test]
    fn every_mistake_is_answered_with_its_field_and_what_to_do() {
        let body = BodyForm::parse(&Typed::default(), &BodyUse::Public).expect_err("nothing fits");
        let day = NaiveDate::from_ymd_opt(2024, 6, 3).expect("a day of the calendar");
        let occasion = OccasionForm::parse(&Typed::default(), 0, day).expect_err("nothing fits");
        let problems: Vec<_> = body.into_iter().chain(occasion).collect();
        for ((_, sentence), (field, _)) in errors(&problems).into_iter().zip(&problems) {
            assert!(sentence.starts_with(label(*field)) && sentence.contains("ください"), "{sentence}");
        }
    }
}
