//! What the pages of campaigns promise.

use super::*;
use domain::{
    adoption::Rate,
    campaigns::{ActivityKind, Channel, Effect, Exclusion, Party, Reply, Standing, State, Tally},
    form::Typed,
    money::Yen,
};
use elements::FormState;
use leptos::prelude::*;
use uuid::Uuid;

fn html<V: IntoView>(view: impl FnOnce() -> V) -> String {
    Owner::new().with(|| view().to_html()).replace("<!>", "")
}

fn id<T: From<Uuid>>() -> T {
    Uuid::from_u128(1).into()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The numbers of the journey, by telephone.
fn journey() -> Tally {
    let mut tally = Tally::default();
    tally.add(Some(Exclusion::NoPhone), None, 17);
    tally.add(None, Some(Reply::Talked), 160);
    tally.add(None, Some(Reply::WrongNumber), 3);
    tally.add(None, None, 8);
    tally
}

fn line(place: u32, title: &str, state: State, overdue: bool) -> ActivityLine {
    ActivityLine {
        id: Uuid::from_u128(place.into()).into(),
        place,
        kind: ActivityKind::Phone,
        title: title.into(),
        state,
        days: (Some(day("2024-06-03")), None),
        warnings: vec![domain::campaigns::DateWarning::ClaimDays],
        overdue,
        owner: "佐藤".into(),
        audience: "居宅".into(),
        material: String::new(),
        counts: String::new(),
        result: "<b>".into(),
        done_on: None,
    }
}

fn campaign(may_write: bool) -> CampaignView {
    CampaignView {
        slug: "midorino".into(),
        id: id(),
        version: 3,
        name: "令和6年度の周知".into(),
        aims: "16％へ".into(),
        state: State::UnderWay,
        days: (day("2024-05-07"), None),
        owner: String::new(),
        closing: String::new(),
        activities: vec![
            line(1, "一つ目", State::Planned, true),
            line(2, "二つ目", State::Planned, false),
            line(3, "三つ目", State::Done, false),
        ],
        channels: vec![(ActivityKind::Phone, journey())],
        money: Money { budget: Some(Yen(100_000)), spent: Yen(60_000) },
        rates: (
            Rate { numerator: 4, denominator: 188, as_of: day("2024-05-06") },
            Rate { numerator: 30, denominator: 188, as_of: day("2025-04-01") },
        ),
        effect: Effect { reached: 160, began: 12, already: 4 },
        may_write,
        removable: false,
        done: None,
        next: Vec::new(),
    }
}

#[test]
fn a_campaign_shows_its_activities_in_order_and_what_followed() {
    let page = html(|| view! { <CampaignPage campaign=campaign(true)/> });
    for part in [
        "2.1％",
        "4／188事業所",
        "16.0％",
        "30／188事業所",
        "+13.8ポイント",
        "届いた160件のうち、90日以内に導入",
        "5,000円",
        "遅れ",
        "11日以降をお勧めします",
        "188",
        "171",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("<b>"), "what was typed stays text");
    assert_eq!(page.matches(r#"value="up""#).count(), 2, "the first cannot go up");
    assert_eq!(page.matches(r#"value="down""#).count(), 2, "the last cannot go down");
    let read = html(|| view! { <CampaignPage campaign=campaign(false)/> });
    assert!(!read.contains("<form") && !read.contains("活動を加える"), "{read}");
}

fn shown(enters: bool) -> Shown {
    let line = RecipientLine {
        place: 12,
        party: Party::Office(id()),
        number: "2970999013".into(),
        name: "ひだまり".into(),
        address: "0999-88-0012".into(),
        exclusion: None,
        reply: None,
        survey: Some(OfSurvey::Answered(day("2024-06-12"))),
        entered: None,
        note: String::new(),
    };
    Shown {
        slug: "midorino".into(),
        campaign: id(),
        id: id(),
        channel: Channel::Phone,
        tally: journey(),
        standing: Some(Standing::Open),
        left_out: false,
        words: String::new(),
        page: 1,
        per_page: 50,
        total: 8,
        lines: vec![line],
        enters,
    }
}

fn activity(listed: Listed) -> ActivityView {
    ActivityView {
        slug: "midorino".into(),
        campaign: (id(), "令和6年度の周知".into()),
        id: id(),
        version: 1,
        kind: ActivityKind::Phone,
        title: "電話での確認".into(),
        state: State::UnderWay,
        days: (None, None),
        overdue: false,
        warnings: Vec::new(),
        owner: "佐藤".into(),
        audience: "居宅".into(),
        associations: "ケアマネの会".into(),
        follows: None,
        linked: None,
        asks: Some("/t/midorino/demos/new".into()),
        material: None,
        handing: None,
        link: String::new(),
        script: "お世話になっております".into(),
        cost: None,
        result: String::new(),
        done_on: None,
        listed,
        papers: vec![("電話の一覧".into(), "/list.pdf".into())],
        notice: None,
        keeps: true,
        may_write: true,
        followable: true,
        writes_mailing: false,
        done: None,
    }
}

#[test]
fn a_list_adds_up_and_takes_keys() {
    let at = "2024-06-11T01:00:00Z".parse().unwrap();
    let page = html(move || {
        let activity = activity(Listed::Made(at, "居宅".into(), Box::new(shown(true))));
        view! { <ActivityPage activity form=FormState::empty()/> }
    });
    for part in [
        "令和6年6月12日にアンケートに回答済み",
        "188",
        "171",
        "17",
        "160",
        "電話番号なし",
        "ケアマネの会",
        "1 話せた　2 前向き",
        "tel:0999880012",
        "12",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(page.contains(r#"name="lines""#) && page.contains("/list.pdf"));
    let wrong = html(move || {
        let activity = activity(Listed::Made(at, "居宅".into(), Box::new(shown(true))));
        let typed = Typed::default().with("several", "12 9\n13 1");
        let form = FormState::rejected(typed, vec![("several", "1行目：キーを入力してください".to_owned())]);
        view! { <ActivityPage activity form/> }
    });
    assert!(wrong.contains("12 9\n13 1") && wrong.contains("1行目：キー"), "{wrong}");
    let over = html(move || {
        let activity = activity(Listed::Made(at, "居宅".into(), Box::new(shown(false))));
        view! { <ActivityPage activity form=FormState::empty()/> }
    });
    assert!(!over.contains(r#"name="lines""#), "nothing is entered any more");
}

#[test]
fn without_an_audience_the_page_says_what_comes_first() {
    let page = html(|| {
        view! { <ActivityPage activity=activity(Listed::Open(false)) form=FormState::empty()/> }
    });
    assert!(page.contains("はじめに、対象リストか関係団体を選んでください"), "{page}");
}

#[test]
fn what_keeps_its_list_elsewhere_says_what_is_to_be_chosen() {
    let page = |kind: ActivityKind, link: &'static str, may_write: bool| {
        html(move || {
            let (audience, listed) = (String::new(), Listed::None);
            let activity = ActivityView { kind, link: link.into(), audience, may_write, ..activity(listed) };
            view! { <ActivityPage activity form=FormState::empty()/> }
        })
    };
    for (kind, words) in [
        (ActivityKind::Mail, "はじめに対象リストを選んでください"),
        (ActivityKind::Survey, "/t/midorino/surveys/new?activity="),
        (ActivityKind::DemoSession, "/t/midorino/demos/new?activity="),
        (ActivityKind::WebNotice, "ページのアドレスを入力する"),
    ] {
        assert!(page(kind, "", true).contains(words), "{kind:?}");
        assert!(!page(kind, "", false).contains("次にすること"), "{kind:?}: whoever only reads");
    }
    assert!(!page(ActivityKind::WebNotice, "https://www.example.lg.jp/", true).contains("次にすること"));
    assert!(!page(ActivityKind::Other, "", true).contains("次にすること"));
}

#[test]
fn days_are_written_as_people_read_them() {
    assert_eq!(days(None, None), "未定");
    assert_eq!(days(None, Some(day("2024-06-03"))), "令和6年6月3日まで");
    assert_eq!(days(Some(day("2024-06-03")), Some(day("2024-06-03"))), "令和6年6月3日");
    assert_eq!(days(Some(day("2024-06-03")), Some(day("2024-06-04"))), "令和6年6月3日〜令和6年6月4日");
}
