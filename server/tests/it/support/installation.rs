//! The program as a municipality installs it: a configuration file, commands, a server behind a proxy with TLS, and a
//! mail server on the loopback. Nothing of the demonstration is there.

use super::{
    Asker,
    process::{self, Running, Said, found, free_address},
    smtp,
};
use mail_parser::MessageParser;
use std::{fmt::Write as _, fs, net::SocketAddr, process::ExitStatus};
use store::{Settings, testing};
use tempfile::TempDir;
use tokio::process::Command;

/// What people type.
pub const URL: &str = "https://hiromeru.midorino.example.jp";
/// A folder with a configuration file, on an empty database.
pub struct Installation {
    folder: TempDir,
    mail: smtp::Server,
    address: SocketAddr,
    /// The address of the database for the owner of its tables, on PostgreSQL.
    owner: Option<String>,
}

impl Installation {
    /// A configuration file and nothing else, for a database of this kind.
    pub async fn new(like: &Settings) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let (owner, app) = testing::empty_place(like, &data).await;
        let mail = smtp::Server::start(smtp::Script { starttls: true, ..smtp::Script::default() }).await;
        let ca_file = folder.path().join("ca.pem");
        fs::write(&ca_file, &mail.authority).unwrap();
        let address = free_address();
        let mut text =
            format!("public_url = {URL:?}\nlisten = \"{address}\"\ndata = \"{}\"\n", data.display());
        if let Settings::Postgres { url, .. } = &app {
            writeln!(text, "database = {url:?}\ndatabase_connections = 6").unwrap();
        }
        let port = mail.address.port();
        writeln!(text, "[mail]\nhost = \"localhost\"\nport = {port}\nfrom = \"noreply@midorino.example.jp\"")
            .unwrap();
        writeln!(text, "ca_file = \"{}\"", ca_file.display()).unwrap();
        fs::write(folder.path().join("hiromeru.toml"), text).unwrap();
        let owner = match owner {
            Settings::Postgres { url, .. } => Some(url),
            Settings::Sqlite(_) => None,
        };
        Self { folder, mail, address, owner }
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hiromeru"));
        command.args(words).env_clear().current_dir(self.folder.path());
        command
    }

    /// Runs a command to its end, with a line on its standard input.
    pub async fn run(&self, words: &[&str], line: &str) -> Said {
        process::finish(self.command(words), line).await
    }

    /// Brings the schema up to date: on PostgreSQL as the owner of the tables, for the role that serves.
    pub async fn migrate(&self) -> Said {
        match &self.owner {
            None => self.run(&["migrate"], "").await,
            Some(owner) => {
                let mut command = self.command(&["migrate", "--app-role", testing::APP_ROLE]);
                command.env("HIROMERU_DATABASE", owner);
                process::finish(command, "").await
            }
        }
    }

    /// Starts the server and waits until it listens.
    pub async fn serve(&self) -> Serving {
        let mut running = Running::start(self.command(&["serve"]), self.folder.path().join("log"));
        running.answers(self.address).await;
        assert_eq!(running.printed(), format!("serving on {URL}\n"), "{}", running.said());
        Serving { running, address: self.address }
    }

    /// Waits for a mail to somebody; its text.
    pub async fn mail(&self, to: &str, subject: &str) -> String {
        found(&format!("{subject} to {to}"), async || {
            self.mail.received().iter().find_map(|mail| {
                let read = MessageParser::default().parse(&mail.data)?;
                let found = mail.to == [to] && read.subject()?.contains(subject);
                assert!(mail.encrypted, "a mail left in the clear");
                found.then(|| read.body_text(0).unwrap().replace("\r\n", "\n"))
            })
        })
        .await
    }
}

/// A server that goes on until it is told to stop.
pub struct Serving {
    running: Running,
    address: SocketAddr,
}

impl Serving {
    /// Somebody's browser.
    pub fn anybody(&self) -> Asker {
        Asker::over(self.address)
    }

    /// Tells it to stop, and waits until it did.
    pub async fn stop(mut self) -> (ExitStatus, String) {
        (self.running.stop().await, self.running.said())
    }
}
