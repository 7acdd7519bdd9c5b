//! What the stages of an application allow and never allow.

use super::*;
use crate::{
    money::Yen,
    subsidies::{Reason, TRANSITIONS},
};
use chrono::TimeZone;
use proptest::prelude::*;
use uuid::Uuid;

fn officer(number: u128) -> AccountId {
    AccountId::from_uuid(Uuid::from_u128(number))
}

fn at(minute: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2024, 7, 3, 1, minute, 0).unwrap()
}

fn grant() -> Outcome {
    Outcome::Grant { amount: Yen(21_000), lowered: None }
}

#[test]
fn an_application_goes_from_draft_to_grant_through_two_persons() {
    let granted = Stage::Draft
        .submit(at(0))
        .and_then(|stage| stage.take_up(officer(1), at(1)))
        .and_then(|stage| stage.propose(officer(1), at(2), grant()))
        .unwrap()
        .decide(officer(2), at(3))
        .unwrap();
    assert_eq!(granted, Stage::Granted { by: officer(2), at: at(3), amount: Yen(21_000) });
    assert!(granted.name().is_live(), "a granted office has had its turn this year");
}

#[test]
fn who_proposed_does_not_decide() {
    let proposed = Stage::Proposed { by: officer(1), at: at(0), outcome: grant() };
    assert_eq!(proposed.decide(officer(1), at(1)), Err(DecideError::SamePerson));
}

#[test]
fn who_waits_is_turned_away_by_another_person_than_proposed_it() {
    let (waiting, reason) = (Stage::Waiting { at: at(0) }, Reason::parse("予算額に達したため").unwrap());
    assert_eq!(
        waiting.clone().turn_away(officer(1), officer(1), at(1), reason.clone()),
        Err(DecideError::SamePerson)
    );
    let ended = waiting.turn_away(officer(1), officer(2), at(1), reason).unwrap();
    assert_eq!(ended, Stage::Refused { by: officer(2), at: at(1), reason: "予算額に達したため".to_owned() });
    let (waiting, reason) = (Stage::Waiting { at: at(0) }, Reason::parse("予算額に達したため").unwrap());
    let recorded = waiting.record_turning_away(officer(1), at(1), reason).unwrap();
    assert_eq!(
        recorded.name(),
        StageName::Refused,
        "what was decided on paper is recorded by whoever proposed it"
    );
}

#[test]
fn a_refusal_and_a_withdrawal_free_the_slot() {
    let reason = Reason::parse("市外の事業所のため").unwrap();
    let refused = Stage::Proposed { by: officer(1), at: at(0), outcome: Outcome::Refuse { reason } }
        .decide(officer(2), at(1))
        .unwrap();
    assert!(!refused.name().is_live());
    assert!(!Stage::Submitted { at: at(0) }.withdraw(at(1)).unwrap().name().is_live());
}

#[test]
fn a_returned_application_waits_for_its_applicant() {
    let returned = Stage::UnderReview { by: officer(1), since: at(0) }
        .request_correction(
            officer(1),
            at(1),
            CorrectionId::from_uuid(Uuid::nil()),
            NaiveDate::from_ymd_opt(2024, 7, 17).unwrap(),
        )
        .unwrap();
    assert_eq!(returned.name().turn(), Turn::Applicant);
    assert_eq!(
        returned.clone().take_up(officer(2), at(2)),
        Err(WrongStage { from: StageName::Returned, act: Act::TakeUp })
    );
    assert_eq!(returned.resubmit(at(3)).unwrap().name().turn(), Turn::Municipality);
}

#[test]
fn a_draft_is_not_withdrawn_and_a_decision_is_not_either() {
    assert!(Stage::Draft.withdraw(at(0)).is_err());
    assert!(Stage::Granted { by: officer(2), at: at(0), amount: Yen(1) }.withdraw(at(1)).is_err());
}

#[test]
fn a_stage_is_stored_and_read_back_whole() {
    let stage = Stage::Proposed { by: officer(1), at: at(0), outcome: grant() };
    let stored = serde_json::to_string(&stage).unwrap();
    assert_eq!(serde_json::from_str::<Stage>(&stored).unwrap(), stage);
    for name in StageName::ALL {
        assert_eq!(StageName::from_code(name.code()), Some(name));
    }
}

