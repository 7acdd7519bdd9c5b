//! Places are counted in people, and never given twice.

use super::{SET, ask, city, federation, fresh, houses, new, offices, promise, register, slot};
use crate::support::noon;
use chrono::{DateTime, Duration, Utc};
use domain::{
    demos::{FILLING, People},
    ids::{DemoId, OfficeId, PlaceHoldId, RegistrationId},
};
use store::{
    Scope, Store,
    demos::{
        attendance,
        coming::{self, Changes, RegisterError},
        place_holds::{self, PlaceHold},
        registrations, sessions, switching, waiting,
    },
    testing::on_each_database,
};
use tokio::task::JoinSet;

#[tokio::test]
async fn of_twenty_registrations_for_the_last_five_places_exactly_five_are_received() {
    on_each_database("places are never given twice", async |store, _| {
        houses(&store).await;
        let offices = offices(&store, 21).await;
        let session = ask(&store, &city(), 31, vec![slot(5, 13, 8)]).await.id;
        promise(&store, session, slot(5, 13, 8), &[SET], 10).await.unwrap();
        register(&store, session, offices[20], 5).await.unwrap();
        let mut tries = JoinSet::new();
        for office in offices.into_iter().take(20) {
            let store = store.clone();
            tries.spawn(async move { register(&store, session, office, 1).await });
        }
        let (mut received, mut full) = (0, 0);
        while let Some(done) = tries.join_next().await {
            match done.unwrap() {
                Ok(()) => received += 1,
                Err(RegisterError::Full { .. }) => full += 1,
                Err(error) => panic!("{error}"),
            }
        }
        assert_eq!((received, full), (5, 15));
        let tx = store.read(&city()).await.unwrap();
        let session = sessions::find(&tx, session).await.unwrap().unwrap();
        assert_eq!((session.registered, session.left()), (10, 0));
        let all = registrations::of_session(&tx, session.id).await.unwrap();
        assert_eq!(all.iter().map(|one| u32::from(one.people)).sum::<u32>(), 10);
        let mut codes: Vec<_> = all.iter().map(|one| one.code).collect();
        codes.dedup();
        assert_eq!(codes.len(), all.len(), "every code is another");
    })
    .await;
}

