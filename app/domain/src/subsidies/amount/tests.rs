//! Worked figures of real programmes (domain.md §3.1), and what holds for all rules there can be.

use super::*;
use crate::subsidies::{Basis, Price, TaxBasis, licence_fee_in_full, sample};
use proptest::prelude::*;

fn with(tax: TaxBasis, rate: &str, rounding: Rounding) -> Rules {
    let mut rules = licence_fee_in_full(&sample::city(), sample::r6());
    rules.expense.tax = tax;
    rules.expense.rate = Rate::parse(rate).unwrap();
    rules.expense.rounding = rounding;
    rules
}

fn yen(rules: &Rules, paid: i64) -> i64 {
    amount(rules, &Claim::of(&rules.expense, Yen(paid))).yen.get()
}

#[test]
fn the_licence_fee_in_full_is_21000_yen() {
    assert_eq!(yen(&with(TaxBasis::Inclusive, "全額", Rounding::OneYen), 21_000), 21_000);
}

#[test]
fn without_tax_and_below_a_thousand_cut_off_it_is_19000_yen() {
    let rules = with(TaxBasis::Exclusive, "10/10", Rounding::ThousandYen);
    assert_eq!(yen(&rules, 21_000), 19_000);
    let steps = amount(&rules, &Claim::of(&rules.expense, Yen(21_000))).steps;
    assert_eq!(
        steps,
        [
            Step::Paid(Yen(21_000)),
            Step::WithoutTax(Yen(19_090)),
            Step::Rounded { rounding: Rounding::ThousandYen, yen: Yen(19_000) },
        ]
    );
}

#[test]
fn three_quarters_and_the_remaining_quarter_make_the_whole() {
    assert_eq!(yen(&with(TaxBasis::Inclusive, "3/4", Rounding::OneYen), 21_000), 15_750);
    assert_eq!(yen(&with(TaxBasis::Inclusive, "1/4", Rounding::OneYen), 21_000), 5_250);
}

#[test]
fn more_than_the_cap_is_never_granted_and_less_than_the_floor_is_nothing() {
    let mut rules = with(TaxBasis::Inclusive, "全額", Rounding::OneYen);
    assert_eq!(yen(&rules, 42_000), 21_000);
    rules.expense.floor = Yen(10_000);
    assert_eq!(yen(&rules, 9_999), 0);
    assert_eq!(yen(&rules, 10_000), 10_000);
}

#[test]
fn what_remains_is_counted_in_whole_places() {
    let rules = with(TaxBasis::Inclusive, "全額", Rounding::OneYen);
    assert_eq!(places(&rules, Yen(2_100_000)), 100);
    assert_eq!(places(&rules, Yen(20_999)), 0);
}

/// 港区: the licence, and a change of the software up to 300,000 yen.
fn licence_and_software() -> Rules {
    let mut rules = with(TaxBasis::Inclusive, "全額", Rounding::OneYen);
    let software = Expense {
        slot: 1,
        name: "ソフトの改修".to_owned(),
        cap: Some(Yen(300_000)),
        ..rules.expense.clone()
    };
    rules.further_expenses.push(software);
    rules
}

fn both(licence: i64, software: i64) -> Claim {
    let item = |slot, paid| ClaimedExpense { slot, paid: Yen(paid), ..ClaimedExpense::default() };
    Claim { items: vec![item(0, licence), item(1, software)], ..Claim::default() }
}

#[test]
fn the_licence_and_the_software_are_counted_for_themselves_and_added() {
    let rules = licence_and_software();
    assert_eq!(amount(&rules, &both(21_000, 250_000)).yen, Yen(271_000));
    let grant = amount(&rules, &both(21_000, 450_000));
    assert_eq!(grant.yen, Yen(321_000));
    assert_eq!(
        grant.steps.first(),
        Some(&Step::Category("ケアプランデータ連携システムの年間ライセンス料".to_owned()))
    );
    assert_eq!(grant.steps.last(), Some(&Step::Total(Yen(321_000))));
    // Only one of the two.
    let only = Claim::of(&rules.further_expenses[0], Yen(100_000));
    assert_eq!(amount(&rules, &only), Grant { yen: Yen(100_000), steps: vec![Step::Paid(Yen(100_000))] });
    assert_eq!(most(&rules), Yen(321_000));
    let together = Rules { total_cap: Some(Yen(200_000)), ..rules };
    assert_eq!(amount(&together, &both(21_000, 250_000)).yen, Yen(200_000));
    assert_eq!(most(&together), Yen(200_000));
}

