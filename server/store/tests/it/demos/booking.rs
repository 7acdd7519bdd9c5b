//! What is arranged, moved and called off: nothing is ever in two places, the way there and back included.

use super::{LECTURER, SET, arrangement, ask, city, federation, fresh, houses, request, slot};
use crate::support::{id, noon};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::{
    demos::{Arrangement, BookingRules, Place, Plan, ResourceKind, Side, StageName, Travel},
    ids::{DemoId, OccasionId, OpenDateId},
    occasions::{Admission, Occasion, OccasionKind, Sendable},
    subsidies::Reason,
    working_days::WorkingCalendar,
};
use proptest::{prelude::*, strategy::ValueTree as _, test_runner::TestRunner};
use std::ops::Range;
use store::{
    Scope, Store,
    demos::{
        companions,
        confirming::{ConfirmError, book, confirm, rearrange},
        members, open_dates, resources, rules, sessions,
    },
    occasions::{self, lecturers},
    testing::on_each_database,
};
use tokio::task::JoinSet;

async fn act(store: &Store, session: DemoId, form: &Arrangement, how: u8) -> Result<(), ConfirmError> {
    let tx = store.write(&federation()).await?;
    let found = sessions::find_to_change(&tx, session).await?.unwrap();
    let among = resources::all(&tx).await?;
    match how {
        0 => book(&tx, &found, form, &among, noon()).await?,
        1 => {
            let plan = Plan::built_in(Place::OnSite).on(form.slot.date, &WorkingCalendar::default());
            confirm(&tx, &found, form, &among, &plan, &fresh, noon()).await?
        }
        _ => rearrange(&tx, &found, form, &among, noon()).await?,
    };
    Ok(tx.commit().await?)
}

fn form(day: u32, hour: u32, quarters: u8, way: u8) -> Arrangement {
    Arrangement {
        travel: Travel { before: way, after: way },
        ..arrangement(slot(day, hour, quarters), &[SET, LECTURER], 20)
    }
}

#[derive(Debug, Clone)]
enum Step {
    Ask,
    Act {
        which: usize,
        how: u8,
        day: u32,
        hour: u32,
        quarters: u8,
        way: u8,
    },
    Cancel {
        which: usize,
    },
    /// An occasion of the federation, to which its lecturer is sent.
    Hold {
        day: u32,
        hour: u32,
        way: u16,
    },
    /// It moves.
    Shift {
        which: usize,
        day: u32,
        hour: u32,
    },
    /// It is called off.
    Off {
        which: usize,
    },
}

/// A lecture of two hours.
fn lecture(day: u32, hour: u32) -> Occasion {
    let time = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
    let on = NaiveDate::from_ymd_opt(2024, 12, day).unwrap();
    Occasion {
        kind: OccasionKind::Lecture,
        title: "講演".into(),
        summary: String::new(),
        first_on: on,
        last_on: on,
        start: time(hour),
        end: time(hour + 2),
        times_note: String::new(),
        place: Place::OnSite,
        venue: "県民会館".into(),
        join: String::new(),
        admission: Admission::NotNeeded,
        may_change: false,
        table_public: false,
    }
}

/// A lecture to which the lecturer is sent, and the way there.
type Lecture = (OccasionId, Occasion, u16);

async fn hold(store: &Store, occasion: Occasion, way: u16) -> Option<Lecture> {
    let (tx, id) = (store.write(&federation()).await.unwrap(), fresh());
    occasions::add(&tx, id, &occasion, noon()).await.unwrap();
    let kept = occasions::find_to_change(&tx, id).await.unwrap().unwrap();
    let who = Sendable::Resource(self::id(LECTURER));
    if !lecturers::send(&tx, &kept, who, way, noon()).await.unwrap() {
        return None;
    }
    tx.commit().await.unwrap();
    Some((id, occasion, way))
}

async fn cancel(store: &Store, session: DemoId) {
    let tx = store.write(&city()).await.unwrap();
    let found = sessions::find_to_change(&tx, session).await.unwrap().unwrap();
    let reason = Reason::parse("都合により").unwrap();
    if sessions::cancel(&tx, &found, Side::Municipality, reason, noon()).await.is_ok() {
        tx.commit().await.unwrap();
    }
}

