//! What is asked for under different rules.

use super::*;
use crate::subsidies::{licence_fee_in_full, sample};
use proptest::prelude::*;

fn rules() -> Rules {
    licence_fee_in_full(&sample::city(), sample::r6())
}

fn read(rules: &Rules, typed: &[(&str, &str)]) -> Result<ExpenseSection, Problems> {
    let typed = typed.iter().fold(Typed::default(), |typed, (name, value)| typed.with(name, *value));
    ExpenseSection::parse(&typed, rules, sample::noon().date_naive())
}

/// 港区's two categories.
fn two() -> Rules {
    let mut rules = rules();
    let software = Expense {
        slot: 2,
        name: "ソフトの改修".to_owned(),
        cap: Some(Yen(300_000)),
        ..rules.expense.clone()
    };
    rules.further_expenses.push(software);
    rules
}

#[test]
fn of_several_categories_one_is_enough_and_none_is_not() {
    let only = read(&two(), &[("paid_3", "250,000"), ("paid_on_3", "R6.6.1")]).unwrap();
    assert_eq!(only.asked, Yen(250_000));
    assert_eq!(only.claim.items.len(), 1);
    let both = [("paid", "21000"), ("paid_on", "R6.6.1"), ("paid_3", "250000"), ("paid_on_3", "R6.6.2")];
    assert_eq!(read(&two(), &both).unwrap().asked, Yen(271_000));
    assert_eq!(read(&two(), &[]), Err(vec![(Field::Paid(0), Problem::NothingClaimed)]));
    let half = [("paid", "21000"), ("paid_on", "R6.6.1"), ("paid_3", "250000")];
    assert_eq!(read(&two(), &half), Err(vec![(Field::PaidOn(2), Problem::Missing)]));
    // A single category is asked for as it always was.
    assert_eq!(
        read(&rules(), &[]),
        Err(vec![(Field::Paid(0), Problem::Missing), (Field::PaidOn(0), Problem::Missing)])
    );
}

#[test]
fn linkages_are_counted_and_too_few_are_explained() {
    let mut rules = rules();
    rules.expense.basis = Basis::Linkage { yen: Yen(10_000), least: 3 };
    rules.expense.cap = Some(Yen(50_000));
    assert_eq!(read(&rules, &[("linkages", "４")]).unwrap().asked, Yen(40_000));
    for (typed, problem) in [
        ("", Problem::Missing),
        ("2", Problem::TooFewLinkages { least: 3 }),
        ("たくさん", Problem::NotANumber),
    ] {
        assert_eq!(read(&rules, &[("linkages", typed)]), Err(vec![(Field::Linkages(0), problem)]));
    }
}

#[test]
fn partners_may_be_named_where_they_are_counted() {
    let mut rules = rules();
    let list = "２９７０９９９０１３ ひだまり\n\n・あおぞら訪問看護\n2970999013";
    let typed = [("linkages", "3"), ("partners", list)];
    let all: Typed = typed.iter().fold(Typed::default(), |typed, (name, value)| typed.with(name, *value));
    assert_eq!(ExpenseSection::partners(&all, &rules), [], "nobody asks");
    rules.expense.basis = Basis::Linkage { yen: Yen(10_000), least: 3 };
    let number = crate::office_number::OfficeNumber::parse("2970999013").unwrap().number;
    let named = [Written::Number(number), Written::Name("あおぞら訪問看護".into())];
    assert_eq!(read(&rules, &typed).unwrap().partners, named);
    assert_eq!(read(&rules, &typed[..1]).unwrap().partners, [], "the number alone is enough");
    let many = (0..=MOST_LISTED).map(|n| format!("事業所{n}")).collect::<Vec<_>>().join("\n");
    let problem = Problem::TooManyPartners { most: MOST_LISTED };
    assert_eq!(read(&rules, &[typed[0], ("partners", many.as_str())]), Err(vec![(Field::Partners, problem)]));
}

#[test]
fn only_what_was_paid_for_the_licence_names_one() {
    let names = |rules: &Rules, typed: &[(&str, &str)]| {
        let typed = typed.iter().fold(Typed::default(), |typed, (name, value)| typed.with(name, *value));
        ExpenseSection::names_licence(&typed, rules)
    };
    let (licence, software) = (("paid", "21000"), ("paid_3", "250000"));
    assert!(names(&rules(), &[licence]) && names(&two(), &[licence, software]));
    assert!(!names(&two(), &[software]) && !names(&rules(), &[("paid", "0")]) && !names(&rules(), &[]));
    let licence_by = |name: &str| Expense { name: name.to_owned(), ..rules().expense }.is_licence();
    assert!(licence_by("年間ﾗｲｾﾝｽ料") && licence_by("システム利用料"));
    assert!(!licence_by("介護ソフトの導入費") && !licence_by("システムの使い方の研修費"));
}

