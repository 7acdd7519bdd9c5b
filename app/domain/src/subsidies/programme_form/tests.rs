//! The programme form, filled, typed wrong and typed at random.

use super::*;
use crate::subsidies::{licence_fee_in_full, sample};
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
fn an_empty_form_names_every_field_that_is_missing_at_once() {
    let errors = ProgrammeForm::parse(&Typed::default(), &template().location).unwrap_err();
    for field in
        [Field::Title, Field::FiscalYear, Field::OpensOn, Field::Rate, Field::Budget, Field::Services]
    {
        assert!(errors.iter().any(|(own, _)| *own == field), "{field:?}");
    }
}

#[test]
fn rules_that_contradict_themselves_are_refused() {
    assert_eq!(problems(&[("closes_on", "R6.6.30")]), [(Field::ClosesOn, Problem::WindowEmpty)]);
    assert_eq!(
        problems(&[("rounding", "thousand_yen"), ("cap", "21,500")]),
        [(Field::Cap, Problem::CapNotRounded { unit: 1_000 })]
    );
    assert_eq!(problems(&[("floor", "30,000")]), [(Field::Floor, Problem::FloorAboveCap)]);
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
        rules.expense.cap = Yen(cap + 1_000);
        rules.expense.floor = Yen(floor);
        rules.expense.rate = Rate::new(1, denominator).expect("a fraction");
        rules.budget = Yen(10_000_000);
        rules.standard_days = days;
        prop_assert_eq!(ProgrammeForm::parse(&ProgrammeForm::fill(&rules), &rules.location), Ok(rules));
    }
}
