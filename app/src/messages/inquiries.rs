//! Sentences about 照会.

use super::{accounts, dispatches, values};
use domain::{
    inquiries::{Closed, Field, Happening, Problem, Progress, Ready, Stage, Standing, Way},
    wareki::format_date,
};
use elements::Tone;

/// Where an inquiry stands, in one word.
pub const fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Draft => "準備中",
        Stage::Open => "照会中",
        Stage::Closed => "締切",
    }
}

/// How loud that is.
pub const fn stage_tone(stage: Stage) -> Tone {
    match stage {
        Stage::Draft => Tone::Attention,
        Stage::Open => Tone::Progress,
        Stage::Closed => Tone::Neutral,
    }
}

/// How far a reply is, in one word.
pub const fn progress(progress: Progress) -> &'static str {
    match progress {
        Progress::Waiting => "未回答",
        Progress::Drafted => "入力中",
        Progress::Answered => "回答済み",
        Progress::Correcting => "回答済み（訂正の入力中）",
    }
}

/// How loud that is.
pub const fn progress_tone(progress: Progress) -> Tone {
    match progress {
        Progress::Waiting => Tone::Attention,
        Progress::Drafted => Tone::Progress,
        Progress::Answered | Progress::Correcting => Tone::Success,
    }
}

/// By which way an answer was told.
pub const fn way(way: Way) -> &'static str {
    dispatches::way(way)
}

/// `60団体のうち48団体が回答（80.0%）`.
pub fn standing(standing: Standing) -> String {
    let Standing { asked, answered } = standing;
    standing.rate().map_or_else(
        || "照会した団体はありません".to_owned(),
        |rate| format!("{asked}団体のうち{answered}団体が回答（{}.{}%）", rate / 10, rate % 10),
    )
}

/// Why nobody answers any more, and what to do.
pub fn closed(closed: Closed) -> String {
    match closed {
        Closed::Over(deadline) => format!(
            "回答期限（{}）を過ぎたため、回答や訂正はできません。回答が必要なときは、照会元にお問い合わせください。",
            format_date(deadline)
        ),
        Closed::ByAsker => {
            "照会元が締め切ったため、回答や訂正はできません。回答が必要なときは、照会元にお問い合わせください。"
                .to_owned()
        }
    }
}

/// Why whoever asked writes down no answer any more, and what to do.
pub fn closed_here(closed: Closed) -> String {
    match closed {
        Closed::Over(deadline) => format!(
            "回答期限（{}）を過ぎたため、回答を記録できません。照会のページで回答期限を先の日に変えると、記録できます。",
            format_date(deadline)
        ),
        Closed::ByAsker => "照会を締め切ったため、回答を記録できません。".to_owned(),
    }
}

/// What a ready inquiry is for.
pub const fn ready_hint(ready: Ready) -> &'static str {
    match ready {
        Ready::Plans => "今年度の取組、対象事業所の数、来年度の補助の予定を聞きます。",
        Ready::ModelProject => "都道府県が、モデル事業を実施する市区町村を募るときの照会です。",
        Ready::Sessions => "国保連合会が、デモ・説明会の希望をまとめて聞くときの照会です。",
    }
}

/// What somebody did.
pub const fn happening(happening: Happening) -> &'static str {
    match happening {
        Happening::Added => "照会の下書きを作りました",
        Happening::Edited => "照会の下書きを変更しました",
        Happening::Opened => "照会しました",
        Happening::DeadlineMoved => "照会の回答期限を変更しました",
        Happening::Reminded => "照会に回答していない団体に督促しました",
        Happening::Closed => "照会を締め切りました",
        Happening::Discarded => "照会の下書きを捨てました",
        Happening::Drafted => "照会への回答の途中を保存しました",
        Happening::Answered => "照会に回答しました",
        Happening::Corrected => "照会への回答を訂正しました",
        Happening::Told => "電話などで受けた照会への回答を記録しました",
    }
}

/// What a field is called.
pub const fn label(field: Field) -> &'static str {
    match field {
        Field::Begin => "設問の元にするもの",
        Field::Title => "件名",
        Field::Purpose => "照会の趣旨",
        Field::Deadline => "回答期限",
        Field::ContactName => "問い合わせ先の担当者名",
        Field::ContactPhone => "問い合わせ先の電話番号",
        Field::ContactEmail => "問い合わせ先のメールアドレス",
        Field::Houses => "照会する団体",
        Field::AnsweredBy => "回答者の氏名",
        Field::Way => "回答を受けた方法",
    }
}

/// Sentences for a form, field by field.
pub fn errors(problems: &[(Field, Problem)]) -> Vec<(String, String)> {
    problems.iter().map(|(field, problem)| (field.name().to_owned(), sentence(*field, problem))).collect()
}

fn sentence(field: Field, problem: &Problem) -> String {
    let what = label(field);
    match problem {
        Problem::Missing => format!("{what}を入力してください"),
        Problem::NotChosen => format!("{what}を選んでください"),
        Problem::TooLong(most) => format!("{what}は{most}文字までで入力してください"),
        Problem::Date(error) => values::date(what, error),
        Problem::Past { today } => {
            format!("{what}は、今日（{}）か、それより後の日にしてください", format_date(*today))
        }
        Problem::TooFar => format!("{what}が1年より先です。年を確かめてください"),
        Problem::PersonName(error) => accounts::person_name(what, error),
        Problem::Phone(error) => values::phone(what, error),
        Problem::Email(error) => values::email(what, error),
    }
}
