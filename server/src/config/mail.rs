//! How mail leaves, as it is configured.

use super::{ConfigError, bad};
use domain::mails::Pace;
use serde::Deserialize;
use std::{collections::BTreeMap, net::IpAddr, path::PathBuf};

/// The longest that one answer of the mail server may take.
const MAX_MAIL_TIMEOUT: u64 = 60;
/// The most connections to the mail server: more look like an attack.
const MAX_MAIL_CONNECTIONS: usize = 50;

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
    bounces: Option<PathBuf>,
}

/// How mail leaves.
#[derive(Debug, Clone)]
pub struct MailConfig {
    /// The server.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// The address mails come from.
    pub from: String,
    /// STARTTLS is required; false only for a server on this machine.
    pub tls: bool,
    /// The user and the file of the password.
    pub login: Option<(String, PathBuf)>,
    /// A certificate authority of one's own.
    pub ca_file: Option<PathBuf>,
    /// Connections to the server at the same time.
    pub connections: usize,
    /// Seconds that one answer of the server may take.
    pub timeout: u64,
    /// How many mails of outreach a domain is given a minute.
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
        bounces,
    } = mail;
    // A hand is done with its mails before they are taken for lost (`mail::post`).
    if !(1..=MAX_MAIL_TIMEOUT).contains(&timeout) {
        return Err(bad("mail.timeout", format!("write a number from 1 to {MAX_MAIL_TIMEOUT}")));
    }
    if !(1..=MAX_MAIL_CONNECTIONS).contains(&connections) {
        return Err(bad("mail.connections", format!("write a number from 1 to {MAX_MAIL_CONNECTIONS}")));
    }
    if host.trim().is_empty() {
        return Err(bad("mail.host", "name the SMTP server".into()));
    }
    if domain::email::Email::parse(&from).is_err() {
        return Err(bad("mail.from", format!("{from} is not a mail address")));
    }
    let loopback = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
    if !tls && !loopback {
        return Err(bad("mail.tls", "only a server on this machine may be used without TLS".into()));
    }
    let login = match (user, password_file) {
        (None, None) => None,
        (Some(user), Some(file)) => Some((user, file)),
        (Some(_), None) => return Err(bad("mail.password_file", "a user needs a password file".into())),
        (None, Some(_)) => return Err(bad("mail.user", "a password file needs a user".into())),
    };
    let pace = Pace::new(domains, per_minute);
    Ok(MailConfig { host, port, from, tls, login, ca_file, connections, timeout, pace, bounces })
}