async fn call_off(store: &Store, lecture: OccasionId) {
    let tx = store.write(&federation()).await.unwrap();
    let kept = occasions::find_to_change(&tx, lecture).await.unwrap().unwrap();
    let reason = Reason::parse("台風のため").unwrap();
    occasions::cancel(&tx, &kept, reason, noon()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn shift(store: &Store, lecture: &mut Lecture, occasion: Occasion) {
    let tx = store.write(&federation()).await.unwrap();
    let kept = occasions::find_to_change(&tx, lecture.0).await.unwrap().unwrap();
    if lecturers::follow(&tx, &kept, &occasion).await.unwrap().is_none() {
        occasions::edit(&tx, &kept, &occasion, noon()).await.unwrap();
        tx.commit().await.unwrap();
        lecture.1 = occasion;
    }
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        2 => Just(Step::Ask),
        5 => (0..3_usize, 0..6_u8, 5..14_u32, 8..18_u32, 1..10_u8, 0..6_u8)
            .prop_map(|(which, how, day, hour, quarters, way)| Step::Act { which, how, day, hour, quarters, way }),
        1 => (0..3_usize).prop_map(|which| Step::Cancel { which }),
        2 => (5..14_u32, 8..18_u32, 0..6_u16).prop_map(|(day, hour, way)| Step::Hold { day, hour, way }),
        1 => (0..3_usize, 5..14_u32, 8..18_u32)
            .prop_map(|(which, day, hour)| Step::Shift { which, day, hour }),
        1 => (0..3_usize).prop_map(|which| Step::Off { which }),
    ];
    prop::collection::vec(step, 12..40)
}

#[tokio::test]
async fn over_random_requests_moves_and_cancellations_nothing_is_ever_in_two_places_or_on_two_ways() {
    on_each_database("no resource in two places", async |store, _| {
        houses(&store).await;
        let mut runner = TestRunner::deterministic();
        let (mut moved, mut sent) = (0, 0);
        let mut lectures: Vec<Lecture> = Vec::new();
        for _ in 0..20 {
            let mut asked: Vec<DemoId> = Vec::new();
            for step in steps().new_tree(&mut runner).unwrap().current() {
                match step {
                    Step::Ask => asked.push(ask(&store, &city(), 31, vec![slot(5, 9, 8)]).await.id),
                    Step::Act { which, how, day, hour, quarters, way } => {
                        let Some(session) = asked.get(which) else { continue };
                        match act(&store, *session, &form(day, hour, quarters, way), how).await {
                            Ok(()) => moved += u32::from(how >= 2),
                            Err(ConfirmError::NotFree | ConfirmError::Stage(_)) => {}
                            Err(error) => panic!("{error}"),
                        }
                    }
                    Step::Cancel { which } => {
                        let Some(session) = asked.get(which) else { continue };
                        cancel(&store, *session).await;
                    }
                    Step::Hold { day, hour, way } => {
                        lectures.extend(Box::pin(hold(&store, lecture(day, hour), way)).await);
                        sent += lectures.len();
                    }
                    Step::Shift { which, day, hour } => {
                        if let Some(one) = lectures.get_mut(which) {
                            Box::pin(shift(&store, one, lecture(day, hour))).await;
                        }
                    }
                    Step::Off { which } => {
                        if which < lectures.len() {
                            let (id, ..) = lectures.remove(which);
                            Box::pin(call_off(&store, id)).await;
                        }
                    }
                }
            }
            check(&store, &lectures).await;
            // The next round finds free days.
            for (lecture, ..) in lectures.drain(..) {
                Box::pin(call_off(&store, lecture)).await;
            }
            for session in asked {
                Box::pin(cancel(&store, session)).await;
            }
            check(&store, &lectures).await;
        }
        assert!(moved > 0, "nothing was moved");
        assert!(sent > 0, "nobody was sent");
    })
    .await;
}

/// What is held is held once, by sessions and lectures together, and every quarter of it is there; nothing else is.
async fn check(store: &Store, lectures: &[Lecture]) {
    let tx = store.read(&federation()).await.unwrap();
    let held: Vec<Range<i64>> = sessions::in_stages(&tx, &StageName::ARRANGED)
        .await
        .unwrap()
        .iter()
        .filter_map(|session| session.stage.session().map(|held| held.quarters(ResourceKind::DemoSet)))
        .collect();
    let spoken: Vec<Range<i64>> =
        lectures.iter().flat_map(|(_, occasion, way)| occasion.lecturing(*way)).collect();
    let busy: Vec<&Range<i64>> = held.iter().chain(&spoken).collect();
    for (place, one) in busy.iter().enumerate() {
        let others = &busy[place + 1..];
        assert!(others.iter().all(|two| one.end <= two.start || two.end <= one.start), "{busy:?}");
    }
    let taken = resources::taken(&tx, 0..i64::MAX).await.unwrap();
    let long = |all: &[Range<i64>]| all.iter().map(|one| one.end - one.start).sum::<i64>();
    let rows: i64 = taken.iter().map(|one| one.quarters.end - one.quarters.start).sum();
    let wanted = long(&held) * 2 + long(&spoken);
    assert_eq!(rows, wanted, "set and lecturer, with their ways, and nothing of what was before");
}

#[tokio::test]
async fn of_twenty_bookings_of_one_set_at_once_one_stands() {
    on_each_database("twenty at once", async |store, _| {
        houses(&store).await;
        let mut asked = Vec::new();
        for _ in 0..20 {
            asked.push(ask(&store, &city(), 31, vec![slot(5, 13, 8)]).await.id);
        }
        let mut tries = JoinSet::new();
        for (place, session) in (0..).zip(asked) {
            let store = store.clone();
            tries.spawn(async move { act(&store, session, &form(5, 13, 8, 4), place % 2).await });
        }
        let mut stood = 0;
        while let Some(done) = tries.join_next().await {
            match done.unwrap() {
                Ok(()) => stood += 1,
                Err(ConfirmError::NotFree) => {}
                Err(error) => panic!("{error}"),
            }
        }
        assert_eq!(stood, 1);
        check(&store, &[]).await;
    })
    .await;
}

fn other_city() -> Scope {
    Scope::tenant(id(2), id(9))
}

async fn take(store: &Store, scope: &Scope, date: OpenDateId, at: DateTime<Utc>) -> bool {
    let tx = store.write(scope).await.unwrap();
    let member = members::own(&tx).await.unwrap().unwrap();
    let all = open_dates::of_member(&tx, &member, at).await.unwrap();
    let Some(open) = all.into_iter().find(|one| one.id == date) else { return false };
    let plan = Plan::built_in(Place::OnSite).on(open.held.slot.date, &WorkingCalendar::default());
    let wish = request(vec![open.held.slot]);
    let taken =
        open_dates::take(&tx, &open, (fresh(), &member), (&wish, false), &plan, &fresh, at).await.unwrap();
    if taken.is_some() {
        tx.commit().await.unwrap();
    }
    taken.is_some()
}

#[tokio::test]
async fn an_open_date_is_taken_by_one_city_however_many_try_and_the_other_sees_nothing_of_it() {
    on_each_database("an open date is taken once", async |store, _| {
        houses(&store).await;
        let date: OpenDateId = fresh();
        let tx = store.write(&federation()).await.unwrap();
        let among = resources::all(&tx).await.unwrap();
        assert!(open_dates::publish(&tx, date, &form(5, 13, 8, 4), &among, noon()).await.unwrap());
        tx.commit().await.unwrap();
        let asked = ask(&store, &city(), 31, vec![slot(5, 13, 8)]).await.id;
        let late = act(&store, asked, &form(5, 14, 4, 0), 1).await;
        assert!(matches!(late, Err(ConfirmError::NotFree)), "it is held for whoever takes it: {late:?}");
        let mut tries = JoinSet::new();
        for place in 0..20 {
            let (store, scope) = (store.clone(), if place % 2 == 0 { city() } else { other_city() });
            tries.spawn(async move { take(&store, &scope, date, noon()).await });
        }
        let mut taken = 0;
        while let Some(done) = tries.join_next().await {
            taken += u32::from(done.unwrap());
        }
        assert_eq!(taken, 1);
        let tx = store.read(&federation()).await.unwrap();
        let confirmed = sessions::in_stage(&tx, StageName::Confirmed).await.unwrap();
        assert_eq!(confirmed.len(), 1);
        assert!(open_dates::own(&tx, noon()).await.unwrap().is_empty());
        let quarters: i64 = resources::taken(&tx, 0..i64::MAX)
            .await
            .unwrap()
            .iter()
            .map(|one| one.quarters.end - one.quarters.start)
            .sum();
        assert_eq!(quarters, 2 * 16, "what was held is the session's, with its ways");
        drop(tx);
        let (winner, loser) = if confirmed[0].municipality == Some(id(1)) {
            (city(), other_city())
        } else {
            (other_city(), city())
        };
        let tx = store.read(&loser).await.unwrap();
        assert!(sessions::find(&tx, confirmed[0].id).await.unwrap().is_none());
        drop(tx);
        let tx = store.write(&winner).await.unwrap();
        let own = sessions::find_to_change(&tx, confirmed[0].id).await.unwrap().unwrap();
        let reason = Reason::parse("都合により").unwrap();
        sessions::cancel(&tx, &own, Side::Municipality, reason, noon()).await.unwrap();
        tx.commit().await.unwrap();
        let tx = store.read(&federation()).await.unwrap();
        assert!(resources::taken(&tx, 0..i64::MAX).await.unwrap().is_empty(), "free again at once");
    })
    .await;
}

#[tokio::test]
async fn who_joined_a_session_reads_it_and_changes_nothing_but_its_own_places() {
    on_each_database("a joint session", async |store, _| {
        houses(&store).await;
        let lead = ask(&store, &city(), 31, vec![slot(5, 13, 8)]).await;
        let own = ask(&store, &other_city(), 32, vec![slot(6, 13, 8)]).await;
        let tx = store.read(&other_city()).await.unwrap();
        assert!(sessions::find(&tx, lead.id).await.unwrap().is_none(), "not yet");
        drop(tx);
        let tx = store.write(&federation()).await.unwrap();
        assert!(companions::join(&tx, &lead, &own, noon()).await.unwrap());
        tx.commit().await.unwrap();
        let tx = store.write(&other_city()).await.unwrap();
        assert!(sessions::find(&tx, lead.id).await.unwrap().is_some());
        assert!(sessions::find_to_come(&tx, lead.id).await.unwrap().is_some());
        assert!(
            sessions::find_to_change(&tx, lead.id).await.unwrap().is_none(),
            "it is not theirs to change"
        );
        let mine = sessions::find(&tx, own.id).await.unwrap().unwrap();
        assert_eq!(mine.stage.name(), StageName::Joined);
        drop(tx);
        let tx = store.read(&city()).await.unwrap();
        assert!(sessions::find(&tx, own.id).await.unwrap().is_none(), "the other's request stays its own");
        let along = companions::of_session(&tx, lead.id).await.unwrap();
        assert_eq!((along.len(), along[0].name.as_str()), (1, "みさき町"));
        drop(tx);
        // Nothing comes of it: the request waits again.
        let tx = store.write(&federation()).await.unwrap();
        assert_eq!(companions::part(&tx, &lead, noon()).await.unwrap().len(), 1);
        tx.commit().await.unwrap();
        let tx = store.read(&other_city()).await.unwrap();
        let mine = sessions::find(&tx, own.id).await.unwrap().unwrap();
        assert_eq!(mine.stage.name(), StageName::Requested);
        assert!(sessions::find(&tx, lead.id).await.unwrap().is_none(), "the other's is not theirs any more");
    })
    .await;
}

#[tokio::test]
async fn rules_are_the_federations_to_set_and_its_members_to_read() {
    on_each_database("rules", async |store, _| {
        houses(&store).await;
        let own = BookingRules { least: Some(80), ..BookingRules::default() };
        let tx = store.write(&federation()).await.unwrap();
        rules::set(&tx, &own, 0, noon()).await.unwrap();
        tx.commit().await.unwrap();
        let tx = store.write(&federation()).await.unwrap();
        assert!(matches!(rules::set(&tx, &own, 0, noon()).await, Err(store::Error::Stale)));
        drop(tx);
        let tx = store.read(&city()).await.unwrap();
        let member = members::own(&tx).await.unwrap().unwrap();
        assert_eq!(rules::of_member(&tx, &member).await.unwrap(), own);
    })
    .await;
}
