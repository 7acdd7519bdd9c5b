//! What everybody may read, and what not.

use super::*;
use domain::{
    adoption::{Definition, Indicator, Origin},
    progress::{Licence, ProgressFigures, ServiceFigure},
    service_type::ServiceType,
};
use elements::FormState;
use leptos::prelude::*;

fn indicator(numerator: u64, denominator: u64, on: &str) -> Indicator {
    let as_of = on.parse().expect("a day");
    Indicator { definition: Definition::Adopted, numerator, denominator, as_of, source: Origin::Register }
}

fn view() -> ProgressView {
    let service = |code: &str, shown| ServiceFigure {
        service: ServiceType::from_code(code).expect("a service"),
        shown,
    };
    ProgressView {
        slug: "midorino".into(),
        municipality: "みどり野市".into(),
        lead: "普及に取り組んでいます。".into(),
        contact: "介護保険課 0741-00-1000".into(),
        licence: Licence::CcBy4,
        figures: Some(ProgressFigures {
            whole: indicator(30, 188, "2026-11-27"),
            using: 21,
            trend: vec![indicator(4, 188, "2025-12-01"), indicator(30, 188, "2026-11-27")],
            services: vec![service("43", Some(indicator(20, 60, "2026-11-27"))), service("13", None)],
        }),
        programmes: vec![("ライセンス料補助".into(), "/t/midorino/guide/1".into())],
        sessions: 2,
        voices: Vec::new(),
        simulator: "/simulator".into(),
    }
}

fn html(view: impl FnOnce() -> AnyView) -> String {
    let owner = Owner::new();
    owner.with(|| view().to_html()).replace("<!>", "")
}

#[test]
fn the_rate_stands_with_its_numbers_its_day_and_what_it_means() {
    let html = html(|| view! { <ProgressPage view=view()/> }.into_any());
    for part in [
        "30／188事業所（令和8年11月27日現在）",
        "13.8ポイント上がりました",
        "営業中の事業所のうち、ライセンスを持っているか利用している事業所の割合",
        "受付中の補助金：ライセンス料補助",
        "href=\"/t/midorino/guide/demos\"",
        "href=\"/t/midorino/public/progress/data.json\"",
        "CC BY 4.0",
        "0741-00-1000",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
    assert!(html.contains("＊は、事業所が少なく"), "{html}");
    assert_eq!(html.matches("＊</td>").count(), 3, "a small service shows nothing: {html}");
}

#[test]
fn with_too_few_offices_there_is_neither_a_number_nor_a_file() {
    let few = ProgressView { figures: None, ..view() };
    let html = html(|| view! { <ProgressPage view=few/> }.into_any());
    assert!(html.contains("数はまだ公開していません"), "{html}");
    assert!(!html.contains("data.csv") && !html.contains("導入率の動き"), "{html}");
}

#[test]
fn the_city_sees_exactly_what_will_be_public() {
    let public = html(|| public::parts(view(), false).into_any());
    assert!(
        !public.contains("/public/progress/data"),
        "nothing can be saved that is not there yet: {public}"
    );
    assert!(html(|| public::parts(view(), true).into_any()).contains("/public/progress/data.json"));
    let settings = ProgressSettingsView {
        preview: view(),
        since: None,
        address: Some("https://example.lg.jp/t/midorino/public/progress".into()),
        version: 0,
        may_write: true,
        done: None,
    };
    let form = FormState::empty();
    let page = html(|| view! { <ProgressSettingsPage view=settings form/> }.into_any());
    assert!(page.contains(&public), "{page}");
    assert!(page.contains("この内容で公開する") && !page.contains("公開をやめる"), "{page}");
}
