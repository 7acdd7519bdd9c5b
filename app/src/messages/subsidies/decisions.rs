//! Sentences of the decision: who may decide how much, what lies in a packet, what was decided on paper.

use super::review::reason_error;
use crate::messages::values;
use domain::{
    ids::AccountId,
    subsidies::{
        Authority, AuthorityField, AuthorityProblem, CaseProblem, NoAuthority, NoticeKind, NoticeText,
        NoticeTextError, OutsideField, OutsideProblem, PACKET_CASES, PacketField, PacketProblem,
    },
};

/// Why somebody may not decide, and who may.
pub fn no_authority(why: NoAuthority, who_may: &[String]) -> String {
    match why {
        NoAuthority::SamePerson => "起案した人は決裁できません。別の決裁者が決裁してください".to_owned(),
        NoAuthority::AboveLimit { limit, total } if who_may.is_empty() => format!(
            "{total}は、あなたが決裁できる額（{limit}まで）を超えています。この額を決裁できる人がいません。管理者に専決の限度を確かめてもらってください"
        ),
        NoAuthority::AboveLimit { limit, total } => format!(
            "{total}は、あなたが決裁できる額（{limit}まで）を超えています。{}が決裁します",
            who_may.join("、")
        ),
    }
}

/// For whom somebody decides, where it is for another.
pub fn authority(authority: Authority, name: impl Fn(AccountId) -> String) -> Option<String> {
    match authority {
        Authority::Own => None,
        Authority::For(absent) => {
            Some(format!("不在の{}に代わって決裁します。記録には「代決」と残ります", name(absent)))
        }
    }
}

/// The name of a place in the forms of 専決と代決.
pub const fn authority_label(field: AuthorityField) -> &'static str {
    match field {
        AuthorityField::Limit(_) => "決裁できる額",
        AuthorityField::Absent => "不在の決裁者",
        AuthorityField::Substitute => "代わりに決裁する人",
        AuthorityField::From => "初日",
        AuthorityField::Until => "末日",
        AuthorityField::Reason => "理由",
    }
}

/// What to do about a place in the forms of 専決と代決.
pub fn authority_problem(field: AuthorityField, problem: &AuthorityProblem) -> String {
    let what = authority_label(field);
    match problem {
        AuthorityProblem::Amount(error) => values::yen(what, error),
        AuthorityProblem::NotChosen => format!("{what}を選んでください"),
        AuthorityProblem::SamePerson => "不在の決裁者とは別の人を選んでください".to_owned(),
        AuthorityProblem::Date(error) => values::date(what, error),
        AuthorityProblem::PeriodEmpty => "末日は初日以後の日にしてください".to_owned(),
        AuthorityProblem::Over => "末日は今日以後の日にしてください".to_owned(),
        AuthorityProblem::Missing => format!("{what}を入力してください"),
        AuthorityProblem::TooLong(most) => format!("{what}は{most}文字以内で入力してください"),
    }
}

/// What to do about a place in the form of a packet.
pub fn packet_problem(field: PacketField, problem: PacketProblem) -> String {
    let what = match field {
        PacketField::Title => "件名",
        PacketField::Note => "申し送り",
        PacketField::Cases => "申請",
    };
    match problem {
        PacketProblem::Missing => format!("{what}を入力してください"),
        PacketProblem::TooLong(most) => format!("{what}は{most}文字以内で入力してください"),
        PacketProblem::NothingChosen => "まとめる申請を1件以上選んでください".to_owned(),
        PacketProblem::TooMany(_) => format!("一度にまとめられるのは{PACKET_CASES}件までです"),
    }
}

/// What to do about the answer for one case.
pub fn case_problem(receipt: &str, problem: CaseProblem) -> String {
    match problem {
        CaseProblem::NotChosen => format!("{receipt}を決裁するか差し戻すかを選んでください"),
        CaseProblem::Reason(error) => reason_error(&format!("{receipt}を差し戻す理由"), error),
    }
}

/// The name of a place in the form of a decision on paper.
pub const fn outside_label(field: OutsideField) -> &'static str {
    match field {
        OutsideField::On => "決裁日",
        OutsideField::By => "決裁者",
        OutsideField::Number => "文書番号",
        OutsideField::Sheet => "決裁された起案の写し",
    }
}

/// What to do about a place in the form of a decision on paper.
pub fn outside_problem(field: OutsideField, problem: &OutsideProblem) -> String {
    let what = outside_label(field);
    match problem {
        OutsideProblem::Missing if field == OutsideField::Sheet => format!("{what}を選んでください"),
        OutsideProblem::Missing => format!("{what}を入力してください"),
        OutsideProblem::TooLong(most) => format!("{what}は{most}文字以内で入力してください"),
        OutsideProblem::Date(error) => values::date(what, error),
        OutsideProblem::InFuture => format!("{what}は今日以前の日にしてください"),
        OutsideProblem::TooEarly => format!("{what}は、起案をまとめた日以後の日にしてください"),
    }
}

/// What became of a packet, in a word: whether it is open, and whether it was dissolved.
pub const fn packet_state(open: bool, dissolved: bool) -> &'static str {
    match (open, dissolved) {
        (true, _) => "決裁待ち",
        (false, true) => "取りやめ",
        (false, false) => "決裁済み",
    }
}

/// The name of a notice.
pub const fn notice_kind(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Grant => "交付決定通知書",
        NoticeKind::Refuse => "不交付決定通知書",
        NoticeKind::Correction => "補正依頼書",
        NoticeKind::ChangeApproval => "変更（中止・廃止）承認通知書",
        NoticeKind::FinalAmount => "額の確定通知書",
        NoticeKind::Cancellation => "交付決定取消通知書",
        NoticeKind::ReturnOrder => "返還命令書",
        NoticeKind::Dunning => "督促状",
    }
}

/// What to do about a text of a notice.
pub fn notice_text_error(what: &str, kind: NoticeKind, error: &NoticeTextError) -> String {
    match error {
        NoticeTextError::Missing => format!("{what}を入力してください"),
        NoticeTextError::TooLong => format!("{what}は{}文字以内で入力してください", NoticeText::LONGEST),
        NoticeTextError::Unknown(word) => {
            let known = kind.places().iter().map(|place| place.name()).collect::<Vec<_>>().join("、");
            format!("{what}の「{{{{{word}}}}}」は使えません。使えるのは、{known}です")
        }
        NoticeTextError::NotClosed => {
            format!("{what}の波かっこは、「{{{{事業所名}}}}」のように2つずつで囲んでください")
        }
    }
}
