use crate::support::{id, noon, two_tenants};
use serde_json::json;
use store::{
    Error, Scope,
    events::{self, Event},
    testing::{on_each_database, refuses},
};
use uuid::Uuid;

fn happened(n: u128) -> Event {
    Event::of(noon(), "office.added", "office", Uuid::from_u128(n), json!({ "number": "2970999013" }))
}

#[tokio::test]
async fn events_of_a_change_are_chained_in_order_and_each_tenant_has_its_own_chain() {
    on_each_database("events are chained", async |store, _| {
        let (first, second) = two_tenants(&store).await;
        for tenant in [first, first, second] {
            let tx = store.write(&Scope::tenant(tenant, id(9))).await.unwrap();
            tx.record(happened(7)).unwrap();
            tx.record(happened(8)).unwrap();
            tx.commit().await.unwrap();
        }
        let tx = store.read(&Scope::tenant(first, id(9))).await.unwrap();
        assert_eq!(events::count(&tx).await.unwrap(), 4);
        assert_eq!(events::first_broken(&tx).await.unwrap(), None);
        let of_seven = events::of_subject(&tx, "office", Uuid::from_u128(7)).await.unwrap();
        assert_eq!(of_seven.iter().map(|event| event.seq).collect::<Vec<_>>(), [1, 3]);
        drop(tx);
        let tx = store.read(&Scope::tenant(second, id(9))).await.unwrap();
        assert_eq!(events::count(&tx).await.unwrap(), 2);
    })
    .await;
}

#[tokio::test]
async fn as_many_events_as_a_change_has_are_one_chain() {
    on_each_database("many events of one change", async |store, _| {
        let (first, _) = two_tenants(&store).await;
        let tx = store.write(&Scope::tenant(first, id(9))).await.unwrap();
        // More values than either database takes in one statement.
        for n in 0..6_001 {
            tx.record(happened(n)).unwrap();
        }
        tx.commit().await.unwrap();
        let tx = store.read(&Scope::tenant(first, id(9))).await.unwrap();
        assert_eq!(events::count(&tx).await.unwrap(), 6_001);
        assert_eq!(events::first_broken(&tx).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn a_change_that_is_not_committed_leaves_no_event() {
    on_each_database("no event without commit", async |store, _| {
        let (first, _) = two_tenants(&store).await;
        let tx = store.write(&Scope::tenant(first, id(9))).await.unwrap();
        tx.record(happened(7)).unwrap();
        let change = "UPDATE tenants SET version = version";
        assert!(!refuses(&tx, change).await);
        drop(tx);
        let tx = store.read(&Scope::tenant(first, id(9))).await.unwrap();
        assert_eq!(events::count(&tx).await.unwrap(), 0);
        assert!(matches!(tx.record(happened(7)), Err(Error::ReadOnly)));
        assert!(refuses(&tx, change).await, "whoever only looks changes nothing");
    })
    .await;
}

#[tokio::test]
async fn twenty_changes_at_once_leave_one_whole_chain() {
    on_each_database("concurrent chain", async |store, _| {
        let (first, _) = two_tenants(&store).await;
        let mut changes = tokio::task::JoinSet::new();
        for n in 0..20 {
            let store = store.clone();
            changes.spawn(async move {
                let tx = store.write(&Scope::tenant(first, id(9))).await.unwrap();
                tx.record(happened(n)).unwrap();
                tx.commit().await.unwrap();
            });
        }
        changes.join_all().await;
        let tx = store.read(&Scope::tenant(first, id(9))).await.unwrap();
        assert_eq!((events::count(&tx).await.unwrap(), events::first_broken(&tx).await.unwrap()), (20, None));
    })
    .await;
}

#[tokio::test]
async fn the_application_role_cannot_change_what_happened() {
    use sea_orm::{ConnectionTrait as _, Database};
    on_each_database("events are append-only", async |store, settings| {
        let (first, _) = two_tenants(&store).await;
        let tx = store.write(&Scope::tenant(first, id(9))).await.unwrap();
        tx.record(happened(1)).unwrap();
        tx.record(happened(2)).unwrap();
        tx.commit().await.unwrap();
        let forge = "UPDATE events SET payload = '{}' WHERE seq = 1";
        match settings {
            store::Settings::Postgres { url, .. } => {
                let connection = Box::pin(Database::connect(url)).await.unwrap();
                let refused = connection.execute_unprepared(forge).await.unwrap_err().to_string();
                assert!(refused.contains("permission denied"), "{refused}");
            }
            store::Settings::Sqlite(path) => {
                // SQLite has no roles: whoever holds the file can forge, but not unseen.
                let connection =
                    Box::pin(Database::connect(format!("sqlite://{}", path.display()))).await.unwrap();
                connection.execute_unprepared(forge).await.unwrap();
                let tx = store.read(&Scope::tenant(first, id(9))).await.unwrap();
                assert_eq!(events::first_broken(&tx).await.unwrap(), Some(1));
            }
        }
    })
    .await;
}
