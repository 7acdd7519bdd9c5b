//! One test, both databases: a fresh SQLite file, and a fresh PostgreSQL database opened as the application role.
//!
//! PostgreSQL runs where `HIROMERU_TEST_PG_OWNER` and `HIROMERU_TEST_PG_APP` name a cluster; every run is written to the
//! ledger (`HIROMERU_TEST_LEDGER`), so that whoever starts the tests can count that both really ran.

mod measuring;
mod templates;

pub use measuring::{award_all, bare_insert, copies, mail_states, numbered_id};

use crate::{
    Settings, Store, Tx,
    entities::{awards, corporations, office_services, offices},
};
use chrono::{DateTime, Utc};
use domain::ids::{AwardId, OfficeId};
use sea_orm::{
    ColumnTrait as _, ConnectOptions, ConnectionTrait as _, Database, EntityTrait as _, FromQueryResult as _,
    QueryFilter as _, sea_query::Expr,
};
use std::{env, path::Path};
use templates::{Cluster, next, on_sqlite};
use uuid::Uuid;

/// The role that the program serves as.
pub const APP_ROLE: &str = "hiromeru_app";

/// Where a test runs that is long and asks of one database what others ask of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// A file.
    Sqlite,
    /// The cluster.
    Postgres,
}

/// Runs a test on each database.
///
/// # Panics
/// When a database cannot be made ready: then nothing is tested.
pub async fn on_each_database(name: &str, test: impl AsyncFn(Store, Settings)) {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        on_one_database(engine, name, &test).await;
    }
}

/// Runs a test on one of the databases.
///
/// # Panics
/// When the database cannot be made ready: then nothing is tested.
pub async fn on_one_database(engine: Engine, name: &str, test: impl AsyncFn(Store, Settings)) {
    match (engine, Cluster::told()) {
        (Engine::Sqlite, _) => on_sqlite(name, templates::schema().await, test).await,
        (Engine::Postgres, Some(cluster)) => {
            cluster.make_schema().await;
            cluster.test(name, templates::SCHEMA, test).await;
        }
        (Engine::Postgres, None) => {}
    }
}

/// Runs a test on one of the databases, which holds more than the schema from the beginning: it is filled once in a
/// process (on the cluster: once for all), and copied. Who calls this fills it alike each time.
///
/// # Panics
/// When the database cannot be made ready: then nothing is tested.
pub async fn on_one_filled_database(
    engine: Engine,
    name: &str,
    fill: impl AsyncFn(Store, Settings),
    test: impl AsyncFn(Store, Settings),
) {
    match (engine, Cluster::told()) {
        (Engine::Sqlite, _) => on_sqlite(name, templates::filled(&fill).await, test).await,
        (Engine::Postgres, Some(cluster)) => {
            cluster.make_filled(&fill).await;
            cluster.test(name, templates::FILLED, test).await;
        }
        (Engine::Postgres, None) => {}
    }
}

/// The same database, as the owner of its tables sees it.
///
/// # Panics
/// When there is no cluster: then nothing is tested.
pub fn as_owner(settings: &Settings) -> Settings {
    match settings {
        Settings::Sqlite(_) => settings.clone(),
        Settings::Postgres { url, connections } => {
            let owner = env::var("HIROMERU_TEST_PG_OWNER").expect("the tests have a cluster");
            let (_, database) = url.rsplit_once('/').expect("an address ends with a database");
            Settings::Postgres { url: format!("{owner}{database}"), connections: *connections }
        }
    }
}

/// Does to the rows what somebody does who has the database's own password; how many rows it met.
///
/// # Panics
/// When the database refuses.
pub async fn tamper(settings: &Settings, sql: &str) -> u64 {
    let connection = match as_owner(settings) {
        Settings::Sqlite(path) => format!("sqlite://{}", path.display()),
        Settings::Postgres { url, .. } => url,
    };
    // One connection: what is set for it holds for the statement that follows.
    let mut options = ConnectOptions::new(connection);
    options.max_connections(1);
    let connection = Box::pin(Database::connect(options)).await.expect("the database opens");
    if matches!(settings, Settings::Postgres { .. }) {
        connection.execute_unprepared("SET app.system = 'on'").await.expect("the owner sees every row");
    }
    let done = connection.execute_unprepared(sql).await.expect("nothing refuses the owner");
    connection.close().await.expect("the connection closes");
    done.rows_affected()
}

