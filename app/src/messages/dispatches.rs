//! Sentences about 講師派遣: words for what there is, whose turn it is, what is wrong in a form.

use super::{accounts, demos, subsidies, values};
use domain::{
    demos::TimeError,
    dispatches::{
        Act, Approval, CostLine, Field, Happening, House, Payer, Problem, StageName, Told, Way, WrongStage,
    },
    wareki::format_date,
};
use elements::Tone;

/// A stage in one word.
pub const fn stage(stage: StageName) -> &'static str {
    match stage {
        StageName::Asked => "回答待ち",
        StageName::Proposed => "別案あり",
        StageName::Accepted => "承諾",
        StageName::Declined => "お断り",
        StageName::Withdrawn => "取下げ",
    }
}

/// How loud a stage is.
pub const fn stage_tone(stage: StageName) -> Tone {
    match stage {
        StageName::Asked => Tone::Progress,
        StageName::Proposed => Tone::Attention,
        StageName::Accepted => Tone::Success,
        StageName::Declined => Tone::Danger,
        StageName::Withdrawn => Tone::Neutral,
    }
}

/// Whose turn it is, in one sentence to the reader's house.
pub const fn turn_sentence(stage: StageName, reader: House) -> &'static str {
    match (stage, reader) {
        (StageName::Asked, House::Central) => {
            "講師派遣の依頼が届いています。承諾、別案、お断りのいずれかを回答してください。"
        }
        (StageName::Asked, House::Federation | House::Municipality) => "国保中央会の回答を待っています。",
        (StageName::Proposed, House::Federation) => {
            "国保中央会から別案が届いています。日時や開催の方法を見直し、改めて依頼してください。"
        }
        (StageName::Proposed, House::Central | House::Municipality) => "国保連合会が別案を検討しています。",
        (StageName::Accepted, _) => "講師の派遣が決まりました。",
        (StageName::Declined, House::Federation) => {
            "国保中央会の講師は派遣されません。連合会の講師だけで開催するか、日時を変えて新しく依頼してください。"
        }
        (StageName::Declined, House::Central | House::Municipality) => "国保中央会の講師は派遣されません。",
        (StageName::Withdrawn, _) => "この依頼は取り下げられました。",
    }
}

/// Who pays.
pub const fn payer(payer: Payer) -> &'static str {
    match payer {
        Payer::Municipality => "市区町村",
        Payer::Federation => "国保連合会",
        Payer::Central => "国保中央会",
    }
}

/// One of the three houses.
pub const fn house(house: House) -> &'static str {
    match house {
        House::Federation => "国保連合会",
        House::Central => "国保中央会",
        House::Municipality => "市区町村",
    }
}

/// How an answer came.
pub const fn way(way: Way) -> &'static str {
    match way {
        Way::Phone => "電話",
        Way::Fax => "FAX",
        Way::Mail => "メール",
        Way::Paper => "文書",
    }
}

/// How an answer came that the federation recorded.
pub fn told(told: &Told) -> String {
    format!("{}（{}）で受けた回答を、連合会が記録", way(told.way), told.by)
}

/// A part of the amount.
pub const fn cost_line(line: CostLine) -> &'static str {
    match line {
        CostLine::Rail => "鉄道・バス",
        CostLine::Air => "航空・船舶",
        CostLine::Lodging => "宿泊料",
        CostLine::Daily => "日当",
        CostLine::Other => "その他",
    }
}

/// What the municipality says to the amount, in one word.
pub const fn approval(approval: &Approval) -> &'static str {
    match approval {
        Approval::NotNeeded => "承認不要",
        Approval::Waiting => "承認待ち",
        Approval::Approved { .. } => "承認済み",
        Approval::Refused { .. } => "承認されず",
    }
}

/// How loud that is.
pub const fn approval_tone(approval: &Approval) -> Tone {
    match approval {
        Approval::NotNeeded => Tone::Neutral,
        Approval::Waiting => Tone::Attention,
        Approval::Approved { .. } => Tone::Success,
        Approval::Refused { .. } => Tone::Danger,
    }
}

/// What somebody did.
pub const fn happening(happening: Happening) -> &'static str {
    match happening {
        Happening::Asked => "国保中央会に講師の派遣を依頼しました",
        Happening::AskedAgain => "日時や方法を見直し、改めて講師の派遣を依頼しました",
        Happening::VenueCorrected => "会場を改めました",
        Happening::Accepted => "講師の派遣が承諾されました",
        Happening::Proposed => "講師の派遣に別案が示されました",
        Happening::Declined => "講師の派遣が断られました",
        Happening::Withdrawn => "講師の派遣の依頼が取り下げられました",
        Happening::Estimated => "旅費を見積もりました",
        Happening::CostsApproved => "旅費を承認しました",
        Happening::CostsRefused => "旅費を承認しないと回答しました",
    }
}

/// How loud it stands on the timeline.
pub const fn happening_tone(happening: Happening) -> Tone {
    match happening {
        Happening::Asked | Happening::AskedAgain | Happening::Withdrawn | Happening::Estimated => {
            Tone::Neutral
        }
        Happening::Proposed | Happening::VenueCorrected => Tone::Attention,
        Happening::Accepted | Happening::CostsApproved => Tone::Success,
        Happening::Declined | Happening::CostsRefused => Tone::Danger,
    }
}

