//! A mail server on the loopback, which answers as a test scripts it.
//!
//! It speaks EHLO, STARTTLS with a certificate of its own authority, AUTH PLAIN and LOGIN, takes several commands at
//! once (PIPELINING) unless a test wants them one by one, and multi-line texts with dots stuffed; a test reads afterwards
//! what it took and what was said.

use base64::{Engine, prelude::BASE64_STANDARD};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use server::mail::{Encryption, SmtpConfig, SmtpPool, Transport};
use std::{
    collections::{HashMap, VecDeque},
    io,
    net::SocketAddr,
    sync::{Arc, Mutex},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::ring,
        pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
    },
};

/// How the server behaves.
#[derive(Debug, Clone, Default)]
pub struct Script {
    /// Whether it offers STARTTLS.
    pub starttls: bool,
    /// Whether it wants commands one by one, as servers do that do not offer PIPELINING.
    pub one_by_one: bool,
    /// Name and password that it wants before a mail.
    pub sign_in: Option<(&'static str, &'static str)>,
    /// Ways of signing in that it offers, as `PLAIN LOGIN`.
    pub mechanisms: &'static str,
    /// Answers to RCPT for an address, first to last; afterwards it is taken. [`HANG_UP`] and [`STALL`] are no answers.
    pub recipients: HashMap<String, VecDeque<&'static str>>,
    /// Answers to MAIL, first to last; afterwards it is taken.
    pub senders: VecDeque<&'static str>,
    /// Answers to the end of a text, first to last; afterwards it is taken.
    pub texts: VecDeque<&'static str>,
    /// What comes instead of an answer after the text to an address was taken: [`HANG_UP`] or [`STALL`].
    pub after_texts: HashMap<String, &'static str>,
    /// Takes this many texts and then hangs up without an answer.
    pub take_and_hang_up: usize,
    /// Never says a word.
    pub silent: bool,
}

/// The connection ends without a word.
pub const HANG_UP: &str = "(hangs up)";
/// Nothing is said any more.
pub const STALL: &str = "(stalls)";

/// A mail that the server took, whether or not it could say so.
#[derive(Debug, Clone)]
pub struct Received {
    /// The sender's address.
    pub from: String,
    /// The recipients' addresses.
    pub to: Vec<String>,
    /// The message, dots unstuffed.
    pub data: Vec<u8>,
    /// Whether the connection was encrypted.
    pub encrypted: bool,
    /// Who was signed in.
    pub user: Option<String>,
}

#[derive(Debug, Default)]
struct State {
    script: Script,
    received: Vec<Received>,
    commands: Vec<String>,
    /// How many mails began with more said already than MAIL.
    ahead: usize,
    connections: usize,
}

/// A running mail server; it ends with the test.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    /// The certificate of its authority, as PEM.
    pub authority: String,
    state: Arc<Mutex<State>>,
    task: JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Server {
    /// Starts a server on a free port of the loopback.
    pub async fn start(script: Script) -> Self {
        let (authority, acceptor) = tls();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(Mutex::new(State { script, ..State::default() }));
        let shared = Arc::clone(&state);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                stream.set_nodelay(true).unwrap();
                let talk = Talk::new(Arc::clone(&shared), acceptor.clone());
                tokio::spawn(async move { talk.serve(stream).await.ok() });
            }
        });
        Self { address, authority, state, task }
    }

    /// A way to it without encryption, as only this machine's may be used.
    pub fn plain_pool(&self) -> Transport {
        Self::plain(self.address.port())
    }

    /// The same to any port of this machine.
    pub fn plain(port: u16) -> Transport {
        let config = SmtpConfig {
            host: "127.0.0.1".to_owned(),
            port,
            encryption: Encryption::None,
            user: None,
            password: None,
            ca_file: None,
            hello: Some("hiromeru.example".to_owned()),
            timeout_seconds: 1,
            connections: 4,
        };
        Transport::Smtp(Box::new(SmtpPool::new(config).unwrap()))
    }

    /// The mails that were taken so far.
    pub fn received(&self) -> Vec<Received> {
        self.state.lock().unwrap().received.clone()
    }

    /// How many mails were taken so far.
    pub fn taken(&self) -> usize {
        self.state.lock().unwrap().received.len()
    }

    /// The commands that were heard so far; secrets and texts are left out.
    pub fn commands(&self) -> Vec<String> {
        self.state.lock().unwrap().commands.clone()
    }

    /// How many mails began with more said already than MAIL.
    pub fn ahead(&self) -> usize {
        self.state.lock().unwrap().ahead
    }

    /// How many connections were opened so far.
    pub fn connections(&self) -> usize {
        self.state.lock().unwrap().connections
    }

    /// Changes how it behaves from now on.
    pub fn script(&self, change: impl FnOnce(&mut Script)) {
        change(&mut self.state.lock().unwrap().script);
    }
}

