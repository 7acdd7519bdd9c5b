//! What the stages of a session allow and never allow.

use super::*;
use crate::demos::Length;
use chrono::{Duration, NaiveDate, NaiveTime};
use proptest::prelude::*;

fn session() -> Held {
    let slot = Slot {
        date: NaiveDate::from_ymd_opt(2024, 12, 5).expect("a day"),
        start: NaiveTime::from_hms_opt(13, 30, 0).expect("a time"),
        length: Length::of_quarters(8).expect("two hours"),
    };
    Held {
        slot,
        place: Place::OnSite,
        venue: "市役所 3階".to_owned(),
        link: String::new(),
        travel: Travel { before: 4, after: 4 },
        loan: None,
        promises: Vec::new(),
        capacity: People::new(20).expect("twenty"),
    }
}

fn at(hours: i64) -> DateTime<Utc> {
    session().slot.starts_at() + Duration::hours(hours)
}

fn reason() -> Reason {
    Reason::parse("台風のため").expect("a reason")
}

#[derive(Debug, Clone)]
enum Step {
    Book,
    AskDispatch,
    SettleDispatch,
    Move,
    Join,
    Report,
    Confirm,
    Decline,
    Cancel,
    Hold,
}

fn apply(stage: Stage, step: &Step, now: DateTime<Utc>) -> Result<Stage, WrongStage> {
    match step {
        Step::Book => stage.book(session(), now),
        Step::AskDispatch => stage.ask_dispatch(now),
        Step::SettleDispatch => stage.settle_dispatch(now),
        Step::Move => stage.rearrange(session(), now),
        Step::Join => stage.join(uuid::Uuid::from_u128(7).into(), now),
        Step::Report => stage.report(now),
        Step::Confirm => stage.confirm(session(), now),
        Step::Decline => stage.decline(reason(), now),
        Step::Cancel => stage.cancel(Side::Federation, reason(), now),
        Step::Hold => stage.hold(now),
    }
}

#[test]
fn a_session_is_asked_for_confirmed_and_held() {
    let held = Stage::Requested { at: at(-2000) }
        .confirm(session(), at(-1900))
        .and_then(|stage| stage.hold(at(3)))
        .expect("the usual way");
    assert_eq!(held, Stage::Held { at: at(3), session: session() });
    assert!(held.attends(at(30)).is_ok() && held.registers(at(30)).is_err());
}

#[test]
fn offices_register_until_it_begins_and_are_counted_from_the_day_on() {
    let confirmed = Stage::Confirmed { at: at(-100), session: session() };
    assert!(confirmed.registers(at(-1)).is_ok() && confirmed.registers(at(0)).is_err());
    assert!(confirmed.attends(at(-24)).is_err() && confirmed.attends(at(-5)).is_ok());
    assert_eq!(confirmed.hold(at(-1)), Err(WrongStage { from: StageName::Confirmed, act: Act::Hold }));
}

#[test]
fn what_is_held_for_a_date_waits_for_a_speaker_and_is_moved_until_it_begins() {
    let booked = Stage::Requested { at: at(-100) }.book(session(), at(-90)).expect("a request is booked");
    assert!(booked.registers(at(-80)).is_err() && booked.public().is_none() && booked.session().is_some());
    let asked = booked.ask_dispatch(at(-80)).expect("a speaker is asked for");
    assert_eq!(asked.name(), StageName::DispatchAsked);
    let later = Held { venue: "公民館".to_owned(), ..session() };
    let moved = asked.rearrange(later.clone(), at(-70)).expect("it can be moved");
    assert_eq!((moved.name(), moved.session()), (StageName::DispatchAsked, Some(&later)));
    let settled = moved.settle_dispatch(at(-60)).expect("it was answered");
    assert_eq!(settled.name(), StageName::Tentative);
    let confirmed = settled.confirm(later, at(-50)).expect("it is confirmed");
    let mut other = session();
    other.slot.date += Duration::days(1);
    let moved = confirmed.clone().rearrange(other, at(-45)).expect("another day");
    assert!(matches!(moved, Stage::Confirmed { at: since, .. } if since == at(-45)), "{moved:?}");
    assert!(confirmed.clone().rearrange(session(), at(0)).is_err(), "it has begun");
    assert!(confirmed.can_be_left(at(-40)) && !confirmed.can_be_left(at(0)), "who comes along leaves before");
    assert_eq!(confirmed.ask_dispatch(at(-40)).map(|stage| stage.name()), Ok(StageName::Confirmed));
}

proptest! {
    #[test]
    fn what_is_over_stays_over_and_a_date_comes_from_an_arrangement_alone(
        steps in prop::collection::vec(prop_oneof![
            Just(Step::Book), Just(Step::AskDispatch), Just(Step::SettleDispatch), Just(Step::Move), Just(Step::Join),
            Just(Step::Report), Just(Step::Confirm), Just(Step::Decline), Just(Step::Cancel), Just(Step::Hold)
        ], 0..12),
        now in -48..48_i64,
    ) {
        let mut stage = Stage::Requested { at: at(-100) };
        let mut arranged = false;
        for step in steps {
            let before = stage.clone();
            match apply(stage.clone(), &step, at(now)) {
                Ok(next) => {
                    let reported = (before.name(), next.name()) == (StageName::Held, StageName::Reported);
                    prop_assert!(!before.name().is_over() || reported, "{before:?} became {next:?}");
                    arranged |= next.name().is_arranged();
                    stage = next;
                }
                Err(wrong) => prop_assert_eq!(wrong.from, before.name()),
            }
        }
        prop_assert_eq!(stage.session().is_some(), arranged);
        let json = serde_json::to_value(&stage).expect("facts are written");
        prop_assert_eq!(serde_json::from_value::<Stage>(json).expect("and read back"), stage);
    }
}