#[tokio::test]
async fn an_office_registers_once_changes_within_the_places_and_gives_them_back() {
    on_each_database("registrations change", async |store, _| {
        houses(&store).await;
        let offices = offices(&store, 2).await;
        let office = offices[0];
        let session = ask(&store, &city(), 31, vec![slot(5, 13, 8)]).await.id;
        assert!(matches!(register(&store, session, office, 1).await, Err(RegisterError::Stage(_))));
        promise(&store, session, slot(5, 13, 8), &[SET], 4).await.unwrap();
        register(&store, session, office, 2).await.unwrap();
        assert!(matches!(register(&store, session, office, 1).await, Err(RegisterError::Already)));
        let change = async |people: u16| -> Result<(), RegisterError> {
            let tx = store.write(&city()).await?;
            let session = sessions::find(&tx, session).await?.unwrap();
            let own = registrations::of_offices(&tx, &[office]).await?.remove(0);
            coming::change(&tx, &session, &own, changes(people), noon()).await?;
            Ok(tx.commit().await?)
        };
        change(4).await.unwrap();
        assert!(matches!(change(5).await, Err(RegisterError::Full { left: 0 })));
        change(1).await.unwrap();
        let tx = store.write(&city()).await.unwrap();
        let found = sessions::find(&tx, session).await.unwrap().unwrap();
        assert_eq!(found.registered, 1);
        let first = registrations::of_offices(&tx, &[office]).await.unwrap().remove(0);
        coming::withdraw(&tx, &found, &first, noon()).await.unwrap();
        tx.commit().await.unwrap();
        register(&store, session, office, 4).await.unwrap();
        assert_eq!(left(&store, session).await, 0);

        // Another session is one step: its places are taken and those of this one given up, or nothing is changed.
        let other = ask(&store, &city(), 31, vec![slot(6, 13, 8)]).await.id;
        promise(&store, other, slot(6, 13, 8), &[SET], 4).await.unwrap();
        register(&store, other, offices[1], 1).await.unwrap();
        let full = switch(&store, office, other, 4).await;
        assert!(matches!(full, Err(RegisterError::Full { left: 3 })), "{full:?}");
        assert_eq!((left(&store, session).await, left(&store, other).await), (0, 3));
        let before = own(&store, office).await;
        switch(&store, office, other, 3).await.unwrap();
        assert_eq!((left(&store, session).await, left(&store, other).await), (4, 0));
        let after = own(&store, office).await;
        assert_eq!((after.id, after.session, after.people), (before.id, other, 3));
        // Two who change places with each other at once do not wait for each other.
        switch(&store, offices[1], session, 1).await.unwrap();
        let mut tries = JoinSet::new();
        for (office, to, people) in [(office, session, 3), (offices[1], other, 1)] {
            let store = store.clone();
            tries.spawn(async move { switch(&store, office, to, people).await });
        }
        while let Some(done) = tries.join_next().await {
            done.unwrap().unwrap();
        }
        assert_eq!((left(&store, session).await, left(&store, other).await), (1, 3));
        // To each session an office comes once.
        register(&store, other, office, 1).await.unwrap();
        let there = if own(&store, office).await.session == session { other } else { session };
        let again = switch(&store, office, there, 1).await;
        assert!(matches!(again, Err(RegisterError::Already)), "{again:?}");
        // Whoever was let in at the door has come, and goes nowhere else.
        let here = own(&store, offices[1]).await;
        let tx = store.write(&city()).await.unwrap();
        let held = sessions::find(&tx, here.session).await.unwrap().unwrap();
        let begins = held.stage.session().unwrap().slot.starts_at();
        attendance::at_the_door(&tx, &held, here.id, Some(1), begins).await.unwrap();
        tx.commit().await.unwrap();
        let gone = switch(&store, offices[1], session, 1).await;
        assert!(matches!(gone, Err(RegisterError::Store(store::Error::Stale))), "{gone:?}");
    })
    .await;
}

/// Places that are left.
async fn left(store: &Store, session: DemoId) -> u16 {
    let tx = store.read(&city()).await.unwrap();
    sessions::find(&tx, session).await.unwrap().unwrap().left()
}

/// Takes the registration of an office that was made last to another session.
async fn switch(store: &Store, office: OfficeId, to: DemoId, people: u16) -> Result<(), RegisterError> {
    let tx = store.write(&city()).await?;
    let own = registrations::of_offices(&tx, &[office]).await?.remove(0);
    let from = sessions::find(&tx, own.session).await?.unwrap();
    let to = sessions::find(&tx, to).await?.unwrap();
    let people = People::new(people).unwrap();
    switching::switch(&tx, (&from, &to), &own, (people, &[]), noon()).await?;
    Ok(tx.commit().await?)
}

fn changes(people: u16) -> Changes<'static> {
    Changes {
        people: People::new(people).unwrap(),
        name: "日向 陽子",
        email: "hinata@example.jp",
        phone: "",
        question: (fresh(), ""),
        replies: &[],
    }
}

/// Registers, or waits.
async fn come(store: &Store, session: DemoId, office: OfficeId, people: u16) -> Result<(), RegisterError> {
    let tx = store.write(&city()).await?;
    let session = sessions::find(&tx, session).await?.unwrap();
    coming::register(&tx, &session, fresh(), &new(office, people, true), noon()).await?;
    Ok(tx.commit().await?)
}

