//! The demonstration's people on a database, in a time that a test turns.

use super::Asker;
use axum::{Router, http::StatusCode};
use chrono::{DateTime, TimeDelta, TimeZone as _, Utc};
use domain::ids::{AccountId, SessionId};
use server::{
    app::App,
    clock::Clock,
    config::Config,
    demo,
    keys::{self, Keyring},
    web,
};
use std::sync::{Arc, Mutex};
use store::{
    Scope, Settings, Store,
    sessions::{self, Level, Session},
    testing::{Engine, on_one_filled_database},
};

/// The program with its data.
pub struct World {
    pub app: App,
    service: Router,
    time: Arc<Mutex<Time>>,
    _folder: tempfile::TempDir,
}

/// A world's time.
#[derive(Debug, Clone, Copy)]
enum Time {
    /// Stands still.
    Stands(DateTime<Utc>),
    /// Runs with the machine's, so far ahead of it.
    Runs(TimeDelta),
}

/// Runs a test in a world on each database.
pub async fn on_each_world(name: &str, test: impl AsyncFn(World)) {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        on_one_world(engine, name, &test).await;
    }
}

/// Runs a long test on a world of one database, where others try the same on both.
pub async fn on_one_world(engine: Engine, name: &str, test: impl AsyncFn(World)) {
    let test = async |store, settings| test(World::new(store, settings)).await;
    on_one_filled_database(engine, name, furnish, test).await;
}

/// The people and places that every world begins with. They come the moment before: ids of one moment follow each other on
/// one clock alone, and a world has its own.
async fn furnish(store: Store, database: Settings) {
    let world = World::new(store, database);
    world.turn_to(world.app.clock.now() - TimeDelta::milliseconds(1));
    assert!(demo::seed::fill(&world.app).await.unwrap(), "nobody is there before");
}

impl World {
    fn new(store: Store, database: Settings) -> Self {
        let _ = any_spawner::Executor::init_tokio();
        let folder = tempfile::tempdir().unwrap();
        let noon = Utc.with_ymd_and_hms(2024, 7, 3, 1, 12, 0).unwrap();
        let time = Arc::new(Mutex::new(Time::Stands(noon)));
        let (told, machine) = (time.clone(), Clock::system());
        let clock = Clock::by(move || match *told.lock().unwrap() {
            Time::Stands(at) => at,
            Time::Runs(ahead) => machine.now() + ahead,
        });
        // The same folder as a program of this database has, so that a test may start one.
        let data = match &database {
            Settings::Sqlite(file) => file.parent().unwrap().to_owned(),
            Settings::Postgres { .. } => folder.path().to_owned(),
        };
        let config = Config {
            listen: ([127, 0, 0, 1], 0).into(),
            public_url: "http://127.0.0.1:3000".into(),
            data,
            database,
            keys: folder.path().join("keys.json"),
            fonts: None,
            demo: true,
            public_side: true,
            trusted_proxies: Vec::new(),
            metrics_listen: None,
            drain: std::time::Duration::ZERO,
            mail: None,
        };
        let program = env!("CARGO_BIN_EXE_hiromeru").into();
        let app = App::new(store, clock, Keyring::of_byte(7), config, program).unwrap();
        Self { service: web::service(app.clone()), app, time, _folder: folder }
    }

    /// Turns the clock to a moment.
    pub fn turn_to(&self, moment: DateTime<Utc>) {
        *self.time.lock().unwrap() = Time::Stands(moment);
    }

    /// Lets time pass.
    pub fn wait(&self, time: TimeDelta) {
        match &mut *self.time.lock().unwrap() {
            Time::Stands(at) => *at += time,
            Time::Runs(ahead) => *ahead += time,
        }
    }

    /// From here on the world's time is the machine's, as a program beside it reads it.
    pub fn run(&self) {
        *self.time.lock().unwrap() = Time::Runs(TimeDelta::zero());
    }

    /// Somebody who has not signed in.
    pub fn anybody(&self) -> Asker {
        Asker::within(self.service.clone())
    }

    /// Somebody who asks the same program as it serves under an address with TLS.
    pub fn over_tls(&self) -> Asker {
        let config =
            Config { public_url: "https://hiromeru.example.jp".into(), ..(*self.app.config).clone() };
        Asker::within(web::service(App { config: Arc::new(config), ..self.app.clone() }))
    }

    /// Somebody who asks the same program as it stands behind a proxy on this machine.
    pub fn behind_a_proxy(&self) -> Asker {
        let config = Config { trusted_proxies: vec![[127, 0, 0, 1].into()], ..(*self.app.config).clone() };
        Asker::within(web::service(App { config: Arc::new(config), ..self.app.clone() }))
    }

    /// The same browser, at the same program without its public side.
    pub fn officers_only(&self, asker: &Asker) -> Asker {
        let config = Config { public_side: false, ..(*self.app.config).clone() };
        asker.before(web::service(App { config: Arc::new(config), ..self.app.clone() }))
    }

    /// Somebody with a session of this level, as if they had just signed in.
    pub async fn signed_in(&self, account: AccountId, level: Level) -> Asker {
        let asker = self.anybody();
        asker.set_cookie("session", &self.begin_session(account, level).await.1);
        asker
    }

    /// Begins a session; its id and its token.
    pub async fn begin_session(&self, account: AccountId, level: Level) -> (SessionId, String) {
        let (now, token) = (self.app.clock.now(), keys::token());
        let session = Session {
            id: self.app.clock.id(),
            token_hash: keys::sha256(&token),
            account,
            level,
            device: "試験".into(),
            network: "127.0.0.*".into(),
            created_at: now,
            seen_at: now,
            expires_at: now + TimeDelta::hours(1),
            idle: TimeDelta::hours(1),
        };
        let id = session.id;
        let tx = self.app.store.write(&Scope::system_for(account)).await.unwrap();
        sessions::begin(&tx, session).await.unwrap();
        tx.commit().await.unwrap();
        (id, token)
    }

    /// What a form of this browser carries, without asking for its page first.
    pub fn csrf(&self, asker: &Asker) -> String {
        let seed = asker.cookie("seed").unwrap_or_else(|| {
            let seed = keys::token();
            asker.set_cookie("seed", &seed);
            seed
        });
        self.app.keys.hash("csrf", &seed)
    }

    /// A demo person, signed in with the one click of the page that shows them all. The page itself is not asked for: it
    /// counts what waits for each of them, which takes longer than most tests ask of their world besides.
    pub async fn as_person(&self, key: &str) -> Asker {
        let asker = self.anybody();
        let csrf = self.csrf(&asker);
        let pairs = [("csrf", csrf.as_str()), ("person", key)];
        let answer = Box::pin(asker.post_bare("/demo/become", &pairs)).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{key}: {}", answer.text);
        asker
    }
}
