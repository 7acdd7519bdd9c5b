use super::*;
use crate::{form::Typed, money::Yen};
use chrono::NaiveDate;
use proptest::prelude::*;
use rstest::rstest;

/// The assumptions that come with the schema (`migrations/src/m0043_simulator.rs`; the store's tests read those rows).
fn assumed() -> Assumptions {
    let range = |cautious, standard, generous| Range {
        cautious: Milli(cautious),
        standard: Milli(standard),
        generous: Milli(generous),
    };
    Assumptions {
        offices_per_user: range(2_000, 2_500, 3_000),
        minutes_per_exchange: range(4_000, 5_000, 6_000),
        hourly_cost: range(1_900_000, 2_100_000, 2_300_000),
        material_cost: range(10_000, 15_000, 20_000),
        remaining_time: range(40_000, 33_300, 30_000),
        other_minutes: range(240_000, 210_000, 180_000),
    }
}

const LICENCE: Cost = Cost { licence: Yen(21_000), subsidy: Yen::ZERO };
/// 介護保険最新情報 Vol.1310: 4 care managers, 89 partners of whom 45 use the system, 84 users.
const CIRCULAR: Inputs =
    Inputs { side: Side::CareManagement, people: 4, partners: 89, adopted: 45, users: 84 };

#[test]
fn the_example_of_the_circular_comes_out() {
    let standard = estimate(&CIRCULAR, &assumed(), LICENCE).standard;
    let saving = standard.saving.get();
    assert!((166_231..=169_589).contains(&saving), "within one percent of 167,910: {saving}");
    assert_eq!(standard.rate.to_string(), "20.2");
    assert_eq!(CIRCULAR.adopted_share().to_string(), "50.6");
    let baseline = standard.without.get();
    assert!((822_926..=839_550).contains(&baseline), "within one percent of 831,238: {baseline}");
    // The same by hand: 84 × 2.5 × 12 = 2,520 exchanges of 5 minutes, and 4 × 12 × 210 minutes.
    assert_eq!(standard.exchanges, Milli::whole(210));
    assert_eq!((standard.exchange_minutes, standard.other_minutes), (12_600, 10_080));
    assert_eq!((standard.labour, standard.materials), (Yen(793_800), Yen(37_800)));
    assert_eq!((standard.without, standard.full), (Yen(831_600), Yen(331_947)));
    assert_eq!((standard.saved_labour, standard.saved_materials), (Yen(148_726), Yen(19_112)));
    assert_eq!((standard.saving, standard.with), (Yen(167_838), Yen(663_762)));
    assert_eq!(sensible(standard.saving), Yen(168_000));
    assert_eq!(standard.net, Yen(146_838));
    assert_eq!(standard.break_even, Some(6));
}

#[test]
fn more_partners_that_use_it_save_more() {
    let of = |adopted| estimate(&CIRCULAR.with_adopted(adopted), &assumed(), LICENCE).standard;
    assert!(of(60).saving > of(45).saving && of(60).rate > of(45).rate);
    assert_eq!(of(0).saving, Yen::ZERO);
    assert_eq!(of(0).net, Yen(-21_000));
    assert_eq!(of(89).saving, of(89).full);
    assert_eq!(of(200), of(89));
    assert_eq!(CIRCULAR.later(), [45, 67, 89]);
    assert_eq!(CIRCULAR.with_adopted(88).later(), [88, 89]);
    assert_eq!(CIRCULAR.with_adopted(89).later(), [89]);
}

#[test]
fn a_subsidy_that_pays_the_licence_leaves_the_whole_saving() {
    let paid = Cost { licence: Yen(21_000), subsidy: Yen(21_000) };
    let standard = estimate(&CIRCULAR, &assumed(), paid).standard;
    assert_eq!((standard.net, standard.break_even), (standard.saving, Some(1)));
    let beyond = Cost { licence: Yen(21_000), subsidy: Yen(30_000) };
    assert_eq!(beyond.due(), Yen::ZERO);
}

#[test]
fn an_office_with_one_user_may_never_break_even() {
    let small = Inputs { side: Side::Service, people: 1, partners: 1, adopted: 1, users: 1 };
    let estimate = estimate(&small, &assumed(), LICENCE);
    assert_eq!(estimate.standard.break_even, None);
    assert!(estimate.standard.net < Yen::ZERO);
    // One office for each user, whatever is assumed of the others' side.
    assert_eq!(estimate.generous.exchanges, Milli::whole(1));
}

