//! Sentences of what follows a grant: where it stands, what is wrong in a form, what happened.

use super::values;
use domain::{
    awards::{
        Act, AwardField as Field, AwardProblem as Problem, Happening, MoneyError, ProposalKind,
        RecoveryState, RequestKind, Shown, StageName, WrongStage,
    },
    money::Yen,
    subsidies::Reason,
    wareki::format_date,
};
use elements::Tone;

/// Where it stands, in a word.
pub const fn stage(name: StageName) -> &'static str {
    match name {
        StageName::AwaitingReport => "実績報告待ち",
        StageName::Reported => "実績報告の審査中",
        StageName::ReportReturned => "実績報告の補正中",
        StageName::FinalProposed => "額の確定の決裁待ち",
        StageName::AwaitingClaim => "請求待ち",
        StageName::Payable => "支払待ち",
        StageName::Settled => "支払済み",
        StageName::Cancelled => "取消し",
    }
}

/// The same of one of which a payment may be on its way.
pub const fn stage_in_payment(name: StageName, in_payment: bool) -> &'static str {
    if in_payment && matches!(name, StageName::Payable) { "振込の手続き中" } else { stage(name) }
}

/// How loud that is.
pub const fn stage_tone(name: StageName) -> Tone {
    match name {
        StageName::AwaitingReport | StageName::AwaitingClaim => Tone::Info,
        StageName::Reported | StageName::FinalProposed | StageName::Payable => Tone::Progress,
        StageName::ReportReturned => Tone::Attention,
        StageName::Settled => Tone::Success,
        StageName::Cancelled => Tone::Danger,
    }
}

/// A choice of the list, as a chip.
pub const fn shown(shown: Shown) -> &'static str {
    match shown {
        Shown::Open => "手続中",
        Shown::Overdue => "期限超過",
        Shown::Advances => "概算払の支払待ち",
        Shown::Owing => "返還待ち",
        Shown::All => "すべて",
        Shown::One(name) => stage(name),
    }
}

/// What the day is until which the applicant's step is due, for a calendar.
pub const fn step_due(name: StageName) -> &'static str {
    match name {
        StageName::AwaitingReport => "実績報告の期限",
        StageName::ReportReturned => "実績報告の補正の期限",
        StageName::AwaitingClaim => "請求の期限",
        StageName::Reported
        | StageName::FinalProposed
        | StageName::Payable
        | StageName::Settled
        | StageName::Cancelled => "手続の期限",
    }
}

/// What the applicant is told: whose turn it is and what to do.
pub fn turn_sentence(name: StageName, municipality: &str, due: Option<chrono::NaiveDate>) -> String {
    let until = due.map(|day| format!("{}までに", format_date(day))).unwrap_or_default();
    match name {
        StageName::AwaitingReport => format!("{until}、実績報告をお願いします。"),
        StageName::ReportReturned => format!("{until}、実績報告の補正をお願いします。"),
        StageName::AwaitingClaim => format!("補助金の額が確定しました。{until}、請求をお願いします。"),
        StageName::Reported | StageName::FinalProposed => {
            format!("{municipality}が実績報告を審査しています。")
        }
        StageName::Payable => format!("{municipality}が支払いの手続をしています。"),
        StageName::Settled => "支払いが終わりました。手続はありません。".to_owned(),
        StageName::Cancelled => "交付決定は取り消されました。".to_owned(),
    }
    .trim_start_matches('、')
    .to_owned()
}

/// What somebody did, as the end of a sentence: 「佐藤さんが3分前に…」.
pub const fn happening(happening: Happening) -> &'static str {
    match happening {
        Happening::Opened => "交付決定の後の手続を始めました",
        Happening::Owned => "交付決定の後の担当を変えました",
        Happening::Asked => "変更・中止を申請しました",
        Happening::Declined => "変更・中止の申請を承認しないと回答しました",
        Happening::ReportSaved => "実績報告の下書きを保存しました",
        Happening::Reported => "実績報告を出しました",
        Happening::ReportReturned => "実績報告の補正を依頼しました",
        Happening::Proposed => "交付決定の後の手続を起案しました",
        Happening::SentBack => "交付決定の後の起案を差し戻しました",
        Happening::Changed => "変更を承認しました",
        Happening::Fixed => "補助金の額を確定しました",
        Happening::Claimed => "補助金を請求しました",
        Happening::AdvanceClaimed => "概算払を請求しました",
        Happening::AdvanceAccepted => "概算払の請求を受理しました",
        Happening::AdvanceReturned => "概算払の請求を差し戻しました",
        Happening::AdvanceOpened => "概算払を請求できることをお知らせしました",
        Happening::AdvanceChased => "概算払の支払いがまだであることを担当者に知らせました",
        Happening::Paid => "補助金を支払いました",
        Happening::PaymentReturned => "振込不能を記録しました",
        Happening::Cancelled => "交付決定を取り消しました",
        Happening::OrderedBack => "返還を命じました",
        Happening::Dunned => "返還を督促しました",
        Happening::Refunded => "返還の入金を記録しました",
        Happening::Reminded => "期限をお知らせしました",
    }
}

