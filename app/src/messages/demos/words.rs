//! The words of the work, one for each value.

use domain::{
    demos::{
        Act, Due, DueUnit, Headcount, Length, Menu, Month, Owner, Place, Provision, ResourceKind, Side, Slot,
        StageName, Warning, WrongStage,
    },
    wareki::{format_date, format_date_in_full, format_date_with_weekday},
    working_days::Closure,
};
use elements::Tone;

/// A stage in one word.
pub const fn stage(stage: StageName) -> &'static str {
    match stage {
        StageName::Requested => "依頼中",
        StageName::Tentative => "仮予約",
        StageName::DispatchAsked => "講師派遣依頼中",
        StageName::Confirmed => "開催決定",
        StageName::Held => "開催済み",
        StageName::Reported => "報告済み",
        StageName::Joined => "相乗り",
        StageName::Declined => "お断り",
        StageName::Cancelled => "中止",
    }
}

/// How loud a stage is.
pub const fn stage_tone(stage: StageName) -> Tone {
    match stage {
        StageName::Requested | StageName::Tentative | StageName::DispatchAsked => Tone::Progress,
        StageName::Confirmed => Tone::Success,
        StageName::Held | StageName::Reported | StageName::Joined | StageName::Cancelled => Tone::Neutral,
        StageName::Declined => Tone::Danger,
    }
}

/// Whose turn it is, in one sentence to the reader on `side`.
pub fn turn_sentence(stage: StageName, reader: Side, other: &str) -> String {
    match (stage, reader) {
        (StageName::Requested, Side::Federation) => {
            format!("{other}から開催の依頼が届いています。候補から1つ選んで開催を決めてください。")
        }
        (StageName::Requested, Side::Municipality | Side::Both) => {
            format!("{other}が日程を調整しています。決まるとメールが届きます。")
        }
        (StageName::Tentative, Side::Federation) => {
            format!("日時と機材を仮に押さえています。{other}と確かめて、開催を決めてください。")
        }
        (StageName::Tentative, Side::Municipality | Side::Both) => {
            format!("{other}が日時と機材を仮に押さえています。都合が悪いときは、早めに連絡してください。")
        }
        (StageName::DispatchAsked, Side::Federation) => {
            "国保中央会に講師の派遣を依頼しています。回答を受けてから、開催を決めてください。".to_owned()
        }
        (StageName::DispatchAsked, Side::Municipality | Side::Both) => {
            format!("{other}が国保中央会に講師の派遣を依頼しています。決まるとメールが届きます。")
        }
        (StageName::Confirmed, _) => "開催が決まりました。準備の予定に沿って進めてください。".to_owned(),
        (StageName::Held, _) => "開催が終わりました。".to_owned(),
        (StageName::Reported, _) => "開催が終わり、報告も済みました。".to_owned(),
        (StageName::Joined, _) => "この依頼は、ほかの市区町村との相乗り開催になりました。".to_owned(),
        (StageName::Declined, _) => "この依頼はお断りになりました。".to_owned(),
        (StageName::Cancelled, _) => "このデモ・説明会は中止になりました。".to_owned(),
    }
}

/// What offices can try.
pub const fn menu(menu: Menu) -> &'static str {
    match menu {
        Menu::Exchange => "送受信体験",
        Menu::CostSimulation => "費用シミュレーション",
        Menu::WamNet => "WAM NETでの導入事業所の検索",
        Menu::Consultation => "相談",
    }
}

/// What is at a venue.
pub const fn provision(provision: Provision) -> &'static str {
    match provision {
        Provision::Projector => "プロジェクターとスクリーン",
        Provision::Internet => "インターネットの回線",
        Provision::Extension => "電源の延長コード",
        Provision::Microphone => "マイク",
    }
}

/// Where.
pub const fn place(place: Place) -> &'static str {
    match place {
        Place::OnSite => "現地",
        Place::Online => "オンライン",
    }
}

/// `現地（市役所 3階）`.
pub fn location(at: Place, venue: &str) -> String {
    match at {
        Place::OnSite if !venue.is_empty() => format!("{}（{venue}）", place(Place::OnSite)),
        Place::OnSite | Place::Online => place(at).to_owned(),
    }
}

/// A kind of resource.
pub const fn resource_kind(kind: ResourceKind) -> &'static str {
    match kind {
        ResourceKind::DemoSet => "デモ機",
        ResourceKind::Lecturer => "講師",
        ResourceKind::Projector => "プロジェクター",
        ResourceKind::Room => "会議室",
        ResourceKind::OnlineRoom => "オンライン会議室",
    }
}

/// Who does a task.
pub const fn side(side: Side) -> &'static str {
    match side {
        Side::Federation => "国保連合会",
        Side::Municipality => "市区町村",
        Side::Both => "連合会と市区町村",
    }
}

/// Whose a task is to do.
pub const fn chore_owner(owner: Owner) -> &'static str {
    match owner {
        Owner::Federation => "国保連合会",
        Owner::Municipality => "市区町村",
        Owner::Both => "連合会と市区町村",
        Owner::Central => "国保中央会",
    }
}

/// In what the distance to a session is counted.
pub const fn due_unit(unit: DueUnit) -> &'static str {
    match unit {
        DueUnit::Months => "か月前",
        DueUnit::Weeks => "週間前",
        DueUnit::Days => "日前",
        DueUnit::Day => "当日",
    }
}

