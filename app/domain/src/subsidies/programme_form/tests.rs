//! The programme form, filled, typed wrong and typed at random.

use super::*;
use crate::{
    money::{Yen, YenError},
    subsidies::{Applies, Basis, Rate, Template, licence_fee_in_full, sample},
};
use proptest::prelude::*;

fn template() -> Rules {
    licence_fee_in_full(&sample::city(), sample::r6())
}

/// The template's form with some fields typed otherwise.
fn typed_with(changes: &[(&str, &str)]) -> Typed {
    let filled = ProgrammeForm::fill(&template());
    let kept = filled
        .pairs()
        .iter()
        .filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name))
        .cloned();
    kept.chain(changes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))).collect()
}

fn problems(changes: &[(&str, &str)]) -> Vec<(Field, Problem)> {
    ProgrammeForm::parse(&typed_with(changes), &template().location).unwrap_err()
}

#[test]
fn the_template_filled_into_the_form_reads_back_unchanged() {
    let template = template();
    assert_eq!(ProgrammeForm::parse(&ProgrammeForm::fill(&template), &template.location), Ok(template));
}

#[test]
fn every_form_of_the_procedure_is_numbered_and_titled() {
    let mut rules = template();
    let named = |(number, form)| FormName {
        form,
        number: format!("様式第{number}号"),
        title: "通知書 （第6条関係）".to_owned(),
    };
    rules.forms = (1..=Form::ALL.len()).zip(Form::ALL).map(named).collect();
    assert_eq!(ProgrammeForm::parse(&ProgrammeForm::fill(&rules), &rules.location), Ok(rules));
}

#[test]
fn an_empty_form_names_every_field_that_is_missing_at_once() {
    let errors = ProgrammeForm::parse(&Typed::default(), &template().location).unwrap_err();
    for field in
        [Field::Title, Field::FiscalYear, Field::OpensOn(0), Field::Rate(0), Field::Budget, Field::Services]
    {
        assert!(errors.iter().any(|(own, _)| *own == field), "{field:?}");
    }
}

#[test]
fn rules_that_contradict_themselves_are_refused() {
    assert_eq!(problems(&[("closes_on", "R6.6.30")]), [(Field::ClosesOn(0), Problem::WindowEmpty)]);
    assert_eq!(
        problems(&[("rounding", "thousand_yen"), ("cap", "21,500")]),
        [(Field::Cap(0), Problem::CapNotRounded { unit: 1_000 })]
    );
    assert_eq!(problems(&[("floor", "30,000")]), [(Field::Floor(0), Problem::FloorAboveCap)]);
    assert_eq!(problems(&[("cap", "")]), [(Field::Cap(0), Problem::Amount(YenError::Missing))]);
    for no_cap in [[("cap", "　上限なし"), ("floor", "30,000")], [("cap", ""), ("no_cap", "yes")]] {
        let read = ProgrammeForm::parse(&typed_with(&no_cap), &template().location).unwrap();
        assert_eq!(read.expense.cap, None);
        assert_eq!(ProgrammeForm::parse(&ProgrammeForm::fill(&read), &read.location), Ok(read));
    }
    assert_eq!(problems(&[("no_cap", "yes")]), [(Field::NoCap(0), Problem::CapAndNone)]);
    assert_eq!(problems(&[("budget", "20,000")]), [(Field::Budget, Problem::BudgetBelowCap)]);
    assert_eq!(problems(&[("service", "99")]), [(Field::Services, Problem::UnknownService)]);
    assert_eq!(
        problems(&[("document_1_name", "")]),
        [(Field::DocumentName(0), Problem::DocumentWithoutName)]
    );
}

#[test]
fn a_document_keeps_its_key_when_it_is_renamed_and_a_new_one_gets_its_own() {
    let typed = typed_with(&[
        ("document_1_name", "新しい名前"),
        ("document_6_name", "使用実績の写し"),
        ("document_6_key", ""),
    ]);
    let rules = ProgrammeForm::parse(&typed, &template().location).unwrap();
    assert_eq!(rules.documents[0].key, template().documents[0].key);
    let keys: std::collections::BTreeSet<_> = rules.documents.iter().map(|document| &document.key).collect();
    assert_eq!(keys.len(), rules.documents.len());
}

