//! What happened to an application, for its timeline and for whoever was slower.

use domain::subsidies::{Happening, Owner, Stages};
use elements::Tone;

use super::stages::stage;

/// What somebody did, as the end of a sentence: 「佐藤さんが3分前に…」.
pub const fn happening(happening: Happening) -> &'static str {
    match happening {
        Happening::Begun => "申請の下書きを始めました",
        Happening::Discarded => "申請の下書きを捨てました",
        Happening::Attached => "書類を添付しました",
        Happening::Detached => "添付書類を外しました",
        Happening::Submitted => "申請しました",
        Happening::Queued => "申請し、待機になりました",
        Happening::Promoted => "待機から繰り上がりました",
        Happening::Resubmitted => "補正して再提出しました",
        Happening::Withdrawn => "申請を取り下げました",
        Happening::TakenUp => "担当になりました",
        Happening::GivenBack => "担当を外れました",
        Happening::Checked => "要件の判定を保存しました",
        Happening::Marked => "採点しました",
        Happening::Returned => "「補正依頼」にしました",
        Happening::Proposed => "起案しました",
        Happening::SentBack => "起案を差し戻しました",
        Happening::Granted => "「交付決定」にしました",
        Happening::Refused => "「不交付決定」にしました",
        Happening::NoticeOpened => "決定通知書を開きました",
        Happening::Assigned => "担当者を決めました",
        Happening::Routed => "割り振りの規則で担当者を決めました",
        Happening::Unassigned => "担当の変更を取り消しました",
        Happening::Flagged => "目印を付けました",
        Happening::Unflagged => "目印を外しました",
        Happening::Noted => "庁内メモを書きました",
        Happening::Asked => "申請者にメッセージを送りました",
        Happening::Answered => "申請者がメッセージを送りました",
        Happening::OpinionAsked => "意見照会をしました",
        Happening::OpinionGiven => "意見照会に回答しました",
        Happening::OpinionWithdrawn => "意見照会を取り下げました",
        Happening::AppointmentProposed => "話す日時の候補を申請者に送りました",
        Happening::AppointmentAgreed => "申請者が話す日時を選びました",
        Happening::AppointmentDeclined => "申請者が、日時の都合が悪いと知らせました",
        Happening::AppointmentRecorded => "話す日時について、申請者から聞いた返事を記録しました",
        Happening::AppointmentCancelled => "話す日時の約束を取り消しました",
        Happening::AppointmentReminded => "話す日時の前日に知らせました",
    }
}

/// How loud it stands on the timeline.
pub const fn happening_tone(happening: Happening) -> Tone {
    match happening {
        Happening::Begun
        | Happening::Discarded
        | Happening::Attached
        | Happening::Detached
        | Happening::TakenUp
        | Happening::GivenBack
        | Happening::Checked
        | Happening::Marked
        | Happening::NoticeOpened
        | Happening::Withdrawn
        | Happening::Assigned
        | Happening::Routed
        | Happening::Unassigned
        | Happening::Flagged
        | Happening::Unflagged
        | Happening::Noted
        | Happening::OpinionWithdrawn
        | Happening::AppointmentCancelled
        | Happening::AppointmentReminded => Tone::Neutral,
        Happening::Submitted
        | Happening::Queued
        | Happening::Promoted
        | Happening::Resubmitted
        | Happening::Asked
        | Happening::Answered
        | Happening::OpinionGiven
        | Happening::AppointmentAgreed
        | Happening::AppointmentRecorded => Tone::Info,
        Happening::Proposed | Happening::OpinionAsked | Happening::AppointmentProposed => Tone::Progress,
        Happening::Returned | Happening::SentBack | Happening::AppointmentDeclined => Tone::Attention,
        Happening::Granted => Tone::Success,
        Happening::Refused => Tone::Danger,
    }
}

/// A choice of stages, as a chip.
pub const fn stages(stages: Stages) -> &'static str {
    match stages {
        Stages::Open => "未処理",
        Stages::All => "すべて",
        Stages::One(name) => stage(name),
    }
}

/// A choice of owner, as a chip.
pub const fn owner(owner: Owner) -> &'static str {
    match owner {
        Owner::Anybody => "全員",
        Owner::Mine => "自分の担当",
        Owner::Nobody => "担当なし",
        Owner::Person(_) => "同僚の担当",
    }
}
