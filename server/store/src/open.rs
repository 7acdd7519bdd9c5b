//! Opening the database: SQLite with one writer and a pool of readers, or PostgreSQL.

use crate::{Asking, Error, Scope, Tx, once, turns::Turns, tx::Engine};
use migrations::{Migrator, MigratorTrait as _};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbErr, RuntimeErr,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
    sqlx::{error::DatabaseError, sqlite},
};
use std::{
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

/// Where the rows are.
#[derive(Debug, Clone)]
pub enum Settings {
    /// One file on this machine.
    Sqlite(PathBuf),
    /// A server, as the application role: bound by row-level security.
    Postgres {
        /// `postgres://role:password@host/database`
        url: String,
        /// How many connections at the most.
        connections: u32,
    },
}

/// The open database.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) engine: Engine,
    reader: DatabaseConnection,
    pub(crate) writer: DatabaseConnection,
    asking: DatabaseConnection,
    /// Where one program writes at a time.
    turns: Option<Arc<Turns>>,
}

impl Store {
    /// Opens the database; does not change its schema.
    pub async fn open(settings: &Settings) -> Result<Self, Error> {
        match settings {
            Settings::Sqlite(path) => {
                let writer = connect_sqlite(path.clone(), Use::Turns, 1).await?;
                let reader = connect_sqlite(path.clone(), Use::Reading, 4).await?;
                let turns = Some(Arc::new(Turns::beside(path)));
                Ok(Self { engine: Engine::Sqlite, asking: reader.clone(), reader, writer, turns })
            }
            Settings::Postgres { url, connections } => {
                let mut options = quiet(ConnectOptions::new(url.clone()));
                options.max_connections(*connections).statement_timeout(Duration::from_secs(30));
                let pool = Box::pin(Database::connect(options)).await?;
                let asking = Box::pin(Database::connect(asking(url, *connections))).await?;
                Ok(Self { engine: Engine::Postgres, reader: pool.clone(), writer: pool, asking, turns: None })
            }
        }
    }

    /// Opens a transaction that only looks: SQLite's readers cannot write, and PostgreSQL is told with the scope.
    pub async fn read(&self, scope: &Scope) -> Result<Tx, Error> {
        let inner = self.reader.begin().await?;
        Tx::begin(inner, self.engine, scope.clone(), false).await
    }