#[test]
fn windows_come_one_after_the_other_and_within_the_year_where_that_decides() {
    let second = [
        ("opens_on_2", "R7.3.10"),
        ("opens_at_2", "9時"),
        ("closes_on_2", "R7.3.20"),
        ("closes_at_2", "17時"),
    ];
    let rules = ProgrammeForm::parse(&typed_with(&second), &template().location).unwrap();
    assert_eq!(rules.windows().count(), 2);
    let overlapping: Vec<_> = [&second[1..], &[("opens_on_2", "R7.2.1")]].concat();
    assert_eq!(problems(&overlapping), [(Field::OpensOn(1), Problem::WindowsOverlap)]);
    let half = [("opens_on_2", "R7.3.10")];
    assert_eq!(problems(&half).len(), 3);
    let late = [("year_by", "application"), ("closes_on", "R7.4.10")];
    assert_eq!(problems(&late), [(Field::ClosesOn(0), Problem::WindowOutsideYear)]);
}

#[test]
fn what_belongs_together_is_asked_for_together() {
    assert_eq!(problems(&[("unit", "linkage")]), [(Field::Unit, Problem::NoLinkage)]);
    assert_eq!(problems(&[("frequency", "first_years")]), [(Field::Years, Problem::Number(20))]);
    assert_eq!(problems(&[("last_year", "R5")]), [(Field::LastYear, Problem::LastYearBefore)]);
    assert_eq!(problems(&[("attended_from", "R6.4.1")]).len(), 1);
    assert_eq!(
        problems(&[("condition_1_evidence", "5")]),
        [(Field::ConditionEvidence(0), Problem::NoSuchDocument)]
    );
    assert_eq!(problems(&[("prices", "いつも 21,000")]), [(Field::Prices(0), Problem::Price(1))]);
    assert_eq!(problems(&[("stacking", "co_funder")]).len(), 2);
    assert_eq!(
        problems(&[("aid_years", "11"), ("aid_cap", "100,000")]),
        [(Field::AidYears, Problem::Number(10))]
    );
    let capped = typed_with(&[("aid_years", "3"), ("aid_cap", "100,000")]);
    let rules = ProgrammeForm::parse(&capped, &template().location).unwrap();
    assert_eq!(ProgrammeForm::parse(&ProgrammeForm::fill(&rules), &rules.location), Ok(rules));
    let town = problems(&[("municipalities", "みどり野市")]);
    assert_eq!(town, [(Field::Municipalities, Problem::Municipality("みどり野市".to_owned()))]);
    let linkage = [("basis", "linkage"), ("linkage_yen", "10,000"), ("unit", "linkage"), ("cap", "50,000")];
    let rules = ProgrammeForm::parse(&typed_with(&linkage), &template().location).unwrap();
    assert_eq!(rules.expense.basis, Basis::Linkage { yen: Yen(10_000), least: 1 });
}

#[test]
fn advances_are_read_line_by_line_and_go_with_a_report_alone() {
    let plan = "交付決定後 50%\n令和6年10月1日以後 30%";
    let two_step = |advances| [("procedure", "two_step"), ("advances", advances)];
    let rules = ProgrammeForm::parse(&typed_with(&two_step(plan)), &template().location).unwrap();
    assert_eq!(rules.advances.len(), 2);
    assert_eq!(ProgrammeForm::parse(&ProgrammeForm::fill(&rules), &rules.location).as_ref(), Ok(&rules));
    let stored = serde_json::to_string(&rules).unwrap();
    assert_eq!(serde_json::from_str::<Rules>(&stored).unwrap(), rules);
    let later = rules.next_year();
    assert_eq!(later.advances[1].line(), "令和7年10月1日以後 30%");
    assert_eq!(problems(&[("advances", plan)]), [(Field::Advances, Problem::AdvancesInOneStep)]);
    assert_eq!(problems(&two_step("半分"))[0], (Field::Advances, Problem::Advance(1)));
    assert_eq!(problems(&two_step("交付決定後 101%"))[0], (Field::Advances, Problem::Advance(1)));
    let above = "交付決定後 60%\n中間報告後 60%";
    assert_eq!(problems(&two_step(above)), [(Field::Advances, Problem::AdvancesAboveWhole)]);
}

