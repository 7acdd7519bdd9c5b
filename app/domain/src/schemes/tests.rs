use super::*;
use crate::form::Typed;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn scheme() -> Scheme {
    Scheme {
        name: "モデル地域づくり事業".to_owned(),
        runs: "都道府県".to_owned(),
        takers: "市区町村".to_owned(),
        pays_for: "介護ソフト、パソコン\n研修".to_owned(),
        amount: "上限850万円".to_owned(),
        next: "県に意向を伝える".to_owned(),
        prefecture: Some(Prefecture::TOKYO),
        ends_on: Some(day("2027-03-31")),
        source: "介護保険最新情報 Vol.1310".to_owned(),
        url: "https://www.mhlw.go.jp/".to_owned(),
        as_of: day("2024-09-18"),
    }
}

#[test]
fn what_is_filled_in_is_read_again() {
    let today = day("2026-11-27");
    assert_eq!(SchemeForm::parse(&SchemeForm::fill(&scheme()), today), Ok(SchemeForm(scheme())));
    let plain = Scheme { prefecture: None, ends_on: None, url: String::new(), ..scheme() };
    assert_eq!(SchemeForm::parse(&SchemeForm::fill(&plain), today), Ok(SchemeForm(plain)));
}

#[test]
fn every_mistake_is_told_at_once_in_the_order_of_the_page() {
    let wrong = Typed::default()
        .with("name", "あ".repeat(201))
        .with("prefecture", "48")
        .with("ends_on", "いつか")
        .with("url", "www.example.jp")
        .with("as_of", "2026-11-28");
    let problems = SchemeForm::parse(&wrong, day("2026-11-27")).unwrap_err();
    let fields: Vec<Field> = problems.iter().map(|(field, _)| *field).collect();
    assert_eq!(
        fields,
        [
            Field::Name,
            Field::Runs,
            Field::Prefecture,
            Field::Takers,
            Field::PaysFor,
            Field::Amount,
            Field::EndsOn,
            Field::Next,
            Field::Source,
            Field::Url,
            Field::AsOf,
        ]
    );
    assert_eq!(problems[0].1, Problem::TooLong(200));
    assert_eq!(problems[10].1, Problem::Future);
}

#[test]
fn a_scheme_of_one_prefecture_is_for_its_towns() {
    let (tokyo, osaka) = (Prefecture::TOKYO, Prefecture::new(27).unwrap());
    assert!(scheme().is_for(Some(tokyo)) && !scheme().is_for(Some(osaka)) && scheme().is_for(None));
    assert!(Scheme { prefecture: None, ..scheme() }.is_for(Some(osaka)));
}

#[test]
fn a_scheme_is_over_after_its_last_day() {
    assert!(!scheme().is_over(day("2027-03-31")) && scheme().is_over(day("2027-04-01")));
    assert!(!Scheme { ends_on: None, ..scheme() }.is_over(day("2099-01-01")));
}
