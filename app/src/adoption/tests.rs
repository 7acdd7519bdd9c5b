use super::*;
use chrono::NaiveDate;
use domain::{
    adoption::{By, Group, PublishedRate, Source, Tally, Tenths},
    form::Typed,
    service_type::ServiceType,
};
use elements::FormState;
use leptos::prelude::*;
use uuid::Uuid;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn html(view: impl FnOnce() -> AnyView) -> String {
    let owner = Owner::new();
    let html = owner.with(|| view().to_html());
    html.replace("<!>", "")
}

fn tally(adopted: u64, all: u64) -> Tally {
    Tally { adopted, pledged: 2, unknown: all - adopted - 2, ..Tally::default() }
}

fn published() -> PublishedLine {
    PublishedLine {
        id: Uuid::from_u128(9).into(),
        rate: PublishedRate {
            whose: "全国".into(),
            percent: Some(Tenths(98)),
            numerator: Some(28_191),
            denominator: None,
            definition: String::new(),
            as_of: day("2025-08-31"),
            month_only: true,
            source: "介護のニュース".into(),
            url: "https://example.jp/".into(),
            note: String::new(),
        },
        house: "国保中央会".into(),
        own: false,
    }
}

fn musashino() -> AdoptionView {
    let (on, since) = (day("2025-04-01"), day("2024-04-01"));
    let home = Group::Service(ServiceType::from_code("43").unwrap());
    let line = |group: Group, label: &str, adopted| GroupLine {
        group,
        label: label.to_owned(),
        now: tally(adopted, 60),
        before: tally(1, 60),
    };
    let areas =
        vec![line(Group::Area("北部".into()), "北部", 12), line(Group::Area("南部".into()), "南部", 3)];
    AdoptionView {
        slug: "midorino".into(),
        tenant: "みどり野市".into(),
        counted: Some(Counted {
            on,
            since,
            now: tally(30, 188),
            before: tally(4, 188),
            trend: vec![(day("2024-03-31"), None), (since, Some(tally(4, 188))), (on, Some(tally(30, 188)))],
            groups: vec![(By::Service, vec![line(home, "居宅介護支援", 15)]), (By::Area, areas)],
        }),
        applying: 3,
        lists: vec![ListLine {
            id: Uuid::from_u128(1).into(),
            source: Source::WamNetList,
            as_of: on,
            open: 2,
        }],
        published: vec![published()],
    }
}

#[test]
fn a_rate_stands_with_its_counts_day_definition_and_difference() {
    let written = html(|| view! { <AdoptionPage adoption=musashino() form=FormState::empty()/> }.into_any());
    for part in [
        "16.0",
        "30／188事業所、令和7年4月1日現在",
        "4／188事業所、令和6年4月1日現在",
        "+13.8",
        "13.8ポイント上がりました",
        "÷ その日に台帳で営業中の事業所",
        "導入率には入れていません",
        "合計（分母）",
        "一覧のうち2件は",
        "/t/midorino/imports/00000000-0000-0000-0000-000000000001",
        "28,191事業所（割合から逆算した分母は、およそ287,700事業所）",
        "いちばん高いのは北部の20.0%（12／60）",
        "by=service&amp;of=43",
    ] {
        assert!(written.contains(part), "{part}: {written}");
    }
    assert!(!written.contains("style="), "{written}");
}

#[test]
fn days_that_cannot_be_read_count_nothing() {
    let form = FormState::rejected(
        Typed::default().with("on", "きのう"),
        vec![("on", "日付を確かめてください".to_owned())],
    );
    let view = AdoptionView { counted: None, ..musashino() };
    let written = html(|| view! { <AdoptionPage adoption=view form/> }.into_any());
    assert!(written.contains("きのう") && !written.contains("合計（分母）"), "{written}");
}

#[test]
fn only_the_own_house_corrects_what_it_wrote_down() {
    let view = |own, may_write| PublishedView {
        slug: "midorino".into(),
        lines: vec![PublishedLine { own, ..published() }],
        register: true,
        central: false,
        may_write,
        done: None,
    };
    let page = |own, may_write| html(|| view! { <PublishedPage published=view(own, may_write)/> }.into_any());
    assert!(page(true, true).contains("/edit") && page(true, true).contains("削除する"));
    for (own, may_write) in [(true, false), (false, true)] {
        let written = page(own, may_write);
        assert!(!written.contains("/edit") && !written.contains("削除する"), "{written}");
    }
    assert!(page(false, false).contains("令和7年8月") && !page(false, false).contains("8月31日"));
}

#[test]
fn offices_whose_group_has_no_name_make_no_segment_of_everybody() {
    let page = |group: Group| {
        let standing = StandingView {
            slug: "midorino".into(),
            group: Some((group, "まだの事業所".into())),
            step: None,
            on: day("2025-04-01"),
            lines: Vec::new(),
            total: 3,
            page: 1,
            per_page: 50,
            may_write: true,
        };
        html(|| view! { <StandingPage standing/> }.into_any())
    };
    assert!(page(Group::Area("北部".into())).contains("この条件で対象リストを作る"));
    for nameless in [Group::Area(String::new()), Group::Corporation(None)] {
        assert!(!page(nameless).contains("この条件で対象リストを作る"));
    }
}
