use super::*;
use domain::adoption::{FunnelStep, Touch};
use uuid::Uuid;

fn html(view: CitiesView) -> String {
    let owner = Owner::new();
    owner.with(|| view! { <CitiesPage view/> }.to_html()).replace("<!>", "")
}

fn line(adopted: Option<u32>, offices: u32) -> Line {
    Line { adopted, offices: Some(offices), ..Line::default() }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn city(n: u128, name: &str, now: Line, before: Line) -> CityLine {
    CityLine { id: Uuid::from_u128(n).into(), name: name.to_owned(), month: day("2026-11-01"), now, before }
}

/// みどり野市 tells 30 of 188, みさき町 hides its four, たかね村 does not share.
fn of_prefecture() -> CitiesView {
    let cities = vec![
        city(1, "みどり野市", line(Some(30), 188), line(Some(0), 188)),
        city(2, "みさき町", line(None, 40), Line::default()),
    ];
    let sum = Sum::of(cities.iter().map(|city| city.now));
    CitiesView {
        slug: "midori-ken".to_owned(),
        kind: TenantKind::Prefecture,
        part: None,
        prefectures: Vec::new(),
        order: Order::parse("rate:desc"),
        shared: cities.len(),
        cities,
        silent: vec!["たかね村".to_owned()],
        silent_count: 1,
        sum,
        as_of: Some(day("2026-11-27")),
        compared: (sum, Sum { adopted: 0, ..sum }),
        months: vec![(day("2026-10-01"), Sum { adopted: 0, ..sum }), (day("2026-11-01"), sum)],
        steps: vec![(Step::Adopted, sum), (Step::Pledged, Sum { adopted: 47, ..sum })],
        headway: HeadwayView {
            funnel: vec![(FunnelStep::Aware, Sum { adopted: 70, ..sum }), (FunnelStep::Adopted, sum)],
            cohorts: vec![(Touch::Session, Sum { cities: 1, hidden: 1, adopted: 7, offices: 12 })],
            cities: 1,
            without: vec!["みさき町".to_owned()],
            without_count: 1,
            as_of: Some(day("2026-11-27")),
            until: Some(day("2026-10-31")),
        },
        services: vec![(Group::Visit, sum)],
    }
}

#[test]
fn the_sum_says_of_which_cities_it_is_and_who_does_not_share_is_named() {
    let html = html(of_prefecture());
    for part in [
        "県内の3市区町村のうち2市区町村が共有しています。",
        "188事業所のうち30（令和8年11月27日現在）。共有している2市区町村のうち、数を示している1市区町村の合計（1市区町村は非表示）",
        "+16.0ポイント",
        "たかね村",
        "共有していない1市区町村",
        "推計しません",
        "「導入予定」が47件（全事業所の25.0%）",
        "導入率は、令和8年10月の0.0%から、令和8年11月の16.0%になりました。",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
    assert!(html.contains(r#"<td class="number">非表示</td>"#), "{html}");
    assert!(!html.contains("style="), "{html}");
}

#[test]
fn how_far_and_what_followed_are_told_of_the_cities_that_share_it_with_what_is_counted() {
    let shown = html(of_prefecture());
    for part in [
        "数を共有している2市区町村のうち、1市区町村がこの数も共有しています。（令和8年11月27日現在）",
        "この数をまだ共有していない市区町村：みさき町",
        "「認知」に達した事業所は188件のうち70件（37.2%）、「導入」に達した事業所は188件のうち30件（16.0%）です。",
        "そのあと90日以内に導入したのは、「説明会への参加」では12件のうち7件（58.3%）です。",
        "令和7年4月1日から令和8年10月31日までに行ったことのうち、90日がたったもの",
        r#"<td class="nowrap">58.3%（7／12）</td><td class="nowrap">1／2</td>"#,
        "デモ・説明会に参加した事業所と",
        "効果とは限りません",
        "/adoption/cities/export?table=funnel&amp;format=csv",
        "/adoption/cities/export?table=cohorts&amp;format=xlsx",
    ] {
        assert!(shown.contains(part), "{part}\n{shown}");
    }
    let nobody =
        CitiesView { headway: HeadwayView { without_count: 2, ..HeadwayView::default() }, ..of_prefecture() };
    let html = html(nobody);
    assert!(html.contains("2市区町村のうち、0市区町村がこの数も") && !html.contains("90日以内"), "{html}");
}

#[test]
fn a_head_leads_to_the_other_order() {
    let html = html(of_prefecture());
    assert!(html.contains(r#"aria-sort="descending""#), "{html}");
    assert!(html.contains(r#"href="/t/midori-ken/adoption/cities?sort=rate""#), "{html}");
    assert!(html.contains(r#"href="/t/midori-ken/adoption/cities?sort=points:desc""#), "{html}");
    assert!(html.contains("/adoption/cities/export?sort=rate:desc&amp;format=xlsx"), "{html}");
    assert!(html.contains("/adoption/cities/export?table=trend&amp;format=csv"), "{html}");
}

#[test]
fn the_central_federation_sees_47_tiles_and_those_without_numbers_are_hatched() {
    let of_prefecture = of_prefecture();
    let prefectures = Prefecture::all()
        .map(|prefecture| {
            let is_midori = prefecture.number() == 29;
            let now = if is_midori { of_prefecture.sum } else { Sum::default() };
            PrefectureLine {
                prefecture,
                cities: if is_midori { 3 } else { 0 },
                shared: if is_midori { 2 } else { 0 },
                now,
                compared: (now, now),
            }
        })
        .collect();
    let view = CitiesView {
        kind: TenantKind::Central,
        slug: "chuokai".to_owned(),
        prefectures,
        cities: Vec::new(),
        silent: Vec::new(),
        ..of_prefecture
    };
    let html = html(view);
    assert_eq!(html.matches("<li class=\"tile p").count(), 47, "{html}");
    assert_eq!(html.matches(" tile--none\"><span").count(), 46, "{html}");
    assert!(
        html.contains(r#"<a href="/t/chuokai/adoption/cities?prefecture=29" class="tile__link">"#)
            || html.contains(r#"class="tile__link" href="/t/chuokai/adoption/cities?prefecture=29""#),
        "{html}"
    );
    assert!(html.contains("最も高いのは奈良県の16.0%です。"), "{html}");
    assert!(html.contains("/adoption/cities/export?table=prefectures&amp;format=xlsx"), "{html}");
    assert!(html.contains("都道府県を選ぶと、名前を示します。"), "{html}");
}

#[test]
fn where_nobody_shares_the_page_says_how_that_begins() {
    let view = CitiesView { cities: Vec::new(), shared: 0, sum: Sum::default(), ..of_prefecture() };
    let html = html(view);
    assert!(html.contains("まだありません") && html.contains("たかね村") && !html.contains("<svg"), "{html}");
}

#[test]
fn the_style_sheet_lays_the_tiles_out_where_they_belong() {
    let sheet = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/styles/officers/70-tiles.css"))
        .unwrap();
    for (number, (column, row)) in (1..).zip(elements::charts::PLACES) {
        let rule = format!("  .p{number:02} {{\n    grid-area: {row} / {column};\n  }}\n");
        assert!(sheet.contains(&rule), "{rule}");
    }
}
