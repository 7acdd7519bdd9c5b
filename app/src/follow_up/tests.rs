use super::*;
use chrono::NaiveDate;
use domain::follow_up::{Figure, Figures, Period, Until};
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

#[test]
fn what_is_overdue_says_by_how_much_in_words_and_its_buttons_name_the_office() {
    let line = DueLine {
        id: Uuid::from_u128(1).into(),
        version: 3,
        office: Uuid::from_u128(2).into(),
        name: "ひかりケアセンター".into(),
        area: "北部圏域".into(),
        phone: Some(("0743-00-0001".into(), "0743000001".into())),
        action: "見積が届いたか電話する".into(),
        on: day("2026-01-12"),
        owner: "佐藤 花子".into(),
        last: "1月8日 電話：見積を待っている".into(),
    };
    let list = FollowUpList {
        slug: "midorino".into(),
        until: Until::Today,
        everybody: false,
        area: String::new(),
        areas: vec!["北部圏域".into()],
        searched: String::new(),
        found: None,
        lines: vec![line],
        total: 1,
        groups_due: 2,
        page: 1,
        per_page: 50,
        today: day("2026-01-15"),
        may_write: true,
        done: None,
    };
    let written = html(|| view! { <FollowUpPage list=list.clone()/> }.into_any());
    for part in ["3日過ぎています", "：ひかりケアセンター", "tel:0743000001", r#"name="version" value="3""#]
    {
        assert!(written.contains(part), "{part}: {written}");
    }
    assert!(written.contains("事業所グループに、今日までにすることが2件あります"), "{written}");
    let reading =
        html(|| view! { <FollowUpPage list=FollowUpList { may_write: false, ..list }/> }.into_any());
    assert!(!reading.contains("済みにする") && !reading.contains("話した事業所"), "{reading}");
}

#[test]
fn the_report_tells_the_rate_with_both_counts_its_day_and_the_difference_in_points() {
    let counted = [
        (Figure::Offices, 188),
        (Figure::OfficesBefore, 188),
        (Figure::AdoptedBefore, 4),
        (Figure::AdoptedAfter, 30),
    ];
    let period = Period { from: day("2023-04-02"), until: day("2024-04-01") };
    let report = ReportView {
        slug: "midorino".into(),
        tenant: "みどり野市".into(),
        counted: Some((period, Figures(counted.into_iter().collect()))),
    };
    let written = html(|| view! { <ReportPage report form=FormState::empty()/> }.into_any());
    let rates =
        "導入率　2.1%（4件／188件、令和5年4月1日） → 16.0%（30件／188件、令和6年4月1日）　差は+13.8ポイント";
    assert!(written.contains(rates), "{written}");
    for table in ["follow-up/report/export", "follow-up/export"] {
        let href = format!("/t/midorino/{table}?from=2023-04-02&amp;until=2024-04-01&amp;format=xlsx");
        assert!(written.contains(&href), "{href}: {written}");
    }
}