    /// Asks who is asking, at the beginning of a request.
    pub const fn asking(&self) -> Asking<'_> {
        Asking::over(&self.asking)
    }

    /// Opens a transaction that only looks, at what is not to be looked at without being kept (`views::record`). Its end
    /// writes that down and waits for nobody before; until then it is as one that reads.
    pub async fn look(&self, scope: &Scope) -> Result<Tx, Error> {
        Ok(self.read(scope).await?.that_looks(self.clone()))
    }

    /// Opens a transaction that changes. On SQLite it waits for the one before it; never open one inside another.
    pub async fn write(&self, scope: &Scope) -> Result<Tx, Error> {
        let options = match self.engine {
            Engine::Sqlite => TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..TransactionOptions::default()
            },
            Engine::Postgres => TransactionOptions::default(),
        };
        let inner = self.turn(options).await?;
        let tx = Tx::begin(inner, self.engine, scope.clone(), true).await?;
        if let Some((key, path)) = scope.take_once() {
            once::take(&tx, &key, &path).await?;
        }
        Ok(tx)
    }

    /// Begins to write as soon as nobody else does. Another program that writes piece by piece leaves a moment between two
    /// of them where somebody waits: whoever does on SQLite says so, and looks often enough to find it.
    async fn turn(&self, options: TransactionOptions) -> Result<DatabaseTransaction, DbErr> {
        let asked = Instant::now();
        loop {
            // Said each time: it is not heard by whoever looks that very moment.
            let waiting = self.turns.as_deref().map(Turns::wait);
            let begun = self.writer.begin_with_options(options).await;
            drop(waiting);
            match begun {
                Err(error) if is_busy(&error) && asked.elapsed() < PATIENCE => {}
                begun => return begun,
            }
        }
    }

    /// How long whoever writes piece by piece leaves the database to others between two pieces: where there is one writer,
    /// those who wait would find no turn otherwise.
    pub fn moment_for_others(&self) -> Duration {
        match &self.turns {
            Some(turns) if turns.are_wanted() => MOMENT,
            Some(_) | None => Duration::ZERO,
        }
    }

    /// Closes the connections; SQLite writes its log back into its file.
    pub async fn close(self) -> Result<(), Error> {
        self.asking.close().await?;
        self.reader.close().await?;
        self.writer.close().await?;
        Ok(())
    }

    /// Whether the database answers, for `/healthz`.
    pub async fn ping(&self) -> Result<(), Error> {
        Ok(self.reader.ping().await?)
    }

    /// How many changes of the schema this program knows and the database lacks.
    pub async fn pending_migrations(&self) -> Result<usize, Error> {
        // Asked in plain SQL: sea-orm's own question begins by making the table, which the application role may not.
        let query = Statement::from_string(
            self.reader.get_database_backend(),
            "SELECT version FROM seaql_migrations",
        );
        let rows = self.reader.query_all_raw(query).await.unwrap_or_default();
        let applied: Vec<String> = rows.iter().filter_map(|row| row.try_get("", "version").ok()).collect();
        Ok(Migrator::migrations()
            .iter()
            .filter(|change| !applied.iter().any(|name| name == change.name()))
            .count())
    }

    /// Whether no change of the schema was ever made here.
    pub async fn is_fresh(&self) -> Result<bool, Error> {
        Ok(self.pending_migrations().await? == Migrator::migrations().len())
    }

    /// The name and flags of the role in use, on PostgreSQL: (name, superuser, bypasses row-level security).
    pub async fn role(&self) -> Result<Option<(String, bool, bool)>, Error> {
        if self.engine == Engine::Sqlite {
            return Ok(None);
        }
        let row = self
            .reader
            .query_one_raw(Statement::from_string(
                self.reader.get_database_backend(),
                "SELECT rolname::text AS name, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user",
            ))
            .await?
            .ok_or(Error::Missing)?;
        Ok(Some((row.try_get("", "name")?, row.try_get("", "rolsuper")?, row.try_get("", "rolbypassrls")?)))
    }
}

/// Brings the schema to what this program needs. On PostgreSQL `url` is of the owner role, and `app_role` is given what
/// the program may do: events are only ever added.
pub async fn migrate(settings: &Settings, app_role: Option<&str>) -> Result<(), Error> {
    match settings {
        Settings::Sqlite(path) => {
            let connection = connect_sqlite(path.clone(), Use::Writing, 1).await?;
            Migrator::up(&connection, None).await?;
            connection.close().await?;
        }
        Settings::Postgres { url, .. } => {
            let mut options = quiet(ConnectOptions::new(url.clone()));
            options.max_connections(1);
            let connection = Box::pin(Database::connect(options)).await?;
            Migrator::up(&connection, None).await?;
            if let Some(role) = app_role {
                grant(&connection, role).await?;
            }
            connection.close().await?;
        }
    }
    Ok(())
}

pub(crate) async fn grant(connection: &DatabaseConnection, role: &str) -> Result<(), Error> {
    let role = format!("\"{}\"", role.replace('"', "\"\""));
    for statement in [
        format!("GRANT USAGE ON SCHEMA public TO {role}"),
        format!("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}"),
        format!("REVOKE UPDATE, DELETE, TRUNCATE ON events, view_records FROM {role}"),
        format!("REVOKE INSERT, UPDATE, DELETE ON seaql_migrations FROM {role}"),
    ] {
        connection.execute_unprepared(&statement).await?;
    }
    Ok(())
}

/// How long a connection that just answered is not asked whether it still does.
const TRUSTED: Duration = Duration::from_secs(1);

