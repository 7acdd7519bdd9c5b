//! The program as a municipality installs it: a configuration file, commands, a server behind a proxy with TLS, and a
//! mail server on the loopback. Nothing of the demonstration is there.

use super::{Asker, smtp};
use mail_parser::MessageParser;
use rustix::process::{Pid, Signal, kill_process};
use std::{
    fmt::Write as _,
    fs,
    net::{SocketAddr, TcpListener},
    path::PathBuf,
    process::{ExitStatus, Stdio},
    time::Duration,
};
use store::{Settings, testing};
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    process::{Child, ChildStdout, Command},
};

/// What people type.
pub const URL: &str = "https://hiromeru.midorino.example.jp";
/// How often something is looked at before a test gives up waiting for it.
const LOOKS: u32 = 1200;
const BETWEEN_LOOKS: Duration = Duration::from_millis(50);

/// Waits until something is there.
pub async fn until<T>(what: &str, mut find: impl AsyncFnMut() -> Option<T>) -> T {
    for _ in 0..LOOKS {
        if let Some(found) = find().await {
            return found;
        }
        tokio::time::sleep(BETWEEN_LOOKS).await;
    }
    panic!("it never came to this: {what}");
}

/// A folder with a configuration file, on an empty database.
pub struct Installation {
    folder: TempDir,
    mail: smtp::Server,
    address: SocketAddr,
    /// The address of the database for the owner of its tables, on PostgreSQL.
    owner: Option<String>,
}

/// What a command said.
#[derive(Debug)]
pub struct Said {
    pub well: bool,
    pub out: String,
    pub err: String,
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
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
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
        command.args(words).env_clear().current_dir(self.folder.path()).kill_on_drop(true);
        command
    }

    /// Runs a command to its end, with a line on its standard input.
    pub async fn run(&self, words: &[&str], line: &str) -> Said {
        finish(self.command(words), line).await
    }

    /// Brings the schema up to date: on PostgreSQL as the owner of the tables, for the role that serves.
    pub async fn migrate(&self) -> Said {
        match &self.owner {
            None => self.run(&["migrate"], "").await,
            Some(owner) => {
                let mut command = self.command(&["migrate", "--app-role", testing::APP_ROLE]);
                command.env("HIROMERU_DATABASE", owner);
                finish(command, "").await
            }
        }
    }

    /// Starts the server and waits until it listens.
    pub async fn serve(&self) -> Serving {
        let log = self.folder.path().join("log");
        let mut command = self.command(&["serve"]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(fs::File::create(&log).unwrap());
        let mut child = command.spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).await.unwrap();
        assert_eq!(line, format!("serving on {URL}\n"), "{}", fs::read_to_string(&log).unwrap());
        Serving { child, _out: out, log, address: self.address }
    }

    /// Waits for a mail to somebody; its text.
    pub async fn mail(&self, to: &str, subject: &str) -> String {
        until(&format!("{subject} to {to}"), async || {
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

async fn finish(mut command: Command, line: &str) -> Said {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // A command that asks for nothing may have ended already.
    let _ = stdin.write_all(format!("{line}\n").as_bytes()).await;
    drop(stdin);
    let output = child.wait_with_output().await.unwrap();
    Said {
        well: output.status.success(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A server that goes on until it is told to stop.
pub struct Serving {
    child: Child,
    _out: BufReader<ChildStdout>,
    log: PathBuf,
    address: SocketAddr,
}

impl Serving {
    /// Somebody's browser.
    pub fn anybody(&self) -> Asker {
        Asker::over(self.address)
    }

    /// Tells it to stop, and waits until it did.
    pub async fn stop(mut self) -> (ExitStatus, String) {
        let id = i32::try_from(self.child.id().unwrap()).unwrap();
        kill_process(Pid::from_raw(id).unwrap(), Signal::TERM).unwrap();
        let status =
            tokio::time::timeout(Duration::from_mins(1), self.child.wait()).await.expect("it stops").unwrap();
        (status, fs::read_to_string(&self.log).unwrap())
    }
}
