//! What the stages of an application allow and never allow.

use super::*;
use crate::{money::Yen, subsidies::Reason};
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
    Outcome::Grant { amount: Yen(21_000) }
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
        Act::Withdraw => stage.withdraw(when).ok(),
    }
}

fn any_act() -> impl Strategy<Value = Act> {
    prop_oneof![
        Just(Act::Submit),
        Just(Act::Resubmit),
        Just(Act::TakeUp),
        Just(Act::RequestCorrection),
        Just(Act::Propose),
        Just(Act::GiveBack),
        Just(Act::HandOver),
        Just(Act::Check),
        Just(Act::SendBack),
        Just(Act::Decide),
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
            if let Stage::Granted { by, .. } = &next { prop_assert_ne!(Some(*by), proposer); }
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
