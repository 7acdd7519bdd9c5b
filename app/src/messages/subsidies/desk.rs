//! Words of the desk: columns of the queue, acts on many rows with why one was not done, rules of assignment.

use super::{history::happening, review::reason_error, stages::stage};
use crate::messages::values;
use domain::subsidies::{
    BulkField, BulkKind, BulkProblem, Common, CorrectionProblem, Flag, FlagError, Happening, Late,
    NamedQueue, NamedQueueProblem, NotPossible, OpinionAnswerField, OpinionAnswerProblem, OpinionField,
    OpinionProblem, OpinionRequest, QueueColumn, RoutingField, RoutingProblem, RoutingTerms, RowHeight,
    Rules, Shown, Stance,
};
use elements::Tone;

/// The head of a column.
pub const fn queue_column(column: QueueColumn) -> &'static str {
    match column {
        QueueColumn::Office => "事業所",
        QueueColumn::Stage => "状態",
        QueueColumn::Left => "期限まで",
        QueueColumn::Used => "経過",
        QueueColumn::Assignee => "担当",
        QueueColumn::Received => "受付日",
        QueueColumn::Amount => "申請額",
        QueueColumn::Updated => "最終更新",
        QueueColumn::Programme => "補助事業",
        QueueColumn::Flags => "目印",
        QueueColumn::Area => "圏域",
        QueueColumn::Services => "サービス",
        QueueColumn::Faults => "不備数",
    }
}

/// How close rows stand.
pub const fn row_height(height: RowHeight) -> &'static str {
    match height {
        RowHeight::Usual => "標準",
        RowHeight::Tight => "詰める",
        RowHeight::Wide => "広げる",
    }
}

/// How much of the standard processing time is left.
pub const fn late(late: Late) -> &'static str {
    match late {
        Late::Soon => "期限が近い・超過",
        Late::Overdue => "標準処理期間を超過",
    }
}

/// What to do about the name of a view.
pub fn named_queue_problem(problem: NamedQueueProblem) -> String {
    match problem {
        NamedQueueProblem::NameMissing => "保存する一覧の名前を入力してください".to_owned(),
        NamedQueueProblem::NameTooLong => {
            format!("保存する一覧の名前は{}文字以内で入力してください", NamedQueue::LONGEST)
        }
        NamedQueueProblem::NameTaken => {
            "同じ名前の一覧をすでに保存しています。別の名前を入力してください".to_owned()
        }
        NamedQueueProblem::TooMany => format!(
            "保存できる一覧は一人{}件までです。使っていない一覧を削除してから保存してください",
            NamedQueue::MOST
        ),
    }
}

/// An act, as what it does.
pub const fn bulk_kind(kind: BulkKind) -> &'static str {
    match kind {
        BulkKind::Take => "自分が担当になって審査を始める",
        BulkKind::Assign => "担当者を決める",
        BulkKind::Route => "規則で担当を割り振る",
        BulkKind::GiveBack => "担当を外す",
        BulkKind::Flag => "目印を付ける",
        BulkKind::Unflag => "目印を外す",
        BulkKind::Correct => "補正を依頼する（同じ文）",
        BulkKind::Propose => "交付で起案する（判定が済んだもの）",
        BulkKind::Message => "メッセージを送る（同じ文）",
    }
}

/// Why an act was not done, or is not possible. `name` is the name of whoever was faster, where somebody was.
pub fn not_possible(why: &NotPossible, name: &str) -> String {
    match why {
        NotPossible::Stage { stage: at } => {
            format!("「{}」の申請には、この操作ができません", stage(*at))
        }
        NotPossible::Already => "すでにそうなっているため、変えることがありません".to_owned(),
        NotPossible::Unowned => "担当がいません".to_owned(),
        NotPossible::TooManyFlags => format!("目印は1件に{}個までです", Flag::MOST),
        NotPossible::NoRule => "当てはまる割り振りの規則がありません".to_owned(),
        NotPossible::NotJudged { open } => format!("まだ判定していない要件が{open}件あります"),
        NotPossible::NotFitting { against } => {
            format!("適合と判定していない要件が{against}件あります。個別に起案してください")
        }
        NotPossible::NoSuchPlace => "この補助事業には、その項目・書類がありません".to_owned(),
        NotPossible::Unreachable => {
            "この申請者は、画面のメッセージを受け取れません。電話・FAX・郵便で伝えてください".to_owned()
        }
        NotPossible::Changed { did, .. } => match Happening::from_code(did) {
            Some(did) => format!("選んだ後に{name}さんが{}", happening(did)),
            None => format!("選んだ後に{name}さんが変更しました"),
        },
        NotPossible::Failed => "処理できませんでした。この申請を開いて、個別に操作してください".to_owned(),
    }
}

/// What to do about the form of an act.
pub fn bulk_problem(field: BulkField, problem: &BulkProblem) -> String {
    let what = match field {
        BulkField::To => "担当者",
        BulkField::Flag => "目印",
        BulkField::Target => "補正してほしい箇所",
        BulkField::Sentence => "申請者への文",
        BulkField::Due => "提出期限",
        BulkField::Note => "決裁者への申し送り",
    };
    match problem {
        BulkProblem::Nobody | BulkProblem::NoTarget => format!("{what}を選んでください"),
        BulkProblem::Flag(error) => flag_error(*error),
        BulkProblem::Reason(error) => reason_error(what, *error),
        BulkProblem::Due(CorrectionProblem::Due(error)) => values::date(what, error),
        BulkProblem::Due(
            CorrectionProblem::DueNotLater
            | CorrectionProblem::NothingAsked
            | CorrectionProblem::SentenceTooLong,
        ) => format!("{what}は明日以後の日にしてください"),
    }
}

