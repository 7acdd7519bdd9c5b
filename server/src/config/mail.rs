//! How mail leaves, as it is configured.

use super::{ConfigError, bad};
use domain::mails::Pace;
use serde::Deserialize;
use std::{collections::BTreeMap, net::IpAddr, path::PathBuf};

/// The longest that one answer of the mail server may take.
const MAX_MAIL_TIMEOUT: u64 = 60;
/// The most connections to the mail server: more look like an attack.
const MAX_MAIL_CONNECTIONS: usize = 50;
/// The fewest mails of a day: below it a day has no tenth that can be kept.
const MIN_PER_DAY: u32 = 10;

/// What may be configured, as it is written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    host: String,
    #[serde(default = "default_smtp_port")]
    port: u16,
    from: String,
    #[serde(default = "super::default_true")]
    tls: bool,
    #[serde(default)]
    user: Option<String>,
    #[serde(default)]
    password_file: Option<PathBuf>,
    #[serde(default)]
    ca_file: Option<PathBuf>,
    #[serde(default = "default_mail_connections")]
    connections: usize,
    #[serde(default = "default_timeout")]
    timeout: u64,
    #[serde(default = "default_per_minute")]
    per_minute: u32,
    #[serde(default)]
    domains: BTreeMap<String, u32>,
    #[serde(default)]
    per_day: u32,
    #[serde(default)]
    bounces: Option<PathBuf>,
    #[serde(default)]
    second: Option<WrittenServer>,
}

/// Another server, as it is written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenServer {
    host: String,
    #[serde(default = "default_smtp_port")]
    port: u16,
    #[serde(default = "super::default_true")]
    tls: bool,
    #[serde(default)]
    user: Option<String>,
    #[serde(default)]
    password_file: Option<PathBuf>,
    #[serde(default)]
    ca_file: Option<PathBuf>,
}

/// A mail server.
#[derive(Debug, Clone)]
pub struct ServerConfig {
    /// The server.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// STARTTLS is required; false only for a server on this machine.
    pub tls: bool,
    /// The user and the file of the password.
    pub login: Option<(String, PathBuf)>,
    /// A certificate authority of one's own.
    pub ca_file: Option<PathBuf>,
}

/// How mail leaves.
#[derive(Debug, Clone)]
pub struct MailConfig {
    /// The server.
    pub server: ServerConfig,
    /// The server that is used where the first cannot be connected.
    pub second: Option<ServerConfig>,
    /// The address mails come from.
    pub from: String,
    /// Connections to the server at the same time.
    pub connections: usize,
    /// Seconds that one answer of the server may take.
    pub timeout: u64,
    /// How many mails of outreach a domain is given a minute, and how many leave in a day.
    pub pace: Pace,
    /// Where reports of what did not arrive are read.
    pub bounces: Option<PathBuf>,
}

const fn default_smtp_port() -> u16 {
    587
}
const fn default_mail_connections() -> usize {
    4
}
const fn default_timeout() -> u64 {
    30
}
const fn default_per_minute() -> u32 {
    300
}

/// Checks it; a bad value stops the start with its reason.
pub(super) fn check(mail: Written) -> Result<MailConfig, ConfigError> {
    let Written {
        host,
        port,
        from,
        tls,
        user,
        password_file,
        ca_file,
        connections,
        timeout,
        per_minute,
        domains,
        per_day,
        bounces,
        second,
    } = mail;
    // A hand is done with its mails before they are taken for lost (`mail::post`).
    if !(1..=MAX_MAIL_TIMEOUT).contains(&timeout) {
        return Err(bad("mail.timeout", format!("write a number from 1 to {MAX_MAIL_TIMEOUT}")));
    }
    if !(1..=MAX_MAIL_CONNECTIONS).contains(&connections) {
        return Err(bad("mail.connections", format!("write a number from 1 to {MAX_MAIL_CONNECTIONS}")));
    }
    let first = WrittenServer { host, port, tls, user, password_file, ca_file };
    let first = server(first, ["mail.host", "mail.tls", "mail.user", "mail.password_file"])?;
    let second = second
        .map(|second| {
            let names =
                ["mail.second.host", "mail.second.tls", "mail.second.user", "mail.second.password_file"];
            server(second, names)
        })
        .transpose()?;
    if (1..MIN_PER_DAY).contains(&per_day) {
        return Err(bad("mail.per_day", format!("write 0 (without limit), or {MIN_PER_DAY} or more")));
    }
    if domain::email::Email::parse(&from).is_err() {
        return Err(bad("mail.from", format!("{from} is not a mail address")));
    }
    let pace = Pace::new(domains, per_minute).with_a_day(per_day);
    Ok(MailConfig { server: first, second, from, connections, timeout, pace, bounces })
}

/// Checks a server; the names are those of its host, encryption, user and file of the password.
fn server(written: WrittenServer, names: [&'static str; 4]) -> Result<ServerConfig, ConfigError> {
    let WrittenServer { host, port, tls, user, password_file, ca_file } = written;
    let [host_name, tls_name, user_name, password_name] = names;
    if host.trim().is_empty() {
        return Err(bad(host_name, "name the SMTP server".into()));
    }
    let loopback = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
    if !tls && !loopback {
        return Err(bad(tls_name, "only a server on this machine may be used without TLS".into()));
    }
    let login = match (user, password_file) {
        (None, None) => None,
        (Some(user), Some(file)) => Some((user, file)),
        (Some(_), None) => return Err(bad(password_name, "a user needs a password file".into())),
        (None, Some(_)) => return Err(bad(user_name, "a password file needs a user".into())),
    };
    Ok(ServerConfig { host, port, tls, login, ca_file })
}
