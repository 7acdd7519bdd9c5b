//! What the machine finds about applications in order and out of order.

use super::*;
use crate::subsidies::{AidCap, licence_fee_in_full, sample};

fn finding(facts: &Facts, criterion: Criterion) -> Finding {
    let rules = licence_fee_in_full(&sample::city(), sample::r6());
    pre_checks(&rules, facts).into_iter().find(|check| check.criterion == criterion).unwrap().finding
}

#[test]
fn an_application_in_order_fits_everywhere() {
    let rules = licence_fee_in_full(&sample::city(), sample::r6());
    let checks = pre_checks(&rules, &sample::facts(&rules));
    // Nothing is asked about the first day of use, other subsidies, aid of other years, sessions and surveys.
    assert_eq!(checks.len(), Criterion::ALL.len() - 5);
    for check in checks {
        assert_eq!(check.finding, Finding::Fits, "{check:?}");
    }
}

#[test]
fn each_fact_that_is_wrong_is_found_by_its_own_criterion() {
    let rules = licence_fee_in_full(&sample::city(), sample::r6());
    let facts = || sample::facts(&rules);
    let elsewhere = Facts { municipality: "292095".parse().ok(), ..facts() };
    assert_eq!(finding(&elsewhere, Criterion::OfficeInMunicipality), Finding::DoesNotFit);
    let nowhere = Facts { municipality: None, ..facts() };
    assert_eq!(finding(&nowhere, Criterion::OfficeInMunicipality), Finding::Unclear);
    let facility = Facts { services: vec![ServiceType::from_code("55").unwrap()], ..facts() };
    assert_eq!(finding(&facility, Criterion::ServiceEligible), Finding::DoesNotFit);
    let early =
        Facts { claim: sample::paid_on(&rules, rules.expense.paid_from.pred_opt().unwrap()), ..facts() };
    assert_eq!(finding(&early, Criterion::PaidWithinPeriod), Finding::DoesNotFit);
    let more = Facts { asked: Yen(21_001), ..facts() };
    assert_eq!(finding(&more, Criterion::AmountByRules), Finding::DoesNotFit);
    let bare = Facts { attached: Vec::new(), declared: Vec::new(), ..facts() };
    assert_eq!(finding(&bare, Criterion::DocumentsPresent), Finding::DoesNotFit);
    assert_eq!(finding(&bare, Criterion::DeclarationsMade), Finding::DoesNotFit);
}

#[test]
fn an_application_to_another_programme_is_for_a_person_to_look_at() {
    let rules = licence_fee_in_full(&sample::city(), sample::r6());
    let other = |same_programme| Other {
        receipt: ReceiptNumber::new(sample::r6(), 1),
        programme: "ソフト改修補助金".to_owned(),
        same_programme,
    };
    let with = |other| Facts { others: vec![other], ..sample::facts(&rules) };
    assert_eq!(finding(&with(other(false)), Criterion::FirstOfTheYear), Finding::Unclear);
    assert_eq!(finding(&with(other(true)), Criterion::FirstOfTheYear), Finding::DoesNotFit);
}

fn finding_by(rules: &Rules, facts: &Facts, criterion: Criterion) -> Finding {
    pre_checks(rules, facts).into_iter().find(|check| check.criterion == criterion).unwrap().finding
}

#[test]
fn what_the_rules_ask_besides_is_looked_at_too() {
    let mut rules = licence_fee_in_full(&sample::city(), sample::r6());
    let day = |month, day| NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    rules.year_by = YearBy::Start;
    rules.attendance = Some(super::super::Attendance { from: day(4, 1), until: day(9, 30) });
    rules.survey = Some(super::super::Attendance { from: day(6, 1), until: day(6, 30) });
    rules.stacking = Stacking::CoFunder { name: "都".to_owned(), rate: "3/4".parse_rate() };
    rules.expense.rate = "1/4".parse_rate();
    let mut facts = sample::facts(&rules);
    (facts.asked, facts.claim.others) = (Yen(5_250), Yen(15_750));
    facts.started_on = Some(day(6, 1));
    facts.attended = vec![day(5, 20)];
    facts.surveyed = vec![day(5, 31), day(6, 30)];
    for criterion in criteria(&rules) {
        assert_eq!(finding_by(&rules, &facts, criterion), Finding::Fits, "{criterion:?}");
    }
    let less = Facts { claim: Claim { others: Yen(15_000), ..facts.claim.clone() }, ..facts.clone() };
    assert_eq!(finding_by(&rules, &less, Criterion::OtherSubsidies), Finding::Unclear);
    let more = Facts { claim: Claim { others: Yen(16_000), ..facts.claim.clone() }, ..facts.clone() };
    assert_eq!(finding_by(&rules, &more, Criterion::OtherSubsidies), Finding::DoesNotFit);
    let late = Facts { attended: vec![day(10, 1)], ..facts.clone() };
    assert_eq!(finding_by(&rules, &late, Criterion::SessionAttended), Finding::Unclear);
    let silent = Facts { surveyed: vec![day(5, 31)], ..facts.clone() };
    assert_eq!(finding_by(&rules, &silent, Criterion::SurveyAnswered), Finding::Unclear);
    let early = Facts { started_on: Some(day(3, 31)), ..facts };
    assert_eq!(finding_by(&rules, &early, Criterion::StartedWithinYear), Finding::DoesNotFit);
}

#[test]
fn aid_of_the_years_that_count_leaves_all_some_or_nothing() {
    let mut rules = licence_fee_in_full(&sample::city(), sample::r6());
    rules.aid_cap = Some(AidCap { years: 3, cap: Yen(50_000) });
    let before = |yen: i64, declared: i64| {
        let mut facts = sample::facts(&rules);
        let receipt = "R5-0007".parse().unwrap();
        let year = rules.fiscal_year;
        let programme = "昨年度の補助".to_owned();
        facts.past_aid = vec![PastAid { receipt, programme, year, yen: Yen(yen), office: None }];
        facts.claim.past = Yen(yen + declared);
        pre_checks(&rules, &facts).into_iter().find(|check| check.criterion == Criterion::PastAid).unwrap()
    };
    assert_eq!(before(20_000, 9_000).finding, Finding::Fits);
    let some = before(20_000, 10_000);
    assert_eq!(some.finding, Finding::Unclear);
    let Evidence::PastAid { declared, books, cap, left } = some.evidence else { panic!("another evidence") };
    assert_eq!((declared, books.len(), cap, left), (Yen(10_000), 1, Yen(50_000), Yen(20_000)));
    assert_eq!(before(50_000, 0).finding, Finding::DoesNotFit);
}

#[test]
fn an_office_that_serves_from_elsewhere_is_for_a_person_and_a_kind_left_out_does_not_fit() {
    let mut rules = licence_fee_in_full(&sample::city(), sample::r6());
    rules.reach = Reach::Serves;
    rules.exclusions.deemed = true;
    let deemed = OfficeTraits { deemed: true, support_centre: false };
    let facts = Facts { municipality: "292095".parse().ok(), traits: deemed, ..sample::facts(&rules) };
    assert_eq!(finding_by(&rules, &facts, Criterion::OfficeInMunicipality), Finding::Unclear);
    assert_eq!(finding_by(&rules, &facts, Criterion::ServiceEligible), Finding::DoesNotFit);
}

trait ParseRate {
    fn parse_rate(&self) -> super::super::Rate;
}

impl ParseRate for str {
    fn parse_rate(&self) -> super::super::Rate {
        super::super::Rate::parse(self).unwrap()
    }
}
