//! Which house sees what, and which may share.

use super::{
    FEDERATION, OTHER_FEDERATION, SET, ask, city, federation, fresh, houses, offices, promise, register,
    request, slot,
};
use crate::support::{id, noon};
use chrono::Duration;
use domain::{
    demos::{People, StageName, WalkIn},
    ids::TenantId,
};
use store::{
    Error, Scope,
    demos::{attendance, chores, members, registrations, resources, sessions},
    events,
    testing::on_each_database,
};

#[tokio::test]
async fn another_house_sees_nothing_and_a_city_sees_no_booking_of_anothers() {
    on_each_database("sessions are shared with one house", async |store, _| {
        houses(&store).await;
        let office = offices(&store, 1).await[0];
        let session = ask(&store, &city(), 31, vec![slot(5, 13, 8)]).await.id;
        promise(&store, session, slot(5, 13, 8), &[SET], 4).await.unwrap();
        register(&store, session, office, 2).await.unwrap();
        for stranger in [2, OTHER_FEDERATION] {
            let tx = store.read(&Scope::tenant(id(stranger), id(9))).await.unwrap();
            assert_eq!(sessions::find(&tx, session).await.unwrap(), None);
            assert!(sessions::all(&tx).await.unwrap().is_empty());
            assert!(chores::of_session(&tx, session).await.unwrap().is_empty());
            assert!(registrations::of_session(&tx, session).await.unwrap().is_empty());
            assert!(resources::all(&tx).await.unwrap().is_empty());
            assert!(resources::taken(&tx, 0..i64::MAX).await.unwrap().is_empty());
            assert!(events::of_subject(&tx, "demo", session.uuid()).await.unwrap().is_empty());
        }
        for house in [id::<TenantId>(1), id(FEDERATION)] {
            let tx = store.read(&Scope::tenant(house, id(9))).await.unwrap();
            assert!(sessions::find(&tx, session).await.unwrap().is_some());
            assert_eq!(chores::of_session(&tx, session).await.unwrap().len(), 8);
            assert_eq!(registrations::of_session(&tx, session).await.unwrap().len(), 1);
            let kinds: Vec<_> = events::of_subject(&tx, "demo", session.uuid())
                .await
                .unwrap()
                .into_iter()
                .map(|event| event.kind)
                .collect();
            assert_eq!(kinds, ["demo.requested", "demo.confirmed", "demo.registered"], "both chains tell it");
            assert_eq!(events::first_broken(&tx).await.unwrap(), None);
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_shares_a_session_with_a_house_that_is_no_member() {
    on_each_database("sharing needs a membership", async |store, _| {
        houses(&store).await;
        // みさき町 pretends to be the member that みどり野市 is.
        let tx = store.write(&Scope::tenant(id(2), id(9))).await.unwrap();
        let forged = members::Member {
            id: id(31),
            federation: id(FEDERATION),
            name: "みどり野市".into(),
            municipality: Some(id(2)),
            phone: String::new(),
            yearly: None,
            version: 1,
            suspended_at: None,
        };
        let refused =
            sessions::request(&tx, fresh(), &forged, &request(vec![slot(5, 13, 8)]), false, noon()).await;
        assert!(matches!(refused, Err(Error::Refused(_) | Error::Unavailable(_))), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn a_request_by_telephone_of_a_place_without_a_house_is_the_federations_alone() {
    on_each_database("told requests", async |store, _| {
        houses(&store).await;
        let session = ask(&store, &federation(), 33, vec![slot(5, 13, 8)]).await;
        assert!(session.told && session.municipality.is_none());
        promise(&store, session.id, slot(5, 13, 8), &[], 8).await.unwrap();
        let door = slot(5, 13, 8).starts_at();
        let tx = store.write(&federation()).await.unwrap();
        let session = sessions::find_to_change(&tx, session.id).await.unwrap().unwrap();
        let early = attendance::walk_in(&tx, &session, fresh(), &walk_in("村社協", 3), None, noon()).await;
        assert!(early.is_err(), "not before the day");
        attendance::walk_in(&tx, &session, fresh(), &walk_in("村社協", 3), None, door).await.unwrap();
        sessions::hold(&tx, &session, door + Duration::hours(2)).await.unwrap();
        tx.commit().await.unwrap();
        let tx = store.read(&federation()).await.unwrap();
        let all = registrations::of_session(&tx, session.id).await.unwrap();
        assert_eq!((all[0].attended, all[0].is_walk_in()), (Some(3), true));
        assert_eq!(sessions::in_stage(&tx, StageName::Held).await.unwrap().len(), 1);
    })
    .await;
}

fn walk_in(name: &str, people: u16) -> WalkIn {
    WalkIn { name: name.into(), people: People::new(people).unwrap() }
}