#[test]
fn linkages_pay_ten_thousand_each_from_three_on_up_to_fifty_thousand() {
    let mut rules = with(TaxBasis::Inclusive, "全額", Rounding::OneYen);
    rules.expense.basis = Basis::Linkage { yen: Yen(10_000), least: 3 };
    rules.expense.cap = Some(Yen(50_000));
    rules.expense.floor = Yen(30_000);
    let of = |linkages| {
        let item = ClaimedExpense { linkages, ..ClaimedExpense::default() };
        amount(&rules, &Claim { items: vec![item], ..Claim::default() })
    };
    assert_eq!([2, 3, 4, 5, 8].map(|linkages| of(linkages).yen.get()), [0, 30_000, 40_000, 50_000, 50_000]);
    assert_eq!(of(2).steps, [Step::TooFew { linkages: 2, least: 3 }]);
}

#[test]
fn whoever_gets_the_tax_back_is_paid_without_it() {
    let rules = with(TaxBasis::ByApplicant, "全額", Rounding::OneYen);
    let of = |tax| amount(&rules, &Claim { tax, ..Claim::of(&rules.expense, Yen(11_000)) }).yen;
    assert_eq!(of(Some(TaxStatus::Taxable)), Yen(10_000));
    assert_eq!(of(Some(TaxStatus::Exempt)), Yen(11_000));
    assert_eq!(of(None), Yen(10_000));
}

#[test]
fn a_co_funder_and_the_city_pay_the_whole_and_others_never_leave_more_than_the_cost() {
    let quarter = with(TaxBasis::Inclusive, "1/4", Rounding::OneYen);
    let of = |rules: &Rules, others| {
        amount(rules, &Claim { others: Yen(others), ..Claim::of(&rules.expense, Yen(21_000)) }).yen.get()
    };
    assert_eq!(of(&quarter, 15_750), 5_250);
    assert_eq!(of(&quarter, 16_000), 5_000);
    let whole = with(TaxBasis::Exclusive, "全額", Rounding::ThousandYen);
    assert_eq!(of(&whole, 5_000), 14_000);
    assert_eq!(of(&whole, 20_000), 0);
}

#[test]
fn what_was_paid_beyond_the_price_of_the_day_counts_for_nothing() {
    let mut rules = with(TaxBasis::Inclusive, "全額", Rounding::OneYen);
    let day = |text: &str| text.parse().unwrap();
    rules.expense.cap = Some(Yen(50_000));
    rules.expense.prices = vec![
        Price { from: day("2024-04-01"), until: None, yen: Yen(21_000) },
        Price { from: day("2025-06-01"), until: Some(day("2026-05-31")), yen: Yen::ZERO },
    ];
    let on = |text: &str| {
        let mut claim = Claim::of(&rules.expense, Yen(30_000));
        claim.items[0].paid_on = Some(day(text));
        amount(&rules, &claim).yen.get()
    };
    assert_eq!(on("2024-07-01"), 21_000);
    assert_eq!(on("2025-07-01"), 0);
    assert_eq!(on("2023-07-01"), 30_000);
}

prop_compose! {
    fn any_expense(slot: u8)(
        tax in 0usize..3, denominator in 1u32..10_000, part in 0u32..10_000, rounding in 0usize..3,
        cap in 0i64..1_000_000, floor in 0i64..1_000_000, priced in prop::option::of(0i64..2_000_000),
        linkages in prop::option::of((1i64..100_000, 0u16..20)),
    ) -> Expense {
        let rounding = Rounding::ALL[rounding];
        let rules = licence_fee_in_full(&sample::city(), sample::r6());
        let price = |yen| Price { from: rules.expense.paid_from, until: None, yen: Yen(yen) };
        Expense {
            slot,
            tax: TaxBasis::ALL[tax],
            rate: Rate::new(1 + part % denominator, denominator).expect("within the whole"),
            cap: Some(Yen(cap * rounding.unit())),
            floor: Yen(floor),
            rounding,
            prices: priced.map(price).into_iter().collect(),
            basis: linkages
                .map_or(Basis::Cost, |(yen, least)| Basis::Linkage { yen: Yen(yen), least }),
            ..rules.expense
        }
    }
}