/// What to do about a flag.
pub fn flag_error(error: FlagError) -> String {
    match error {
        FlagError::Missing => "目印にする言葉を入力してください".to_owned(),
        FlagError::TooLong => format!("目印は{}文字以内で入力してください", Flag::LONGEST),
    }
}

/// What two applications have in common.
pub const fn common(common: Common) -> &'static str {
    match common {
        Common::Office => "同じ事業所",
        Common::Succession => "番号の承継がある事業所",
        Common::File => "同じ添付ファイル",
        Common::Account => "同じ振込先口座",
        Common::Place => "同じ名前・所在地の事業所（番号変更の可能性）",
        Common::Corporation => "同じ法人",
        Common::Applicant => "同じ申請者",
    }
}

/// For what a rule is, in one sentence. `programme` is the title of its programme.
pub fn routing_terms(terms: &RoutingTerms, programme: Option<&str>) -> String {
    let programme = programme.map(|title| format!("「{title}」の申請"));
    let service = terms.service.map(|service| format!("{}を行う事業所", service.name()));
    let area =
        Some(&terms.area).filter(|area| !area.is_empty()).map(|area| format!("圏域「{area}」の事業所"));
    let parts: Vec<_> = [programme, service, area].into_iter().flatten().collect();
    if parts.is_empty() { "すべての申請".to_owned() } else { parts.join("、かつ") }
}

/// Why somebody got an application.
pub fn routed(terms: &str, load: u64, among: u64) -> String {
    if among > 1 {
        format!("{terms}の規則により、候補{among}人のうち処理中の担当が最も少ない（{load}件）ため")
    } else {
        format!("{terms}の規則により")
    }
}

/// What to do about the form of a rule.
pub fn routing_problem(field: RoutingField, problem: RoutingProblem) -> String {
    let what = match field {
        RoutingField::Programme => "補助事業",
        RoutingField::Service => "サービス",
        RoutingField::Area => "圏域",
        RoutingField::People => "担当者",
    };
    match problem {
        RoutingProblem::Unknown => format!("{what}を一覧から選び直してください"),
        RoutingProblem::TooLong => format!("{what}は{}文字以内で入力してください", RoutingTerms::LONGEST),
        RoutingProblem::Nobody => format!("{what}を1人以上選んでください"),
    }
}

/// Something that an outsider may be shown.
pub fn shown_word(shown: &Shown, rules: &Rules) -> String {
    match shown {
        Shown::Office => "事業所（番号・所在地・サービス）".to_owned(),
        Shown::Expense => "支払いと金額".to_owned(),
        Shown::Contact => "連絡先（氏名・電話・メール）".to_owned(),
        Shown::Criteria => "要件の判定".to_owned(),
        Shown::Document { key } => {
            rules.document(key).map_or_else(|| "添付書類".to_owned(), |document| document.name.clone())
        }
    }
}

/// What an outsider thinks, in short.
pub const fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::NoObjection => "支障なし",
        Stance::Remarks => "条件・意見あり",
        Stance::Objection => "支障あり",
    }
}

/// How loud that is.
pub const fn stance_tone(stance: Stance) -> Tone {
    match stance {
        Stance::NoObjection => Tone::Success,
        Stance::Remarks => Tone::Attention,
        Stance::Objection => Tone::Danger,
    }
}

/// What to do about the form of a question to an outsider.
pub fn opinion_problem(field: OpinionField, problem: &OpinionProblem) -> String {
    let what = match field {
        OpinionField::Section => "相手の所属",
        OpinionField::Person => "相手の氏名",
        OpinionField::Email => "相手のメールアドレス",
        OpinionField::Question => "聞きたいこと",
        OpinionField::Shown => "相手に見せるもの",
        OpinionField::Due => "回答の期限",
    };
    match problem {
        OpinionProblem::Missing => format!("{what}を入力してください"),
        OpinionProblem::TooLong => format!("{what}は{}文字以内で入力してください", OpinionRequest::LONGEST),
        OpinionProblem::Email(_) => format!("{what}を確かめてください。例：zeimu@city.example.jp"),
        OpinionProblem::Reason(error) => reason_error(what, *error),
        OpinionProblem::NothingShown => format!("{what}を1つ以上選んでください"),
        OpinionProblem::Due(error) => values::date(what, error),
        OpinionProblem::DueNotLater => format!("{what}は明日以後の日にしてください"),
    }
}

/// What to do about the form of an outsider's answer.
pub fn opinion_answer_problem(field: OpinionAnswerField, problem: OpinionAnswerProblem) -> String {
    let what = match field {
        OpinionAnswerField::Stance => "ご意見",
        OpinionAnswerField::Words => "内容・理由",
        OpinionAnswerField::Person => "回答する人の氏名",
    };
    match problem {
        OpinionAnswerProblem::NotChosen => format!("{what}を選んでください"),
        OpinionAnswerProblem::Missing => format!("{what}を入力してください"),
        OpinionAnswerProblem::TooLong => format!("{what}が長すぎます。短くしてください"),
    }
}
