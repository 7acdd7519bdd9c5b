//! The program as a process of its own, however it is configured: to be looked at, told to stop, or killed.

use super::Asker;
use rustix::process::{Pid, Signal, kill_process};
use std::{
    fs,
    net::{SocketAddr, TcpListener},
    os::unix::process::ExitStatusExt as _,
    path::PathBuf,
    process::{ExitStatus, Stdio},
    time::Duration,
};
use tempfile::TempDir;
use tokio::{
    io::AsyncWriteExt as _,
    net::TcpStream,
    process::{Child, Command},
};

/// How often something is looked at before a test gives up waiting for it.
const LOOKS: u32 = 1200;
const BETWEEN_LOOKS: Duration = Duration::from_millis(50);

/// Waits until something is there.
pub async fn found<T>(what: &str, mut find: impl AsyncFnMut() -> Option<T>) -> T {
    for _ in 0..LOOKS {
        if let Some(found) = find().await {
            return found;
        }
        tokio::time::sleep(BETWEEN_LOOKS).await;
    }
    panic!("it never came to this: {what}");
}

/// Waits until something is so.
pub async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    found(what, async || is_so().await.then_some(())).await;
}

/// A port that nobody listened on a moment ago.
pub fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

/// What a command said.
#[derive(Debug)]
pub struct Said {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Said {
    /// True where it ended well.
    pub fn well(&self) -> bool {
        self.code == Some(0)
    }
}

/// Runs a command to its end, with a line on its standard input.
pub async fn finish(mut command: Command, line: &str) -> Said {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // A command that asks for nothing may have ended already.
    let _ = stdin.write_all(format!("{line}\n").as_bytes()).await;
    drop(stdin);
    let output = child.wait_with_output().await.unwrap();
    Said {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A program that goes on until it is told to stop or killed; it dies with the test.
pub struct Running {
    child: Child,
    log: PathBuf,
    _folder: Option<TempDir>,
}

impl Running {
    /// Starts a command; what it logs is added to a file, what it prints to one beside it.
    pub fn start(mut command: Command, log: PathBuf) -> Self {
        let open = |file: PathBuf| fs::OpenOptions::new().create(true).append(true).open(file).unwrap();
        command
            .stdin(Stdio::null())
            .stdout(open(log.with_extension("out")))
            .stderr(open(log.clone()))
            .kill_on_drop(true);
        Self { child: command.spawn().unwrap(), log, _folder: None }
    }

    /// Starts a command in a folder that goes with it.
    pub fn start_in(folder: TempDir, command: Command) -> Self {
        let running = Self::start(command, folder.path().join("log"));
        Self { _folder: Some(folder), ..running }
    }

    /// Where it listens, once it does.
    pub async fn address(&mut self) -> SocketAddr {
        let log = self.log.clone();
        found("it listens", async || {
            let said = fs::read_to_string(&log).unwrap();
            assert!(self.child.try_wait().unwrap().is_none(), "it does not start: {said}");
            Some(said.split_once("\"listen\":\"")?.1.split('"').next()?.parse().unwrap())
        })
        .await
    }

    /// Waits until it answers there.
    pub async fn answers(&mut self, address: SocketAddr) {
        let log = self.log.clone();
        until("the server answers", async || {
            let ended = self.child.try_wait().unwrap();
            assert!(ended.is_none(), "{ended:?}: {}", fs::read_to_string(&log).unwrap());
            let request = axum::http::Request::get("/healthz").body(axum::body::Body::empty()).unwrap();
            Asker::over(address).try_to_send(request).await.is_ok_and(|answer| answer.status == 200)
        })
        .await;
    }

    /// How long processors worked for it, in seconds.
    #[allow(dead_code, reason = "the measurements use it")]
    pub fn worked(&self) -> f64 {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id().unwrap())).unwrap();
        // Behind its name, which may hold anything; Linux counts a hundred ticks a second.
        let (_, fields) = stat.rsplit_once(')').unwrap();
        let ticks: u32 =
            fields.split_whitespace().skip(11).take(2).map(|ticks| ticks.parse::<u32>().unwrap()).sum();
        f64::from(ticks) / 100.0
    }

    /// The memory that it holds, in kilobytes.
    #[allow(dead_code, reason = "the measurements use it")]
    pub fn resident(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id().unwrap())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.split_whitespace().next().unwrap().parse().unwrap()
    }

    /// Its log.
    pub fn said(&self) -> String {
        fs::read_to_string(&self.log).unwrap()
    }

    /// What it printed for whoever started it.
    pub fn printed(&self) -> String {
        fs::read_to_string(self.log.with_extension("out")).unwrap()
    }

    /// Waits until its log says something.
    pub async fn says(&self, what: &str) {
        until(what, async || self.said().contains(what)).await;
    }

    /// Tells it to stop (SIGTERM), as an operator does, and does not wait.
    pub fn tell_to_stop(&self) {
        self.signal(Signal::TERM);
    }

    /// Waits until it ended.
    pub async fn ended(&mut self) -> ExitStatus {
        let patience = BETWEEN_LOOKS * LOOKS;
        let ended = tokio::time::timeout(patience, self.child.wait()).await;
        ended.unwrap_or_else(|_| panic!("it never ends: {}", self.said())).unwrap()
    }

    /// Tells it to stop, and waits until it did.
    pub async fn stop(&mut self) -> ExitStatus {
        self.tell_to_stop();
        self.ended().await
    }

    /// Kills it, as a failure of power does.
    pub async fn kill(&mut self) {
        self.signal(Signal::KILL);
        assert_eq!(self.ended().await.signal(), Some(9));
    }

    /// Waits until it died by SIGKILL, at the place that `HIROMERU_KILL_AT` names.
    pub async fn was_killed(mut self) {
        let status = self.ended().await;
        assert_eq!(status.signal(), Some(9), "it was to die by SIGKILL, not {status}: {}", self.said());
    }

    /// Waits until it takes no more connections.
    pub async fn refuses(&self, address: SocketAddr) {
        until("it takes no more connections", async || TcpStream::connect(address).await.is_err()).await;
    }

    fn signal(&self, signal: Signal) {
        let id = i32::try_from(self.child.id().unwrap()).unwrap();
        kill_process(Pid::from_raw(id).unwrap(), signal).unwrap();
    }
}
