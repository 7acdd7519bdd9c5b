//! Mail servers. The talk goes over a connection of our own with Nagle's algorithm off, which sends
//! hundreds of times more mails a second; a few connections are kept open between mails. To a server that
//! takes several commands at once (PIPELINING, RFC 2920) all that stands before the text is said in one
//! breath: a mail then waits for two answers where it waited for four
//! (`docs/decisions/0105-what-is-said-in-one-breath.md`).

use super::{Message, SendError, Taken, message::Composed};
use lettre::transport::smtp::{
    Error as SmtpError,
    authentication::{Credentials, Mechanism},
    client::{AsyncSmtpConnection, Certificate, TlsParameters},
    commands::{Data, Ehlo, Mail, Rcpt},
    extension::ClientId,
    response::{Response, Severity},
};
use serde::Deserialize;
use std::{fmt, fs, io, path::PathBuf, time::Duration};
use tokio::{
    net::TcpStream,
    sync::{Mutex, Semaphore},
    time::{Instant, timeout},
};

/// A connection that was silent for longer is not used again; servers hang up after five minutes.
const LONGEST_SILENCE: Duration = Duration::from_mins(1);
/// A connection that was silent for longer is asked whether it still stands.
const ASK_AFTER: Duration = Duration::from_secs(1);
/// So long after the first server could not be connected the second is used without asking the first.
const AROUND: Duration = Duration::from_secs(30);

/// How the connection is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encryption {
    /// STARTTLS, and nothing is sent without it (port 587 or 25).
    #[default]
    StartTls,
    /// TLS from the first byte (port 465).
    Tls,
    /// None; only for a mail server on the same machine or an isolated network.
    None,
}

/// Where and how mails leave.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmtpConfig {
    /// Host name of the mail server; its certificate must carry it.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is encrypted.
    #[serde(default)]
    pub encryption: Encryption,
    /// Name at the mail server, where it wants one.
    #[serde(default)]
    pub user: Option<String>,
    /// Password at the mail server.
    #[serde(default)]
    pub password: Option<String>,
    /// PEM file of the authority that signed the server's certificate, where it is not a public one.
    #[serde(default)]
    pub ca_file: Option<PathBuf>,
    /// The name we give ourselves.
    #[serde(default)]
    pub hello: Option<String>,
    /// Seconds that one answer may take.
    #[serde(default = "thirty")]
    pub timeout_seconds: u64,
    /// Connections at the same time.
    #[serde(default = "two")]
    pub connections: usize,
}

const fn thirty() -> u64 {
    30
}
const fn two() -> usize {
    2
}

impl fmt::Debug for SmtpConfig {
    /// Without the password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            host,
            port,
            encryption,
            user: _,
            password: _,
            ca_file,
            hello,
            timeout_seconds,
            connections,
        } = self;
        f.debug_struct("SmtpConfig")
            .field("host", host)
            .field("port", port)
            .field("encryption", encryption)
            .field("ca_file", ca_file)
            .field("hello", hello)
            .field("timeout_seconds", timeout_seconds)
            .field("connections", connections)
            .finish_non_exhaustive()
    }
}

/// Why the configuration of the mail server cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SmtpConfigError {
    /// The authority's file cannot be read.
    #[error("the file of the authority {}: {source}", file.display())]
    CaFile {
        /// The file.
        file: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The authority's file holds no certificate, or the host is no host name.
    #[error("encryption of the mail server: {0}")]
    Encryption(#[from] SmtpError),
    /// A name without a password, or a password without a name.
    #[error("the mail server's user and password must be given together")]
    HalfCredentials,
    /// A password would go over the wire in the clear.
    #[error("a password is not sent to the mail server without encryption")]
    PasswordInTheClear,
    /// No connection could ever be made.
    #[error("the mail server needs at least one connection")]
    NoConnections,
}

/// A mail server and the connections to it.
pub struct SmtpPool {
    config: SmtpConfig,
    tls: Option<TlsParameters>,
    credentials: Option<Credentials>,
    hello: ClientId,
    open: Semaphore,
    idle: Mutex<Vec<Idle>>,
    /// Used only where this server cannot be connected.
    second: Option<Box<Self>>,
    /// When this server could last not be connected.
    away: Mutex<Option<Instant>>,
}

struct Idle {
    connection: Connection,
    since: Instant,
}

/// A connection that stands, and what its server can do.
struct Connection {
    smtp: AsyncSmtpConnection,
    /// Whether it takes several commands at once.
    pipelining: bool,
}

impl fmt::Debug for SmtpPool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpPool").field("config", &self.config).finish_non_exhaustive()
    }
}