prop_compose! {
    fn any_rules()(
        first in any_expense(0), further in prop::option::of(any_expense(1)),
        total in prop::option::of(0i64..1_000),
    ) -> Rules {
        let mut rules = licence_fee_in_full(&sample::city(), sample::r6());
        rules.expense = first;
        rules.further_expenses = further.into_iter().collect();
        rules.total_cap = total.map(|thousands| Yen(thousands * 1_000));
        rules
    }
}

prop_compose! {
    fn any_claim()(
        paid in [0i64..=i64::MAX / 4, 0i64..=1_000_000], linkages in [0u16..100, 0u16..100],
        tax in prop::option::of(0usize..2), others in 0i64..2_000_000, priced: bool,
    ) -> Claim {
        let day = priced.then(|| sample::r6().start());
        let item = |slot: u8| {
            let place = usize::from(slot);
            ClaimedExpense { slot, paid: Yen(paid[place]), paid_on: day, linkages: linkages[place] }
        };
        Claim {
            items: vec![item(0), item(1)],
            tax: tax.map(|place| TaxStatus::ALL[place]),
            others: Yen(others),
            past: Yen::ZERO,
        }
    }
}

/// What a claim cost at most, by what the rules count: what was paid, or what its linkages are worth.
fn cost(rules: &Rules, claim: &Claim) -> i128 {
    rules
        .expenses()
        .filter_map(|expense| Some((expense, claim.item(expense.slot)?)))
        .map(|(expense, item)| match expense.basis {
            Basis::Cost => i128::from(item.paid.get()),
            Basis::Linkage { yen, .. } => i128::from(yen.get()) * i128::from(item.linkages),
        })
        .sum()
}

proptest! {
    #[test]
    fn a_grant_is_whole_units_and_never_above_the_caps_nor_what_others_leave_of_the_cost(
        rules in any_rules(), claim in any_claim(),
    ) {
        let grant = amount(&rules, &claim).yen.get();
        prop_assert!(grant >= 0);
        prop_assert!(grant <= most(&rules).get());
        prop_assert!(i128::from(grant) <= (cost(&rules, &claim) - i128::from(claim.others.get())).max(0));
        let unit = rules.expenses().map(|expense| expense.rounding.unit()).min().expect("one");
        prop_assert_eq!(grant % unit, 0);
    }

    #[test]
    fn one_category_is_nothing_or_at_least_its_floor_where_nobody_else_pays(
        rules in any_rules(), claim in any_claim(),
    ) {
        let alone = Rules { further_expenses: Vec::new(), total_cap: None, ..rules };
        let claim = Claim { others: Yen::ZERO, ..claim };
        let grant = amount(&alone, &claim).yen;
        prop_assert!(grant == Yen::ZERO || grant >= alone.expense.floor);
    }

    #[test]
    fn paying_more_or_linking_more_never_lowers_the_grant_and_other_subsidies_never_raise_it(
        rules in any_rules(), claim in any_claim(), more in 0i64..1_000_000, linkages in 0u16..50,
    ) {
        let grant = amount(&rules, &claim).yen;
        let mut larger = claim.clone();
        for item in &mut larger.items {
            item.paid = Yen(item.paid.get() + more);
            item.linkages += linkages;
        }
        prop_assert!(grant <= amount(&rules, &larger).yen);
        let helped = Claim { others: Yen(claim.others.get() + more), ..claim };
        prop_assert!(amount(&rules, &helped).yen <= grant);
    }

    #[test]
    fn a_stored_version_counts_the_same_when_it_is_read_back(rules in any_rules(), claim in any_claim()) {
        let stored = serde_json::to_string(&rules).expect("rules are plain");
        let read: Rules = serde_json::from_str(&stored).expect("what was stored");
        prop_assert_eq!(amount(&read, &claim), amount(&rules, &claim));
        prop_assert_eq!(read, rules);
    }
}