/// The same as the applicant may know it; none for what the office does within itself.
pub const fn moment(happening: Happening) -> Option<(&'static str, Tone)> {
    match happening {
        Happening::Opened
        | Happening::Owned
        | Happening::ReportSaved
        | Happening::Proposed
        | Happening::SentBack
        | Happening::AdvanceOpened
        | Happening::AdvanceChased
        | Happening::Reminded => None,
        Happening::Asked => Some(("変更・中止の申請を受け付けました", Tone::Info)),
        Happening::Declined => Some(("変更・中止の申請への回答がありました", Tone::Attention)),
        Happening::Reported => Some(("実績報告を受け付けました", Tone::Info)),
        Happening::ReportReturned => Some(("実績報告の補正のお願いがありました", Tone::Attention)),
        Happening::Changed => Some(("変更が承認されました", Tone::Success)),
        Happening::Fixed => Some(("補助金の額が確定しました", Tone::Success)),
        Happening::Claimed => Some(("請求を受け付けました", Tone::Info)),
        Happening::AdvanceClaimed => Some(("概算払の請求を受け付けました", Tone::Info)),
        Happening::AdvanceAccepted => Some(("概算払の請求が受理されました", Tone::Success)),
        Happening::AdvanceReturned => Some(("概算払の請求が差し戻されました", Tone::Attention)),
        Happening::Paid => Some(("補助金が支払われました", Tone::Success)),
        Happening::PaymentReturned => Some(("振込ができませんでした", Tone::Attention)),
        Happening::Cancelled => Some(("交付決定が取り消されました", Tone::Danger)),
        Happening::OrderedBack => Some(("返還のお願いがありました", Tone::Attention)),
        Happening::Dunned => Some(("返還の督促がありました", Tone::Attention)),
        Happening::Refunded => Some(("返還の入金を確認しました", Tone::Success)),
    }
}

/// What is proposed, in a word.
pub const fn proposal_kind(kind: ProposalKind) -> &'static str {
    match kind {
        ProposalKind::Final => "額の確定",
        ProposalKind::Change => "変更の承認",
        ProposalKind::Stop => "中止・廃止の承認",
        ProposalKind::Cancel => "交付決定の取消し",
        ProposalKind::Elsewhere => "支払済みの記録",
    }
}

/// What is proposed and waits for a decision, as a sentence; of an amount what it will be.
pub fn proposed(kind: ProposalKind, amount: Yen) -> String {
    let what = match (kind, amount) {
        (ProposalKind::Cancel, Yen::ZERO) => "全部".to_owned(),
        (ProposalKind::Cancel, _) => format!("一部。取消しの後の額は{amount}"),
        (ProposalKind::Final, _) => format!("確定額{amount}"),
        (ProposalKind::Change, _) => format!("変更後の額{amount}"),
        (ProposalKind::Elsewhere, _) => format!("支払額{amount}"),
        (ProposalKind::Stop, _) => return format!("「{}」が決裁待ちです", proposal_kind(kind)),
    };
    format!("「{}」（{what}）が決裁待ちです", proposal_kind(kind))
}

/// One of several parts in which a grant is paid; the rest has no number.
pub fn instalment_title(instalment: Option<u8>) -> String {
    match instalment {
        Some(number) => format!("第{number}回（概算払）"),
        None => "精算（額の確定の後）".to_owned(),
    }
}

/// What is asked for, in a word.
pub const fn request_kind(kind: RequestKind) -> &'static str {
    match kind {
        RequestKind::Change => "補助金の額を変更する",
        RequestKind::Stop => "事業を中止・廃止する",
    }
}

/// Where a recovery stands, in a word.
pub const fn recovery_state(state: RecoveryState) -> &'static str {
    match state {
        RecoveryState::Ordered => "返還待ち",
        RecoveryState::Reminded => "督促済み",
        RecoveryState::Refunded => "返還済み",
    }
}