/// `2か月前`, `当日`.
pub fn due(due: Due) -> String {
    match due.unit() {
        DueUnit::Day => due_unit(DueUnit::Day).to_owned(),
        unit => format!("{}{}", due.count(), due_unit(unit)),
    }
}

/// What a federation has left, for its members: `デモ機の空き1組・講師の空き2人`.
pub fn left(sets: usize, lecturers: usize) -> String {
    let sets = if sets == 0 {
        "デモ機の空きなし".to_owned()
    } else {
        format!("デモ機の空き{sets}組")
    };
    if lecturers == 0 { format!("{sets}・講師の空きなし") } else { sets }
}

/// `令和6年12月`.
pub fn month(month: Month) -> String {
    let day = format_date(month.first());
    day.split_once('月').map_or_else(|| day.clone(), |(month, _)| format!("{month}月"))
}

/// An act, as a verb.
const fn act(act: Act) -> &'static str {
    match act {
        Act::Book => "仮予約",
        Act::AskDispatch => "講師派遣の依頼",
        Act::SettleDispatch => "講師派遣の回答の記録",
        Act::Confirm => "開催の決定",
        Act::Move => "日時・場所・機材の変更",
        Act::Join => "相乗り開催",
        Act::Report => "報告済みにすること",
        Act::Decline => "お断り",
        Act::Cancel => "中止",
        Act::Hold => "開催済みにすること",
        Act::Register => "参加の申込み",
        Act::Attend => "出欠の記録",
    }
}

/// Why an act was not done.
pub fn wrong_stage(error: WrongStage) -> String {
    match (error.act, error.from) {
        (Act::Hold, StageName::Confirmed) => {
            "まだ始まっていないため、開催済みにはできません。当日になってから押してください".to_owned()
        }
        (Act::Move, StageName::Confirmed | StageName::Tentative | StageName::DispatchAsked) => {
            "すでに始まっているため、日時・場所・機材は変えられません".to_owned()
        }
        (Act::Attend, StageName::Confirmed) => "出欠は、開催の当日から付けられます".to_owned(),
        (Act::Register, StageName::Confirmed) => {
            "すでに始まっているため、参加の申込みと変更はできません".to_owned()
        }
        (tried, from) => format!(
            "いまは「{}」のため、{}はできません。最新の状態を確かめてください",
            stage(from),
            act(tried)
        ),
    }
}

/// `令和6年12月5日(木)（2024年）　13:30〜15:30`.
pub fn slot(slot: &Slot) -> String {
    format!("{}　{}", format_date_in_full(slot.date), time(slot))
}

/// `令和6年12月5日(木) 13:30〜15:30`, where there is less room.
pub fn slot_short(slot: &Slot) -> String {
    format!("{} {}", format_date_with_weekday(slot.date), time(slot))
}

/// `13:30〜15:30`.
pub fn time(slot: &Slot) -> String {
    format!("{}〜{}", slot.start_words(), slot.end_words())
}

/// `1時間30分`.
pub fn length(length: Length) -> String {
    match (length.minutes() / 60, length.minutes() % 60) {
        (0, minutes) => format!("{minutes}分"),
        (hours, 0) => format!("{hours}時間"),
        (hours, minutes) => format!("{hours}時間{minutes}分"),
    }
}

/// `1時間30分`, for the time on the way.
pub fn way(minutes: u16) -> String {
    match (minutes / 60, minutes % 60) {
        (0, 0) => "なし".to_owned(),
        (0, minutes) => format!("{minutes}分"),
        (hours, 0) => format!("{hours}時間"),
        (hours, minutes) => format!("{hours}時間{minutes}分"),
    }
}

/// `20人`.
pub fn people(people: impl std::fmt::Display) -> String {
    format!("{people}人")
}

/// `18団体・23人`.
pub fn headcount(count: Headcount) -> String {
    format!("{}団体・{}人", count.offices, count.people)
}

/// Why offices are closed.
pub const fn closed(closure: Closure) -> &'static str {
    match closure {
        Closure::Saturday => "土曜日",
        Closure::Sunday => "日曜日",
        Closure::Holiday(_) => "祝日",
        Closure::YearEnd => "年末年始の休み",
        Closure::Tenant => "閉庁日",
    }
}

/// What speaks against a date.
pub fn warning(warning: Warning) -> String {
    match warning {
        Warning::Claims => "毎月1日から10日は、事業所が請求に追われます。参加しにくい日程です。".to_owned(),
        Warning::ShortNotice { due } => format!(
            "準備は2か月前から始まります。最初の準備の目安（{}）を過ぎています。間に合うか相談してください。",
            format_date(due)
        ),
        Warning::Closed(closure) => format!("{}です。", closed(closure)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{NaiveDate, NaiveTime};

    #[test]
    fn a_date_is_told_in_both_counts_with_its_weekday() {
        let one = Slot {
            date: NaiveDate::from_ymd_opt(2024, 12, 5).expect("a day"),
            start: NaiveTime::from_hms_opt(13, 30, 0).expect("a time"),
            length: Length::of_quarters(6).expect("a length"),
        };
        assert_eq!(slot(&one), "令和6年12月5日(木)（2024年）　13:30〜15:00");
        assert_eq!(length(one.length), "1時間30分");
    }

    #[test]
    fn bodies_and_people_stand_side_by_side() {
        assert_eq!(headcount(Headcount { offices: 18, people: 23 }), "18団体・23人");
    }
}
