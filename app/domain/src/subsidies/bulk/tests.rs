use super::*;
use crate::money::Yen;
use crate::subsidies::{Outcome, sample::noon};
use chrono::Days;
use proptest::prelude::*;
use uuid::Uuid;

fn person(number: u128) -> AccountId {
    AccountId::from_uuid(Uuid::from_u128(number))
}

fn today() -> NaiveDate {
    noon().date_naive()
}

fn stages() -> Vec<Stage> {
    vec![
        Stage::Submitted { at: noon() },
        Stage::UnderReview { by: person(1), since: noon() },
        Stage::Proposed {
            by: person(1),
            at: noon(),
            outcome: Outcome::Grant { amount: Yen(1), lowered: None },
        },
        Stage::Granted { by: person(2), at: noon(), amount: Yen(1) },
        Stage::Withdrawn { at: noon() },
    ]
}

fn row(stage: &Stage) -> RowFacts<'_> {
    RowFacts { stage, assignee: None, flags: &[], open: 0, against: 0, reachable: true }
}

#[test]
fn what_is_decided_is_only_flagged_and_written_about() {
    for stage in &stages()[3..] {
        for kind in BulkKind::ALL {
            let able = possible(kind, person(1), &row(stage)).is_ok();
            assert_eq!(able, matches!(kind, BulkKind::Flag | BulkKind::Message), "{kind:?} {stage:?}");
        }
    }
}

#[test]
fn whoever_applied_on_paper_is_written_nothing_here() {
    let stage = Stage::Submitted { at: noon() };
    let paper = RowFacts { reachable: false, ..row(&stage) };
    assert_eq!(possible(BulkKind::Message, person(1), &paper), Err(NotPossible::Unreachable));
    let parse = |typed: &Typed| BulkChoice::parse(BulkKind::Message, typed, &[], &[], today());
    assert_eq!(parse(&Typed::default()).unwrap_err()[0].0, BulkField::Sentence);
    assert!(parse(&Typed::default().with("sentence", "窓口を休みます。")).is_ok());
}

#[test]
fn a_proposal_needs_every_verdict_and_each_of_them_to_fit() {
    let reviewed = Stage::UnderReview { by: person(1), since: noon() };
    let facts = |open, against| RowFacts { open, against, ..row(&reviewed) };
    let propose = |facts: RowFacts| possible(BulkKind::Propose, person(1), &facts);
    assert_eq!(propose(facts(0, 0)), Ok(()));
    assert_eq!(propose(facts(2, 1)), Err(NotPossible::NotJudged { open: 2 }));
    assert_eq!(propose(facts(0, 1)), Err(NotPossible::NotFitting { against: 1 }));
    let waiting = Stage::Submitted { at: noon() };
    assert_eq!(propose(row(&waiting)), Err(NotPossible::Stage { stage: StageName::Submitted }));
}

#[test]
fn rules_assign_only_what_waits_and_is_nobodys() {
    let waiting = Stage::Submitted { at: noon() };
    let owned = RowFacts { assignee: Some(person(2)), ..row(&waiting) };
    assert_eq!(possible(BulkKind::Route, person(1), &owned), Err(NotPossible::Already));
    assert_eq!(possible(BulkKind::Route, person(1), &row(&waiting)), Ok(()));
}

#[test]
fn one_wording_needs_a_place_words_and_a_later_day() {
    let targets = [Target::Document { key: "licence_proof".into() }];
    let parse = |typed: &Typed| BulkChoice::parse(BulkKind::Correct, typed, &[], &targets, today());
    let problems = parse(&Typed::default().with("due", "令和6年4月1日")).unwrap_err();
    let fields: Vec<_> = problems.iter().map(|(field, _)| *field).collect();
    assert_eq!(fields, [BulkField::Target, BulkField::Sentence, BulkField::Due]);
    let due = today() + Days::new(14);
    let typed = Typed::default()
        .with("target", "document.licence_proof")
        .with("sentence", "支払日の分かる明細を添付してください。")
        .with("due", due.to_string());
    assert!(matches!(parse(&typed).unwrap(), BulkChoice::Correct { due: read, .. } if read == due));
}

#[test]
fn nobody_from_outside_is_assigned_to() {
    let typed = Typed::default().with("to", person(9).to_string());
    let parse = |people: &[AccountId]| BulkChoice::parse(BulkKind::Assign, &typed, people, &[], today());
    assert_eq!(parse(&[person(1)]).unwrap_err(), [(BulkField::To, BulkProblem::Nobody)]);
    assert_eq!(parse(&[person(9)]), Ok(BulkChoice::Assign { to: person(9) }));
}

proptest! {
    #[test]
    fn a_flag_is_a_short_line_that_reads_back(typed in "\\PC{0,30}") {
        if let Ok(flag) = Flag::parse(&typed) {
            prop_assert!((1..=Flag::LONGEST).contains(&flag.as_str().chars().count()));
            prop_assert_eq!(Flag::parse(flag.as_str()), Ok(flag));
        }
    }

    #[test]
    fn whatever_cannot_be_taken_back_is_of_the_review(at in 0usize..9) {
        let kind = BulkKind::ALL[at];
        prop_assert_eq!(BulkKind::from_code(kind.code()), Some(kind));
        prop_assert!(kind.is_reversible() || kind.is_review());
    }
}

#[test]
fn all_are_meant_from_the_first_on_or_from_a_place_that_is_typed() {
    let places = [
        ("", Some(1)),
        (" ５０１件目 ", Some(501)),
        ("1,001", Some(1001)),
        ("0", None),
        ("先頭", None),
        ("18446744073709551615", None),
    ];
    for (typed, place) in places {
        assert_eq!(bulk_from(typed), place, "{typed}");
    }
}