#[tokio::test]
async fn of_fifty_registrations_for_ten_places_exactly_ten_have_them_and_the_others_wait_in_order() {
    on_each_database("fifty for ten", async |store, _| {
        houses(&store).await;
        let offices = offices(&store, 50).await;
        let session = ask(&store, &city(), 31, vec![slot(5, 13, 8)]).await.id;
        promise(&store, session, slot(5, 13, 8), &[SET], 10).await.unwrap();
        let mut tries = JoinSet::new();
        for office in offices {
            let store = store.clone();
            tries.spawn(async move { come(&store, session, office, 1).await });
        }
        while let Some(done) = tries.join_next().await {
            done.unwrap().unwrap();
        }
        let tx = store.read(&city()).await.unwrap();
        let found = sessions::find(&tx, session).await.unwrap().unwrap();
        assert_eq!((found.registered, found.left()), (10, 0));
        let all = registrations::of_session(&tx, session).await.unwrap();
        let (placed, waiting): (Vec<_>, Vec<_>) = all.iter().partition(|one| one.is_placed());
        assert_eq!((placed.len(), waiting.len()), (10, 40));
        let last = placed.iter().map(|one| one.code).max();
        assert!(
            waiting.iter().all(|one| Some(one.code) > last),
            "whoever waits came after those who have places"
        );
        let mut codes: Vec<_> = all.iter().map(|one| one.code.number()).collect();
        codes.dedup();
        assert_eq!(codes, (1..=50).collect::<Vec<_>>(), "one number each, none left out");
    })
    .await;
}

async fn turn(store: &Store, session: DemoId, now: DateTime<Utc>) -> waiting::Turned {
    let tx = store.write(&federation()).await.unwrap();
    let session = sessions::find_to_change(&tx, session).await.unwrap().unwrap();
    let turned = waiting::turn(&tx, &session, now).await.unwrap();
    tx.commit().await.unwrap();
    turned
}

async fn own(store: &Store, office: OfficeId) -> registrations::Registration {
    let tx = store.read(&city()).await.unwrap();
    registrations::of_offices(&tx, &[office]).await.unwrap().remove(0)
}

#[tokio::test]
async fn places_that_become_free_are_held_a_day_for_the_first_who_fits_and_go_on() {
    on_each_database("a line moves", async |store, _| {
        houses(&store).await;
        let offices = offices(&store, 5).await;
        let day = slot(25, 13, 8);
        let session = ask(&store, &city(), 31, vec![day]).await.id;
        promise(&store, session, day, &[SET], 4).await.unwrap();
        for (office, people) in offices.iter().zip([3, 1, 4, 2, 1]) {
            come(&store, session, *office, people).await.unwrap();
        }
        assert!(turn(&store, session, noon()).await.offered.is_empty(), "nothing is free");
        let tx = store.write(&city()).await.unwrap();
        let found = sessions::find(&tx, session).await.unwrap().unwrap();
        let first = registrations::of_offices(&tx, &offices[..1]).await.unwrap().remove(0);
        coming::withdraw(&tx, &found, &first, noon()).await.unwrap();
        tx.commit().await.unwrap();
        let ids = |some: &[registrations::Registration]| -> Vec<RegistrationId> {
            some.iter().map(|one| one.id).collect()
        };
        // Four do not fit into three places; two and one do.
        let turned = turn(&store, session, noon()).await;
        assert_eq!(
            ids(&turned.offered),
            [own(&store, offices[3]).await.id, own(&store, offices[4]).await.id]
        );
        assert!(
            turn(&store, session, noon()).await.offered.is_empty(),
            "doing it twice offers nothing twice"
        );
        let tx = store.read(&city()).await.unwrap();
        assert_eq!(
            sessions::find(&tx, session).await.unwrap().unwrap().left(),
            0,
            "held places count as taken"
        );
        drop(tx);
        // The second takes its places; the third lets the day pass.
        let tx = store.write(&city()).await.unwrap();
        let found = sessions::find(&tx, session).await.unwrap().unwrap();
        let third = registrations::of_offices(&tx, &offices[3..4]).await.unwrap().remove(0);
        waiting::take(&tx, &found, &third, noon()).await.unwrap();
        tx.commit().await.unwrap();
        assert!(own(&store, offices[3]).await.is_placed());
        let turned = turn(&store, session, noon() + Duration::days(1)).await;
        assert_eq!(ids(&turned.offered), [own(&store, offices[4]).await.id], "a second time, a day later");
        for days in [2, 3] {
            turn(&store, session, noon() + Duration::days(days)).await;
        }
        let wait = own(&store, offices[4]).await.wait.unwrap();
        assert_eq!((wait.offers, wait.holds), (3, false), "three times and no more");
        // In the last week whoever fits is told once that places go to whoever is first.
        let late = day.starts_at() - Duration::days(6);
        assert_eq!(ids(&turn(&store, session, late).await.first_come), [own(&store, offices[4]).await.id]);
        assert!(turn(&store, session, late).await.first_come.is_empty());
    })
    .await;
}

