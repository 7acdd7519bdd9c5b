//! Events and looks as one list, narrowed, and never another tenant's.

use crate::support::{id, noon, two_tenants};
use chrono::TimeDelta;
use domain::ids::TenantId;
use serde_json::json;
use store::{
    Error, Scope, Store, Tx,
    audit::{self, Wanted},
    events::Event,
    testing::on_each_database,
    views,
};
use uuid::Uuid;

async fn some(store: &Store, tenant: TenantId) {
    for (n, account) in [(0, 9), (1, 9), (2, 10)] {
        let at = noon() + TimeDelta::hours(n);
        let tx = store.write(&Scope::tenant(tenant, id(account))).await.unwrap();
        let thing = Uuid::from_u128(700 + u128::try_from(n).unwrap());
        tx.record(Event::of(at, "office.edited", "office", thing, json!({}))).unwrap();
        let look = at + TimeDelta::minutes(1);
        views::record(
            &tx,
            Uuid::from_u128(thing.as_u128() + tenant.uuid().as_u128() * 1000),
            look,
            "office",
            thing,
            "page",
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn whoever_looks_waits_for_nobody_and_it_is_kept_at_the_end() {
    on_each_database("looks", async |store, _| {
        let (house, _) = two_tenants(&store).await;
        let scope = Scope::tenant(house, id(9));
        let thing = Uuid::from_u128(700);
        let look = async |tx: &Tx, number| {
            views::record(tx, Uuid::from_u128(number), noon(), "office", thing, "page").await.unwrap();
        };
        let kept = async || {
            let tx = store.read(&scope).await.unwrap();
            views::of_subject(&tx, "office", thing).await.unwrap().len()
        };
        // Somebody else is changing something.
        let writing = store.write(&scope).await.unwrap();
        let looking = store.look(&scope).await.unwrap();
        look(&looking, 1).await;
        let event = Event::of(noon(), "office.edited", "office", thing, json!({}));
        assert!(matches!(looking.record(event), Err(Error::ReadOnly)));
        look(&writing, 2).await;
        writing.commit().await.unwrap();
        assert_eq!(kept().await, 1, "what was looked at is kept at the end");
        looking.commit().await.unwrap();
        assert_eq!(kept().await, 2);
        // What is not ended keeps nothing.
        let looking = store.look(&scope).await.unwrap();
        look(&looking, 3).await;
        drop(looking);
        assert_eq!(kept().await, 2);
    })
    .await;
}

#[tokio::test]
async fn what_happened_and_who_looked_stand_in_one_order_and_are_narrowed_alike() {
    on_each_database("one list of events and looks", async |store, _| {
        let (first, second) = two_tenants(&store).await;
        some(&store, first).await;
        some(&store, second).await;
        let tx = store.read(&Scope::tenant(first, id(9))).await.unwrap();
        let all = audit::page(&tx, &Wanted::default(), 0, 100).await.unwrap();
        let kinds: Vec<&str> = all.iter().map(|entry| entry.kind.as_str()).collect();
        assert_eq!(kinds, ["view.page", "office.edited"].repeat(3), "newest first, and only みどり野市's");
        assert_eq!(all[1].seq, Some(3));
        assert_eq!((all[0].seq, all[0].payload.as_deref()), (None, None));
        assert_eq!(audit::page(&tx, &Wanted::default(), 4, 100).await.unwrap().len(), 2);
        let count = async |wanted: Wanted| audit::count(&tx, &wanted).await.unwrap();
        let any = Wanted::default;
        assert_eq!(count(Wanted { person: Some(id(9)), ..any() }).await, 4);
        assert_eq!(count(Wanted { noun: "office".into(), ..any() }).await, 3);
        assert_eq!(count(Wanted { noun: audit::VIEW.into(), ..any() }).await, 3);
        assert_eq!(count(Wanted { noun: "offic".into(), ..any() }).await, 0);
        assert_eq!(count(Wanted { things: Some(vec![Uuid::from_u128(701)]), ..any() }).await, 2);
        assert_eq!(count(Wanted { things: Some(Vec::new()), ..any() }).await, 0);
        let hour = |n| Some(noon() + TimeDelta::hours(n));
        assert_eq!(count(Wanted { from: hour(1), until: hour(2), ..any() }).await, 2);
        assert_eq!(count(Wanted { until: hour(0), ..any() }).await, 0);
    })
    .await;
}
