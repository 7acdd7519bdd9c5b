use super::*;
use domain::simulator::{Milli, Parameter, Range, estimate};

fn range(cautious: i64, standard: i64, generous: i64) -> Range {
    Range { cautious: Milli(cautious), standard: Milli(standard), generous: Milli(generous) }
}

fn assumed() -> Assumptions {
    Assumptions {
        offices_per_user: range(2_000, 2_500, 3_000),
        minutes_per_exchange: range(4_000, 5_000, 6_000),
        hourly_cost: range(1_900_000, 2_100_000, 2_300_000),
        material_cost: range(10_000, 15_000, 20_000),
        remaining_time: range(40_000, 33_300, 30_000),
        other_minutes: range(240_000, 210_000, 180_000),
    }
}

fn page(inputs: Inputs, city: Option<InCity>) -> String {
    let day: NaiveDate = "2024-09-18".parse().expect("a day");
    let subsidy =
        city.as_ref().and_then(|city| city.subsidy.as_ref()).map_or(Yen::ZERO, |(_, _, paid)| *paid);
    let cost = Cost { licence: Yen(21_000), subsidy };
    let of = |adopted: u32| estimate(&inputs.with_adopted(adopted), &assumed(), cost);
    let later = inputs.later().into_iter().map(|adopted| (adopted, of(adopted).standard)).collect();
    let assumptions = Parameter::ALL.into_iter().map(|parameter| Assumption {
        parameter,
        range: assumed().of(parameter),
        valid_from: day,
        source: "この試算の仮定".to_owned(),
        note: String::new(),
    });
    let view = SimulatorView {
        city,
        licence: (Yen(21_000), "年額".to_owned()),
        site: "https://www.careplan-renkei-support.jp/".to_owned(),
        assumptions: assumptions.collect(),
        today: day,
        form: FormState::filled(inputs.fill()),
        filled: None,
        link_over: false,
        made: Some(Made { inputs, assumed: assumed(), cost, estimate: of(inputs.adopted), later }),
    };
    Owner::new().with(|| view! { <SimulatorPage view/> }.to_html()).replace("<!>", "")
}

#[test]
fn a_small_office_is_told_that_the_saving_does_not_pay_for_the_licence() {
    let small = Inputs { side: Side::Service, people: 1, partners: 1, adopted: 1, users: 1 };
    let html = page(small, None);
    for part in ["届きません", "の持ち出し", "利用者 1人 × 1か所 ＝ 月に1件", "約0.7時間"]
    {
        assert!(html.contains(part), "{part}: {html}");
    }
    assert!(!html.contains("相手の導入が進むと"), "all partners use it already: {html}");
    assert!(!html.contains("style="), "{html}");
}

#[test]
fn what_a_city_pays_stands_in_the_working() {
    let circular = Inputs { side: Side::CareManagement, people: 4, partners: 89, adopted: 45, users: 84 };
    let paid = ("ライセンス料補助".to_owned(), "/t/midorino/guide/1".to_owned(), Yen(21_000));
    let city = |subsidy| InCity { slug: "midorino".to_owned(), name: "みどり野市".to_owned(), subsidy };
    let with = page(circular, Some(city(Some(paid))));
    assert!(with.contains("167,838円 −（ライセンス料 21,000円 − 補助 21,000円）＝ 167,838円"), "{with}");
    assert!(with.contains("action=\"/t/midorino/simulator#result\""), "{with}");
    let without = page(circular, Some(city(None)));
    assert!(without.contains("− 補助 0円）＝ 146,838円"), "{without}");
    assert!(without.contains("受付中の補助金がないものとして"), "{without}");
    let both = [&with, &without].map(|html| html.matches("<h1").count());
    assert_eq!(both, [1, 1]);
}
