//! Taking a snapshot while others write.

use super::{CHANGES, Error, Kind, quoted, tables};
use crate::{Settings, open, tx::Engine};
use domain::ids::{FileId, TenantId};
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, Database, DatabaseBackend, DatabaseConnection,
    DatabaseTransaction, IsolationLevel, QueryResult, Statement, TransactionOptions, TransactionTrait,
};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    fs::File,
    io,
    path::{Path, PathBuf},
};

/// How many rows are held in memory at once.
const PAGE: usize = 500;

/// One moment of the database.
pub struct Snapshot {
    kind: Kind,
    source: Source,
    schema: Vec<String>,
    tables: BTreeMap<String, i64>,
}

enum Source {
    Sqlite { copy: PathBuf, connection: DatabaseConnection },
    Postgres(DatabaseTransaction),
}

/// A file that the rows name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptFile {
    /// Whose.
    pub tenant: TenantId,
    /// Its id.
    pub id: FileId,
    /// SHA-256, hexadecimal.
    pub hash: String,
}

/// Where a chain of events ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Whose.
    pub tenant: TenantId,
    /// The place of its last event.
    pub seq: i64,
    /// The hash of its last event.
    pub hash: String,
}

impl Snapshot {
    /// Takes the moment. On SQLite the copy is written into `scratch`, a folder of the caller's.
    pub async fn take(settings: &Settings, scratch: &Path) -> Result<Self, Error> {
        let source = match settings {
            Settings::Sqlite(path) => {
                let connection = open::connect_sqlite(path.clone(), open::Use::Writing, 1).await?;
                let copy = scratch.join("hiromeru.sqlite");
                let into = copy.display().to_string().replace('\'', "''");
                connection.execute_unprepared(&format!("VACUUM INTO '{into}'")).await?;
                connection.close().await?;
                let connection = open::connect_sqlite(copy.clone(), open::Use::Reading, 1).await?;
                Source::Sqlite { connection, copy }
            }
            Settings::Postgres { url, .. } => Source::Postgres(hold_still(url).await?),
        };
        let mut snapshot =
            Self { kind: Kind::of(settings), source, schema: Vec::new(), tables: BTreeMap::new() };
        snapshot.schema =
            snapshot.names(&format!("SELECT version AS name FROM {CHANGES} ORDER BY version")).await?;
        for table in snapshot.table_names().await? {
            let rows = snapshot.query(&format!("SELECT count(*) AS n FROM {}", quoted(&table))).await?;
            let count = rows.first().map(|row| row.try_get("", "n")).transpose()?.unwrap_or_default();
            snapshot.tables.insert(table, count);
        }
        Ok(snapshot)
    }

    /// Of which database it is.
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// The changes of the schema that were made, in order.
    pub fn schema(&self) -> &[String] {
        &self.schema
    }

    /// The tables, and how many rows each has.
    pub const fn tables(&self) -> &BTreeMap<String, i64> {
        &self.tables
    }

    /// Whether anybody works with this database yet.
    pub fn has_data(&self) -> bool {
        ["tenants", "accounts"].iter().any(|table| self.tables.get(*table).is_some_and(|rows| *rows > 0))
    }

    /// The parts in which it is written, each to be asked for by its name.
    pub fn parts(&self) -> Vec<String> {
        match self.kind {
            Kind::Sqlite => vec!["hiromeru.sqlite".to_owned()],
            Kind::Postgresql => self.tables.keys().map(|table| format!("{table}.jsonl")).collect(),
        }
    }

    /// Writes one part.
    pub async fn write(&self, part: &str, sink: &mut dyn io::Write) -> Result<(), Error> {
        match &self.source {
            Source::Sqlite { copy, .. } => {
                io::copy(&mut File::open(copy)?, sink)?;
                Ok(())
            }
            Source::Postgres(inner) => {
                let table = part.strip_suffix(".jsonl").unwrap_or(part);
                // Chains are recomputed line by line, so their events come in order.
                let order = if table == "events" { "ORDER BY tenant_id, seq" } else { "" };
                inner
                    .execute_unprepared(&format!(
                        "DECLARE lines NO SCROLL CURSOR FOR SELECT to_jsonb(t)::text AS line FROM {} t {order}",
                        quoted(table)
                    ))
                    .await?;
                loop {
                    let rows = self.query(&format!("FETCH FORWARD {PAGE} FROM lines")).await?;
                    for row in &rows {
                        let line: String = row.try_get("", "line")?;
                        writeln!(sink, "{line}")?;
                    }
                    if rows.len() < PAGE {
                        break;
                    }
                }
                inner.execute_unprepared("CLOSE lines").await?;
                Ok(())
            }
        }
    }

    /// The files that the rows name; their bytes were stored before their rows.
    pub async fn files(&self) -> Result<Vec<KeptFile>, Error> {
        let rows = self.query("SELECT tenant_id, id, hash FROM files ORDER BY tenant_id, id").await?;
        rows.iter()
            .map(|row| {
                Ok(KeptFile {
                    tenant: TenantId::from_uuid(row.try_get("", "tenant_id")?),
                    id: FileId::from_uuid(row.try_get("", "id")?),
                    hash: row.try_get("", "hash")?,
                })
            })
            .collect()
    }

    /// Where each chain of events ended.
    pub async fn heads(&self) -> Result<Vec<Head>, Error> {
        let rows = self.query("SELECT tenant_id, seq, hash FROM chain_heads ORDER BY tenant_id").await?;
        rows.iter()
            .map(|row| {
                Ok(Head {
                    tenant: TenantId::from_uuid(row.try_get("", "tenant_id")?),
                    seq: row.try_get("", "seq")?,
                    hash: row.try_get("", "hash")?,
                })
            })
            .collect()
    }

    async fn table_names(&self) -> Result<Vec<String>, Error> {
        self.names(&tables(match self.kind {
            Kind::Sqlite => Engine::Sqlite,
            Kind::Postgresql => Engine::Postgres,
        }))
        .await
    }

    async fn names(&self, sql: &str) -> Result<Vec<String>, Error> {
        let rows = self.query(sql).await?;
        rows.iter().map(|row| Ok(row.try_get("", "name")?)).collect()
    }

    async fn query(&self, sql: &str) -> Result<Vec<QueryResult>, Error> {
        Ok(match &self.source {
            Source::Sqlite { connection, .. } => {
                connection.query_all_raw(Statement::from_string(DatabaseBackend::Sqlite, sql)).await?
            }
            Source::Postgres(inner) => {
                inner.query_all_raw(Statement::from_string(DatabaseBackend::Postgres, sql)).await?
            }
        })
    }
}

/// A transaction that sees one moment of every tenant's rows, for as long as copying takes.
async fn hold_still(url: &str) -> Result<DatabaseTransaction, Error> {
    let mut options = open::quiet(ConnectOptions::new(url.to_owned()));
    options.max_connections(1);
    let inner = Box::pin(Database::connect(options))
        .await?
        .begin_with_options(TransactionOptions {
            isolation_level: Some(IsolationLevel::RepeatableRead),
            access_mode: Some(AccessMode::ReadOnly),
            ..TransactionOptions::default()
        })
        .await?;
    for statement in [
        "SET LOCAL statement_timeout = 0",
        "SET LOCAL idle_in_transaction_session_timeout = 0",
        "SET LOCAL timezone = 'UTC'",
        "SET LOCAL app.system = 'on'",
    ] {
        inner.execute_unprepared(statement).await?;
    }
    Ok(inner)
}
