//! Sentences of an application's life.

use chrono::NaiveDate;
use domain::{
    subsidies::{Act, Grant, Rounding, StageName, Step, Turn, WrongStage},
    wareki::format_date,
};
use elements::Tone;

/// A stage in one word.
pub const fn stage(stage: StageName) -> &'static str {
    match stage {
        StageName::Draft => "下書き",
        StageName::Waiting => "待機中",
        StageName::Submitted => "受付済み",
        StageName::UnderReview => "審査中",
        StageName::Returned => "補正依頼中",
        StageName::Proposed => "決裁待ち",
        StageName::Granted => "交付決定",
        StageName::Refused => "不交付決定",
        StageName::Withdrawn => "取下げ",
    }
}

/// How loud a stage is.
pub const fn stage_tone(stage: StageName) -> Tone {
    match stage {
        StageName::Draft | StageName::Withdrawn => Tone::Neutral,
        StageName::Waiting | StageName::Submitted => Tone::Info,
        StageName::UnderReview | StageName::Proposed => Tone::Progress,
        StageName::Returned => Tone::Attention,
        StageName::Granted => Tone::Success,
        StageName::Refused => Tone::Danger,
    }
}

/// What happens now, to the applicant: whose turn it is in one sentence.
pub fn turn_sentence(stage: StageName, office: &str, due: Option<NaiveDate>) -> String {
    match (stage.turn(), stage) {
        (Turn::Applicant, StageName::Returned) => match due {
            Some(due) => format!(
                "{office}から補正のお願いがあります。{}までに直して再提出してください",
                format_date(due)
            ),
            None => format!("{office}から補正のお願いがあります。直して再提出してください"),
        },
        (Turn::Applicant, _) => "申請はまだ提出されていません。続きを入力して提出してください".to_owned(),
        (Turn::Municipality, StageName::Waiting) => {
            "申請を受け付けました。予算に空きが出るか、受付の後の抽選・按分・採点が終わるまでお待ちください"
                .to_owned()
        }
        (Turn::Municipality, StageName::Submitted) => {
            format!("{office}が申請を受け付けました。審査が始まるまでお待ちください")
        }
        (Turn::Municipality, StageName::Proposed) => {
            format!("{office}が決定の手続をしています。結果をお待ちください")
        }
        (Turn::Municipality, _) => format!("{office}が審査しています。結果をお待ちください"),
        (Turn::Nobody, StageName::Granted) => "交付が決定しました。交付決定通知書をご確認ください".to_owned(),
        (Turn::Nobody, StageName::Refused) => "不交付と決定しました。通知書の理由をご確認ください".to_owned(),
        (Turn::Nobody, _) => "この申請は取り下げられました".to_owned(),
    }
}

/// An act, as a verb.
pub const fn act(act: Act) -> &'static str {
    match act {
        Act::Submit | Act::Wait => "申請",
        Act::Promote => "繰上げ",
        Act::Resubmit => "再提出",
        Act::TakeUp => "審査の開始",
        Act::GiveBack => "担当を外れること",
        Act::HandOver => "引き継ぎ",
        Act::Check => "要件確認の保存",
        Act::RequestCorrection => "補正依頼",
        Act::Propose => "起案",
        Act::SendBack => "差戻し",
        Act::Decide => "決裁",
        Act::RecordDecision => "庁内の決裁の記録",
        Act::TurnAway => "待機の打切り",
        Act::Withdraw => "取下げ",
    }
}

/// Why an act was not done.
pub fn wrong_stage(error: WrongStage) -> String {
    format!(
        "この申請は「{}」のため、{}はできません。最新の状態を確かめてください",
        stage(error.from),
        act(error.act)
    )
}

/// One line of how an amount came about.
pub fn step(step: &Step) -> String {
    match step {
        Step::Category(name) => format!("【{name}】"),
        Step::Paid(yen) => format!("経費の金額（税込） {yen}"),
        Step::Priced(yen) => format!("支払日の定価まで {yen}"),
        Step::WithoutTax(yen) => format!("消費税を除いた金額（10/11） {yen}"),
        Step::Rated { rate, yen } => format!("補助率{rate}を掛けた金額 {yen}"),
        Step::Counted { linkages, each, yen } => format!("連携先{linkages}か所 × {each} {yen}"),
        Step::TooFew { linkages, least } => {
            format!("連携先が{linkages}か所で、{least}か所に満たないため0円")
        }
        Step::Rounded { rounding, yen } => format!("{} {yen}", rounding_words(*rounding)),
        Step::Capped(yen) => format!("上限額 {yen}"),
        Step::BelowFloor(yen) => format!("下限額{yen}に満たないため0円"),
        Step::Total(yen) => format!("合計 {yen}"),
        Step::TotalCapped(yen) => format!("合計の上限額 {yen}"),
        Step::LeftByPast { cap, past, yen } => {
            format!("累計の上限額{cap}から、これまでの補助{past}を除いた残り {yen}")
        }
        Step::LeftByOthers { others, yen } => {
            format!("ほかの補助金{others}を除いた残り {yen}")
        }
    }
}

/// 端数処理.
pub const fn rounding_words(rounding: Rounding) -> &'static str {
    match rounding {
        Rounding::OneYen => "1円未満を切り捨て",
        Rounding::HundredYen => "100円未満を切り捨て",
        Rounding::ThousandYen => "千円未満を切り捨て",
    }
}

/// How an amount came about, in one line.
pub fn grant_in_words(grant: &Grant) -> String {
    grant.steps.iter().map(step).collect::<Vec<_>>().join(" → ")
}
