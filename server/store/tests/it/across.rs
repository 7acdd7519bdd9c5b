//! What a city shares of its adoption is read by the houses that it shares with, and by nobody else.

use crate::support::{id, noon, two_tenants};
use domain::{
    accounts::{AccountKind, TenantKind},
    adoption::{
        AdoptionState, Evidence, FunnelStep, Source,
        across::{MONTHS, Reader, Readers, Sum, TOUCHES, Told},
    },
    ids::{AccountId, OfficeId, TenantId},
};
use sea_orm::{ConnectionTrait as _, Database, DatabaseBackend, DatabaseConnection, Statement};
use std::collections::BTreeMap;
use store::{
    Error, Scope, Settings, Store,
    accounts::{self, NewAccount},
    adoption::{self, cities, sharing},
    demos::members,
    tenants::{self, Tenant, TenantSettings},
    testing::{add_office, on_each_database, tamper},
};

const OWN: (u128, TenantKind, &str) = (3, TenantKind::Prefecture, "290009");
const OTHER: (u128, TenantKind, &str) = (4, TenantKind::Prefecture, "130001");
const FEDERATION: (u128, TenantKind, &str) = (5, TenantKind::Federation, "290009");
const CENTRAL: (u128, TenantKind, &str) = (6, TenantKind::Central, "");

/// The houses around みどり野市, which has twenty offices, six of which use the system.
async fn houses(store: &Store) -> TenantId {
    let (city, _) = two_tenants(store).await;
    let tx = store.write(&Scope::system("test")).await.unwrap();
    for (n, kind, code) in [OWN, OTHER, FEDERATION, CENTRAL] {
        let codes = if code.is_empty() { Vec::new() } else { vec![code.to_owned()] };
        let slug = format!("house-{n}");
        let settings = TenantSettings::default();
        let tenant = Tenant { id: id(n), kind, name: slug.clone(), slug, settings, codes };
        tenants::add(&tx, &tenant, noon()).await.unwrap();
    }
    let account = NewAccount {
        id: administrator(),
        kind: AccountKind::Staff,
        name: "管理 花子".into(),
        email: None,
        password_hash: None,
        demo_key: None,
    };
    accounts::add(&tx, account, noon()).await.unwrap();
    tx.commit().await.unwrap();
    let tx = store.write(&Scope::tenant_by_system(id(FEDERATION.0), "test")).await.unwrap();
    members::add(&tx, id(50), 1, "みどり野市", Some(city), noon()).await.unwrap();
    tx.commit().await.unwrap();
    let tx = store.write(&Scope::tenant(city, administrator())).await.unwrap();
    for n in 0..20_u128 {
        let office: OfficeId = id(100 + n);
        add_office(&tx, office, &format!("29709990{n:02}"), "事業所", "292991", &["11"]).await;
        if n < 6 {
            let evidence = Evidence {
                state: AdoptionState::Using,
                as_of: "2024-06-01".parse().unwrap(),
                source: Source::Officer,
                recorded_at: noon(),
                note: String::new(),
            };
            adoption::record(&tx, id(200 + n), office, &evidence, None).await.unwrap();
        }
    }
    tx.commit().await.unwrap();
    city
}

fn administrator() -> AccountId {
    id(9)
}

async fn share(store: &Store, city: TenantId, version: i32, with: &[Reader]) -> Result<(), Error> {
    let with: Readers = with.iter().copied().collect();
    let tx = store.write(&Scope::tenant(city, administrator())).await?;
    sharing::share(&tx, version, &with, noon()).await?;
    tx.commit().await
}

async fn count(store: &Store, city: TenantId) {
    let tx = store.read(&Scope::system("test")).await.unwrap();
    let houses = sharing::reading_houses(&tx, city).await.unwrap();
    drop(tx);
    let tx = store.write(&Scope::tenant_by_system(city, "test")).await.unwrap();
    sharing::recount(&tx, "292991", &houses, (noon().date_naive(), noon())).await.unwrap();
    tx.commit().await.unwrap();
}

/// How many months of the city a house reads.
async fn reads(store: &Store, house: u128, city: TenantId) -> usize {
    let tx = store.read(&Scope::tenant(id(house), administrator())).await.unwrap();
    let months = cities::of_city(&tx, city).await.unwrap().len();
    assert_eq!(cities::newest(&tx, None).await.unwrap().len(), usize::from(months > 0));
    assert_eq!(cities::trend(&tx, None).await.unwrap().len(), months);
    months
}

/// What the median of a prefecture is made of.
async fn rates(store: &Store, prefecture: u8) -> Vec<(u64, u64)> {
    let tx = store.read(&Scope::system("test")).await.unwrap();
    cities::rates_of_prefecture(&tx, prefecture).await.unwrap()
}

/// A row of a bare query, in the scope of a house and past the store.
async fn bare(connection: &DatabaseConnection, house: u128, sql: &str) -> Result<i64, sea_orm::DbErr> {
    let house: TenantId = id(house);
    let sql = format!("SET app.tenant = '{house}'; {sql}");
    let (set, sql) = sql.split_once("; ").unwrap();
    connection.execute_unprepared(set).await?;
    let row = connection.query_one_raw(Statement::from_string(DatabaseBackend::Postgres, sql)).await?;
    row.unwrap().try_get("", "n")
}

