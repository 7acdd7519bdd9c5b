//! The program as an operator runs it: a configuration file, commands, and what goes on.

use super::{
    process::{self, Running, Said},
    smtp,
};
use server::{app::App, clock::Clock, config::Config, demo, keys::Keyring};
use std::{
    fmt::Write as _,
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
};
use store::{Settings, Store};
use tokio::process::Command;

/// A data folder and a configuration file, in demo mode.
pub struct Place {
    folder: tempfile::TempDir,
    pub data: PathBuf,
    pub file: PathBuf,
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
        command.arg("--config").arg(&self.file).args(words).env_clear().current_dir(self.folder.path());
        command
    }

    /// Runs a command to its end.
    pub async fn run(&self, words: &[&str]) -> Said {
        process::finish(self.command(words), "").await
    }

    /// Runs a command that must go well; what it said.
    pub async fn must(&self, words: &[&str]) -> String {
        let said = self.run(words).await;
        assert_eq!(said.code, Some(0), "{words:?}: {}{}", said.out, said.err);
        said.out
    }

    /// Starts a command that goes on; its log lies beside the configuration under `name`.
    pub fn start(&self, name: &str, words: &[&str], environment: &[(&str, String)]) -> Running {
        let mut command = self.command(words);
        command.envs(environment.iter().map(|(name, value)| (*name, value)));
        Running::start(command, self.beside(name))
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
        running.answers(address).await;
        running
    }
}

/// Gives a place the keys of another.
pub fn take_keys(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    fs::copy(from.join("keys.json"), to.join("keys.json")).unwrap();
}
