use crate::support::noon;
use chrono::TimeDelta;
use std::sync::{Arc, Mutex};
use store::{Error, Scope, Store, once, testing::on_each_database};

const KEEP: TimeDelta = TimeDelta::days(30);

/// Sends a form with this key; whether it was received.
async fn send(store: &Store, key: &str) -> bool {
    let slot = Arc::new(Mutex::new(Some((key.to_owned(), "/form".to_owned()))));
    match store.write(&Scope::system("test").once(slot)).await {
        Ok(tx) => {
            tx.commit().await.unwrap();
            true
        }
        Err(Error::Repeated) => false,
        Err(error) => panic!("{error}"),
    }
}

/// Sweeps so many days after noon.
async fn sweep(store: &Store, days: i64) -> u64 {
    let tx = store.write(&Scope::system("test")).await.unwrap();
    let swept = once::sweep(&tx, noon() + TimeDelta::days(days), KEEP).await.unwrap();
    tx.commit().await.unwrap();
    swept
}

#[tokio::test]
async fn a_key_is_forgotten_when_no_page_can_send_it_any_more_and_not_before() {
    on_each_database("keys of forms are swept", async |store, _| {
        assert!(send(&store, "answered").await && send(&store, "never answered").await);
        once::answered(&store, "answered", "/form", "/done", noon()).await.unwrap();
        assert_eq!(sweep(&store, 10).await, 0, "a key without a time gets one and stays");
        assert_eq!(sweep(&store, 30).await, 0);
        assert!(!send(&store, "answered").await && !send(&store, "never answered").await);
        assert_eq!(sweep(&store, 31).await, 1, "the answered one");
        assert_eq!(sweep(&store, 31).await, 0, "sweeping twice changes nothing");
        assert!(send(&store, "answered").await && !send(&store, "never answered").await);
        assert_eq!(sweep(&store, 41).await, 1, "ten days after the first sweep saw it, and thirty more");
        assert!(send(&store, "never answered").await);
    })
    .await;
}
