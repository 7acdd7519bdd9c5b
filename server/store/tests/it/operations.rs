use crate::support::{id, noon, two_tenants};
use chrono::TimeDelta;
use domain::ids::JobId;
use serde_json::json;
use store::{
    Scope, Store,
    jobs::{self, NewJob},
    operations::{self, Act, Mark},
    testing::on_each_database,
};

fn mark(detail: &str) -> Mark {
    Mark { at: noon(), detail: detail.to_owned() }
}

async fn leased(store: &Store) -> Option<JobId> {
    let tx = store.write(&Scope::system("worker")).await.unwrap();
    let job = jobs::lease(&tx, "w", jobs::Lane::Rest, noon(), TimeDelta::minutes(5)).await.unwrap();
    tx.commit().await.unwrap();
    job.map(|job| job.id)
}

#[tokio::test]
async fn a_tenant_reads_when_the_last_backup_was_and_only_the_system_writes_it() {
    on_each_database("marks of operations", async |store, settings| {
        let (tenant, _) = two_tenants(&store).await;
        let tx = store.write(&Scope::system("test")).await.unwrap();
        assert_eq!(operations::last_backup(&tx).await.unwrap(), None);
        for detail in ["first", "second"] {
            operations::mark(&tx, Act::Backup, mark(detail)).await.unwrap();
        }
        tx.commit().await.unwrap();
        let tx = store.read(&Scope::tenant(tenant, id(9))).await.unwrap();
        assert_eq!(operations::last_backup(&tx).await.unwrap(), Some(mark("second")));
        assert_eq!(operations::last_drill(&tx).await.unwrap(), None);
        drop(tx);
        if matches!(settings, store::Settings::Postgres { .. }) {
            let tx = store.write(&Scope::tenant(tenant, id(9))).await.unwrap();
            assert!(operations::mark(&tx, Act::Drill, mark("")).await.is_err(), "row-level security refuses");
        }
    })
    .await;
}

#[tokio::test]
async fn while_mail_is_held_every_other_job_is_done() {
    on_each_database("held mail", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        let tx = store.write(&Scope::tenant(tenant, id(9))).await.unwrap();
        for (n, kind) in [(1, "mail.send"), (2, "notice.make")] {
            let job =
                NewJob { id: id(n), tenant, kind, payload: json!({}), unique_key: None, run_at: noon() };
            jobs::enqueue(&tx, job).await.unwrap();
        }
        tx.commit().await.unwrap();
        let tx = store.write(&Scope::system("test")).await.unwrap();
        operations::mark(&tx, Act::Hold, mark("")).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!((leased(&store).await, leased(&store).await), (Some(id(2)), None));
        let tx = store.write(&Scope::system("test")).await.unwrap();
        assert!(operations::release(&tx).await.unwrap());
        assert!(!operations::release(&tx).await.unwrap(), "it is not held any more");
        tx.commit().await.unwrap();
        assert_eq!(leased(&store).await, Some(id(1)));
    })
    .await;
}
