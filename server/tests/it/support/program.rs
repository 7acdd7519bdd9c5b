//! The program as a process of its own, beside a world: to be killed, to be stopped, and whose log can be read.

use super::World;
use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, Request, Response, header, response},
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use http_body_util::BodyExt as _;
use std::{
    fmt::Write as _,
    fs, io,
    net::SocketAddr,
    os::unix::process::ExitStatusExt as _,
    process::{Child, Command, ExitStatus, Stdio},
    time::Duration,
};
use store::Settings;
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

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
        let keys = folder.path().join("keys.json");
        // The keyring of every world.
        let secret = BASE64_URL_SAFE_NO_PAD.encode([7; 32]);
        fs::write(&keys, format!(r#"{{"keys":[{{"id":"test","secret":"{secret}"}}]}}"#)).unwrap();
        let mut program = Command::new(world.app.program.as_path());
        program
            .args(command)
            .env_clear()
            .current_dir(folder.path())
            .env("HIROMERU_DEMO", "true")
            .env("HIROMERU_LISTEN", "127.0.0.1:0")
            .env("HIROMERU_KEYS", keys)
            .env("HIROMERU_DATA", &world.app.config.data)
            .envs(settings.iter().copied())
            .stdout(Stdio::null())
            .stderr(Stdio::from(fs::File::create(folder.path().join("log")).unwrap()));
        if let Settings::Postgres { url, .. } = &world.app.config.database {
            program.env("HIROMERU_DATABASE", url);
        }
        Self { child: program.spawn().unwrap(), folder }
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

/// One request over a connection of its own, and what came back before it closed.
pub async fn exchange(address: SocketAddr, request: Request<Body>) -> io::Result<(response::Parts, Vec<u8>)> {
    let mut connection = TcpStream::connect(address).await?;
    let (head, body) = request.into_parts();
    let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
    let mut text = String::new();
    let broken = |_| io::Error::other("a head that cannot be written");
    write!(text, "{} {} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n", head.method, head.uri)
        .map_err(broken)?;
    for (name, value) in &head.headers {
        write!(text, "{name}: {}\r\n", value.to_str().map_err(io::Error::other)?).map_err(broken)?;
    }
    write!(text, "content-length: {}\r\n\r\n", body.len()).map_err(broken)?;
    connection.write_all(text.as_bytes()).await?;
    connection.write_all(&body).await?;
    let mut answer = Vec::new();
    connection.read_to_end(&mut answer).await?;
    read(&answer).ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
}

/// An answer of HTTP/1.1, whole or in chunks.
fn read(answer: &[u8]) -> Option<(response::Parts, Vec<u8>)> {
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n")?;
    let mut lines = std::str::from_utf8(&answer[..end]).ok()?.split("\r\n");
    let status: u16 = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let mut response = Response::builder().status(status).body(()).ok()?;
    for line in lines {
        let (name, value) = line.split_once(": ")?;
        response.headers_mut().append(name.parse::<HeaderName>().ok()?, HeaderValue::from_str(value).ok()?);
    }
    let (parts, ()) = response.into_parts();
    let mut rest = &answer[end + 4..];
    if !parts.headers.contains_key(header::TRANSFER_ENCODING) {
        return Some((parts, rest.to_vec()));
    }
    let mut body = Vec::new();
    loop {
        let line = rest.windows(2).position(|window| window == b"\r\n")?;
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..line]).ok()?, 16).ok()?;
        let chunk = rest.get(line + 2..line + 2 + size)?;
        if size == 0 {
            return Some((parts, body));
        }
        body.extend_from_slice(chunk);
        rest = rest.get(line + 4 + size..)?;
    }
}