fn apply(stage: Stage, act: Act, by: AccountId, when: DateTime<Utc>) -> Option<Stage> {
    match act {
        Act::Submit => stage.submit(when).ok(),
        Act::Wait => stage.wait(when).ok(),
        Act::Promote => stage.promote(when).ok(),
        Act::RecordDecision => {
            let reason = Reason::parse("予算額に達したため").unwrap();
            let ended = stage.clone().record_turning_away(by, when, reason);
            stage.record_decision(by, when).or(ended).ok()
        }
        Act::Resubmit => stage.resubmit(when).ok(),
        Act::TakeUp => stage.take_up(by, when).ok(),
        Act::RequestCorrection => {
            stage.request_correction(by, when, CorrectionId::from_uuid(Uuid::nil()), when.date_naive()).ok()
        }
        Act::Propose => stage.propose(by, when, grant()).ok(),
        Act::GiveBack => stage.give_back(when).ok(),
        Act::HandOver => stage.hand_over(by).ok(),
        Act::Check => stage.check().ok(),
        Act::SendBack => stage.send_back(when).ok(),
        Act::Decide => stage.decide(by, when).ok(),
        Act::TurnAway => {
            let reason = Reason::parse("予算額に達したため").unwrap();
            stage.turn_away(officer(99), by, when, reason).ok()
        }
        Act::Withdraw => stage.withdraw(when).ok(),
    }
}

fn any_act() -> impl Strategy<Value = Act> {
    prop_oneof![
        Just(Act::Submit),
        Just(Act::Wait),
        Just(Act::Promote),
        Just(Act::RecordDecision),
        Just(Act::Resubmit),
        Just(Act::TakeUp),
        Just(Act::RequestCorrection),
        Just(Act::Propose),
        Just(Act::GiveBack),
        Just(Act::HandOver),
        Just(Act::Check),
        Just(Act::SendBack),
        Just(Act::Decide),
        Just(Act::TurnAway),
        Just(Act::Withdraw),
    ]
}

proptest! {
    /// Whatever anybody does in whatever order: ends are ends, and nobody's own proposal is decided.
    #[test]
    fn no_order_of_acts_leaves_an_end_or_decides_alone(acts in prop::collection::vec((any_act(), 1u128..4), 0..40)) {
        let mut stage = Stage::Draft;
        let mut proposer = None;
        for (minute, (act, who)) in (0u32..).zip(acts) {
            let by = officer(who);
            let before = stage.name();
            let Some(next) = apply(stage.clone(), act, by, at(minute)) else { continue };
            prop_assert_ne!(before.turn(), Turn::Nobody, "{:?} left {:?}", act, before);
            if let Stage::Proposed { by, .. } = &next { proposer = Some(*by); }
            // Who decides here never proposed; whoever only records the sheet may have.
            if let (Stage::Granted { by, .. }, Act::Decide) = (&next, act) { prop_assert_ne!(Some(*by), proposer); }
            prop_assert!(TRANSITIONS.iter().any(|(from, what, _, to)| (*from, *what, *to) == (before, act, next.name())));
            prop_assert_ne!(next.name(), StageName::Draft, "nothing becomes a draft again");
            stage = next;
        }
    }
}

#[test]
fn handing_over_changes_who_answers_and_nothing_else() {
    let review = Stage::UnderReview { by: officer(1), since: at(0) };
    assert_eq!(review.hand_over(officer(2)), Ok(Stage::UnderReview { by: officer(2), since: at(0) }));
    let proposed = Stage::Proposed { by: officer(1), at: at(0), outcome: grant() };
    assert_eq!(proposed.clone().hand_over(officer(2)), Ok(proposed), "who proposed still does not decide");
    let withdrawn = Stage::Withdrawn { at: at(0) };
    let wrong = WrongStage { from: StageName::Withdrawn, act: Act::HandOver };
    assert_eq!(withdrawn.hand_over(officer(2)), Err(wrong));
}

