//! Places are counted in people, and never given twice.

use super::{SET, ask, city, form, houses, offices, promise, register, slot};
use crate::support::noon;
use store::{
    demos::{
        registrations::{self, RegisterError},
        sessions,
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
        let office = offices(&store, 1).await[0];
        let session = ask(&store, &city(), 31, vec![slot(5, 13, 8)]).await.id;
        assert!(matches!(register(&store, session, office, 1).await, Err(RegisterError::Stage(_))));
        promise(&store, session, slot(5, 13, 8), &[SET], 4).await.unwrap();
        register(&store, session, office, 2).await.unwrap();
        assert!(matches!(register(&store, session, office, 1).await, Err(RegisterError::Already)));
        let change = async |people: u16| -> Result<(), RegisterError> {
            let tx = store.write(&city()).await?;
            let session = sessions::find(&tx, session).await?.unwrap();
            let own = registrations::of_offices(&tx, &[office]).await?.remove(0);
            registrations::change(&tx, &session, &own, &form(office, people), noon()).await?;
            Ok(tx.commit().await?)
        };
        change(4).await.unwrap();
        assert!(matches!(change(5).await, Err(RegisterError::Full { left: 0 })));
        change(1).await.unwrap();
        let tx = store.write(&city()).await.unwrap();
        let found = sessions::find(&tx, session).await.unwrap().unwrap();
        assert_eq!(found.registered, 1);
        let own = registrations::of_offices(&tx, &[office]).await.unwrap().remove(0);
        registrations::withdraw(&tx, &found, &own, noon()).await.unwrap();
        tx.commit().await.unwrap();
        register(&store, session, office, 4).await.unwrap();
        let tx = store.read(&city()).await.unwrap();
        assert_eq!(sessions::find(&tx, session).await.unwrap().unwrap().left(), 0);
    })
    .await;
}
