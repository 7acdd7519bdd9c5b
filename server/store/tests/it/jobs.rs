use crate::support::{id, noon, two_tenants};
use chrono::TimeDelta;
use domain::ids::{JobId, TenantId};
use serde_json::json;
use store::{
    Scope, Store,
    jobs::{self, Lane, NewJob},
    testing::on_each_database,
};

const WORKER: Scope = Scope::system("worker");

async fn enqueue(store: &Store, tenant: TenantId, n: u128, key: Option<&str>) {
    enqueue_kind(store, tenant, n, key, "mail.send").await;
}

async fn enqueue_kind(store: &Store, tenant: TenantId, n: u128, key: Option<&str>, kind: &'static str) {
    let tx = store.write(&Scope::tenant(tenant, id(9))).await.unwrap();
    let job = NewJob {
        id: id(n),
        tenant,
        kind,
        payload: json!({ "mail": n.to_string() }),
        unique_key: key.map(str::to_owned),
        run_at: noon(),
    };
    jobs::enqueue(&tx, job).await.unwrap();
    tx.commit().await.unwrap();
}

async fn lease(store: &Store, minutes: i64) -> Option<JobId> {
    lease_in(store, Lane::Rest, minutes).await
}

async fn lease_in(store: &Store, lane: Lane, minutes: i64) -> Option<JobId> {
    let tx = store.write(&WORKER).await.unwrap();
    let now = noon() + TimeDelta::minutes(minutes);
    let leased = jobs::lease(&tx, "w", lane, now, TimeDelta::minutes(5)).await.unwrap();
    tx.commit().await.unwrap();
    leased.map(|job| job.id)
}

#[tokio::test]
async fn a_job_is_held_by_one_worker_and_taken_again_when_its_lease_runs_out() {
    on_each_database("job leases", async |store, _| {
        let (first, _) = two_tenants(&store).await;
        enqueue(&store, first, 1, Some("one")).await;
        enqueue(&store, first, 2, Some("one")).await;
        assert_eq!(lease(&store, 0).await, Some(id(1)), "the second with the same key was not made");
        assert_eq!(lease(&store, 1).await, None);
        assert_eq!(lease(&store, 6).await, Some(id(1)), "the worker is taken for dead");
        let tx = store.write(&WORKER).await.unwrap();
        jobs::done(&tx, id(1), noon()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(lease(&store, 60).await, None);
    })
    .await;
}

#[tokio::test]
async fn a_mail_about_signing_in_stands_behind_nothing_else() {
    on_each_database("lanes", async |store, _| {
        let (first, _) = two_tenants(&store).await;
        enqueue(&store, first, 1, None).await;
        enqueue_kind(&store, first, 2, None, jobs::SIGN_IN).await;
        assert_eq!(lease_in(&store, Lane::SignIn, 0).await, Some(id(2)));
        assert_eq!(lease_in(&store, Lane::SignIn, 0).await, None);
        assert_eq!(lease_in(&store, Lane::Rest, 0).await, Some(id(1)));
        assert_eq!(lease_in(&store, Lane::Rest, 0).await, None);
    })
    .await;
}

#[tokio::test]
async fn whose_turn_it_is_is_read_from_an_index_in_order() {
    on_each_database("turns", async |store, _| {
        let (first, _) = two_tenants(&store).await;
        let tx = store.read(&WORKER).await.unwrap();
        let plans = [
            jobs::plan(&tx, Lane::SignIn, noon()).await.unwrap(),
            jobs::plan(&tx, Lane::Rest, noon()).await.unwrap(),
            store::mails::handfuls::plan(&tx, first, noon()).await.unwrap(),
        ];
        for plan in plans {
            assert!(plan.contains("INDEX") || plan.contains("Index"), "{plan}");
            let sorted = ["TEMP B-TREE", "Sort"];
            assert!(!sorted.iter().any(|words| plan.contains(words)), "{plan}");
        }
    })
    .await;
}

#[tokio::test]
async fn eight_workers_take_twenty_jobs_and_none_twice() {
    on_each_database("jobs are taken once", async |store, _| {
        let (first, _) = two_tenants(&store).await;
        for n in 1..=20 {
            enqueue(&store, first, n, None).await;
        }
        let mut workers = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let store = store.clone();
            workers.spawn(async move {
                let mut taken = Vec::new();
                while let Some(job) = lease(&store, 0).await {
                    taken.push(job);
                }
                taken
            });
        }
        let mut taken: Vec<JobId> = workers.join_all().await.into_iter().flatten().collect();
        taken.sort();
        assert_eq!(taken, (1..=20).map(id).collect::<Vec<_>>());
    })
    .await;
}

#[test]
fn waiting_doubles_up_to_some_six_hours() {
    assert_eq!(jobs::backoff(1), TimeDelta::seconds(10));
    assert_eq!(jobs::backoff(2), TimeDelta::seconds(20));
    assert_eq!(jobs::backoff(40), TimeDelta::seconds(20480));
}