/// An empty place of the same kind, as its owner sees it, and as the program serves it: below `folder`, or a database
/// without tables.
///
/// # Panics
/// When a database cannot be made: then nothing is tested.
pub async fn empty_place(like: &Settings, folder: &Path) -> (Settings, Settings) {
    match like {
        Settings::Sqlite(_) => {
            let settings = Settings::Sqlite(folder.join("hiromeru.sqlite"));
            (settings.clone(), settings)
        }
        Settings::Postgres { url, connections } => {
            let owner = env::var("HIROMERU_TEST_PG_OWNER").expect("the tests have a cluster");
            let (app, _) = url.rsplit_once('/').expect("an address ends with a database");
            let connection = Box::pin(Database::connect(format!("{owner}postgres")))
                .await
                .expect("the cluster answers the owner");
            let database = format!("e_{}_{}", std::process::id(), next());
            connection
                .execute_unprepared(&format!("CREATE DATABASE {database} TEMPLATE template0"))
                .await
                .expect("an empty database");
            connection.close().await.expect("the owner's connection closes");
            let of = |url: String| Settings::Postgres { url, connections: *connections };
            (of(format!("{owner}{database}")), of(format!("{app}/{database}")))
        }
    }
}

/// Puts an office with its services into the register of the scope's tenant.
///
/// # Panics
/// When the register does not take it: then nothing is tested.
pub async fn add_office(
    tx: &Tx,
    id: OfficeId,
    number: &str,
    name: &str,
    municipality_code: &str,
    services: &[&str],
) {
    let tenant_id = tx.tenant().expect("a tenant's scope").uuid();
    let at = DateTime::<Utc>::UNIX_EPOCH;
    let row = offices::Model {
        tenant_id,
        id: id.uuid(),
        number: number.to_owned(),
        name: name.to_owned(),
        name_kana: String::new(),
        corporation_id: None,
        municipality_code: municipality_code.to_owned(),
        postal_code: String::new(),
        address: "みどり県みどり野市中央1-2-3".to_owned(),
        building: String::new(),
        phone: "03-0000-0000".to_owned(),
        fax: String::new(),
        email: String::new(),
        url: String::new(),
        area: String::new(),
        status: "active".to_owned(),
        designated_on: None,
        remarks: String::new(),
        search_key: number.to_owned(),
        created_at: at,
        updated_at: at,
        version: 1,
        status_on: None,
        merged_into: None,
    };
    offices::Entity::insert(offices::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await
        .expect("the register takes the office");
    for (place, code) in services.iter().enumerate() {
        let row = office_services::Model {
            tenant_id,
            id: Uuid::from_u128(id.uuid().as_u128() + ((place as u128 + 1) << 64)),
            office_id: id.uuid(),
            service_code: (*code).to_owned(),
            name: String::new(),
            name_kana: String::new(),
            corporation_name: String::new(),
            corporate_number: None,
            municipality_code: municipality_code.to_owned(),
            postal_code: String::new(),
            address: String::new(),
            building: String::new(),
            phone: String::new(),
            fax: String::new(),
            url: String::new(),
            capacity: None,
            status: "active".to_owned(),
            designated_on: None,
            remarks: String::new(),
        };
        office_services::Entity::insert(office_services::ActiveModel::from(row))
            .exec_without_returning(tx.connection())
            .await
            .expect("the register takes the service");
    }
}

/// Puts a corporation into the register of the scope's tenant, to which these offices belong.
///
/// # Panics
/// When the register does not take it: then nothing is tested.
pub async fn add_corporation(tx: &Tx, id: Uuid, name: &str, of: &[OfficeId]) {
    let tenant_id = tx.tenant().expect("a tenant's scope").uuid();
    let at = DateTime::<Utc>::UNIX_EPOCH;
    let row = corporations::Model {
        tenant_id,
        id,
        number: None,
        name: name.to_owned(),
        search_key: name.to_owned(),
        created_at: at,
        updated_at: at,
        version: 1,
    };
    corporations::Entity::insert(corporations::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await
        .expect("the register takes the corporation");
    offices::Entity::update_many()
        .col_expr(offices::Column::CorporationId, Expr::value(Some(id)))
        .filter(offices::Column::TenantId.eq(tenant_id))
        .filter(offices::Column::Id.is_in(of.iter().map(|office| office.uuid())))
        .exec(tx.connection())
        .await
        .expect("the offices belong to it");
}

/// Puts an award of the scope's tenant into a payment on its way, without a run: its amount stays until that is over.
///
/// # Panics
/// When there is no such award: then nothing is tested.
pub async fn put_on_its_way(tx: &Tx, award: AwardId, payment: Uuid) {
    let done = awards::Entity::update_many()
        .col_expr(awards::Column::LivePaymentId, Expr::value(Some(payment)))
        .filter(awards::Column::TenantId.eq(tx.tenant().expect("a tenant's scope").uuid()))
        .filter(awards::Column::Id.eq(award.uuid()))
        .exec(tx.connection())
        .await
        .expect("the award takes the payment");
    assert_eq!(done.rows_affected, 1, "there is such an award");
}

/// Changes the rows of a SQLite file behind the store's back, as somebody who holds the file could.
///
/// # Panics
/// When the database is another or does not take it: then nothing is tested.
pub async fn forge(settings: &Settings, sql: &str) {
    let Settings::Sqlite(path) = settings else { panic!("only a file can be forged") };
    let connection =
        Box::pin(Database::connect(format!("sqlite://{}", path.display()))).await.expect("the file opens");
    connection.execute_unprepared(sql).await.expect("the file takes it");
}

/// Gives an office of the scope's tenant a mail address.
///
/// # Panics
/// When the register does not take it: then nothing is tested.
pub async fn set_email(tx: &Tx, id: OfficeId, email: &str) {
    offices::Entity::update_many()
        .col_expr(offices::Column::Email, Expr::value(email))
        .filter(offices::Column::TenantId.eq(tx.tenant().expect("a tenant's scope").uuid()))
        .filter(offices::Column::Id.eq(id.uuid()))
        .exec(tx.connection())
        .await
        .expect("the register takes the address");
}

/// Everything that some tables hold of the scope's tenant, row by row, as text that can be compared.
///
/// # Panics
/// When the database does not tell: then nothing is tested.
pub async fn contents(tx: &Tx, tables: &[&str]) -> Vec<(String, Vec<String>)> {
    let tenant = tx.tenant().expect("a tenant's scope").uuid();
    let mut contents = Vec::new();
    for table in tables {
        let column = if *table == "demo_registrations" { "shared_with" } else { "tenant_id" };
        let statement = tx.statement(&format!("SELECT * FROM {table} WHERE {column} = $1"), [tenant.into()]);
        let rows = sea_orm::JsonValue::find_by_statement(statement).all(tx.connection()).await;
        let mut rows: Vec<String> =
            rows.expect("the table is read").into_iter().map(|row| row.to_string()).collect();
        rows.sort();
        contents.push(((*table).to_owned(), rows));
    }
    contents
}

/// The tables that a query reads from end to end, as far as its plan tells: nothing where an index leads to every row.
/// `$1` is the scope's tenant, `$2` the year, the other numbers follow.
///
/// # Panics
/// When the database does not explain: then nothing is tested.
pub async fn scans(tx: &Tx, sql: &str, year: i32, others: &[i64]) -> Vec<String> {
    use crate::tx::Engine;
    let tenant = tx.tenant().expect("a tenant's scope").uuid();
    let others = others.iter().map(|number| (*number).into());
    let values: Vec<sea_orm::Value> = [tenant.into(), year.into()].into_iter().chain(others).collect();
    let (explain, column, words) = match tx.engine() {
        Engine::Sqlite => ("EXPLAIN QUERY PLAN", "detail", "SCAN "),
        Engine::Postgres => {
            // A table of a few rows is read whole whatever there is; this asks whether it need be.
            let off = "SET LOCAL enable_seqscan = off";
            tx.connection().execute_unprepared(off).await.expect("the planner is told");
            ("EXPLAIN", "QUERY PLAN", "Seq Scan on ")
        }
    };
    let plan = tx.connection().query_all_raw(tx.statement(&format!("{explain} {sql}"), values)).await;
    let lines = plan.expect("the database explains");
    let lines = lines.iter().map(|row| row.try_get::<String>("", column).expect("a line of the plan"));
    // What is scanned under a name of the query itself has been found already.
    let own = ["SCAN items", "SCAN first_", "SCAN CONSTANT ROW"];
    lines.filter(|line| line.contains(words) && !own.iter().any(|name| line.contains(name))).collect()
}

/// Whether the schema refuses a change.
pub async fn refuses(tx: &Tx, sql: &str) -> bool {
    tx.connection().execute_unprepared(sql).await.is_err()
}

/// Every column of the schema that names an office, as `table.column`.
///
/// # Panics
/// When the database is another or does not tell: then nothing is tested.
pub async fn columns_of_offices(tx: &Tx) -> Vec<String> {
    let sql = "SELECT m.name || '.' || c.name AS name FROM sqlite_master m JOIN pragma_table_info(m.name) c
        WHERE m.type = 'table' AND c.name LIKE '%office_id' ORDER BY 1";
    let rows = tx.connection().query_all_raw(tx.statement(sql, [])).await.expect("the schema is read");
    rows.iter().map(|row| row.try_get("", "name").expect("a name")).collect()
}
