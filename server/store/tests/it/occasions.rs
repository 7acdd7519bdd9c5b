//! 催し on both databases: never more people than places, each body once, and nobody else's house.

use crate::support::{id, noon, two_tenants};
use chrono::{NaiveDate, NaiveTime};
use domain::{
    demos::{Contact, Place},
    ids::{BodyId, OccasionId},
    occasions::{Admission, BodyForm, BodyKind, ChangeForm, Occasion, OccasionKind, Sendable},
    prefecture::Prefecture,
};
use store::{
    Scope, Store, Tx,
    dispatches::lecturers as speakers,
    occasions::{
        self, Kept,
        bodies::{self, RegisterError, Source},
        lecturers, waiting,
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
        waits: false,
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

async fn kept(tx: &Tx, occasion: OccasionId) -> Kept {
    occasions::find(tx, occasion).await.unwrap().unwrap()
}

#[tokio::test]
async fn of_fifty_who_would_wait_ten_have_places_and_forty_stand_in_line_once() {
    on_each_database("a line of an occasion", async |store, _| {
        let occasion = published(&store, 10).await;
        let mut tries = JoinSet::new();
        for n in 0..50_u128 {
            let store = store.clone();
            tries.spawn(async move {
                let form = BodyForm { waits: true, ..form(&format!("第{n}市"), 1) };
                register(&store, id(800 + n), occasion, &form, Source::Outside).await
            });
        }
        while let Some(done) = tries.join_next().await {
            done.unwrap().unwrap();
        }
        let tx = store.read(&host()).await.unwrap();
        assert_eq!(kept(&tx, occasion).await.left(), Some(0));
        assert_eq!(bodies::placed(&tx, occasion).await.unwrap().len(), 10);
        assert_eq!(waiting::line(&tx, occasion).await.unwrap().len(), 40);
        drop(tx);
        // Three places are free; however often and however many look, three are offered, the first of the line.
        let tx = store.write(&host()).await.unwrap();
        for one in bodies::placed(&tx, occasion).await.unwrap().iter().take(3) {
            bodies::withdraw(&tx, one, noon()).await.unwrap();
        }
        let first: Vec<_> =
            waiting::line(&tx, occasion).await.unwrap().iter().take(3).map(|one| one.id).collect();
        tx.commit().await.unwrap();
        let mut looks = JoinSet::new();
        for _ in 0..5 {
            let store = store.clone();
            looks.spawn(async move {
                let tx = store.write(&host()).await.unwrap();
                let kept = occasions::find_to_change(&tx, occasion).await.unwrap().unwrap();
                let turned = waiting::turn(&tx, &kept, noon()).await.unwrap();
                tx.commit().await.unwrap();
                turned.offered.len()
            });
        }
        let mut offered = 0;
        while let Some(done) = looks.join_next().await {
            offered += done.unwrap();
        }
        assert_eq!(offered, 3);
        let tx = store.read(&host()).await.unwrap();
        let line = waiting::line(&tx, occasion).await.unwrap();
        let holds: Vec<_> =
            line.iter().filter(|one| one.wait.is_some_and(|wait| wait.holds)).map(|one| one.id).collect();
        assert_eq!(holds, first);
        assert_eq!(kept(&tx, occasion).await.left(), Some(0), "what is offered counts as taken");
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
        assert!(matches!(
            bodies::change(&tx, &kept(&tx, occasion).await, &own, &more, noon()).await,
            Err(RegisterError::Full)
        ));
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

#[tokio::test]
async fn of_ten_occasions_at_one_hour_a_lecturer_is_sent_to_one() {
    on_each_database("a lecturer and ten occasions", async |store, _| {
        two_tenants(&store).await;
        let tx = store.write(&host()).await.unwrap();
        assert!(speakers::add(&tx, id(50), ("中央 太郎", "東京駅"), noon()).await.unwrap());
        for n in 0..10_u128 {
            occasions::add(&tx, id(70 + n), &webinar(10), noon()).await.unwrap();
        }
        tx.commit().await.unwrap();
        let mut tries = JoinSet::new();
        for n in 0..10_u128 {
            let store = store.clone();
            tries.spawn(async move {
                let tx = store.write(&host()).await.unwrap();
                let kept = occasions::find_to_change(&tx, id(70 + n)).await.unwrap().unwrap();
                let sent = lecturers::send(&tx, &kept, Sendable::Lecturer(id(50)), 4, noon()).await.unwrap();
                // Whoever is refused drops the transaction.
                if sent {
                    tx.commit().await.unwrap();
                }
                sent
            });
        }
        let mut sent = 0;
        while let Some(done) = tries.join_next().await {
            sent += usize::from(done.unwrap());
        }
        assert_eq!(sent, 1);
        let tx = store.read(&host()).await.unwrap();
        let taken = speakers::taken(&tx, 0..i64::MAX).await.unwrap();
        assert_eq!(taken.len(), 1, "{taken:?}");
        assert_eq!(taken[0].quarters, webinar(10).lecturing(4)[0]);
        let speakers::Use::Occasion(one) = taken[0].by else { panic!("{taken:?}") };
        drop(tx);
        // Sent again with another way, it is taken anew; called off, it is free.
        let tx = store.write(&host()).await.unwrap();
        let kept = kept(&tx, one).await;
        assert!(lecturers::send(&tx, &kept, Sendable::Lecturer(id(50)), 0, noon()).await.unwrap());
        assert_eq!(speakers::taken(&tx, 0..i64::MAX).await.unwrap()[0].quarters, webinar(10).lecturing(0)[0]);
        assert!(lecturers::release(&tx, &kept, Sendable::Lecturer(id(50)), noon()).await.unwrap());
        assert!(!lecturers::release(&tx, &kept, Sendable::Lecturer(id(50)), noon()).await.unwrap());
        assert!(speakers::taken(&tx, 0..i64::MAX).await.unwrap().is_empty());
        assert!(lecturers::of_occasion(&tx, one).await.unwrap().is_empty());
    })
    .await;
}
