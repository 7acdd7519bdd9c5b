//! Why a mail was not taken, and what to do about it.

use std::io;

/// What to do after an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Try again later: the network, the mail server or our configuration is at fault.
    Retry,
    /// Do not try again, and tell the officer that the address takes no mail.
    Suppress,
    /// Do not try again: the mail server refuses this message, though the address may be good.
    GiveUp,
    /// Nobody knows whether the mail server has it: what nobody may stop is handed over again under its Message-ID, and
    /// outreach is not.
    Unknown,
}

/// Why a mail was not taken. The words of a mail server may name the person, so they are in
/// [`SendError::answer`] and not in the text of the error, which is logged.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// The mail server cannot be reached.
    #[error("the mail server cannot be reached: {0}")]
    Connect(#[source] io::Error),
    /// The mail server took longer than it may.
    #[error("the mail server did not answer in time")]
    Timeout,
    /// The connection broke, or the answer made no sense.
    #[error("the talk with the mail server broke off: {0}")]
    Broken(#[source] lettre::transport::smtp::Error),
    /// The mail server answered what it was not asked; of the message nothing was said.
    #[error("the mail server's answers are not to what it was asked")]
    OutOfStep,
    /// The whole message was handed over, and no answer came.
    #[error("the message was handed over and no answer came")]
    Unanswered,
    /// The mail server offers no encryption and the configuration wants it; nothing was sent.
    #[error("the mail server offers no STARTTLS")]
    NoEncryption,
    /// Encryption failed, as with a certificate that is not trusted; nothing was sent.
    #[error("no encrypted connection with the mail server: {0}")]
    Encryption(#[source] lettre::transport::smtp::Error),
    /// The mail server refuses our name or password.
    #[error("the mail server refuses to let us in ({code})")]
    SignIn {
        /// Its reply code, or 0 where it offers no way of signing in that we know.
        code: u16,
    },
    /// The mail server refuses our sender's address.
    #[error("the mail server refuses our sender ({code})")]
    Sender {
        /// Its reply code.
        code: u16,
        /// Its words.
        answer: String,
    },
    /// The mail server cannot take the mail now.
    #[error("the mail server cannot take the mail now ({code})")]
    Later {
        /// Its reply code, 400 to 499.
        code: u16,
        /// Its words.
        answer: String,
    },
    /// The mail server refuses the recipient's address for good.
    #[error("the mail server refuses the recipient ({code})")]
    Recipient {
        /// Its reply code, 500 to 599.
        code: u16,
        /// Its words.
        answer: String,
    },
    /// The mail server refuses the message for good.
    #[error("the mail server refuses the message ({code})")]
    Refused {
        /// Its reply code, 500 to 599.
        code: u16,
        /// Its words.
        answer: String,
    },
    /// The address cannot be written in a mail.
    #[error("the address cannot stand in a mail")]
    Address,
    /// The folder cannot be written.
    #[error("the folder of mails cannot be written: {0}")]
    Folder(#[source] io::Error),
}

impl SendError {
    /// What to do about it.
    pub const fn verdict(&self) -> Verdict {
        match self {
            Self::Connect(_)
            | Self::Timeout
            | Self::Broken(_)
            | Self::OutOfStep
            | Self::NoEncryption
            | Self::Encryption(_)
            | Self::SignIn { .. }
            | Self::Sender { .. }
            | Self::Later { .. }
            | Self::Folder(_) => Verdict::Retry,
            Self::Recipient { .. } | Self::Address => Verdict::Suppress,
            Self::Refused { .. } => Verdict::GiveUp,
            Self::Unanswered => Verdict::Unknown,
        }
    }

    /// The words of the mail server, which may name the person; for the mail's own record.
    pub fn answer(&self) -> Option<&str> {
        match self {
            Self::Sender { answer, .. }
            | Self::Later { answer, .. }
            | Self::Recipient { answer, .. }
            | Self::Refused { answer, .. } => Some(answer),
            Self::Connect(_)
            | Self::Timeout
            | Self::Broken(_)
            | Self::OutOfStep
            | Self::Unanswered
            | Self::NoEncryption
            | Self::Encryption(_)
            | Self::SignIn { .. }
            | Self::Address
            | Self::Folder(_) => None,
        }
    }

    /// Whether a person who runs the server must act before any mail can leave.
    pub const fn needs_the_administrator(&self) -> bool {
        match self {
            Self::NoEncryption | Self::Encryption(_) | Self::SignIn { .. } | Self::Sender { .. } => true,
            Self::Connect(_)
            | Self::Timeout
            | Self::Broken(_)
            | Self::OutOfStep
            | Self::Unanswered
            | Self::Later { .. }
            | Self::Recipient { .. }
            | Self::Refused { .. }
            | Self::Address
            | Self::Folder(_) => false,
        }
    }

    /// Whether the fault is not this mail's: every other would meet it, too.
    pub const fn is_everybodys(&self) -> bool {
        match self {
            Self::Connect(_)
            | Self::NoEncryption
            | Self::Encryption(_)
            | Self::SignIn { .. }
            | Self::Sender { .. }
            | Self::Folder(_) => true,
            Self::Timeout
            | Self::Broken(_)
            | Self::OutOfStep
            | Self::Unanswered
            | Self::Later { .. }
            | Self::Recipient { .. }
            | Self::Refused { .. }
            | Self::Address => false,
        }
    }
}
