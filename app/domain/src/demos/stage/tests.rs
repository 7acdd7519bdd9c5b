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
    Held { slot, promises: Vec::new(), capacity: People::new(20).expect("twenty") }
}

fn at(hours: i64) -> DateTime<Utc> {
    session().slot.starts_at() + Duration::hours(hours)
}

fn reason() -> Reason {
    Reason::parse("台風のため").expect("a reason")
}

#[derive(Debug, Clone)]
enum Step {
    Confirm,
    Decline,
    Cancel,
    Hold,
}

fn apply(stage: Stage, step: &Step, now: DateTime<Utc>) -> Result<Stage, WrongStage> {
    match step {
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

proptest! {
    #[test]
    fn what_is_over_stays_over_and_a_date_comes_from_a_confirmation_alone(
        steps in prop::collection::vec(prop_oneof![
            Just(Step::Confirm), Just(Step::Decline), Just(Step::Cancel), Just(Step::Hold)
        ], 0..8),
        now in -48..48_i64,
    ) {
        let mut stage = Stage::Requested { at: at(-100) };
        let mut confirmed = false;
        for step in steps {
            let before = stage.clone();
            match apply(stage.clone(), &step, at(now)) {
                Ok(next) => {
                    let over = matches!(
                        before.name(),
                        StageName::Held | StageName::Declined | StageName::Cancelled
                    );
                    prop_assert!(!over, "{before:?} became {next:?}");
                    confirmed |= next.name() == StageName::Confirmed;
                    stage = next;
                }
                Err(wrong) => prop_assert_eq!(wrong.from, before.name()),
            }
        }
        prop_assert_eq!(stage.session().is_some(), confirmed);
        let json = serde_json::to_value(&stage).expect("facts are written");
        prop_assert_eq!(serde_json::from_value::<Stage>(json).expect("and read back"), stage);
    }
}