/// An authority of this test alone, and a certificate for `localhost` that it signed.
fn tls() -> (String, TlsAcceptor) {
    let mut authority = CertificateParams::new(Vec::new()).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let names = vec!["localhost".to_owned()];
    let certificate = CertificateParams::new(names).unwrap().signed_by(&key, &authority).unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap();
    (authority.pem(), TlsAcceptor::from(Arc::new(config)))
}

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// What the talk goes on with after a command.
enum Next {
    Listen,
    Encrypt,
    End,
}

struct Talk {
    state: Arc<Mutex<State>>,
    acceptor: TlsAcceptor,
    encrypted: bool,
    user: Option<String>,
    from: Option<String>,
    to: Vec<String>,
}

impl Talk {
    const fn new(state: Arc<Mutex<State>>, acceptor: TlsAcceptor) -> Self {
        Self { state, acceptor, encrypted: false, user: None, from: None, to: Vec::new() }
    }

    async fn serve(mut self, stream: TcpStream) -> io::Result<()> {
        let silent = {
            let mut state = self.state.lock().unwrap();
            state.connections += 1;
            state.script.silent
        };
        let mut stream: BufReader<Box<dyn Stream>> = BufReader::new(Box::new(stream));
        if silent {
            return std::future::pending().await;
        }
        say(&mut stream, "220 test ESMTP").await?;
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await? == 0 {
                return Ok(());
            }
            let line = line.trim_end().to_owned();
            match self.hear(&line, &mut stream).await? {
                Next::Listen => {}
                Next::End => return Ok(()),
                Next::Encrypt => {
                    let plain = stream.into_inner();
                    stream = BufReader::new(Box::new(self.acceptor.accept(plain).await?));
                    self.encrypted = true;
                }
            }
        }
    }

    async fn hear(&mut self, line: &str, stream: &mut BufReader<Box<dyn Stream>>) -> io::Result<Next> {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        let verb = verb.to_ascii_uppercase();
        let shown = if verb == "AUTH" { rest.split(' ').next().unwrap_or_default() } else { rest };
        self.state.lock().unwrap().commands.push(format!("{verb} {shown}").trim().to_owned());
        // Only what does not grow with the number of recipients.
        let script = {
            let state = self.state.lock().unwrap();
            let known = &state.script;
            Script {
                starttls: known.starttls,
                one_by_one: known.one_by_one,
                sign_in: known.sign_in,
                mechanisms: known.mechanisms,
                ..Script::default()
            }
        };
        match verb.as_str() {
            "EHLO" => {
                let mut offers = vec!["250-test".to_owned()];
                if script.starttls && !self.encrypted {
                    offers.push("250-STARTTLS".to_owned());
                }
                if !script.mechanisms.is_empty() {
                    offers.push(format!("250-AUTH {}", script.mechanisms));
                }
                if !script.one_by_one {
                    offers.push("250-PIPELINING".to_owned());
                }
                offers.push("250 8BITMIME".to_owned());
                say(stream, &offers.join("\r\n")).await?;
            }
            "STARTTLS" if script.starttls => {
                say(stream, "220 go ahead").await?;
                return Ok(Next::Encrypt);
            }
            "AUTH" => self.sign_in(rest, script.sign_in, stream).await?,
            "MAIL" => {
                self.state.lock().unwrap().ahead += usize::from(!stream.buffer().is_empty());
                let scripted = self.state.lock().unwrap().script.senders.pop_front();
                let missing = script.sign_in.is_some() && self.user.is_none();
                let answer = scripted.unwrap_or(if missing { "530 5.7.0 sign in first" } else { "250 ok" });
                if answer.starts_with('2') {
                    self.from = Some(address(rest));
                    self.to.clear();
                }
                say(stream, answer).await?;
            }
            "RCPT" => {
                let to = address(rest);
                let scripted = {
                    let mut state = self.state.lock().unwrap();
                    state.script.recipients.get_mut(&to).and_then(VecDeque::pop_front)
                };
                let answer = scripted.unwrap_or("250 ok");
                match answer {
                    HANG_UP => return Ok(Next::End),
                    STALL => return std::future::pending().await,
                    _ => {}
                }
                if answer.starts_with('2') {
                    self.to.push(to);
                }
                say(stream, answer).await?;
            }
            "DATA" => return self.take(stream).await,
            "NOOP" | "RSET" => say(stream, "250 ok").await?,
            "QUIT" => {
                say(stream, "221 bye").await?;
                return Ok(Next::End);
            }
            _ => say(stream, "502 5.5.2 what?").await?,
        }
        Ok(Next::Listen)
    }

    async fn take(&mut self, stream: &mut BufReader<Box<dyn Stream>>) -> io::Result<Next> {
        let (Some(from), false) = (self.from.take(), self.to.is_empty()) else {
            say(stream, "503 5.5.1 MAIL and RCPT first").await?;
            return Ok(Next::Listen);
        };
        say(stream, "354 go on").await?;
        let mut data = Vec::new();
        loop {
            let mut line = Vec::new();
            if stream.read_until(b'\n', &mut line).await? == 0 {
                return Ok(Next::End);
            }
            if line == b".\r\n" {
                break;
            }
            data.extend(line.strip_prefix(b".").unwrap_or(&line));
        }
        let silent = {
            let mut state = self.state.lock().unwrap();
            self.to.iter().find_map(|to| state.script.after_texts.remove(to))
        };
        let hang_up = {
            let mut state = self.state.lock().unwrap();
            let answer = state.script.texts.pop_front().unwrap_or("250 2.0.0 queued as TEST");
            if answer.starts_with('2') {
                let to = std::mem::take(&mut self.to);
                let (encrypted, user) = (self.encrypted, self.user.clone());
                state.received.push(Received { from, to, data, encrypted, user });
            }
            if state.script.take_and_hang_up > 0 {
                state.script.take_and_hang_up -= 1;
                Err(())
            } else {
                Ok(answer)
            }
        };
        match silent {
            Some(STALL) => return std::future::pending().await,
            Some(_) => return Ok(Next::End),
            None => {}
        }
        match hang_up {
            Err(()) => Ok(Next::End),
            Ok(answer) => say(stream, answer).await.map(|()| Next::Listen),
        }
    }

    async fn sign_in(
        &mut self,
        rest: &str,
        wanted: Option<(&str, &str)>,
        stream: &mut BufReader<Box<dyn Stream>>,
    ) -> io::Result<()> {
        let mut words = rest.split(' ');
        let (user, password) = match words.next().unwrap_or_default() {
            "PLAIN" => {
                let given = match words.next() {
                    Some(given) => given.to_owned(),
                    None => ask(stream, "334 ").await?,
                };
                let parts = decode(&given);
                let mut parts = parts.split('\0').skip(1).map(str::to_owned);
                (parts.next().unwrap_or_default(), parts.next().unwrap_or_default())
            }
            "LOGIN" => {
                let user = decode(&ask(stream, "334 VXNlcm5hbWU6").await?);
                (user, decode(&ask(stream, "334 UGFzc3dvcmQ6").await?))
            }
            _ => return say(stream, "504 5.5.4 not offered").await,
        };
        if wanted == Some((user.as_str(), password.as_str())) {
            self.user = Some(user);
            say(stream, "235 2.7.0 welcome").await
        } else {
            say(stream, "535 5.7.8 not known").await
        }
    }
}

async fn say(stream: &mut BufReader<Box<dyn Stream>>, line: &str) -> io::Result<()> {
    stream.get_mut().write_all(format!("{line}\r\n").as_bytes()).await?;
    stream.get_mut().flush().await
}

async fn ask(stream: &mut BufReader<Box<dyn Stream>>, line: &str) -> io::Result<String> {
    say(stream, line).await?;
    let mut answer = String::new();
    stream.read_line(&mut answer).await?;
    Ok(answer.trim_end().to_owned())
}

fn decode(text: &str) -> String {
    String::from_utf8(BASE64_STANDARD.decode(text).unwrap_or_default()).unwrap_or_default()
}

/// The address of `FROM:<a@b> …` or `TO:<a@b>`.
fn address(rest: &str) -> String {
    let inner = rest.split_once('<').and_then(|(_, rest)| rest.rsplit_once('>'));
    inner.map(|(address, _)| address.to_owned()).unwrap_or_default()
}
