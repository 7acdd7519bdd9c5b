//! The program as a process of its own, beside a world: to be killed, to be stopped, and whose log can be read.

use super::World;
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use std::{
    fs,
    net::SocketAddr,
    os::unix::process::ExitStatusExt as _,
    path::Path,
    process::{Child, Command, ExitStatus, Output, Stdio},
    time::Duration,
};
use store::Settings;
use tempfile::TempDir;
use tokio::net::TcpStream;

/// How long something may take that takes a moment; a test that waits longer has failed.
const PATIENCE: usize = 1200;
const MOMENT: Duration = Duration::from_millis(50);

/// A running program; it dies with the test.
pub struct Program {
    child: Child,
    folder: TempDir,
}

impl Program {
    /// Starts `hiromeru` on the world's database, files and keys, with settings of the environment besides.
    pub fn start(world: &World, command: &[&str], settings: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut program = Self::command(world, folder.path(), command);
        program
            .envs(settings.iter().copied())
            .stdout(Stdio::null())
            .stderr(Stdio::from(fs::File::create(folder.path().join("log")).unwrap()));
        Self { child: program.spawn().unwrap(), folder }
    }

    /// Runs a command to its end.
    pub fn output(world: &World, command: &[&str]) -> Output {
        let folder = tempfile::tempdir().unwrap();
        Self::command(world, folder.path(), command).output().unwrap()
    }

    fn command(world: &World, folder: &Path, command: &[&str]) -> Command {
        let keys = folder.join("keys.json");
        // The keyring of every world.
        let secret = BASE64_URL_SAFE_NO_PAD.encode([7; 32]);
        fs::write(&keys, format!(r#"{{"keys":[{{"id":"test","secret":"{secret}"}}]}}"#)).unwrap();
        let mut program = Command::new(world.app.program.as_path());
        program
            .args(command)
            .env_clear()
            .current_dir(folder)
            .env("HIROMERU_DEMO", "true")
            .env("HIROMERU_LISTEN", "127.0.0.1:0")
            .env("HIROMERU_KEYS", keys)
            .env("HIROMERU_DATA", &world.app.config.data);
        if let Settings::Postgres { url, .. } = &world.app.config.database {
            program.env("HIROMERU_DATABASE", url);
        }
        program
    }

    /// Serves pages; its address, once it listens.
    pub async fn serve(world: &World, settings: &[(&str, &str)]) -> (Self, SocketAddr) {
        let mut program = Self::start(world, &["serve", "--without-worker"], settings);
        let address = program.address().await;
        (program, address)
    }

    /// Where it listens, once it does.
    pub async fn address(&mut self) -> SocketAddr {
        for _ in 0..PATIENCE {
            let log = self.log();
            if let Some((_, rest)) = log.split_once("\"listen\":\"") {
                return rest.split('"').next().unwrap().parse().unwrap();
            }
            assert!(self.child.try_wait().unwrap().is_none(), "it does not start: {log}");
            tokio::time::sleep(MOMENT).await;
        }
        panic!("it never listens: {}", self.log());
    }

    /// What it logged.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap()
    }

    /// Waits until its log says something.
    pub async fn says(&self, what: &str) {
        for _ in 0..PATIENCE {
            if self.log().contains(what) {
                return;
            }
            tokio::time::sleep(MOMENT).await;
        }
        panic!("it never says {what}: {}", self.log());
    }

    /// Waits until it died by SIGKILL, at the place that `HIROMERU_KILL_AT` names.
    pub async fn was_killed(mut self) {
        let status = self.ended().await;
        assert_eq!(status.signal(), Some(9), "it was to die by SIGKILL, not {status}: {}", self.log());
    }

    /// Asks it to stop (SIGTERM), as an operator does.
    pub fn stop(&self) {
        let id = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(id, rustix::process::Signal::TERM).unwrap();
    }

    /// Waits until it takes no more connections.
    pub async fn refuses(&self, address: SocketAddr) {
        for _ in 0..PATIENCE {
            if TcpStream::connect(address).await.is_err() {
                return;
            }
            tokio::time::sleep(MOMENT).await;
        }
        panic!("it goes on taking connections: {}", self.log());
    }

    /// Waits until it ended.
    pub async fn ended(&mut self) -> ExitStatus {
        for _ in 0..PATIENCE {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            tokio::time::sleep(MOMENT).await;
        }
        panic!("it never ends: {}", self.log());
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
