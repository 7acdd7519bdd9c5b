//! The program as an operator runs it: a configuration file, commands, processes that are told to stop or killed.

use super::{Asker, smtp};
use rustix::process::{Pid, Signal, kill_process};
use server::{app::App, clock::Clock, config::Config, demo, keys::Keyring};
use std::{
    fmt::Write as _,
    fs,
    net::{SocketAddr, TcpListener},
    os::unix::process::ExitStatusExt as _,
    path::{Path, PathBuf},
    process::{ExitStatus, Stdio},
    time::Duration,
};
use store::{Settings, Store};
use tokio::process::{Child, Command};

/// How often something is looked at before a test gives up waiting for it.
const LOOKS: u32 = 1200;
const BETWEEN_LOOKS: Duration = Duration::from_millis(50);

/// Waits until something is so.
pub async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    for _ in 0..LOOKS {
        if is_so().await {
            return;
        }
        tokio::time::sleep(BETWEEN_LOOKS).await;
    }
    panic!("it never came to this: {what}");
}

/// A port that nobody listened on a moment ago.
pub fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

/// A data folder and a configuration file, in demo mode.
pub struct Place {
    folder: tempfile::TempDir,
    pub data: PathBuf,
    pub file: PathBuf,
}

/// What a command said.
#[derive(Debug)]
pub struct Said {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Place {
    /// On this database. SQLite's file lies in the data folder, as always; `more` is written into the file too.
    pub fn on(database: &Settings, more: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = match database {
            Settings::Sqlite(file) => file.parent().unwrap().to_owned(),
            Settings::Postgres { .. } => folder.path().join("data"),
        };
        Self::with(folder, data, database, more)
    }

    /// On this database, with the data folder of another place.
    pub fn beside_data(data: &Path, database: &Settings, more: &str) -> Self {
        Self::with(tempfile::tempdir().unwrap(), data.to_owned(), database, more)
    }

    fn with(folder: tempfile::TempDir, data: PathBuf, database: &Settings, more: &str) -> Self {
        let mut text = format!("demo = true\ndata = '{}'\n", data.display());
        if let Settings::Postgres { url, .. } = database {
            let _ = writeln!(text, "database = {url:?}\ndatabase_connections = 6");
        }
        text.push_str(more);
        let file = folder.path().join("hiromeru.toml");
        fs::write(&file, text).unwrap();
        Self { folder, data, file }
    }

    /// What to write so that mail goes to this server of the test.
    pub fn mail(server: &smtp::Server) -> String {
        format!(
            "[mail]\nhost = \"127.0.0.1\"\nport = {}\nfrom = \"noreply@hiromeru.example\"\ntls = false\n",
            server.address.port()
        )
    }

    /// A file of this place that is no data.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The configuration.
    pub fn config(&self) -> Config {
        Config::read_file(&self.file).unwrap()
    }

    /// The program of this place, within this process.
    pub async fn program(&self) -> App {
        let config = self.config();
        if !config.keys.exists() {
            fs::create_dir_all(&self.data).unwrap();
            Keyring::create(&config.keys, "test").unwrap();
        }
        if matches!(config.database, Settings::Sqlite(_)) {
            store::migrate(&config.database, None).await.unwrap();
        }
        let keys = Keyring::read(&config.keys).unwrap();
        let store = Store::open(&config.database).await.unwrap();
        App::new(store, Clock::system(), keys, config, env!("CARGO_BIN_EXE_hiromeru").into()).unwrap()
    }

    /// Fills it with the demonstration's people and places, without their story.
    pub async fn fill(&self) {
        let app = self.program().await;
        assert!(demo::seed::fill(&app).await.unwrap());
        app.store.close().await.unwrap();
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hiromeru"));
        command
            .arg("--config")
            .arg(&self.file)
            .args(words)
            .env_clear()
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .kill_on_drop(true);
        command
    }

    /// Runs a command to its end.
    pub async fn run(&self, words: &[&str]) -> Said {
        let output = self.command(words).output().await.unwrap();
        Said {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Runs a command that must go well; what it said.
    pub async fn must(&self, words: &[&str]) -> String {
        let said = self.run(words).await;
        assert_eq!(said.code, Some(0), "{words:?}: {}{}", said.out, said.err);
        said.out
    }

    /// Starts a command that goes on; its log lies beside the configuration under `name`.
    pub fn start(&self, name: &str, words: &[&str], environment: &[(&str, String)]) -> Running {
        let log = self.beside(name);
        let mut command = self.command(words);
        command
            .envs(environment.iter().map(|(name, value)| (*name, value)))
            .stdout(Stdio::null())
            .stderr(fs::OpenOptions::new().create(true).append(true).open(&log).unwrap());
        Running { child: command.spawn().unwrap(), log }
    }

    /// Starts a server and waits until it answers.
    pub async fn serve(
        &self,
        address: SocketAddr,
        words: &[&str],
        environment: &[(&str, String)],
    ) -> Running {
        let words: Vec<&str> = ["serve"].iter().chain(words).copied().collect();
        let mut environment = environment.to_vec();
        environment.push(("HIROMERU_LISTEN", address.to_string()));
        let mut running = self.start(&format!("log-{}", address.port()), &words, &environment);
        until("the server answers", async || {
            let ended = running.child.try_wait().unwrap();
            assert!(ended.is_none(), "{ended:?}: {}", running.said());
            let request = axum::http::Request::get("/healthz").body(axum::body::Body::empty()).unwrap();
            Asker::over(address).try_to_send(request).await.is_ok_and(|answer| answer.status == 200)
        })
        .await;
        running
    }
}

/// A program that goes on until it is stopped or killed.
pub struct Running {
    child: Child,
    log: PathBuf,
}

impl Running {
    /// Tells it to stop, and waits until it did.
    pub async fn stop(&mut self) -> ExitStatus {
        self.tell_to_stop();
        tokio::time::timeout(Duration::from_mins(1), self.child.wait()).await.expect("it stops").unwrap()
    }

    /// Tells it to stop, and does not wait.
    pub fn tell_to_stop(&self) {
        self.signal(Signal::TERM);
    }

    /// Kills it, as a failure of power does.
    pub async fn kill(&mut self) {
        self.signal(Signal::KILL);
        assert_eq!(self.child.wait().await.unwrap().signal(), Some(9));
    }

    fn signal(&self, signal: Signal) {
        let id = i32::try_from(self.child.id().unwrap()).unwrap();
        kill_process(Pid::from_raw(id).unwrap(), signal).unwrap();
    }

    /// Its log.
    pub fn said(&self) -> String {
        fs::read_to_string(&self.log).unwrap()
    }
}

/// Gives a place the keys of another.
pub fn take_keys(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    fs::copy(from.join("keys.json"), to.join("keys.json")).unwrap();
}