#[test]
fn points_of_the_review_are_read_line_by_line_and_an_order_by_marks_has_some() {
    let typed =
        [("exhaustion", "by_score"), ("review_points", "効果 5点 重み2：0＝ない、5＝大きい\n広がり 3点")];
    let rules = ProgrammeForm::parse(&typed_with(&typed), &template().location).unwrap();
    assert_eq!((rules.exhaustion, rules.review_points.len()), (Exhaustion::ByScore, 2));
    assert_eq!(ProgrammeForm::parse(&ProgrammeForm::fill(&rules), &rules.location).as_ref(), Ok(&rules));
    let stored = serde_json::to_value(&rules).unwrap();
    assert_eq!(serde_json::from_value::<Rules>(stored).unwrap(), rules);
    assert_eq!(problems(&[("exhaustion", "by_score")]), [(Field::ReviewPoints, Problem::NoPoints)]);
    assert_eq!(problems(&[("review_points", "効果")]), [(Field::ReviewPoints, Problem::Point(1))]);
}

#[test]
fn a_category_keeps_its_slot_when_the_one_before_it_is_taken_away() {
    let rules = Template::ModelRegion.rules(&sample::city(), sample::r6());
    let without = ProgrammeForm::fill(&rules)
        .pairs()
        .iter()
        .filter(|(name, _)| !["expense_name_2", "cap_2", "linkage_yen_2"].contains(&name.as_str()))
        .cloned()
        .collect();
    let rules = ProgrammeForm::parse(&without, &rules.location).unwrap();
    assert_eq!(rules.expenses().map(|expense| expense.slot).collect::<Vec<_>>(), [0, 2]);
}

#[test]
fn a_form_stored_before_there_was_more_to_ask_reads_as_it_was_meant() {
    let before = [
        "title",
        "fiscal_year",
        "basis_name",
        "basis_number",
        "basis_articles",
        "opens_on",
        "opens_at",
        "closes_on",
        "closes_at",
        "closing",
        "expense_name",
        "rate",
        "cap",
        "floor",
        "tax",
        "rounding",
        "paid_from",
        "paid_until",
        "budget",
        "procedure",
        "standard_days",
        "symbol",
        "sender",
        "terms",
        "appeal",
        "section",
        "phone",
        "hours",
        "service",
    ];
    let stored = ProgrammeForm::fill(&template())
        .pairs()
        .iter()
        .filter(|(name, _)| {
            let row = name.starts_with("condition_") || name.starts_with("document_");
            before.contains(&name.as_str())
                || (row && !name.ends_with("_applies") && !name.ends_with("_evidence"))
        })
        .cloned()
        .collect();
    let rules = ProgrammeForm::parse(&stored, &template().location).unwrap();
    assert_eq!(rules.conditions[0].applies, Applies::Everyone);
    assert_eq!(rules, template());
}

proptest! {
    #[test]
    fn no_form_makes_the_parser_panic(pairs in prop::collection::vec((0usize..30, ".*"), 0..40)) {
        let names = ProgrammeForm::fill(&template());
        let typed: Typed = pairs
            .into_iter()
            .map(|(index, value)| (names.pairs()[index % names.pairs().len()].0.clone(), value))
            .collect();
        let _ = ProgrammeForm::parse(&typed, &template().location);
    }

    #[test]
    fn whatever_amounts_the_rules_hold_the_form_reads_them_back(
        cap in 1i64..1_000_000, floor in 0i64..1_000, days in 1u16..366, denominator in 1u32..1_000,
    ) {
        let mut rules = template();
        rules.expense.cap = Some(Yen(cap + 1_000));
        rules.expense.floor = Yen(floor);
        rules.expense.rate = Rate::new(1, denominator).expect("a fraction");
        rules.budget = Yen(10_000_000);
        rules.standard_days = days;
        prop_assert_eq!(ProgrammeForm::parse(&ProgrammeForm::fill(&rules), &rules.location), Ok(rules));
    }
}