#[test]
fn results_are_told_without_false_precision() {
    for (exact, told) in [(0, 0), (149, 100), (150, 200), (9_950, 10_000), (10_499, 10_000), (10_500, 11_000)]
    {
        assert_eq!(sensible(Yen(exact)), Yen(told), "{exact}");
        assert_eq!(sensible(Yen(-exact)), Yen(-told), "-{exact}");
    }
}

fn typed(people: &str, partners: &str, adopted: &str, users: &str) -> Typed {
    Typed::default()
        .with("people", people)
        .with("partners", partners)
        .with("adopted", adopted)
        .with("users", users)
}

#[test]
fn numbers_are_read_as_people_type_them() {
    let read = Inputs::parse(&typed("４人", "８９事業所", " 45 ", "84名"));
    assert_eq!(read, Ok(CIRCULAR));
    assert_eq!(Inputs::parse(&CIRCULAR.fill()), Ok(CIRCULAR));
    assert_eq!(CIRCULAR.query(), "side=care-management&people=4&partners=89&adopted=45&users=84");
    assert!(!Inputs::asked(&Typed::default().with("side", "service")));
    assert!(Inputs::asked(&Typed::default().with("estimate", "1")));
}

#[test]
fn every_mistake_is_told_at_once_in_the_order_of_the_page() {
    let wrong = typed("", "10", "11", "四").with("side", "both");
    assert_eq!(
        Inputs::parse(&wrong),
        Err(vec![
            (Field::Side, Problem::UnknownChoice),
            (Field::People, Problem::Missing),
            (Field::Adopted, Problem::MoreThanPartners { partners: 10 }),
            (Field::Users, Problem::Character('四')),
        ])
    );
    assert_eq!(
        Inputs::parse(&typed("0", "0", "-1", "10000")),
        Err(vec![
            (Field::People, Problem::None),
            (Field::Partners, Problem::None),
            (Field::Adopted, Problem::Character('-')),
            (Field::Users, Problem::TooMany),
        ])
    );
}

fn said(parameter: Parameter, from: &str, standard: i64) -> Assumption {
    let value = Milli(standard);
    Assumption {
        parameter,
        range: Range { cautious: value, standard: value, generous: value },
        valid_from: from.parse().unwrap(),
        source: "a test".to_owned(),
        note: String::new(),
    }
}

#[test]
fn the_newest_that_has_begun_holds() {
    let mut all: Vec<Assumption> =
        Parameter::ALL.into_iter().map(|one| said(one, "2024-09-18", 1_000)).collect();
    all.push(said(Parameter::HourlyCost, "2026-04-01", 2_000));
    all.push(said(Parameter::HourlyCost, "2026-04-01", 3_000));
    let wage = |day: &str| {
        let day: NaiveDate = day.parse().unwrap();
        Assumptions::on(day, &all).unwrap().hourly_cost.standard
    };
    assert_eq!(wage("2020-01-01"), Milli(1_000), "before the first, the first");
    assert_eq!(wage("2026-03-31"), Milli(1_000));
    assert_eq!(wage("2026-04-01"), Milli(3_000), "of one day, what was written down later");
    assert_eq!(Assumptions::on("2026-04-01".parse().unwrap(), &all[1..]), None);
}

fn parameter(cautious: &str, standard: &str, generous: &str) -> Typed {
    Typed::default()
        .with("cautious", cautious)
        .with("standard", standard)
        .with("generous", generous)
        .with("valid_from", "令和8年4月1日")
        .with("source", "調査")
}

#[rstest]
#[case("1,900", "2,100円", "２３００", None)]
#[case("2300", "2100", "1900", Some(ParameterProblem::Order { rises: true }))]
#[case("1900", "2500", "2300", Some(ParameterProblem::Order { rises: true }))]
#[case("", "2100", "2300", Some(ParameterProblem::Missing))]
#[case("1", "2100", "2300", Some(ParameterProblem::Bounds(Milli::whole(500), Milli::whole(20_000))))]
#[case("x", "2100", "2300", Some(ParameterProblem::Number(MilliError::Character('x'))))]
fn a_new_value_is_read_whole(
    #[case] cautious: &str,
    #[case] standard: &str,
    #[case] generous: &str,
    #[case] problem: Option<ParameterProblem>,
) {
    match ParameterForm::parse(&parameter(cautious, standard, generous), Parameter::HourlyCost) {
        Ok(form) => {
            assert_eq!(problem, None);
            assert_eq!(ParameterForm::parse(&form.fill(), Parameter::HourlyCost), Ok(form));
        }
        Err(problems) => assert_eq!(problems.into_iter().map(|(_, one)| one).next(), problem),
    }
}

