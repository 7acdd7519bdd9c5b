//! How mails leave this installation, as it was configured.

use super::{Encryption, Folder, SmtpConfig, SmtpConfigError, SmtpPool, Transport};
use crate::config::{Config, MailConfig, ServerConfig};
use domain::{
    email::{Email, EmailError},
    mails::Pace,
};
use std::{fs, io, path::PathBuf};
use tokio::sync::Semaphore;

/// The port on which mail servers encrypt from the first byte (RFC 8314).
const SUBMISSIONS: u16 = 465;
/// Who writes where no mail leaves the house.
const DEMO_SENDER: &str = "noreply@hiromeru.example";

/// The way mails leave, from which address, and how fast.
#[derive(Debug)]
pub struct Outgoing {
    /// The way.
    pub transport: Transport,
    /// The address they come from.
    pub from: Email,
    /// How many mails of outreach a domain is given a minute.
    pub pace: Pace,
    /// How much outreach is handed over at once: one connection less than there are, so that nothing that somebody waits
    /// for stands behind it.
    pub outreach: Semaphore,
}

/// Why mail cannot leave as it is configured.
#[derive(Debug, thiserror::Error)]
pub enum OutgoingError {
    /// The file of the password cannot be read.
    #[error("mail.password_file: {}: {source}", file.display())]
    Password {
        /// The file.
        file: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The sender's address is none.
    #[error("mail.from: {0}")]
    From(#[from] EmailError),
    /// The mail server's configuration cannot be used.
    #[error("mail: {0}")]
    Smtp(#[from] SmtpConfigError),
    /// The folder of the demonstration cannot be made.
    #[error("the folder of mails: {0}")]
    Folder(#[source] io::Error),
}

impl Outgoing {
    /// A way, an address and a pace.
    pub fn new(transport: Transport, from: Email, pace: Pace) -> Self {
        let at_once = match &transport {
            Transport::Smtp(pool) => pool.connections().saturating_sub(1).max(1),
            Transport::Folder(_) => 1,
        };
        Self { transport, from, pace, outreach: Semaphore::new(at_once) }
    }

    /// Opens the way that the configuration names: a mail server, or in demo mode a folder.
    ///
    /// # Errors
    /// When it cannot be used; nothing is asked of the mail server yet.
    pub fn open(config: &Config) -> Result<Self, OutgoingError> {
        match &config.mail {
            Some(mail) => {
                let pool = SmtpPool::new(smtp(&mail.server, mail, &config.public_url)?)?;
                let pool = match &mail.second {
                    Some(second) => pool.with_second(SmtpPool::new(smtp(second, mail, &config.public_url)?)?),
                    None => pool,
                };
                Ok(Self::new(Transport::Smtp(Box::new(pool)), Email::parse(&mail.from)?, mail.pace.clone()))
            }
            None => Ok(Self::new(
                Transport::Folder(Folder::open(config.data.join("outbox")).map_err(OutgoingError::Folder)?),
                Email::parse(DEMO_SENDER)?,
                Pace::free(),
            )),
        }
    }

    /// The folder, where mails go into one.
    pub const fn folder(&self) -> Option<&Folder> {
        match &self.transport {
            Transport::Folder(folder) => Some(folder),
            Transport::Smtp(_) => None,
        }
    }
}

fn smtp(server: &ServerConfig, mail: &MailConfig, public_url: &str) -> Result<SmtpConfig, OutgoingError> {
    let ServerConfig { host, port, tls, login, ca_file } = server;
    let (user, password) = match login {
        None => (None, None),
        Some((user, file)) => {
            let password = fs::read_to_string(file)
                .map_err(|source| OutgoingError::Password { file: file.clone(), source })?;
            (Some(user.clone()), Some(password.trim_end_matches(['\r', '\n']).to_owned()))
        }
    };
    let encryption = match (tls, *port) {
        (false, _) => Encryption::None,
        (true, SUBMISSIONS) => Encryption::Tls,
        (true, _) => Encryption::StartTls,
    };
    let own = public_url.split_once("://").map_or(public_url, |(_, host)| host);
    Ok(SmtpConfig {
        host: host.clone(),
        port: *port,
        encryption,
        user,
        password,
        ca_file: ca_file.clone(),
        hello: own.split(':').next().filter(|own| !own.is_empty()).map(str::to_owned),
        timeout_seconds: mail.timeout,
        connections: mail.connections,
    })
}