/// One stage of each name; a proposal of either outcome.
fn every_stage() -> Vec<Stage> {
    let reason = Reason::parse("市外の事業所のため").unwrap();
    let correction = CorrectionId::from_uuid(Uuid::nil());
    let due = NaiveDate::from_ymd_opt(2024, 7, 17).unwrap();
    vec![
        Stage::Draft,
        Stage::Waiting { at: at(0) },
        Stage::Submitted { at: at(0) },
        Stage::UnderReview { by: officer(1), since: at(0) },
        Stage::Returned { by: officer(1), at: at(0), correction, due },
        Stage::Proposed { by: officer(1), at: at(0), outcome: grant() },
        Stage::Proposed { by: officer(1), at: at(0), outcome: Outcome::Refuse { reason } },
        Stage::Granted { by: officer(2), at: at(0), amount: Yen(1) },
        Stage::Refused { by: officer(2), at: at(0), reason: "市外".to_owned() },
        Stage::Withdrawn { at: at(0) },
    ]
}

const EVERY_ACT: [Act; 15] = [
    Act::Submit,
    Act::Wait,
    Act::Promote,
    Act::Resubmit,
    Act::TakeUp,
    Act::GiveBack,
    Act::HandOver,
    Act::Check,
    Act::RequestCorrection,
    Act::Propose,
    Act::SendBack,
    Act::Decide,
    Act::RecordDecision,
    Act::TurnAway,
    Act::Withdraw,
];

#[test]
fn what_can_happen_is_exactly_what_the_table_says() {
    let mut done = std::collections::BTreeSet::new();
    for stage in every_stage() {
        for act in EVERY_ACT {
            let to = apply(stage.clone(), act, officer(3), at(1)).map(|next| next.name());
            let listed: Vec<_> = TRANSITIONS
                .iter()
                .filter(|(from, what, ..)| (*from, *what) == (stage.name(), act))
                .map(|(.., to)| *to)
                .collect();
            match to {
                Some(to) => {
                    assert!(listed.contains(&to), "{:?} {act:?} leads to {to:?}", stage.name());
                    done.insert(format!("{:?} {act:?} {to:?}", stage.name()));
                }
                None => assert!(listed.is_empty(), "{:?} {act:?} is listed and not done", stage.name()),
            }
        }
    }
    assert_eq!(done.len(), TRANSITIONS.len(), "every line of the table can be walked");
}

/// What an application holds of the budget, at every stage of its life.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Held {
    reserved: i64,
    committed: i64,
}

proptest! {
    /// Many applications in any order of acts: the four invariants of domain.md §7 that are about stages and money.
    #[test]
    fn no_reachable_state_breaks_an_invariant(
        acts in prop::collection::vec((0usize..6, any_act(), 1u128..4), 0..120),
    ) {
        const FEE: i64 = 21_000;
        let budget = 3 * FEE;
        let mut stages = vec![Stage::Draft; 6];
        let mut held = [Held::default(); 6];
        for (minute, (one, act, who)) in (0u32..).zip(acts) {
            let free = budget - held.iter().map(|held| held.reserved + held.committed).sum::<i64>();
            // What the budget decides, not the stage: whoever it does not hold waits.
            if matches!(act, Act::Submit | Act::Promote) && free < FEE
                || act == Act::Wait && free >= FEE { continue }
            let Some(next) = apply(stages[one].clone(), act, officer(who), at(minute % 60)) else { continue };
            held[one] = match next.name() {
                name if !name.holds_money() => Held::default(),
                StageName::Granted => Held { reserved: 0, committed: FEE },
                _ => Held { reserved: FEE, committed: 0 },
            };
            stages[one] = next;
            let taken: i64 = held.iter().map(|held| held.reserved + held.committed).sum();
            prop_assert!(taken <= budget, "never more than the budget");
            let names: Vec<_> = stages.iter().map(Stage::name).collect();
            let received = names.iter().filter(|name| **name != StageName::Draft).count();
            let open = names.iter().filter(|name| name.is_open()).count();
            let ended = names.iter().filter(|name| name.turn() == Turn::Nobody).count();
            prop_assert_eq!(received, open + ended, "received = open + decided + refused + withdrawn");
            for name in names {
                prop_assert!(!name.holds_money() || name.is_live(), "money is held for live cases alone");
            }
        }
    }
}
