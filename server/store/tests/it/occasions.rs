//! 催し on both databases: never more people than places, each body once, and nobody else's house.

use crate::support::{id, noon, two_tenants};
use chrono::{NaiveDate, NaiveTime};
use domain::{
    demos::{Contact, Place},
    ids::{BodyId, OccasionId},
    occasions::{Admission, BodyForm, BodyKind, ChangeForm, Occasion, OccasionKind},
    prefecture::Prefecture,
};
use store::{
    Scope, Store,
    occasions::{
        self,
        bodies::{self, RegisterError, Source},
    },
    testing::on_each_database,
};
use tokio::task::JoinSet;

fn host() -> Scope {
    Scope::tenant(id(1), id(9))
}

fn webinar(places: u16) -> Occasion {
    let day = NaiveDate::from_ymd_opt(2024, 12, 5).unwrap();
    Occasion {
        kind: OccasionKind::Webinar,
        title: "自治体向けウェビナー".into(),
        summary: String::new(),
        first_on: day,
        last_on: day,
        start: NaiveTime::from_hms_opt(14, 0, 0).unwrap(),
        end: NaiveTime::from_hms_opt(16, 0, 0).unwrap(),
        times_note: String::new(),
        place: Place::Online,
        venue: String::new(),
        join: String::new(),
        admission: Admission::Here { closes_on: day, places: Some(places) },
        may_change: false,
        table_public: true,
    }
}

fn form(name: &str, people: u16) -> BodyForm {
    BodyForm {
        kind: BodyKind::City,
        prefecture: Prefecture::new(29).unwrap(),
        name: name.to_owned(),
        change: ChangeForm {
            people,
            contact: Contact { name: "佐藤".into(), phone: "0741-00-1000".into(), email: String::new() },
            question: String::new(),
        },
    }
}

async fn published(store: &Store, places: u16) -> OccasionId {
    two_tenants(store).await;
    let tx = store.write(&host()).await.unwrap();
    occasions::add(&tx, id(70), &webinar(places), noon()).await.unwrap();
    let kept = occasions::find_to_change(&tx, id(70)).await.unwrap().unwrap();
    occasions::publish(&tx, &kept, noon()).await.unwrap();
    tx.commit().await.unwrap();
    id(70)
}

async fn register(
    store: &Store,
    body: BodyId,
    occasion: OccasionId,
    form: &BodyForm,
    source: Source,
) -> Result<(), RegisterError> {
    let tx = store.write(&host()).await?;
    let kept = occasions::find(&tx, occasion).await?.unwrap();
    bodies::register(&tx, body, &kept, form, source, noon()).await?;
    Ok(tx.commit().await?)
}

#[tokio::test]
async fn of_fifty_registrations_for_ten_places_exactly_ten_are_received() {
    on_each_database("places of an occasion", async |store, _| {
        let occasion = published(&store, 10).await;
        let mut tries = JoinSet::new();
        for n in 0..50_u128 {
            let store = store.clone();
            tries.spawn(async move {
                let form = form(&format!("第{n}市"), 1);
                register(&store, id(800 + n), occasion, &form, Source::Outside).await
            });
        }
        let (mut received, mut full) = (0, 0);
        while let Some(done) = tries.join_next().await {
            match done.unwrap() {
                Ok(()) => received += 1,
                Err(RegisterError::Full) => full += 1,
                Err(error) => panic!("{error}"),
            }
        }
        assert_eq!((received, full), (10, 40));
        let tx = store.read(&host()).await.unwrap();
        let kept = occasions::find(&tx, occasion).await.unwrap().unwrap();
        assert_eq!((kept.registered, kept.left()), (10, Some(0)));
        assert_eq!(bodies::of_occasion(&tx, occasion).await.unwrap().len(), 10);
    })
    .await;
}

#[tokio::test]
async fn a_body_registers_once_however_it_is_written_and_again_after_it_took_that_back() {
    on_each_database("bodies are registered once", async |store, _| {
        let occasion = published(&store, 10).await;
        let told = Source::Told;
        register(&store, id(800), occasion, &form("みどり野市", 2), Source::House(id(2))).await.unwrap();
        for name in ["みどり野市", "ミドリ野市"] {
            let twice = register(&store, id(801), occasion, &form(name, 1), told).await;
            assert!(matches!(twice, Err(RegisterError::Registered)), "{name}: {twice:?}");
        }
        let tx = store.write(&host()).await.unwrap();
        let own = bodies::find_to_change(&tx, id(800)).await.unwrap().unwrap();
        let more = ChangeForm { people: 11, ..own.said.clone() };
        assert!(matches!(bodies::change(&tx, &own, &more, noon()).await, Err(RegisterError::Full)));
        drop(tx);
        let tx = store.write(&host()).await.unwrap();
        let own = bodies::find_to_change(&tx, id(800)).await.unwrap().unwrap();
        bodies::withdraw(&tx, &own, noon()).await.unwrap();
        tx.commit().await.unwrap();
        register(&store, id(802), occasion, &form("みどり野市", 10), told).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_house_finds_its_own_registration_and_nothing_else_of_the_host() {
    on_each_database("registrations of a house", async |store, _| {
        let occasion = published(&store, 10).await;
        register(&store, id(800), occasion, &form("みさき市", 2), Source::House(id(2))).await.unwrap();
        register(&store, id(801), occasion, &form("若葉市", 1), Source::Outside).await.unwrap();
        let tx = store.read(&Scope::tenant(id(2), id(9))).await.unwrap();
        let own = bodies::of_house(&tx, id(2)).await.unwrap();
        assert_eq!(own.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["みさき市"]);
        assert_eq!(occasions::find(&tx, occasion).await.unwrap(), None);
        assert!(bodies::of_occasion(&tx, occasion).await.unwrap().is_empty());
        assert_eq!(bodies::find(&tx, id(801)).await.unwrap(), None);
    })
    .await;
}