/// Why an act is not possible.
pub fn wrong_stage(error: WrongStage) -> String {
    let act = match error.act {
        Act::Report => "実績報告を出す",
        Act::ReturnReport => "補正を依頼する",
        Act::ProposeFinal => "額の確定を起案する",
        Act::SendFinalBack => "差し戻す",
        Act::Fix => "額を確定する",
        Act::Claim => "請求する",
        Act::ClaimAdvance => "概算払を請求する",
        Act::AnswerAdvance => "概算払の請求に答える",
        Act::Pay => "支払う",
        Act::ReturnPayment => "振込不能を記録する",
        Act::Change => "変更・中止を申請・承認する",
        Act::Lower => "一部を取り消す",
        Act::Cancel => "取り消す",
    };
    match (error.act, error.from) {
        (Act::Cancel | Act::Lower, StageName::FinalProposed) => {
            "額の確定が決裁待ちです。先に決裁するか差し戻してから、取消しを起案してください".to_owned()
        }
        (Act::Lower, StageName::AwaitingReport | StageName::Reported | StageName::ReportReturned) => {
            "額が確定していないため、一部の取消しはできません。実績報告の審査で、確定する額を減らしてください"
                .to_owned()
        }
        (_, from) => format!("いまは「{}」のため、{act}ことはできません", stage(from)),
    }
}

/// Why the money cannot move so.
pub fn money_error(error: MoneyError) -> String {
    match error {
        MoneyError::Nothing => "額が変わりません。いまの額と違う額を入力してください".to_owned(),
        MoneyError::AtMost(most) => format!("{most}以下の額を入力してください"),
        MoneyError::Exactly(yen) => {
            format!("この時点で動かせる額は{yen}です。画面を新しくして確かめてください")
        }
        MoneyError::NotNow => {
            "いまは、この金額の変更はできません。画面を新しくして、手続の状況を確かめてください".to_owned()
        }
    }
}

/// The name of a place in these forms.
pub const fn label(field: Field) -> &'static str {
    match field {
        Field::Done => "事業の成果",
        Field::Interim => "中間報告",
        Field::Amount => "金額",
        Field::Reason => "理由",
        Field::Note => "申し送り",
        Field::Extent => "取り消す範囲",
        Field::ReturnBy => "返還の期限",
        Field::Kind => "申請の内容",
        Field::ReceivedOn => "入金日",
        Field::PaidOn => "支払日",
        Field::Sentence => "補正してほしいこと",
        Field::Due => "期限",
        Field::Confirmed => "確認",
    }
}

/// What to do about a place in these forms.
pub fn problem(field: Field, problem: &Problem) -> String {
    let what = label(field);
    match problem {
        Problem::Missing => format!("{what}を入力してください"),
        Problem::NotChosen => format!("{what}を選んでください"),
        Problem::TooLong => format!("{what}は{}文字以内で入力してください", Reason::LONGEST),
        Problem::Amount(error) => values::yen(what, error),
        Problem::AtMost(most) => format!("{what}は{most}以下にしてください"),
        Problem::NotLess(yen) => format!("{what}は{yen}より少なくしてください"),
        Problem::Nothing => format!("{what}は1円以上で入力してください"),
        Problem::ReasonForLess(most) => {
            format!("計算上の額（{most}）より減らすときは、{what}を入力してください")
        }
        Problem::Date(error) => values::date(what, error),
        Problem::NotLater => format!("{what}は明日以後の日にしてください"),
        Problem::InFuture => format!("{what}は今日以前の日にしてください"),
        Problem::Before(day) => format!("{what}は{}以後の日にしてください", format_date(*day)),
    }
}

/// All of them, for a form.
pub fn problems(problems: &[(Field, Problem)]) -> Vec<(&'static str, String)> {
    problems.iter().map(|(field, own)| (field.name(), problem(*field, own))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_tells_what_was_done_and_what_to_do() {
        for happened in Happening::ALL {
            assert!(happening(happened).ends_with("ました"));
        }
        let due = chrono::NaiveDate::from_ymd_opt(2025, 3, 31);
        assert_eq!(
            turn_sentence(StageName::AwaitingReport, "みどり野市", due),
            "令和7年3月31日までに、実績報告をお願いします。"
        );
        assert_eq!(turn_sentence(StageName::AwaitingReport, "みどり野市", None), "実績報告をお願いします。");
    }
}
