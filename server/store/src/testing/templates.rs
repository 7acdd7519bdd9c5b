//! What a test's database is a copy of: the schema, or what was filled besides. Made once, for each test begins with it.

use super::APP_ROLE;
use crate::{Settings, Store, migrate};
use sea_orm::{
    ConnectOptions, ConnectionTrait as _, Database, DatabaseBackend, DatabaseConnection, Statement,
};
use std::{
    env, fs,
    io::Write as _,
    sync::atomic::{AtomicU32, Ordering},
    time::{Duration, Instant},
};
use tokio::sync::OnceCell;

/// The database of the schema alone.
pub(super) const SCHEMA: &str = "hiromeru_template";
/// How long somebody else may take to make one of them.
const PATIENCE: Duration = Duration::from_mins(5);
/// The database that was filled.
pub(super) const FILLED: &str = "hiromeru_filled";

pub(super) async fn on_sqlite(name: &str, template: &[u8], test: impl AsyncFn(Store, Settings)) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("hiromeru.sqlite");
    fs::write(&file, template).expect("a copy of the template");
    let sqlite = Settings::Sqlite(file);
    let store = Store::open(&sqlite).await.expect("SQLite opens");
    Box::pin(test(store, sqlite)).await;
    note("sqlite", name);
}

/// A file with the schema: all migrations run once in a process.
pub(super) async fn schema() -> &'static [u8] {
    static MADE: OnceCell<Vec<u8>> = OnceCell::const_new();
    let made = MADE.get_or_init(async || {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("template.sqlite");
        migrate(&Settings::Sqlite(file.clone()), None).await.expect("the schema on SQLite");
        fs::read(file).expect("whoever closes a database writes all of it into its file")
    });
    made.await.as_slice()
}

/// A file that was filled once in a process.
pub(super) async fn filled(fill: &impl AsyncFn(Store, Settings)) -> &'static [u8] {
    static MADE: OnceCell<Vec<u8>> = OnceCell::const_new();
    let made = MADE.get_or_init(|| async {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let template = folder.path().join("filled.sqlite");
        fs::write(&template, schema().await).expect("a copy of the schema");
        Box::pin(fill_and_close(&Settings::Sqlite(template.clone()), fill)).await;
        fs::read(template).expect("whoever closes a database writes all of it into its file")
    });
    made.await.as_slice()
}

async fn fill_and_close(settings: &Settings, fill: &impl AsyncFn(Store, Settings)) {
    let store = Store::open(settings).await.expect("the database opens");
    Box::pin(fill(store.clone(), settings.clone())).await;
    store.close().await.expect("the database closes");
}

/// The PostgreSQL of the tests: its address as the owner of the tables and as the program, up to the database's name.
pub(super) struct Cluster {
    owner: String,
    app: String,
}

impl Cluster {
    /// The one that whoever started the tests named.
    pub(super) fn told() -> Option<Self> {
        let address = |name| env::var(name).ok();
        Some(Self { owner: address("HIROMERU_TEST_PG_OWNER")?, app: address("HIROMERU_TEST_PG_APP")? })
    }

    /// Runs a test on a copy of a template.
    pub(super) async fn test(&self, name: &str, template: &str, test: impl AsyncFn(Store, Settings)) {
        let database = self.copy(template).await;
        let settings = self.as_program(&database, 12);
        let store = Store::open(&settings).await.expect("PostgreSQL opens");
        let (role, superuser, bypasses) =
            store.role().await.expect("the role is told").expect("PostgreSQL has roles");
        assert_eq!(
            (role.as_str(), superuser, bypasses),
            (APP_ROLE, false, false),
            "row-level security must bind the test"
        );
        Box::pin(test(store, settings)).await;
        note("postgresql", name);
    }

    fn as_program(&self, database: &str, connections: u32) -> Settings {
        Settings::Postgres { url: format!("{}{database}", self.app), connections }
    }

    async fn as_owner(&self) -> DatabaseConnection {
        let mut options = ConnectOptions::new(format!("{}postgres", self.owner));
        options.max_connections(1);
        Box::pin(Database::connect(options)).await.expect("the cluster answers the owner")
    }

