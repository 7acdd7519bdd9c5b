//! Mail: one text to one person, through SMTP, or into a folder where nothing leaves the house.
//!
//! Whatever becomes a header is a type that holds no control characters, and a message keeps its
//! Message-ID however often it is tried, so that the person's mail program can show it once.

pub mod bounces;
mod error;
mod folder;
pub mod job;
pub(crate) mod letters;
mod message;
mod outgoing;
pub(crate) mod outreach;
pub mod post;
mod smtp;

pub use error::{SendError, Verdict};
pub use folder::{Folder, FolderError, Stored};
pub use mailtext::{COLUMNS, DisplayName, HeaderError, MessageId, StopLink, Subject, as_html, wrapped};
pub use message::{Invitation, Message, Sender};
pub use outgoing::{Outgoing, OutgoingError};
pub use smtp::{Encryption, SmtpConfig, SmtpConfigError, SmtpPool};

/// The way mails leave.
#[derive(Debug)]
pub enum Transport {
    /// To a mail server.
    Smtp(Box<SmtpPool>),
    /// Into a folder, shown at `/outbox`.
    Folder(Folder),
}

/// What the receiving side said of a mail it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Its answer, as `250 2.0.0 queued as 4Xk`, or the name of the file.
    pub answer: String,
}

impl Transport {
    /// Hands one message over. When this returns `Ok` the other side has it; after an error that is
    /// [`Verdict::Unknown`] it may have it all the same, and a further try repeats the Message-ID.
    ///
    /// # Errors
    /// When the message was not taken; [`SendError::verdict`] says what to do.
    pub async fn send(&self, message: &Message) -> Result<Taken, SendError> {
        match self {
            Self::Smtp(pool) => pool.send(message).await,
            Self::Folder(folder) => folder.put(message).await,
        }
    }
}