#[test]
fn the_tax_status_is_asked_only_where_it_matters() {
    let mut rules = rules();
    let paid = [("paid", "11000"), ("paid_on", "R6.6.1")];
    assert_eq!(read(&rules, &paid).unwrap().claim.tax, None);
    rules.expense.tax = TaxBasis::ByApplicant;
    assert_eq!(read(&rules, &paid), Err(vec![(Field::TaxStatus, Problem::NotChosen)]));
    let with = |status| read(&rules, &[paid[0], paid[1], ("tax_status", status)]).unwrap().asked;
    assert_eq!((with("taxable"), with("exempt")), (Yen(10_000), Yen(11_000)));
}

#[test]
fn other_subsidies_are_named_where_they_are_allowed_and_never_leave_more_than_the_cost() {
    let rules = Rules { stacking: Stacking::Allowed, ..rules() };
    let with =
        |more: &[(&str, &str)]| read(&rules, &[&[("paid", "21000"), ("paid_on", "R6.6.1")], more].concat());
    assert_eq!(with(&[]), Err(vec![(Field::Others, Problem::NotChosen)]));
    assert_eq!(with(&[("others", "no")]).unwrap().asked, Yen(21_000));
    assert_eq!(with(&[("others", "yes")]), Err(vec![(Field::OtherName(0), Problem::OthersMissing)]));
    let named =
        with(&[("others", "yes"), ("other_2_name", "県の補助金"), ("other_2_amount", "6,000")]).unwrap();
    assert_eq!(named.asked, Yen(15_000));
    assert_eq!(named.others, [OtherSubsidy { name: "県の補助金".to_owned(), yen: Yen(6_000) }]);
    let unnamed = with(&[("others", "yes"), ("other_1_amount", "6,000")]);
    assert_eq!(unnamed, Err(vec![(Field::OtherName(0), Problem::Missing)]));
    let all = with(&[("others", "yes"), ("other_1_name", "県"), ("other_1_amount", "21,000")]);
    assert_eq!(all, Err(vec![(Field::OtherAmount(0), Problem::NothingLeft)]));
}

#[test]
fn a_co_funder_s_share_is_asked_for() {
    let mut rules = rules();
    rules.expense.rate = super::super::Rate::parse("1/4").unwrap();
    let rate = super::super::Rate::parse("3/4").unwrap();
    rules.stacking = Stacking::CoFunder { name: "東京都の補助金".to_owned(), rate };
    let paid = [("paid", "21000"), ("paid_on", "R6.6.1")];
    assert_eq!(read(&rules, &paid), Err(vec![(Field::OtherAmount(0), Problem::Missing)]));
    let section = read(&rules, &[paid[0], paid[1], ("other_1_amount", "15,750")]).unwrap();
    assert_eq!(section.asked, Yen(5_250));
    assert_eq!(section.others[0].name, "東京都の補助金");
}

#[test]
fn aid_of_the_years_that_count_is_declared_where_the_rules_cap_it() {
    let aid_cap = Some(crate::subsidies::AidCap { years: 3, cap: Yen(30_000) });
    let rules = Rules { aid_cap, ..rules() };
    let with = |past| read(&rules, &[("paid", "21000"), ("paid_on", "R6.6.1"), ("past_aid", past)]);
    assert_eq!(with(""), Err(vec![(Field::PastAid, Problem::Missing)]));
    assert_eq!(with("0").unwrap().asked, Yen(21_000));
    assert_eq!(with("20,000").unwrap().asked, Yen(10_000));
    assert_eq!(with("30,000"), Err(vec![(Field::PastAid, Problem::NothingLeftOfCap)]));
}

#[test]
fn the_first_day_of_use_lies_in_the_year_that_pays() {
    let rules = Rules { year_by: YearBy::Start, ..rules() };
    let on = |day| read(&rules, &[("paid", "21000"), ("paid_on", "R6.6.1"), ("started_on", day)]);
    assert!(on("R6.6.15").unwrap().started_on.is_some());
    assert_eq!(on("R6.3.31"), Err(vec![(Field::StartedOn, Problem::StartedOutside)]));
    assert_eq!(on(""), Err(vec![(Field::StartedOn, Problem::Missing)]));
}

proptest! {
    #[test]
    fn no_answer_is_too_strange(values in prop::collection::vec(".*", 20), kind in 0usize..3) {
        let stacking = [
            Stacking::Forbidden,
            Stacking::Allowed,
            Stacking::CoFunder { name: "県".to_owned(), rate: super::super::Rate::WHOLE },
        ];
        let rules = Rules { stacking: stacking[kind].clone(), year_by: YearBy::Start, ..two() };
        let fields = Field::all().filter(|field| field.task() == super::super::Task::Expense);
        let typed = fields.zip(&values).fold(Typed::default(), |typed, (field, value)| typed.with(field.name(), value));
        let _ = (ExpenseSection::parse(&typed, &rules, sample::noon().date_naive()), ExpenseSection::shown(&typed, &rules));
    }
}