#[tokio::test]
async fn a_house_reads_what_is_shared_with_it_and_another_prefecture_nothing() {
    on_each_database("counts of the adoption are shared", async |store, settings| {
        let city = houses(&store).await;
        count(&store, city).await;
        for (house, _, _) in [OWN, OTHER, FEDERATION, CENTRAL] {
            assert_eq!(reads(&store, house, city).await, 0, "nothing is shared before somebody says so");
        }
        share(&store, city, 0, &[Reader::Prefecture, Reader::Federation]).await.unwrap();
        count(&store, city).await;
        let months = MONTHS as usize;
        let wanted = [(OWN, months), (OTHER, 0), (FEDERATION, months), (CENTRAL, 0)];
        for ((house, _, _), months) in wanted {
            assert_eq!(reads(&store, house, city).await, months, "house {house}");
        }
        assert_eq!(reads(&store, 2, city).await, 0, "nor does another city");
        if let Settings::Postgres { url, .. } = &settings {
            row_level_security(url, months).await;
        }

        let tx = store.read(&Scope::tenant(id(OWN.0), administrator())).await.unwrap();
        let newest = cities::newest(&tx, Some(29)).await.unwrap().pop().unwrap();
        assert_eq!((newest.now.fraction(), newest.before.fraction()), (Some((6, 20)), Some((0, 20))));
        assert!(cities::newest(&tx, Some(13)).await.unwrap().is_empty());
        drop(tx);
        headway_is_shared_with_who_knew_of_it(&store, &settings, city).await;
        assert_eq!(rates(&store, 29).await, [(6, 20)], "the median knows no city's name");
        assert!(rates(&store, 13).await.is_empty());

        // What is taken back is gone before anything is counted again, and only for whom it was taken back.
        assert!(matches!(share(&store, city, 0, &[]).await, Err(Error::Stale)));
        share(&store, city, 1, &[Reader::Federation]).await.unwrap();
        assert_eq!(reads(&store, OWN.0, city).await, 0);
        assert!(rates(&store, 29).await.is_empty(), "nor is it in the median any more");
        assert_eq!(reads(&store, FEDERATION.0, city).await, months);
        count(&store, city).await;
        assert_eq!(reads(&store, OWN.0, city).await, 0);
    })
    .await;
}

/// How far offices have come is told with the counts, but not by a city that decided before it was among them.
async fn headway_is_shared_with_who_knew_of_it(store: &Store, settings: &Settings, city: TenantId) {
    let told = async || {
        let tx = store.read(&Scope::tenant(id(OWN.0), administrator())).await.unwrap();
        let sums = cities::sums(&tx, None).await.unwrap();
        let newest = cities::newest(&tx, None).await.unwrap().pop().unwrap();
        (newest.tells_headway, sums.funnel, sums.cohorts.len())
    };
    let (tells, funnel, cohorts) = told().await;
    assert!(tells && cohorts == TOUCHES.len());
    let sum = |adopted| Sum { cities: 1, hidden: 0, adopted, offices: 20 };
    let reached = FunnelStep::ALL.map(|step| funnel[&step]);
    assert_eq!(reached, [sum(6), sum(0), sum(0), sum(6), sum(6)]);
    tamper(settings, "UPDATE adoption_sharing SET headway = false").await;
    count(store, city).await;
    assert_eq!(told().await, (false, BTreeMap::new(), 0));
}

/// Row-level security alone holds, in bare SQL.
async fn row_level_security(url: &str, months: usize) {
    let connection = {
        let mut options = sea_orm::ConnectOptions::new(url);
        options.max_connections(1);
        Box::pin(Database::connect(options)).await.unwrap()
    };
    let all = "SELECT count(*) AS n FROM adoption_counts";
    for (house, months) in [(OWN.0, months), (OTHER.0, 0), (2, 0), (1, 2 * months)] {
        let seen = bare(&connection, house, all).await.unwrap();
        assert_eq!(seen, i64::try_from(months).unwrap(), "house {house}");
    }
    let decided = "SELECT count(*) AS n FROM adoption_sharing";
    assert_eq!(bare(&connection, OWN.0, decided).await.unwrap(), 0, "what a city decides is its own");
    let gone = "WITH gone AS (DELETE FROM adoption_counts RETURNING 1) SELECT count(*) AS n FROM gone";
    assert_eq!(bare(&connection, OWN.0, gone).await.unwrap(), 0, "a reader changes nothing");
    assert_eq!(bare(&connection, OWN.0, all).await.unwrap(), i64::try_from(months).unwrap());
}

#[tokio::test]
async fn what_hides_in_a_small_group_never_leaves_the_city() {
    on_each_database("small groups are hidden at their source", async |store, _| {
        let city = houses(&store).await;
        let tx = store.write(&Scope::tenant(city, administrator())).await.unwrap();
        for n in 0..3_u128 {
            let office: OfficeId = id(300 + n);
            add_office(&tx, office, &format!("29708880{n:02}"), "事業所", "292991", &["43"]).await;
        }
        tx.commit().await.unwrap();
        share(&store, city, 0, &[Reader::Central]).await.unwrap();
        count(&store, city).await;
        let tx = store.read(&Scope::tenant(id(CENTRAL.0), administrator())).await.unwrap();
        let told: Told = cities::of_city(&tx, city).await.unwrap().pop().unwrap().told;
        let words = serde_json::to_string(&told).unwrap();
        let support = told.groups[&domain::service_type::Group::CareManagement];
        assert_eq!(support, domain::adoption::across::Line::default(), "{words}");
        assert_eq!(told.all.fraction(), Some((6, 23)), "{words}");
        // Nor does the number of all without those of the other kind tell it: an office may stand in both, or in none.
        assert_eq!(told.groups[&domain::service_type::Group::Visit].offices, None, "{words}");
    })
    .await;
}
