//! What a large city or a whole country has, written by the database itself, for measurements.

use super::{as_owner, tamper};
use crate::{
    Settings, Tx,
    entities::{applications, awards},
};
use chrono::{DateTime, Utc};
use domain::{awards::Stage, ids::ProgrammeId};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, Database, EntityTrait as _, QueryFilter as _, Statement,
};

/// Inserts rows of text into a table that nothing else uses, many at a time: what a database needs for the bare rows.
///
/// # Panics
/// When the database does not take them.
pub async fn bare_insert(tx: &Tx, rows: impl Iterator<Item = Vec<String>>) {
    use sea_orm::sea_query::Query;
    const AT_ONCE: usize = 200;
    let mut rows = rows.peekable();
    let width = rows.peek().map_or(0, Vec::len);
    let names: Vec<String> = (0..width).map(|column| format!("c{column}")).collect();
    let columns = names.iter().map(|name| format!("{name} TEXT")).collect::<Vec<_>>().join(", ");
    let create = format!("CREATE TEMPORARY TABLE bare_rows ({columns})");
    tx.connection().execute_unprepared(&create).await.expect("a table of its own");
    while rows.peek().is_some() {
        let mut insert = Query::insert();
        insert.into_table("bare_rows").columns(names.clone());
        for row in rows.by_ref().take(AT_ONCE) {
            insert.values_panic(row.into_iter().map(Into::into));
        }
        tx.connection().execute(&insert).await.expect("the rows are taken");
    }
}

/// Copies the rows that a condition finds, `count` times, with some columns computed from `i` (1 to `count`): what a large
/// city or a whole country has, written by the database itself, for measurements.
///
/// # Panics
/// When the database refuses.
pub async fn copies(
    settings: &Settings,
    table: &str,
    condition: &str,
    count: u32,
    changed: &[(&str, String)],
) -> u64 {
    let columns = columns(settings, table).await;
    for (name, _) in changed {
        assert!(columns.iter().any(|column| column == name), "{table} has a column {name}");
    }
    let values: Vec<_> = columns
        .iter()
        .map(|column| match changed.iter().find(|(name, _)| name == column) {
            Some((_, computed)) => computed.clone(),
            None => format!("o.\"{column}\""),
        })
        .collect();
    let names: Vec<_> = columns.iter().map(|column| format!("\"{column}\"")).collect();
    let (names, values) = (names.join(", "), values.join(", "));
    tamper(
        settings,
        &format!(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
             INSERT INTO {table} ({names}) SELECT {values} FROM {table} AS o CROSS JOIN n WHERE {condition}"
        ),
    )
    .await
}

/// An id made of a kind (one hexadecimal digit) and a number, as SQL: the same wherever it is computed.
pub fn numbered_id(settings: &Settings, kind: char, number: &str) -> String {
    match settings {
        Settings::Sqlite(_) => {
            format!("CAST('{kind}' || substr('00000000000000' || ({number}), -15) AS BLOB)")
        }
        Settings::Postgres { .. } => {
            format!("CAST('{kind}0000000-0000-4000-8000-' || lpad(CAST({number} AS text), 12, '0') AS uuid)")
        }
    }
}

/// The columns of a table, in order.
async fn columns(settings: &Settings, table: &str) -> Vec<String> {
    let (connection, sql) = match as_owner(settings) {
        Settings::Sqlite(path) => {
            (format!("sqlite://{}", path.display()), format!("SELECT name FROM pragma_table_info('{table}')"))
        }
        Settings::Postgres { url, .. } => (
            url,
            format!(
                "SELECT CAST(column_name AS text) AS name FROM information_schema.columns
                 WHERE table_name = '{table}' AND table_schema = 'public' ORDER BY ordinal_position"
            ),
        ),
    };
    let connection = Box::pin(Database::connect(connection)).await.expect("the database opens");
    let rows = connection
        .query_all_raw(Statement::from_string(connection.get_database_backend(), sql))
        .await
        .expect("the columns are told");
    let names = rows.iter().map(|row| row.try_get("", "name").expect("a column has a name")).collect();
    connection.close().await.expect("the connection closes");
    names
}

/// The address and the state of every mail.
///
/// # Panics
/// When the rows cannot be read: then nothing is measured.
pub async fn mail_states(tx: &Tx) -> Vec<(String, String)> {
    let rows = tx
        .connection()
        .query_all_raw(tx.statement("SELECT recipient, state FROM mails", []))
        .await
        .expect("the mails are told");
    rows.iter()
        .map(|row| (row.try_get("", "recipient").expect("text"), row.try_get("", "state").expect("text")))
        .collect()
}

/// Lets every application of a programme be paid, as if it had been granted in one step.
///
/// # Panics
/// When a row is not taken: then nothing is measured.
pub async fn award_all(tx: &Tx, programme: ProgrammeId, now: DateTime<Utc>) {
    let received = tx
        .rows::<applications::Entity>()
        .expect("a tenant's scope")
        .filter(applications::Column::ProgrammeId.eq(programme.uuid()))
        .all(tx.connection())
        .await
        .expect("applications");
    let stage = Stage::Payable { at: now };
    let rows = received.into_iter().map(|application| {
        awards::ActiveModel::from(awards::Model {
            tenant_id: application.tenant_id,
            id: application.id,
            application_id: application.id,
            programme_id: application.programme_id,
            office_id: application.office_id,
            fiscal_year: application.fiscal_year,
            stage: stage.name().code().to_owned(),
            stage_facts: serde_json::to_value(&stage).expect("a stage"),
            granted_yen: application.amount_yen,
            final_yen: Some(application.amount_yen),
            paid_yen: 0,
            ordered_back_yen: 0,
            refunded_yen: 0,
            refunded_late_yen: 0,
            committed_yen: application.amount_yen,
            advance_yen: 0,
            live_payment_id: None,
            owner_id: None,
            due_on: None,
            reminded_on: None,
            opened_at: now,
            updated_at: now,
            version: 1,
            advance_told: None,
            advance_chased: None,
        })
    });
    let rows: Vec<_> = rows.collect();
    for rows in rows.chunks(200) {
        awards::Entity::insert_many(rows.to_vec())
            .exec_without_returning(tx.connection())
            .await
            .expect("awards");
    }
}
