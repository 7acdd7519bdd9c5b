//! Configuration: `hiromeru.toml`, then the environment (`HIROMERU_…`); a bad value stops the start with its reason.

mod mail;

pub use mail::{MailConfig, ServerConfig};

use figment::{
    Figment,
    providers::{Env, Format as _, Toml},
};
use serde::Deserialize;
use std::{
    fmt::Write as _,
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
    time::Duration,
};

/// The configuration file that is read where none is named.
pub const CONFIG: &str = "hiromeru.toml";
/// The longest that a stopping server may take requests: supervisors kill what stops too slowly.
const MAX_DRAIN_SECONDS: u64 = 60;
/// What `hiromeru config --help` tells of every setting.
pub const SETTINGS: &str = "\
Settings, in hiromeru.toml (here, or where --config says), or as variables of the environment: `listen` is
HIROMERU_LISTEN, `host` under [mail] is HIROMERU_MAIL__HOST. A variable goes before the file.

  listen                  where to listen; 127.0.0.1:3000
  public_url              the address that people type: https:// and a host
  data                    the folder of SQLite, files and keys; data
  database                postgres://role@host/name; without it SQLite in the data folder
  database_password_file  the file with the password of the role
  database_connections    how many connections to PostgreSQL at the most, beside up to 4 that find who asks; 10
  keys                    the file of the keys (hiromeru keys create); keys.json in the data folder
  fonts                   a folder with a Japanese font, where the system has none
  trusted_proxies         addresses whose X-Forwarded-For is believed: [\"127.0.0.1\"]
  public_side             false where nobody outside reaches the program (LGWAN): officers enter papers; true
  metrics_listen          where /metrics is answered, for monitoring; nowhere without it
  drain_seconds           how long a server that is told to stop still takes requests; 0
  demo                    demonstration: people one can become, /outbox, no second factor; false

  [mail]                  how mail leaves; needed unless demo = true
  host                    the SMTP server
  port                    587 (STARTTLS), or 465 (TLS from the first byte)
  from                    the address that mails come from
  user                    the name to sign in with, if any
  password_file           the file with its password
  ca_file                 the certificate authority of the server, where it is your own
  tls                     false only for a server on this machine; true
  connections             to the server at the same time; one is kept for what nobody may wait for; 4
  timeout                 seconds that one answer of the server may take; 30
  per_minute              outreach that one domain is given a minute, 0 without limit; 300 (mobile carriers: 20)
  domains                 the same for domains by name: { \"docomo.ne.jp\" = 10 }
  per_day                 mails of any kind in a day, 0 without limit: outreach beyond nine tenths waits for the next; 0
  bounces                 a maildir or an mbox file with the mail to `from`: what did not arrive is read there
  second                  another server, used only while the first cannot be connected, with host, port, user,
                          password_file, ca_file and tls of its own under [mail.second]; it must take the same `from`

HIROMERU_LOG sets what is logged (info,sqlx=warn).";

/// What may be configured, as it is written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default = "default_listen")]
    listen: SocketAddr,
    #[serde(default)]
    public_url: Option<String>,
    #[serde(default = "default_data")]
    data: PathBuf,
    #[serde(default)]
    database: Option<String>,
    #[serde(default = "default_connections")]
    database_connections: u32,
    #[serde(default)]
    database_password_file: Option<PathBuf>,
    #[serde(default)]
    keys: Option<PathBuf>,
    #[serde(default)]
    fonts: Option<PathBuf>,
    #[serde(default)]
    demo: bool,
    #[serde(default = "default_true")]
    public_side: bool,
    #[serde(default)]
    trusted_proxies: Vec<IpAddr>,
    #[serde(default)]
    metrics_listen: Option<SocketAddr>,
    #[serde(default)]
    drain_seconds: u64,
    #[serde(default)]
    mail: Option<mail::Written>,
}

/// What was configured, checked.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// The address people type, without a slash at the end.
    pub public_url: String,
    /// The folder of the database, the files and the keys.
    pub data: PathBuf,
    /// The database.
    pub database: store::Settings,
    /// The file of the keys.
    pub keys: PathBuf,
    /// A folder with a Japanese font, besides the system's.
    pub fonts: Option<PathBuf>,
    /// Demo people, `/outbox`, and no second factor.
    pub demo: bool,
    /// Whether offices reach the program: guide, sign-in by mail and letter, an applicant's own pages. Off where only
    /// officers do (LGWAN, domain.md §4): they enter papers on behalf.
    pub public_side: bool,
    /// Whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Where `/metrics` is answered; nowhere without it, and never where pages are.
    pub metrics_listen: Option<SocketAddr>,
    /// How long a server that is told to stop still takes requests, while `/healthz` sends the balancer elsewhere.
    pub drain: Duration,
    /// How mail leaves; none means the folder that `/outbox` shows (demo mode only).
    pub mail: Option<MailConfig>,
}

/// Why the program does not start.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file or the environment does not read.
    #[error("{0}")]
    Unreadable(Box<figment::Error>),
    /// A value does not serve; the text says which, why and what to write.
    #[error("{field}: {reason}")]
    Bad {
        /// The name as in the file.
        field: &'static str,
        /// Why, and what to do.
        reason: String,
    },
}

