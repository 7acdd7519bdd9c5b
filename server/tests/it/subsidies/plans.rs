//! None of the desk's queries reads every application.

use super::{
    review::received_by,
    steps::{account, published, tenant},
};
use crate::support::on_each_world;
use chrono::{NaiveDate, TimeDelta};
use domain::{
    ids::{AccountId, ProgrammeId},
    service_type::ServiceType,
    subsidies::{Late, Order, Owner, Queue, StageName, Stages},
};
use store::{
    Scope,
    subsidies::{
        document_words,
        queue::{self, Cutoff, List},
        related,
    },
};
use uuid::Uuid;

/// Lists as an officer narrows them.
fn lists(programme: ProgrammeId) -> Vec<Queue> {
    let base = Queue::default;
    vec![
        base(),
        Queue { stages: Stages::All, reversed: true, ..base() },
        Queue { owner: Owner::Mine, order: Order::Updated, ..base() },
        Queue { owner: Owner::Nobody, order: Order::Amount, reversed: true, ..base() },
        Queue { order: Order::Programme, then: Some((Order::Amount, true)), ..base() },
        Queue { order: Order::Office, ..base() },
        Queue { order: Order::Assignee, reversed: true, ..base() },
        Queue {
            order: Order::Deadline,
            service: ServiceType::from_code("43"),
            area: "北部".into(),
            ..base()
        },
        Queue { stages: Stages::One(StageName::UnderReview), programme: Some(programme), ..base() },
        Queue { service: ServiceType::from_code("43"), area: "北部".into(), ..base() },
        Queue { flag: "要電話".into(), unread: true, late: Some(Late::Overdue), ..base() },
        Queue { words: "ひだまり".into(), ..base() },
        Queue { month: NaiveDate::from_ymd_opt(2024, 7, 1), ..base() },
    ]
}

#[tokio::test]
async fn no_query_of_the_desk_reads_every_application() {
    on_each_world("plans", async |world| {
        let programme = published(&world, &[]).await;
        received_by(&world, &programme, "hidamari", "2970999013", "ひだまり", &["43"]).await;
        world.wait(TimeDelta::days(1));
        let (tenant, clerk): (_, AccountId) =
            (tenant(&world, "midorino").await, account(&world, "clerk").await);
        let today = world.app.clock.today();
        for queue in lists(programme.parse().unwrap()) {
            let tx = world.app.store.read(&Scope::tenant(tenant, clerk)).await.unwrap();
            let late =
                queue.late.iter().map(|_| Cutoff { rules: Uuid::nil().into(), paused_days: 0, until: today });
            let list = List { queue: &queue, asker: clerk, late: late.collect() };
            let plans = queue::plans(&tx, &list).await.unwrap();
            assert!(plans.len() >= 3);
            for (sql, plan) in plans {
                let scans = plan.lines().any(|step| {
                    step.contains("SCAN applications") || step.contains("Seq Scan on applications")
                });
                assert!(!scans, "{queue:?}\n{sql}\n{plan}");
            }
        }
        // What the strip counts is read from an index, and from nothing else.
        let tx = world.app.store.read(&Scope::tenant(tenant, clerk)).await.unwrap();
        for (sql, plan) in queue::strip_plans(&tx).await.unwrap() {
            let alone =
                ["COVERING INDEX ix_applications_running", "Index Only Scan using ix_applications_running"];
            assert!(alone.iter().any(|words| plan.contains(words)), "{sql}\n{plan}");
        }
        drop(tx);
        // What one account sent is read from the end, and offices of one name are found by it.
        let tx = world.app.store.read(&Scope::tenant(tenant, clerk)).await.unwrap();
        let indexes = ["ix_applications_of_account", "ix_offices_named"];
        let plans = related::plans(&tx, clerk).await.unwrap();
        for ((sql, plan), index) in plans.iter().zip(indexes) {
            let sorted = plan.contains("TEMP B-TREE") || plan.contains("Sort");
            assert!(plan.contains(index) && !sorted, "{sql}\n{plan}");
        }
        // What belongs to one case is found by it. SQLite counts no rows, and would rather read all of a house in an order
        // that an index has; PostgreSQL counts them.
        let of_a_case = [
            "ix_events_tenant_id_subject_kind_subject_id",
            "ix_corrections_tenant_id_application_id",
            "ix_applications_tenant_id_office_id",
            "uq_office_services_tenant_id_office_id_service_code",
        ];
        assert_eq!(plans.len(), indexes.len() + of_a_case.len());
        for ((sql, plan), index) in plans[indexes.len()..].iter().zip(of_a_case) {
            assert!(plan.contains(index) || !plan.contains("USING INDEX"), "{sql}\n{plan}");
        }
        drop(tx);
        // Words of documents are read from the house's own rows, and from no others.
        let tx = world.app.store.read(&Scope::tenant(tenant, clerk)).await.unwrap();
        let words = ["領収".to_owned(), "ひだまり".to_owned()];
        for (sql, plan) in document_words::plan(&tx, &words).await.unwrap() {
            let scans = plan.contains("SCAN ") || plan.contains("Seq Scan");
            assert!(!scans && plan.contains("tenant_id"), "{sql}\n{plan}");
        }
    })
    .await;
}