    /// The template with the schema.
    pub(super) async fn make_schema(&self) {
        static MADE: OnceCell<bool> = OnceCell::const_new();
        let made = MADE.get_or_init(|| {
            Box::pin(self.make(SCHEMA, "template1", async |building: String| {
                let settings =
                    Settings::Postgres { url: format!("{}{building}", self.owner), connections: 1 };
                migrate(&settings, Some(APP_ROLE)).await.expect("the schema on PostgreSQL");
            }))
        });
        assert!(*made.await, "nobody finishes {SCHEMA}");
    }

    /// The template that was filled.
    pub(super) async fn make_filled(&self, fill: &impl AsyncFn(Store, Settings)) {
        static MADE: OnceCell<bool> = OnceCell::const_new();
        let made = MADE.get_or_init(|| async {
            self.make_schema().await;
            let filling = async |building: String| {
                Box::pin(fill_and_close(&self.as_program(&building, 4), fill)).await;
            };
            Box::pin(self.make(FILLED, SCHEMA, filling)).await
        });
        assert!(*made.await, "nobody finishes {FILLED}");
    }

    /// Makes a template where it is not there yet. Building under another name and renaming is the lock: only one process
    /// can create it. False where whoever began to build does not finish: a test that failed while it did.
    async fn make(&self, template: &str, like: &str, fill: impl AsyncFn(String)) -> bool {
        let connection = self.as_owner().await;
        let building = format!("{template}_building");
        let begun = Instant::now();
        let mut there = exists(&connection, template).await;
        while !there && begun.elapsed() < PATIENCE {
            let create = format!("CREATE DATABASE {building} TEMPLATE {like}");
            if connection.execute_unprepared(&create).await.is_ok() {
                fill(building.clone()).await;
                let rename = format!("ALTER DATABASE {building} RENAME TO {template}");
                if connection.execute_unprepared(&rename).await.is_err() {
                    let second = format!("DROP DATABASE {building}");
                    connection.execute_unprepared(&second).await.expect("a second template goes");
                }
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
            there = exists(&connection, template).await;
        }
        connection.close().await.expect("the owner's connection closes");
        there
    }

    /// Makes a database of its own from a template; its name.
    async fn copy(&self, template: &str) -> String {
        let connection = self.as_owner().await;
        let database = format!("t_{}_{}", std::process::id(), next());
        // A thousand small files are copied sooner than their pages go through the log one by one.
        let strategy = if version(&connection).await < COPIES_FILES { "" } else { " STRATEGY FILE_COPY" };
        let create = format!("CREATE DATABASE {database} TEMPLATE {template}{strategy}");
        // Two copies of one template at the same moment disturb each other; the second tries again.
        for attempt in 0.. {
            match connection.execute_unprepared(&create).await {
                Ok(_) => break,
                Err(error) => assert!(attempt < 200, "no copy of the template: {error}"),
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        connection.close().await.expect("the owner's connection closes");
        database
    }
}

/// A number that no other database of this process has.
pub(super) fn next() -> u32 {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    COUNT.fetch_add(1, Ordering::Relaxed)
}

/// The version of PostgreSQL since which one may choose how a template is copied.
const COPIES_FILES: i32 = 150_000;

async fn version(connection: &DatabaseConnection) -> i32 {
    let sql = "SELECT CAST(current_setting('server_version_num') AS integer) AS n";
    let row = connection.query_one_raw(Statement::from_string(DatabaseBackend::Postgres, sql)).await;
    row.expect("the cluster answers").expect("one row").try_get("", "n").expect("a number")
}

async fn exists(connection: &DatabaseConnection, database: &str) -> bool {
    let query = Statement::from_sql_and_values(
        DatabaseBackend::Postgres,
        "SELECT 1 AS n FROM pg_database WHERE datname = $1",
        [database.into()],
    );
    connection.query_one_raw(query).await.expect("the cluster answers").is_some()
}

fn note(database: &str, name: &str) {
    if let Ok(ledger) = env::var("HIROMERU_TEST_LEDGER") {
        let mut file =
            fs::OpenOptions::new().create(true).append(true).open(ledger).expect("the ledger opens");
        writeln!(file, "{database} {name}").expect("the ledger takes a line");
    }
}