impl SmtpPool {
    /// A pool of connections, none of them open yet.
    ///
    /// # Errors
    /// When the configuration cannot be used.
    pub fn new(config: SmtpConfig) -> Result<Self, SmtpConfigError> {
        let credentials = match (&config.user, &config.password) {
            (Some(user), Some(password)) => Some(Credentials::new(user.clone(), password.clone())),
            (None, None) => None,
            (Some(_), None) | (None, Some(_)) => return Err(SmtpConfigError::HalfCredentials),
        };
        let tls = match config.encryption {
            Encryption::StartTls | Encryption::Tls => Some(tls_parameters(&config)?),
            Encryption::None if credentials.is_some() => return Err(SmtpConfigError::PasswordInTheClear),
            Encryption::None => None,
        };
        if config.connections == 0 {
            return Err(SmtpConfigError::NoConnections);
        }
        let hello = config.hello.clone().map_or_else(ClientId::default, ClientId::Domain);
        let open = Semaphore::new(config.connections);
        let (idle, away) = (Mutex::new(Vec::new()), Mutex::new(None));
        Ok(Self { config, tls, credentials, hello, open, idle, second: None, away })
    }

    /// The same with a server that is used where this one cannot be connected: before any word of a mail was said, and
    /// never after (`docs/decisions/0066-what-an-office-wants-to-hear-of.md`).
    #[must_use]
    pub fn with_second(self, second: Self) -> Self {
        Self { second: Some(Box::new(second)), ..self }
    }

    /// Connections at the same time.
    pub const fn connections(&self) -> usize {
        self.config.connections
    }

    /// Hands one message to the mail server.
    pub(super) async fn send(&self, message: &Message) -> Result<Taken, SendError> {
        let composed = message.compose()?;
        let _place = self.open.acquire().await.map_err(|_| SendError::Timeout)?;
        let Some(second) = &self.second else { return self.hand_over(self.ready().await?, composed).await };
        let away = self.away.lock().await.is_some_and(|since| since.elapsed() < AROUND);
        let first = if away { None } else { self.reached().await? };
        match first {
            Some(connection) => self.hand_over(connection, composed).await,
            None => second.hand_over(second.ready().await?, composed).await,
        }
    }

    /// A connection that a mail can be said through.
    async fn ready(&self) -> Result<Connection, SendError> {
        match self.take().await {
            Some(connection) => Ok(connection),
            None => Box::pin(self.connect()).await,
        }
    }

    /// The same; none where the server cannot be connected. What an administrator must mend is told, and not gone around.
    async fn reached(&self) -> Result<Option<Connection>, SendError> {
        match self.ready().await {
            Ok(connection) => {
                *self.away.lock().await = None;
                Ok(Some(connection))
            }
            Err(error) if error.needs_the_administrator() => Err(error),
            Err(error) => {
                tracing::warn!(error = %error, "the first mail server cannot be connected: the second is used");
                *self.away.lock().await = Some(Instant::now());
                Ok(None)
            }
        }
    }

    async fn hand_over(&self, mut connection: Connection, composed: Composed) -> Result<Taken, SendError> {
        // On an error the connection is dropped, since it may be in the middle of a mail; with it goes what was said ahead.
        let taken = self.talk(&mut connection, composed).await?;
        self.idle.lock().await.push(Idle { connection, since: Instant::now() });
        Ok(taken)
    }

    /// A connection that stands, from an earlier mail.
    async fn take(&self) -> Option<Connection> {
        loop {
            let Idle { mut connection, since } = self.idle.lock().await.pop()?;
            let silence = since.elapsed();
            let stands = silence < ASK_AFTER
                || (silence < LONGEST_SILENCE
                    && timeout(self.patience(), connection.smtp.test_connected()).await.unwrap_or(false));
            if stands && !connection.smtp.has_broken() {
                return Some(connection);
            }
        }
    }

