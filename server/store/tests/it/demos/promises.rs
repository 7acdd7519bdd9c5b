//! What is promised once is promised to nobody else.

use super::{LECTURER, SET, ask, city, federation, fresh, houses, promise, slot};
use crate::support::{id, noon};
use domain::{
    demos::{Side, Slot, StageName},
    ids::DemoId,
    subsidies::Reason,
};
use proptest::{prelude::*, strategy::ValueTree as _, test_runner::TestRunner};
use store::{
    Scope,
    demos::{
        confirming::ConfirmError,
        resources::{self, Use},
        sessions,
    },
    testing::on_each_database,
};
use tokio::task::JoinSet;

#[tokio::test]
async fn of_two_confirmations_of_one_set_at_overlapping_times_exactly_one_stands() {
    on_each_database("a set is never promised twice", async |store, _| {
        houses(&store).await;
        let mut sessions = Vec::new();
        for hour in 9..15 {
            // Each reaches into the next: 9–11, 10–12, 11–13 …
            sessions.push((ask(&store, &city(), 31, vec![slot(5, hour, 8)]).await.id, slot(5, hour, 8)));
        }
        // All at once, over and over the same quarters.
        let mut tries = JoinSet::new();
        for (session, slot) in sessions.clone() {
            let store = store.clone();
            tries.spawn(async move { (slot, promise(&store, session, slot, &[SET, LECTURER], 20).await) });
        }
        let mut held: Vec<Slot> = Vec::new();
        while let Some(done) = tries.join_next().await {
            match done.unwrap() {
                (slot, Ok(_)) => held.push(slot),
                (_, Err(ConfirmError::NotFree)) => {}
                (_, Err(error)) => panic!("{error}"),
            }
        }
        assert!(!held.is_empty());
        for (place, one) in held.iter().enumerate() {
            assert!(held[place + 1..].iter().all(|two| !one.overlaps(two)), "{held:?}");
        }
        let tx = store.read(&federation()).await.unwrap();
        let first = held[0].quarters().start - 96;
        let taken = resources::taken(&tx, first..first + 192).await.unwrap();
        let quarters: usize = taken.iter().map(|one| one.quarters.clone().count()).sum();
        assert_eq!(quarters, held.len() * 8 * 2, "set and lecturer, eight quarters each");
        let own = held[0].quarters();
        let apart = [own.clone(), own.end + 9_600..own.end + 9_608];
        let taken = resources::taken_at(&tx, &apart).await.unwrap();
        let quarters: usize = taken.iter().map(|one| one.quarters.clone().count()).sum();
        assert_eq!(quarters, 8 * 2, "of two times nothing between them");
        assert!(resources::taken_at(&tx, &[]).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn of_two_confirmations_at_the_very_same_moment_one_stands() {
    on_each_database("two at one moment", async |store, _| {
        houses(&store).await;
        let at = slot(6, 9, 4);
        let (one, two) = (
            ask(&store, &city(), 31, vec![at]).await.id,
            ask(&store, &Scope::tenant(id(2), id(9)), 32, vec![at]).await.id,
        );
        let first = Box::pin(promise(&store, one, at, &[SET], 20));
        let second = Box::pin(promise(&store, two, at, &[SET], 20));
        let (one, two) = tokio::join!(first, second);
        assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1, "{one:?} {two:?}");
    })
    .await;
}

#[tokio::test]
async fn what_was_promised_is_free_when_either_side_calls_off_and_an_absence_is_in_the_way() {
    on_each_database("promises are given back", async |store, _| {
        houses(&store).await;
        for (scope, side) in [(city(), Side::Municipality), (federation(), Side::Federation)] {
            let session = ask(&store, &city(), 31, vec![slot(5, 13, 8)]).await.id;
            promise(&store, session, slot(5, 13, 8), &[SET, LECTURER], 4).await.unwrap();
            let tx = store.write(&scope).await.unwrap();
            let found = sessions::find_to_change(&tx, session).await.unwrap().unwrap();
            let reason = Reason::parse("台風のため").unwrap();
            sessions::cancel(&tx, &found, side, reason, noon()).await.unwrap();
            tx.commit().await.unwrap();
        }
        let tx = store.write(&federation()).await.unwrap();
        let day = slot(5, 13, 8).date;
        assert!(resources::keep_away(&tx, fresh(), id(LECTURER), (day, day), "研修", noon()).await.unwrap());
        tx.commit().await.unwrap();
        let session = ask(&store, &city(), 31, vec![slot(5, 13, 8)]).await.id;
        let refused = promise(&store, session, slot(5, 13, 8), &[SET, LECTURER], 4).await;
        assert!(matches!(refused, Err(ConfirmError::NotFree)), "{refused:?}");
        let tx = store.read(&federation()).await.unwrap();
        let taken = resources::taken(&tx, 0..i64::MAX).await.unwrap();
        assert_eq!(taken.len(), 1, "nothing of the refused one stayed: {taken:?}");
        assert_eq!(taken[0].by, Use::Absence("研修".into()));
        drop(tx);
        promise(&store, session, slot(5, 13, 8), &[SET], 4).await.unwrap();
        let tx = store.write(&federation()).await.unwrap();
        assert!(!resources::keep_away(&tx, fresh(), id(SET), (day, day), "修理", noon()).await.unwrap());
        drop(tx);
        // Taken back, the lecturer is there again; twice is once.
        let tx = store.write(&federation()).await.unwrap();
        let away = resources::absences(&tx, day).await.unwrap().remove(0).id;
        assert!(resources::take_back(&tx, away, noon()).await.unwrap());
        assert!(!resources::take_back(&tx, away, noon()).await.unwrap());
        tx.commit().await.unwrap();
        let tx = store.write(&federation()).await.unwrap();
        assert!(resources::keep_away(&tx, fresh(), id(LECTURER), (day, day), "出張", noon()).await.unwrap());
    })
    .await;
}

#[derive(Debug, Clone)]
enum Step {
    Ask { hour: u32, quarters: u8 },
    Confirm { which: usize },
    Cancel { which: usize },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        (9..16_u32, 1..12_u8).prop_map(|(hour, quarters)| Step::Ask { hour, quarters }),
        (0..8_usize).prop_map(|which| Step::Confirm { which }),
        (0..8_usize).prop_map(|which| Step::Cancel { which }),
    ];
    prop::collection::vec(step, 1..24)
}

#[tokio::test]
async fn over_random_requests_and_cancellations_no_set_is_ever_in_two_places() {
    on_each_database("no set in two places", async |store, _| {
        houses(&store).await;
        let mut runner = TestRunner::deterministic();
        for _ in 0..8 {
            let steps = steps().new_tree(&mut runner).unwrap().current();
            let mut asked: Vec<(DemoId, Slot)> = Vec::new();
            for step in steps {
                match step {
                    Step::Ask { hour, quarters } => {
                        let slot = slot(5, hour, quarters);
                        asked.push((ask(&store, &city(), 31, vec![slot]).await.id, slot));
                    }
                    Step::Confirm { which } => {
                        if let Some((session, slot)) = asked.get(which) {
                            let _ = promise(&store, *session, *slot, &[SET], 20).await;
                        }
                    }
                    Step::Cancel { which } => {
                        let Some((session, _)) = asked.get(which) else { continue };
                        let tx = store.write(&city()).await.unwrap();
                        let found = sessions::find_to_change(&tx, *session).await.unwrap().unwrap();
                        let reason = Reason::parse("都合により").unwrap();
                        if sessions::cancel(&tx, &found, Side::Municipality, reason, noon()).await.is_ok() {
                            tx.commit().await.unwrap();
                        }
                    }
                }
                let tx = store.read(&federation()).await.unwrap();
                let held: Vec<Slot> = sessions::in_stage(&tx, StageName::Confirmed)
                    .await
                    .unwrap()
                    .iter()
                    .filter_map(|session| session.stage.session().map(|held| held.slot))
                    .collect();
                for (place, one) in held.iter().enumerate() {
                    assert!(held[place + 1..].iter().all(|two| !one.overlaps(two)), "{held:?}");
                }
            }
        }
    })
    .await;
}
