//! One moment of the whole database, held still while it is copied, and put back into an empty place.
//!
//! SQLite copies itself (`VACUUM INTO`); PostgreSQL is read in one `REPEATABLE READ` transaction, a JSON line a row, by
//! whichever role asks (`docs/decisions/0016-backups-are-our-own.md`). Both go on serving meanwhile.

mod chains;
mod receive;
mod take;

pub use chains::first_broken_of_lines;
pub use receive::{Receiving, is_empty};
pub use take::{Head, KeptFile, Snapshot};

use crate::{Settings, tx::Engine};

/// The table in which sea-orm keeps which changes of the schema were made.
const CHANGES: &str = "seaql_migrations";

/// Which database a snapshot is of: it goes back into the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// One file.
    Sqlite,
    /// Rows as JSON lines.
    Postgresql,
}

impl Kind {
    /// The kind of a configured database.
    pub const fn of(settings: &Settings) -> Self {
        match settings {
            Settings::Sqlite(_) => Self::Sqlite,
            Settings::Postgres { .. } => Self::Postgresql,
        }
    }
}

/// Why a snapshot was not taken or not put back.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database.
    #[error(transparent)]
    Store(#[from] crate::Error),
    /// The file it goes to or comes from.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// The snapshot was made by a program that knows more changes of the schema than this one.
    #[error(
        "the change of the schema {0} is not known here: use the program that made the backup, or a newer one"
    )]
    Newer(String),
    /// A line is not a row.
    #[error("a row cannot be read: {0}")]
    Row(String),
}

impl From<sea_orm::DbErr> for Error {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Store(error.into())
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Row(error.to_string())
    }
}

/// Asks for the names of the program's tables, without the databases' and sea-orm's own.
pub(crate) fn tables(engine: Engine) -> String {
    match engine {
        Engine::Sqlite => format!(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
             AND name <> '{CHANGES}' ORDER BY name"
        ),
        Engine::Postgres => format!(
            "SELECT c.relname::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname <> '{CHANGES}' ORDER BY 1"
        ),
    }
}

/// A name in SQL.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
