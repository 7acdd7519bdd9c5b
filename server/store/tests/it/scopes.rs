use crate::support::{id, noon, two_tenants};
use domain::{
    accounts::{AccountKind, Role},
    ids::AccountId,
};
use sea_orm::{ConnectionTrait as _, Database, DatabaseBackend, Statement};
use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use store::{
    Error, Scope, Settings, Store,
    accounts::{self, NewAccount},
    tenants,
    testing::{Engine, on_each_database, on_one_database},
};

fn form_key() -> store::OnceSlot {
    Arc::new(Mutex::new(Some(("k".into(), "/t/midorino/offices/new".into()))))
}

async fn member(store: &Store, tenant: domain::ids::TenantId, n: u128, name: &str) -> AccountId {
    let tx = store.write(&Scope::system("test")).await.unwrap();
    let account = NewAccount {
        id: id(n),
        kind: AccountKind::Staff,
        name: name.into(),
        email: Some((format!("{n}@example.jp"), format!("{n}@example.jp"))),
        password_hash: None,
        demo_key: None,
    };
    accounts::add(&tx, account, noon()).await.unwrap();
    tx.commit().await.unwrap();
    let tx = store.write(&Scope::tenant(tenant, id(n))).await.unwrap();
    accounts::grant(&tx, id(n), Role::Clerk, noon()).await.unwrap();
    tx.commit().await.unwrap();
    id(n)
}

#[tokio::test]
async fn whoever_writes_in_pieces_leaves_a_moment_only_where_somebody_waits() {
    // PostgreSQL has more than one who writes: nobody waits for the end.
    on_one_database(Engine::Sqlite, "a moment for others", async |store, settings| {
        let other = Store::open(&settings).await.unwrap();
        let tx = store.write(&Scope::system("test")).await.unwrap();
        assert!(store.moment_for_others().is_zero(), "nobody waits");
        let waiting =
            tokio::spawn(async move { other.write(&Scope::system("another program")).await.map(drop) });
        let asked = Instant::now();
        while store.moment_for_others().is_zero() {
            assert!(asked.elapsed() < Duration::from_secs(10), "whoever waits is seen");
            tokio::task::yield_now().await;
        }
        tx.commit().await.unwrap();
        waiting.await.unwrap().unwrap();
        assert!(store.moment_for_others().is_zero(), "who had a turn waits no more");
    })
    .await;
}

#[tokio::test]
async fn a_tenant_sees_its_own_people_only() {
    on_each_database("tenants see their own", async |store, _| {
        let (first, second) = two_tenants(&store).await;
        member(&store, first, 11, "青木").await;
        member(&store, second, 12, "井上").await;
        let tx = store.read(&Scope::tenant(first, id(11))).await.unwrap();
        let names: Vec<String> =
            accounts::members(&tx).await.unwrap().into_iter().map(|m| m.account.name).collect();
        assert_eq!(names, ["青木"]);
    })
    .await;
}

#[tokio::test]
async fn a_form_received_before_changes_nothing_again() {
    on_each_database("idempotency keys", async |store, _| {
        let (first, _) = two_tenants(&store).await;
        let sent = || Scope::tenant(first, id(9)).once(form_key());
        let tx = store.write(&sent()).await.unwrap();
        assert_eq!(tenants::next_number(&tx, "document").await.unwrap(), 1);
        tx.commit().await.unwrap();
        assert!(matches!(store.write(&sent()).await, Err(Error::Repeated)));
        let tx = store.write(&Scope::tenant(first, id(9))).await.unwrap();
        assert_eq!(tenants::next_number(&tx, "document").await.unwrap(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_form_whose_change_failed_may_be_sent_again() {
    on_each_database("keys of failed changes", async |store, _| {
        let (first, _) = two_tenants(&store).await;
        let sent = || Scope::tenant(first, id(9)).once(form_key());
        drop(store.write(&sent()).await.unwrap());
        assert!(store.write(&sent()).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn without_a_tenant_in_the_scope_no_tenant_row_is_reachable() {
    on_each_database("no tenant, no rows", async |store, settings| {
        let (first, _) = two_tenants(&store).await;
        member(&store, first, 11, "青木").await;
        let tx = store.read(&Scope::account(id(77))).await.unwrap();
        assert!(matches!(accounts::members(&tx).await, Err(Error::NoTenant)));
        drop(tx);
        if let Settings::Postgres { url, .. } = settings {
            // Past the store, in bare SQL: row-level security alone must hold.
            let bare = Box::pin(Database::connect(url)).await.unwrap();
            for table in ["memberships", "accounts", "tenant_codes", "events", "jobs"] {
                let count = bare
                    .query_one_raw(Statement::from_string(
                        DatabaseBackend::Postgres,
                        format!("SELECT count(*) AS n FROM {table}"),
                    ))
                    .await
                    .unwrap()
                    .unwrap();
                assert_eq!(count.try_get::<i64>("", "n").unwrap(), 0, "{table}");
            }
            let foreign = bare
                .execute_unprepared(&format!(
                    "INSERT INTO tenant_codes (tenant_id, code) VALUES ('{first}', '132039')"
                ))
                .await
                .unwrap_err();
            assert!(foreign.to_string().contains("row-level security"), "{foreign}");
        }
    })
    .await;
}

#[tokio::test]
async fn every_table_stands_under_forced_row_level_security() {
    on_each_database("row-level security is forced", async |_, settings| {
        let Settings::Postgres { url, .. } = settings else { return };
        let bare = Box::pin(Database::connect(url)).await.unwrap();
        let open = bare
            .query_all_raw(Statement::from_string(
                DatabaseBackend::Postgres,
                "SELECT c.relname::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                 WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm') AND c.relname <> 'seaql_migrations'
                 AND NOT (c.relrowsecurity AND c.relforcerowsecurity
                          AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))",
            ))
            .await
            .unwrap();
        let names: Vec<String> = open.iter().map(|row| row.try_get("", "name").unwrap()).collect();
        assert_eq!(names, Vec::<String>::new(), "tables without forced row-level security");
        let asked_for_each_row = bare
            .query_all_raw(Statement::from_string(
                DatabaseBackend::Postgres,
                "SELECT tablename || ' ' || policyname AS name FROM pg_policies WHERE schemaname = 'public'
                 AND concat(qual, with_check) ~ '(?<!SELECT )(?<!NULLIF)\\((NULLIF\\()?current_setting'
                 ORDER BY 1",
            ))
            .await
            .unwrap();
        let names: Vec<String> = asked_for_each_row.iter().map(|row| row.try_get("", "name").unwrap()).collect();
        assert_eq!(names, Vec::<String>::new(), "policies that ask for a setting for each row");
        let definers = bare
            .query_all_raw(Statement::from_string(
                DatabaseBackend::Postgres,
                "SELECT proname::text AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                 WHERE n.nspname = 'public' AND p.prosecdef",
            ))
            .await
            .unwrap();
        assert!(definers.is_empty());
    })
    .await;
}