fn default_listen() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 3000))
}
fn default_data() -> PathBuf {
    PathBuf::from("data")
}
const fn default_connections() -> u32 {
    10
}
const fn default_true() -> bool {
    true
}

impl Config {
    /// Reads the file (which may be missing when it is the default one) and the environment.
    pub fn read(file: Option<&Path>) -> Result<Self, ConfigError> {
        let mut figment = Figment::new();
        match file {
            Some(file) if !file.exists() => {
                return Err(bad("config", format!("the file {} is not there", file.display())));
            }
            Some(file) => figment = figment.merge(Toml::file_exact(file)),
            None if Path::new(CONFIG).exists() => {
                figment = figment.merge(Toml::file_exact(CONFIG));
            }
            None => {}
        }
        // Names of tests' and other programs' variables are not ours to judge.
        figment = figment.merge(Env::prefixed("HIROMERU_").split("__").ignore(&[
            "test_pg_owner",
            "test_pg_app",
            "test_ledger",
            "kill_at",
            "log",
        ]));
        let written: Written = figment.extract().map_err(|error| ConfigError::Unreadable(Box::new(error)))?;
        Self::check(written)
    }

    /// Reads a file alone: another place than the environment names.
    pub fn read_file(file: &Path) -> Result<Self, ConfigError> {
        let written = Figment::from(Toml::file_exact(file))
            .extract()
            .map_err(|error| ConfigError::Unreadable(Box::new(error)))?;
        Self::check(written)
    }

    fn check(written: Written) -> Result<Self, ConfigError> {
        let Written {
            listen,
            public_url,
            data,
            database,
            database_connections,
            database_password_file,
            keys,
            fonts,
            demo,
            public_side,
            trusted_proxies,
            metrics_listen,
            drain_seconds,
            mail,
        } = written;
        let public_url = check_url(public_url, listen, demo)?;
        let database = match database {
            None => store::Settings::Sqlite(data.join("hiromeru.sqlite")),
            Some(url) => store::Settings::Postgres {
                url: with_password(url, database_password_file)?,
                connections: if database_connections == 0 {
                    return Err(bad("database_connections", "write 1 or more".into()));
                } else {
                    database_connections
                },
            },
        };
        let mail = mail.map(mail::check).transpose()?;
        if mail.is_none() && !demo {
            return Err(bad("mail", "without demo mode mail must leave: write [mail] host and from".into()));
        }
        let keys = keys.unwrap_or_else(|| data.join("keys.json"));
        if metrics_listen == Some(listen) {
            return Err(bad(
                "metrics_listen",
                "numbers must not be answered where pages are: write another port".into(),
            ));
        }
        if drain_seconds > MAX_DRAIN_SECONDS {
            return Err(bad("drain_seconds", format!("write at most {MAX_DRAIN_SECONDS}")));
        }
        let drain = Duration::from_secs(drain_seconds);
        Ok(Self {
            listen,
            public_url,
            data,
            database,
            keys,
            fonts,
            demo,
            public_side,
            trusted_proxies,
            metrics_listen,
            drain,
            mail,
        })
    }

    /// The folder of files.
    pub fn files(&self) -> PathBuf {
        self.data.join("files")
    }

    /// Whether cookies may be sent over TLS only.
    pub fn secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

fn check_url(url: Option<String>, listen: SocketAddr, demo: bool) -> Result<String, ConfigError> {
    let url = url.unwrap_or_else(|| format!("http://{listen}"));
    let url = url.trim_end_matches('/').to_owned();
    if let Some(host) = url.strip_prefix("https://") {
        if host.is_empty() || host.contains('/') {
            return Err(bad("public_url", format!("{url} is not https:// and a host alone")));
        }
    } else if url.starts_with("http://") {
        let loopback =
            ["http://127.0.0.1", "http://localhost", "http://[::1]"].iter().any(|own| url.starts_with(own));
        if !loopback && !demo {
            return Err(bad("public_url", format!("{url} would send passwords unencrypted: write https://")));
        }
    } else {
        return Err(bad("public_url", format!("{url} must begin with https://")));
    }
    Ok(url)
}

fn with_password(url: String, file: Option<PathBuf>) -> Result<String, ConfigError> {
    if !(url.starts_with("postgres://") || url.starts_with("postgresql://")) {
        return Err(bad(
            "database",
            "write postgres://role@host/name, or nothing for SQLite in the data folder".into(),
        ));
    }
    let Some(file) = file else { return Ok(url) };
    let password = std::fs::read_to_string(&file)
        .map_err(|error| bad("database_password_file", format!("{}: {error}", file.display())))?;
    let Some((role, rest)) = url.split_once('@') else {
        return Err(bad("database", "with a password file, write the role before an @".into()));
    };
    let mut url = format!("{role}:");
    for byte in password.trim_end().bytes() {
        let _ = write!(url, "%{byte:02X}");
    }
    Ok(format!("{url}@{rest}"))
}

const fn bad(field: &'static str, reason: String) -> ConfigError {
    ConfigError::Bad { field, reason }
}