async fn hold(store: &Store, session: DemoId, id: PlaceHoldId) -> Result<PlaceHold, RegisterError> {
    let tx = store.write(&city()).await?;
    let session = sessions::find(&tx, session).await?.unwrap();
    let held = place_holds::hold(&tx, &session, (id, People::new(1).unwrap()), noon()).await?;
    tx.commit().await?;
    Ok(held)
}

/// How many have places or hold some, after what is held had its time at a moment.
async fn taken(store: &Store, session: DemoId, now: DateTime<Utc>) -> u16 {
    let tx = store.write(&federation()).await.unwrap();
    let found = sessions::find_to_change(&tx, session).await.unwrap().unwrap();
    place_holds::lapse(&tx, &found, now).await.unwrap();
    let taken = sessions::find(&tx, session).await.unwrap().unwrap().registered;
    tx.commit().await.unwrap();
    taken
}

#[tokio::test]
async fn of_thirty_who_hold_places_while_they_type_ten_hold_the_ten_and_what_nobody_used_is_free_by_itself() {
    on_each_database("places held while a form is filled in", async |store, _| {
        houses(&store).await;
        let office = offices(&store, 1).await[0];
        let session = ask(&store, &city(), 31, vec![slot(5, 13, 8)]).await.id;
        promise(&store, session, slot(5, 13, 8), &[SET], 10).await.unwrap();
        let mut tries = JoinSet::new();
        for _ in 0..30 {
            let (store, id) = (store.clone(), fresh());
            tries.spawn(async move { (id, hold(&store, session, id).await) });
        }
        let mut holding = Vec::new();
        while let Some(done) = tries.join_next().await {
            match done.unwrap() {
                (id, Ok(_)) => holding.push(id),
                (_, Err(RegisterError::Full { left: 0 })) => {}
                (_, Err(error)) => panic!("{error}"),
            }
        }
        assert_eq!(holding.len(), 10);
        // The same page again holds no more.
        assert_eq!(hold(&store, session, holding[0]).await.unwrap().until, noon() + FILLING);
        assert_eq!(taken(&store, session, noon()).await, 10);
        // Whoever looks after the lines looks at it, though nobody waits.
        let tx = store.read(&Scope::system("test")).await.unwrap();
        assert!(waiting::everywhere(&tx).await.unwrap().iter().any(|(_, one)| *one == session));
        drop(tx);
        assert!(matches!(register(&store, session, office, 1).await, Err(RegisterError::Full { left: 0 })));
        // Whoever holds a place registers with it.
        let tx = store.write(&city()).await.unwrap();
        let found = sessions::find(&tx, session).await.unwrap().unwrap();
        assert!(place_holds::release(&tx, &found, holding[0]).await.unwrap().is_some());
        coming::register(&tx, &found, fresh(), &new(office, 1, false), noon()).await.unwrap();
        assert!(place_holds::release(&tx, &found, holding[0]).await.unwrap().is_none(), "it is used once");
        tx.commit().await.unwrap();
        assert_eq!(taken(&store, session, noon() + FILLING - Duration::seconds(1)).await, 10);
        assert_eq!(taken(&store, session, noon() + FILLING).await, 1);
    })
    .await;
}
