//! Every template is whole, and pays what the row it cites says.

use super::*;
use crate::subsidies::{
    Claim, ClaimedExpense, OfficeTraits, ProgrammeForm, amount, is_capped, most, needed, places, sample,
};
use rstest::rstest;

fn rules(template: Template) -> Rules {
    template.rules(&sample::city(), sample::r6())
}

fn paid(rules: &Rules, slot: u8, yen: i64) -> i64 {
    amount(rules, &Claim::of(rules.expense(slot).unwrap(), Yen(yen))).yen.get()
}

#[test]
fn every_template_could_be_published_as_it_is_and_is_found_by_its_code() {
    for template in Template::ALL {
        let rules = rules(template);
        let read = ProgrammeForm::parse(&ProgrammeForm::fill(&rules), &rules.location);
        assert_eq!(read, Ok(rules.clone()), "{template:?}");
        assert_eq!(Template::from_code(template.code()), Some(template));
        assert!(rules.budget >= most(&rules), "{template:?}");
        for condition in &rules.conditions {
            assert!(
                condition.evidence.as_ref().is_none_or(|key| rules.document(key).is_some()),
                "{condition:?}"
            );
        }
    }
    assert_eq!(Template::from_code("nothing"), None);
}

#[rstest]
#[case(Template::LicenceInFull, 21_000, 21_000)]
#[case(Template::LicenceOnceEver, 21_000, 21_000)]
#[case(Template::PerCorporation, 21_000, 5_000)]
#[case(Template::LicenceAndSoftware, 21_000, 21_000)]
#[case(Template::PerOfficeNumber, 21_000, 21_000)]
#[case(Template::BeforeTax, 21_000, 19_000)]
#[case(Template::BeforeTax, 80_000, 50_000)]
#[case(Template::ModelArea, 21_000, 19_000)]
#[case(Template::NewUsers, 21_000, 21_000)]
#[case(Template::Attended, 21_000, 21_000)]
#[case(Template::Software, 400_000, 150_000)]
#[case(Template::ModelRegion, 12_000_000, 8_500_000)]
fn a_template_pays_what_its_row_says(#[case] template: Template, #[case] cost: i64, #[case] grant: i64) {
    assert_eq!(paid(&rules(template), 0, cost), grant);
}

#[test]
fn the_prefecture_s_three_quarters_and_the_city_s_quarter_make_the_whole() {
    let rules = rules(Template::CoFunded);
    let Stacking::CoFunder { rate, .. } = &rules.stacking else { panic!("a co-funder") };
    let theirs = 21_000 * i64::from(rate.numerator()) / i64::from(rate.denominator());
    let claim = Claim { others: Yen(theirs), ..Claim::of(&rules.expense, Yen(21_000)) };
    assert_eq!((theirs, amount(&rules, &claim).yen.get()), (15_750, 5_250));
}

#[test]
fn the_licence_and_the_software_of_one_office() {
    let rules = rules(Template::LicenceAndSoftware);
    let item = |slot, yen| ClaimedExpense { slot, paid: Yen(yen), ..ClaimedExpense::default() };
    let claim = Claim { items: vec![item(0, 21_000), item(1, 500_000)], ..Claim::default() };
    assert_eq!(amount(&rules, &claim).yen, Yen(321_000));
}

#[test]
fn the_software_of_a_model_area_is_paid_in_full_without_a_cap() {
    let rules = rules(Template::ModelArea);
    assert_eq!(paid(&rules, 1, 11_000_000), 10_000_000);
    assert!(!is_capped(&rules) && is_capped(&Rules { total_cap: Some(Yen(500_000)), ..rules.clone() }));
    assert_eq!((most(&rules), needed(&rules)), (rules.budget, Yen(1)), "only the budget ends it");
    assert_eq!([Yen::ZERO, Yen(1), rules.budget].map(|left| places(&rules, left)), [0, 1, 1]);
}

#[test]
fn linkages_and_the_usb_of_support_centres() {
    let rules = rules(Template::Linkages);
    let linked = |linkages| {
        let item = ClaimedExpense { linkages, ..ClaimedExpense::default() };
        amount(&rules, &Claim { items: vec![item], ..Claim::default() }).yen.get()
    };
    assert_eq!([2, 3, 5, 9].map(linked), [0, 30_000, 50_000, 50_000]);
    let centre = rules.for_office(OfficeTraits { deemed: false, support_centre: true });
    assert_eq!(centre.expenses().count(), 2);
    assert_eq!(paid(&centre, 1, 12_000), 10_000);
    let office = rules.for_office(OfficeTraits::default());
    assert_eq!((office.expenses().count(), office.documents.len()), (1, 1));
}

#[test]
fn only_a_deemed_office_is_asked_for_its_record() {
    let rules = rules(Template::PerOfficeNumber);
    let (deemed, usual) = (
        rules.for_office(OfficeTraits { deemed: true, support_centre: false }),
        rules.for_office(OfficeTraits::default()),
    );
    assert!(deemed.condition("service_record").is_some() && deemed.document("service_record").is_some());
    assert!(usual.condition("service_record").is_none() && usual.document("service_record").is_none());
}

#[test]
fn what_a_template_says_of_its_own_is_filled_in_it() {
    for template in Template::ALL {
        let typed = ProgrammeForm::fill(&rules(template));
        for field in template.ours() {
            assert!(!typed.get(field.name()).is_empty(), "{template:?} {field:?}");
        }
    }
}

#[test]
fn the_dates_of_a_template_follow_the_year_and_what_was_typed_stays() {
    let (template, city, r6) = (Template::BeforeTax, sample::city(), sample::r6());
    let filled = ProgrammeForm::fill(&rules(template));
    let typed: Typed = filled
        .pairs()
        .iter()
        .map(|(name, value)| {
            let value = match name.as_str() {
                "fiscal_year" => "令和8年度",
                "closes_on" => "令和8年12月25日",
                _ => value,
            };
            (name.clone(), value.to_owned())
        })
        .chain([("made_for".to_owned(), r6.label())])
        .collect();
    let followed = template.follow(&typed, &city, r6, "made_for");
    let read = ProgrammeForm::parse(&followed, &city.location).unwrap();
    let r8 = r6.next().next();
    assert_eq!(followed.get("made_for"), r8.label());
    assert_eq!((read.expense.paid_from, read.expense.paid_until), (r8.start(), r8.end()));
    assert_eq!(read.window.closes.date(), NaiveDate::from_ymd_opt(2026, 12, 25).unwrap());
    assert_eq!(template.follow(&filled, &city, r6, "made_for"), filled);
}