#[test]
fn what_falls_is_ordered_the_other_way_round() {
    let read = |cautious, generous| {
        ParameterForm::parse(&parameter(cautious, "33.3", generous), Parameter::RemainingTime)
    };
    assert!(read("40", "30%").is_ok());
    assert_eq!(
        read("30", "40"),
        Err(vec![(ParameterField::Standard, ParameterProblem::Order { rises: false })])
    );
}

fn offices() -> impl Strategy<Value = Inputs> {
    (any::<bool>(), 1..=MOST, 1..=MOST, 0..=MOST, 1..=MOST).prop_map(
        |(service, people, partners, adopted, users)| {
            let side = if service { Side::Service } else { Side::CareManagement };
            Inputs { side, people, partners, adopted: adopted.min(partners), users }
        },
    )
}

fn assumptions() -> impl Strategy<Value = Assumptions> {
    let range = |parameter: Parameter| {
        let (least, most) = parameter.bounds();
        (least.0..=most.0, least.0..=most.0, least.0..=most.0).prop_map(move |(one, two, three)| {
            let mut values = [one, two, three].map(Milli);
            values.sort();
            let [low, standard, high] = values;
            let (cautious, generous) = if parameter.rises() { (low, high) } else { (high, low) };
            Range { cautious, standard, generous }
        })
    };
    (
        range(Parameter::OfficesPerUser),
        range(Parameter::MinutesPerExchange),
        range(Parameter::HourlyCost),
        range(Parameter::MaterialCost),
        range(Parameter::RemainingTime),
        range(Parameter::OtherMinutes),
    )
        .prop_map(
            |(
                offices_per_user,
                minutes_per_exchange,
                hourly_cost,
                material_cost,
                remaining_time,
                other_minutes,
            )| {
                Assumptions {
                    offices_per_user,
                    minutes_per_exchange,
                    hourly_cost,
                    material_cost,
                    remaining_time,
                    other_minutes,
                }
            },
        )
}

proptest! {
    #[test]
    fn a_saving_is_part_of_what_is_spent(inputs in offices(), assumed in assumptions()) {
        let estimate = estimate(&inputs, &assumed, LICENCE);
        for case in Case::ALL {
            let one = estimate.of(case);
            prop_assert!(Yen::ZERO <= one.saving && one.saving <= one.full && one.full <= one.without);
            prop_assert!((0..=1_000).contains(&one.rate.0));
            prop_assert_eq!(one.with.get() + one.saving.get(), one.without.get());
            prop_assert!(one.saved_minutes <= one.exchange_minutes);
        }
    }

    #[test]
    fn from_cautious_to_generous_it_never_falls(inputs in offices(), assumed in assumptions()) {
        let estimate = estimate(&inputs, &assumed, LICENCE);
        prop_assert!(estimate.cautious.saving <= estimate.standard.saving);
        prop_assert!(estimate.standard.saving <= estimate.generous.saving);
    }

    #[test]
    fn one_more_partner_never_saves_less(inputs in offices(), assumed in assumptions()) {
        let more = estimate(&inputs.with_adopted(inputs.adopted + 1), &assumed, LICENCE).standard;
        let now = estimate(&inputs, &assumed, LICENCE).standard;
        prop_assert!(now.saving <= more.saving && now.rate <= more.rate && now.net <= more.net);
        prop_assert_eq!((now.without, now.full, now.break_even), (more.without, more.full, more.break_even));
    }

    #[test]
    fn the_break_even_is_the_fewest(inputs in offices()) {
        let of = |adopted| estimate(&inputs.with_adopted(adopted), &assumed(), LICENCE).standard;
        match of(inputs.partners).break_even {
            Some(fewest) => {
                prop_assert!(of(fewest).net >= Yen::ZERO);
                // One fewer does not pay; rounding to a yen may hide less than one.
                prop_assert!(fewest == 1 || of(fewest - 1).net <= Yen::ZERO);
            }
            None => prop_assert!(of(inputs.partners).net <= Yen::ZERO),
        }
    }
}
