//! What happened to a session, for its timeline.

use domain::demos::Happening;
use elements::Tone;

/// What somebody did.
pub const fn happening(happening: Happening) -> &'static str {
    match happening {
        Happening::Requested => "開催を依頼しました",
        Happening::Told => "電話などで受けた依頼を入力しました",
        Happening::Amended => "依頼の内容を変えました",
        Happening::Booked => "日時と機材を仮に押さえました",
        Happening::Moved => "日時・場所・機材を変えました",
        Happening::Taken => "公開枠を取りました",
        Happening::CityAsked => "ほかの市区町村を、いっしょに開くよう誘いました",
        Happening::CityAgreed => "誘われた市区町村が、いっしょに開くと答えました",
        Happening::CityDeclined => "誘われた市区町村が、いっしょには開かないと答えました",
        Happening::CityLeft => "いっしょに開く市区町村が、参加を取りやめました",
        Happening::DatesOffered => "取れなくなった候補の代わりの日時を知らせました",
        Happening::DateChosen => "代わりの日時を選びました",
        Happening::Joined => "相乗り開催にしました",
        Happening::Parted => "相乗り開催がなくなり、依頼の受付に戻しました",
        Happening::Lent => "貸し出す機材を確かめました",
        Happening::Confirmed => "開催を決めました",
        Happening::Declined => "依頼をお断りしました",
        Happening::Cancelled => "取りやめました",
        Happening::Held => "開催済みにしました",
        Happening::ChoreDone => "準備を1つ終えました",
        Happening::ChoreReopened => "終えた準備を未完了に戻しました",
        Happening::ChoreAdded => "準備を1つ加えました",
        Happening::ChoreRemoved => "準備を1つ取りやめました",
        Happening::ChoreNoted => "準備のメモを書きました",
        Happening::Registered => "参加の申込みがありました",
        Happening::Changed => "参加の申込みが変わりました",
        Happening::Withdrawn => "参加の申込みが取り消されました",
        Happening::Switched => "参加の申込みが別の回に変わりました",
        Happening::Attended => "出欠を記録しました",
        Happening::Waits => "キャンセル待ちの申込みがありました",
        Happening::Offered => "キャンセル待ちの事業所に席を取り置きました",
        Happening::Lapsed => "取り置いた席の期限が切れました",
        Happening::PlaceHeld => "申込みの入力中の方に席を取り置きました",
        Happening::PlaceFreed => "入力中の方のために取り置いた席を空けました",
        Happening::PlaceTaken => "キャンセル待ちから参加が決まりました",
        Happening::Asked => "質問を記録しました",
        Happening::Answered => "質問に回答しました",
        Happening::AdmissionSet => "参加の受付を決めました",
        Happening::Invited => "事業所に案内しました",
        Happening::ReportSaved => "実施報告を保存しました",
        Happening::Reported => "実施報告をしました",
    }
}

/// How loud it stands on the timeline.
pub const fn happening_tone(happening: Happening) -> Tone {
    match happening {
        Happening::Requested
        | Happening::Told
        | Happening::Booked
        | Happening::CityAsked
        | Happening::CityAgreed
        | Happening::DateChosen
        | Happening::Joined
        | Happening::Lent
        | Happening::ChoreDone
        | Happening::ChoreReopened
        | Happening::ChoreAdded
        | Happening::ChoreRemoved
        | Happening::ChoreNoted
        | Happening::Registered
        | Happening::Changed
        | Happening::Withdrawn
        | Happening::Switched
        | Happening::Attended
        | Happening::Waits
        | Happening::Offered
        | Happening::PlaceHeld
        | Happening::PlaceFreed
        | Happening::Asked
        | Happening::Answered
        | Happening::AdmissionSet
        | Happening::Invited
        | Happening::ReportSaved => Tone::Neutral,
        Happening::Confirmed
        | Happening::Held
        | Happening::Taken
        | Happening::PlaceTaken
        | Happening::Reported => Tone::Success,
        Happening::Moved
        | Happening::Amended
        | Happening::CityDeclined
        | Happening::CityLeft
        | Happening::DatesOffered
        | Happening::Parted
        | Happening::Lapsed => Tone::Attention,
        Happening::Declined | Happening::Cancelled => Tone::Danger,
    }
}
