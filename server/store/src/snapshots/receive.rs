//! Putting a snapshot of PostgreSQL back into an empty database, as the owner of the tables.

use super::{Error, quoted, tables};
use crate::{
    Settings,
    open::{self, grant},
    operations::Act,
    tx::Engine,
};
use chrono::{DateTime, Utc};
use migrations::{Migrator, MigratorTrait as _};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseBackend, DatabaseConnection, DatabaseTransaction,
    Statement, TransactionTrait,
};

/// Whether nobody works with this database yet: no file, or no tables, or tables without people and places.
pub async fn is_empty(settings: &Settings) -> Result<bool, Error> {
    match settings {
        Settings::Sqlite(path) => Ok(!path.exists()),
        Settings::Postgres { url, .. } => {
            let connection = connect(url).await?;
            let inner = connection.begin().await?;
            inner.execute_unprepared("SET LOCAL app.system = 'on'").await?;
            let found = names(&inner, &tables(Engine::Postgres)).await?;
            for table in ["tenants", "accounts", "events"] {
                let there = found.iter().any(|name| name == table);
                if there && one(&inner, &format!("SELECT 1 FROM {table} LIMIT 1")).await? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
    }
}

/// A snapshot on its way back: everything or nothing stays.
pub struct Receiving {
    connection: DatabaseConnection,
    inner: DatabaseTransaction,
    foreign_keys: Vec<(String, String, String)>,
}

impl Receiving {
    /// Makes the schema as it was when the snapshot was taken, and takes its foreign keys away until all rows are there.
    pub async fn begin(url: &str, schema: &[String]) -> Result<Self, Error> {
        let known = Migrator::migrations();
        for (place, name) in schema.iter().enumerate() {
            if known.get(place).is_none_or(|change| change.name() != name) {
                return Err(Error::Newer(name.clone()));
            }
        }
        let connection = connect(url).await?;
        let made = Migrator::get_applied_migrations(&connection).await?.len();
        let missing = schema.len().saturating_sub(made);
        if missing > 0 {
            Migrator::up(&connection, Some(u32::try_from(missing).unwrap_or(u32::MAX))).await?;
        }
        let inner = connection.begin().await?;
        inner.execute_unprepared("SET LOCAL statement_timeout = 0").await?;
        inner.execute_unprepared("SET LOCAL app.system = 'on'").await?;
        let found = names(&inner, &tables(Engine::Postgres)).await?;
        let list: Vec<String> = found.iter().map(|table| quoted(table)).collect();
        inner.execute_unprepared(&format!("TRUNCATE {}", list.join(", "))).await?;
        let rows = inner
            .query_all_raw(sql(
                "SELECT k.conrelid::regclass::text AS place, quote_ident(k.conname) AS name,
                 pg_get_constraintdef(k.oid) AS rule FROM pg_constraint k
                 JOIN pg_namespace n ON n.oid = k.connamespace WHERE n.nspname = 'public' AND k.contype = 'f'",
            ))
            .await?;
        let mut foreign_keys = Vec::with_capacity(rows.len());
        for row in &rows {
            let key: (String, String, String) =
                (row.try_get("", "place")?, row.try_get("", "name")?, row.try_get("", "rule")?);
            inner.execute_unprepared(&format!("ALTER TABLE {} DROP CONSTRAINT {}", key.0, key.1)).await?;
            foreign_keys.push(key);
        }
        Ok(Self { connection, inner, foreign_keys })
    }

    /// Puts rows into a table, each a JSON line.
    pub async fn rows(&self, table: &str, lines: &[String]) -> Result<(), Error> {
        if lines.is_empty() {
            return Ok(());
        }
        let table = quoted(table);
        let statement = Statement::from_sql_and_values(
            DatabaseBackend::Postgres,
            format!(
                "INSERT INTO {table} SELECT * FROM jsonb_populate_recordset(NULL::{table}, $1::text::jsonb)"
            ),
            [format!("[{}]", lines.join(",")).into()],
        );
        self.inner.execute_raw(statement).await?;
        Ok(())
    }

    /// Puts the foreign keys back, holds the mail, and makes everything stay; then brings the schema to what this
    /// program needs, and gives `app_role` what it may do.
    pub async fn finish(self, app_role: Option<&str>, now: DateTime<Utc>) -> Result<(), Error> {
        let Self { connection, inner, foreign_keys } = self;
        for (place, name, rule) in foreign_keys {
            inner.execute_unprepared(&format!("ALTER TABLE {place} ADD CONSTRAINT {name} {rule}")).await?;
        }
        if one(&inner, "SELECT 1 WHERE to_regclass('public.operations') IS NOT NULL").await? {
            let hold = Statement::from_sql_and_values(
                DatabaseBackend::Postgres,
                "INSERT INTO operations (kind, at, detail) VALUES ($1, $2, '') ON CONFLICT (kind) DO UPDATE SET at = $2",
                [Act::Hold.word().into(), now.into()],
            );
            inner.execute_raw(hold).await?;
        }
        inner.commit().await?;
        Migrator::up(&connection, None).await?;
        if let Some(role) = app_role {
            grant(&connection, role).await?;
        }
        connection.close().await?;
        Ok(())
    }
}

async fn connect(url: &str) -> Result<DatabaseConnection, Error> {
    let mut options = open::quiet(ConnectOptions::new(url.to_owned()));
    options.max_connections(1);
    Ok(Box::pin(Database::connect(options)).await?)
}

async fn names(inner: &DatabaseTransaction, query: &str) -> Result<Vec<String>, Error> {
    let rows = inner.query_all_raw(sql(query)).await?;
    rows.iter().map(|row| Ok(row.try_get("", "name")?)).collect()
}

async fn one(inner: &DatabaseTransaction, query: &str) -> Result<bool, Error> {
    Ok(inner.query_one_raw(sql(query)).await?.is_some())
}

fn sql(query: &str) -> Statement {
    Statement::from_string(DatabaseBackend::Postgres, query)
}