/// What a field is called.
pub const fn label(field: Field) -> &'static str {
    match field {
        Field::Slot => "派遣を依頼する日時",
        Field::Place => "派遣の方法",
        Field::Purpose => "講師に依頼する内容",
        Field::Payer => "旅費を負担するところ",
        Field::ContactName => "連合会の担当者の氏名",
        Field::ContactPhone => "連合会の担当者の電話番号",
        Field::ContactEmail => "連合会の担当者のメールアドレス",
        Field::Answer => "回答",
        Field::Lecturer => "派遣する講師",
        Field::LecturerName => "派遣される講師の氏名",
        Field::Travel => "会場までの移動の時間（片道）",
        Field::Date(0) => "別案1の日",
        Field::Date(1) => "別案2の日",
        Field::Date(_) => "別案3の日",
        Field::Start(0) => "別案1の開始時刻",
        Field::Start(1) => "別案2の開始時刻",
        Field::Start(_) => "別案3の開始時刻",
        Field::Online => "オンラインでの対応",
        Field::Message => "別案に添えること",
        Field::Reason => "理由",
        Field::Way => "回答を受けた方法",
        Field::ToldBy => "国保中央会の回答者の氏名",
        Field::Travellers => "派遣する人数",
        Field::Rail => "鉄道・バスの往復運賃（1人）",
        Field::Air => "航空・船舶の往復運賃（1人）",
        Field::Nights => "宿泊する数",
        Field::Lodging => "宿泊料（1人1泊）",
        Field::Days => "日当の日数",
        Field::Daily => "日当（1人1日）",
        Field::Other => "その他の費用（全員分）",
        Field::ToldApproval => "市区町村の承認（だれが、いつ）",
        Field::Decision => "旅費の承認",
        Field::Name => "講師の氏名",
        Field::Base => "出発地",
        Field::First => "最初の日",
        Field::Last => "最後の日",
        Field::Why => "不在の理由",
    }
}

/// Sentences for a form, field by field.
pub fn errors(problems: &[(Field, Problem)]) -> Vec<(&'static str, String)> {
    problems.iter().map(|(field, problem)| (field.name(), sentence(*field, problem))).collect()
}

fn sentence(field: Field, problem: &Problem) -> String {
    let what = label(field);
    match problem {
        Problem::Missing => format!("{what}を入力してください"),
        Problem::NotChosen => format!("{what}を選んでください"),
        Problem::TooLong(most) => format!("{what}は{most}文字までで入力してください"),
        Problem::Date(error) => values::date(what, error),
        Problem::NotInFuture { today } => {
            format!("{what}は、今日（{}）より後の日を入力してください", format_date(*today))
        }
        Problem::Time(TimeError::Missing) => format!("{what}を入力してください。例：13:30"),
        Problem::Time(error) => demos::time_error(what, *error),
        Problem::NothingProposed => {
            "別案の日時を1つ以上入力するか、「オンラインなら対応できる」を選んでください".to_owned()
        }
        Problem::Number { least, most } => format!("{what}は{least}から{most}までの数字で入力してください"),
        Problem::Yen(error) => values::yen(what, error),
        Problem::TooMuch => "旅費の合計が大きすぎます。人数と金額を確かめてください".to_owned(),
        Problem::PersonName(error) => accounts::person_name(what, error),
        Problem::Phone(error) => values::phone(what, error),
        Problem::Email(error) => values::email(what, error),
        Problem::Reason(error) => subsidies::reason_error(what, *error),
        Problem::NotFree => {
            format!(
                "{what}は、その日時にほかの派遣か不在の予定があります（移動の時間を含みます）。ほかの講師を選ぶか、別案を回答してください"
            )
        }
        Problem::Taken => {
            format!("{what}が同じ講師が、すでに登録されています。区別できるように入力してください")
        }
        Problem::Backwards => format!("{what}は、最初の日と同じか後の日を入力してください"),
        Problem::TooManyDays(days) => format!("{what}は、{days}日以内になるように分けて入力してください"),
    }
}

/// Why an act was not done.
pub fn wrong_stage(error: WrongStage) -> String {
    let act = match error.act {
        Act::AskAgain => "改めて依頼すること",
        Act::Answer => "回答",
        Act::Withdraw => "取下げ",
        Act::Estimate => "旅費の見積りと承認",
    };
    format!("いまは「{}」のため、{act}はできません。最新の状態を確かめてください", stage(error.from))
}

/// Why the amount was not decided.
pub const NOT_WAITING: &str =
    "承認を待っている旅費がありません。すでに回答したか、見積りが変わりました。最新の状態を確かめてください";

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{dispatches::AskForm, form::Typed};

    #[test]
    fn every_mistake_of_a_request_is_answered_with_its_field_and_what_to_do() {
        let problems = AskForm::parse(&Typed::default(), &[]).expect_err("nothing fits");
        for ((_, sentence), (field, _)) in errors(&problems).into_iter().zip(&problems) {
            assert!(sentence.starts_with(label(*field)) && sentence.contains("ください"), "{sentence}");
        }
    }
}