    async fn connect(&self) -> Result<Connection, SendError> {
        let mut connection = match (self.config.encryption, &self.tls) {
            (Encryption::Tls, tls) => {
                let address = (self.config.host.as_str(), self.config.port);
                let tls = tls.clone();
                let opened = AsyncSmtpConnection::connect_tokio1(
                    address,
                    Some(self.patience()),
                    &self.hello,
                    tls,
                    None,
                );
                self.patiently(opened).await?.map_err(unopened)?
            }
            (Encryption::StartTls, Some(tls)) => {
                let mut connection = self.connect_in_the_clear().await?;
                if !connection.can_starttls() {
                    connection.abort().await;
                    return Err(SendError::NoEncryption);
                }
                let upgraded = connection.starttls(tls.clone(), &self.hello);
                self.patiently(upgraded).await?.map_err(SendError::Encryption)?;
                if !connection.is_encrypted() {
                    return Err(SendError::NoEncryption);
                }
                connection
            }
            (Encryption::StartTls, None) => return Err(SendError::NoEncryption),
            (Encryption::None, _) => self.connect_in_the_clear().await?,
        };
        let pipelining = self.offers_pipelining(&mut connection).await?;
        if let Some(credentials) = &self.credentials {
            let mechanisms = [Mechanism::Plain, Mechanism::Login];
            let answer = self.patiently(connection.auth(&mechanisms, credentials)).await?;
            answer.map_err(sign_in_error)?;
        }
        Ok(Connection { smtp: connection, pipelining })
    }

    /// Whether the server takes several commands at once. The library forgets offers that it does not use itself, so the
    /// server is asked once more, before anybody signs in: once for a connection, not for a mail.
    async fn offers_pipelining(&self, connection: &mut AsyncSmtpConnection) -> Result<bool, SendError> {
        match self.patiently(connection.command(Ehlo::new(self.hello.clone()))).await? {
            Ok(offers) => Ok(offers.message().any(|offer| offer.trim().eq_ignore_ascii_case("PIPELINING"))),
            // Whoever does not answer it twice is told one thing at a time.
            Err(error) if error.is_permanent() => Ok(false),
            Err(error) => Err(later(error, SendError::Broken)),
        }
    }

    async fn connect_in_the_clear(&self) -> Result<AsyncSmtpConnection, SendError> {
        let address = (self.config.host.as_str(), self.config.port);
        let stream = self.patiently(TcpStream::connect(address)).await?.map_err(SendError::Connect)?;
        stream.set_nodelay(true).map_err(SendError::Connect)?;
        let greeted = AsyncSmtpConnection::connect_with_transport(Box::new(stream), &self.hello);
        self.patiently(greeted).await?.map_err(|error| later(error, SendError::Broken))
    }

    async fn talk(&self, connection: &mut Connection, composed: Composed) -> Result<Taken, SendError> {
        let Composed { envelope, bytes } = composed;
        let Connection { smtp, pipelining } = connection;
        let mail = Mail::new(envelope.from().cloned(), Vec::new());
        let recipients = envelope.to().iter().map(|to| Rcpt::new(to.clone(), Vec::new()));
        let heard = if *pipelining {
            let said: String = recipients.map(|recipient| recipient.to_string()).collect();
            let all = smtp.command(format!("{mail}{said}{Data}"));
            self.patiently(all).await?.map_err(|error| refused(error, Step::Sender))?;
            for _ in envelope.to() {
                let heard = self.patiently(smtp.read_response()).await?;
                heard.map_err(|error| refused(error, Step::Recipient))?;
            }
            self.patiently(smtp.read_response()).await?
        } else {
            self.patiently(smtp.command(mail)).await?.map_err(|error| refused(error, Step::Sender))?;
            for recipient in recipients {
                let heard = self.patiently(smtp.command(recipient)).await?;
                heard.map_err(|error| refused(error, Step::Recipient))?;
            }
            self.patiently(smtp.command(Data)).await?
        };
        // One answer too many, and that to DATA would be heard as that to the text: the mail were told as taken.
        let asked = heard.map_err(|error| refused(error, Step::Message))?;
        if asked.code().severity != Severity::PositiveIntermediate {
            return Err(SendError::OutOfStep);
        }
        // From here on the server may have the message, whatever we hear.
        match timeout(self.patience(), hand_over_text(smtp, bytes)).await {
            Ok(Ok(taken)) if taken.code().severity == Severity::PositiveCompletion => {
                Ok(Taken { answer: words(&taken) })
            }
            Ok(Err(error)) if error.status().is_some() => Err(refused(error, Step::Message)),
            Ok(Ok(_) | Err(_)) | Err(_) => Err(SendError::Unanswered),
        }
    }