pub(crate) fn quiet(mut options: ConnectOptions) -> ConnectOptions {
    // Statements carry personal data; they are never logged.
    options
        .sqlx_logging(false)
        .test_before_acquire_if_idle_for(TRUSTED)
        .acquire_timeout(Duration::from_secs(30))
        .connect_timeout(Duration::from_secs(10));
    options
}

/// How many at once are asked who they are.
const ASKED_AT_ONCE: u32 = 4;

/// Connections to PostgreSQL that ask who is asking and nothing else: they see every row from their beginning on and change
/// none, so that their statements need no transaction that says so. Each is found by a key, whoever asks: its plan is made
/// once. Opened when somebody asks: a program that answers no requests has none.
fn asking(url: &str, connections: u32) -> ConnectOptions {
    let mut options = quiet(ConnectOptions::new(url.to_owned()));
    options
        .max_connections(connections.min(ASKED_AT_ONCE))
        .connect_lazy(true)
        .statement_timeout(Duration::from_secs(30))
        .map_sqlx_postgres_opts(|options| {
            options.options([
                ("app.system", "on"),
                ("default_transaction_read_only", "on"),
                ("plan_cache_mode", "force_generic_plan"),
            ])
        });
    options
}

/// 16 MB, as SQLite counts it: an import touches the ends and the middles of a dozen indexes.
const WRITER_CACHE: &str = "-16384";
/// Of 4 KB each: the log grows to 16 MB before it is carried over into the file.
pub(crate) const PAGES_BEFORE_CHECKPOINT: &str = "4000";

/// How long whoever writes waits for another program that does.
const PATIENCE: Duration = Duration::from_secs(30);
/// Milliseconds for which SQLite itself waits before it says that somebody else writes. Within these it looks after 1, 3 and
/// 8; the longer it waits, the longer it sleeps, up to a tenth of a second. It is asked again at once.
const LOOK: &str = "8";
/// A little more than the longest sleep of that: who leaves a moment of this length is followed by whoever waits.
const MOMENT: Duration = Duration::from_millis(6);

/// Whether another program writes to SQLite's file; PostgreSQL has no such code.
fn is_busy(error: &DbErr) -> bool {
    const BUSY: i32 = 5;
    let (DbErr::Query(RuntimeErr::SqlxError(inner))
    | DbErr::Exec(RuntimeErr::SqlxError(inner))
    | DbErr::Conn(RuntimeErr::SqlxError(inner))) = error
    else {
        return false;
    };
    let code = inner.as_database_error().and_then(DatabaseError::code);
    code.and_then(|code| code.parse::<i32>().ok()).is_some_and(|code| code & 0xFF == BUSY)
}

/// What a connection to SQLite's file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// To read.
    Reading,
    /// To write, where nobody else does for long.
    Writing,
    /// To write in turn with other programs ([`Store::write`]).
    Turns,
}

pub(crate) async fn connect_sqlite(
    path: PathBuf,
    used: Use,
    connections: u32,
) -> Result<DatabaseConnection, Error> {
    let mut options = quiet(ConnectOptions::new("sqlite::memory:"));
    options.max_connections(connections).map_sqlx_sqlite_opts(move |defaults| {
        let options = defaults
            .filename(&path)
            .in_memory(false)
            .shared_cache(false)
            .foreign_keys(true)
            .busy_timeout(PATIENCE)
            .synchronous(sqlite::SqliteSynchronous::Full);
        if used == Use::Reading {
            return options.read_only(true);
        }
        // The one writer keeps the pages that it changes again and again, and carries them over less often.
        let options = options
            .create_if_missing(true)
            .journal_mode(sqlite::SqliteJournalMode::Wal)
            .pragma("cache_size", WRITER_CACHE)
            .pragma("wal_autocheckpoint", PAGES_BEFORE_CHECKPOINT);
        // Only once it is open: opening waits as long as it takes.
        if used == Use::Turns { options.pragma("busy_timeout", LOOK) } else { options }
    });
    Ok(Box::pin(Database::connect(options)).await?)
}