    const fn patience(&self) -> Duration {
        Duration::from_secs(self.config.timeout_seconds)
    }

    async fn patiently<T>(&self, answer: impl Future<Output = T>) -> Result<T, SendError> {
        timeout(self.patience(), answer).await.map_err(|_| SendError::Timeout)
    }
}

/// Says the text and its end in one piece, so that the server wakes once for it. The library doubles a dot that begins a
/// line, and says such a text in two.
async fn hand_over_text(smtp: &mut AsyncSmtpConnection, bytes: Vec<u8>) -> Result<Response, SmtpError> {
    match String::from_utf8(bytes) {
        Ok(mut text) if !text.starts_with('.') && !text.contains("\n.") => {
            text.push_str("\r\n.\r\n");
            smtp.command(text).await
        }
        Ok(text) => smtp.message(text.as_bytes()).await,
        Err(error) => smtp.message(error.as_bytes()).await,
    }
}

fn tls_parameters(config: &SmtpConfig) -> Result<TlsParameters, SmtpConfigError> {
    let mut builder = TlsParameters::builder(config.host.clone());
    if let Some(file) = &config.ca_file {
        let pem = fs::read(file).map_err(|source| SmtpConfigError::CaFile { file: file.clone(), source })?;
        builder = builder.add_root_certificate(Certificate::from_pem(&pem)?);
    }
    Ok(builder.build()?)
}

/// Why a connection that is encrypted from its first byte was not opened: the server is not there, or encryption failed.
fn unopened(error: SmtpError) -> SendError {
    use io::ErrorKind::{InvalidData, UnexpectedEof};
    let said = std::error::Error::source(&error).and_then(|source| source.downcast_ref::<io::Error>());
    match said.map(io::Error::kind) {
        Some(kind) if !matches!(kind, InvalidData | UnexpectedEof) => {
            SendError::Connect(io::Error::new(kind, error.to_string()))
        }
        Some(_) | None => SendError::Encryption(error),
    }
}

/// Where in the talk an answer came.
#[derive(Clone, Copy)]
enum Step {
    Sender,
    Recipient,
    Message,
}

fn refused(error: SmtpError, step: Step) -> SendError {
    let Some(code) = error.status().filter(|_| error.is_permanent()) else {
        return later(error, SendError::Broken);
    };
    let (code, answer) = (u16::from(code), spoken(&error));
    match step {
        Step::Sender => SendError::Sender { code, answer },
        Step::Recipient => SendError::Recipient { code, answer },
        Step::Message => SendError::Refused { code, answer },
    }
}

fn later(error: SmtpError, broken: fn(SmtpError) -> SendError) -> SendError {
    match error.status() {
        Some(code) => SendError::Later { code: code.into(), answer: spoken(&error) },
        None => broken(error),
    }
}

fn sign_in_error(error: SmtpError) -> SendError {
    match error.status() {
        Some(code) if code.severity == Severity::TransientNegativeCompletion => {
            later(error, SendError::Broken)
        }
        Some(code) => SendError::SignIn { code: code.into() },
        None if error.is_client() => SendError::SignIn { code: 0 },
        None => SendError::Broken(error),
    }
}

/// What the server said with an error.
fn spoken(error: &SmtpError) -> String {
    std::error::Error::source(error).map(|said| storable(&said.to_string())).unwrap_or_default()
}

fn words(response: &Response) -> String {
    let lines: Vec<&str> = response.message().collect();
    storable(format!("{} {}", response.code(), lines.join(" ")).trim())
}

/// A server says what it likes, and PostgreSQL takes no NUL in text: it is kept as the sign for it.
fn storable(said: &str) -> String {
    said.replace('\0', "␀")
}
