//! A folder instead of a mail server: what would have been sent can be read at `/outbox`.

use super::{Message, SendError, Taken};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::{
    io,
    path::{Path, PathBuf},
};
use tokio::fs;

/// Folders of a maildir: files are written in the one and appear whole in the other.
const WRITING: &str = "tmp";
const WRITTEN: &str = "new";

/// A maildir-like folder.
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
}

/// A mail in the folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    /// Its name in the folder.
    pub name: String,
    /// The recipient's address.
    pub to: String,
    /// The recipient's name.
    pub to_name: String,
    /// The sender's name.
    pub from_name: String,
    /// The sender's address.
    pub from: String,
    /// What it is about.
    pub subject: String,
    /// The text.
    pub text: String,
    /// Its Message-ID.
    pub message_id: String,
    /// The word of what kind of mail it is.
    pub class: String,
    /// When it was written.
    pub written_at: DateTime<Utc>,
    /// What its date for a calendar asks: `REQUEST`, `CANCEL`; none where it carries none.
    #[serde(default)]
    pub calendar: Option<String>,
}

/// Why the folder cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// The system refuses.
    #[error("the folder of mails: {0}")]
    Files(#[from] io::Error),
    /// A file of the folder is not ours.
    #[error("a mail in the folder cannot be read: {0}")]
    Unreadable(#[from] serde_json::Error),
}

impl Folder {
    /// Takes a folder, making it where it is not there.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn open(root: impl Into<PathBuf>) -> io::Result<Self> {
        let root = root.into();
        for part in [WRITING, WRITTEN] {
            std::fs::create_dir_all(root.join(part))?;
        }
        Ok(Self { root })
    }

    /// Where the folder is.
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// Keeps a message. A message that is put again takes its own place, so a second try of the same
    /// mail is no second mail.
    pub(super) async fn put(&self, message: &Message) -> Result<Taken, SendError> {
        let composed = message.compose()?;
        let name = name(message);
        let stored = Stored {
            name: name.clone(),
            to: message.to.as_str().to_owned(),
            to_name: message.to_name.as_str().to_owned(),
            from_name: message.from.name.as_str().to_owned(),
            from: message.from.address.as_str().to_owned(),
            subject: message.subject.as_str().to_owned(),
            text: message.text.clone(),
            message_id: message.message_id.as_str().to_owned(),
            class: message.class.word().to_owned(),
            written_at: message.written_at,
            calendar: message.calendar.as_ref().map(|one| one.method().to_owned()),
        };
        let readable = serde_json::to_vec(&stored).map_err(|error| SendError::Folder(error.into()))?;
        self.write(&format!("{name}.eml"), &composed.bytes).await.map_err(SendError::Folder)?;
        self.write(&format!("{name}.json"), &readable).await.map_err(SendError::Folder)?;
        Ok(Taken { answer: name })
    }

    async fn write(&self, file: &str, bytes: &[u8]) -> io::Result<()> {
        let writing = self.root.join(WRITING).join(file);
        fs::write(&writing, bytes).await?;
        fs::rename(&writing, self.root.join(WRITTEN).join(file)).await
    }

    /// The newest mails, newest first.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub async fn list(&self, most: usize) -> Result<Vec<Stored>, FolderError> {
        let mut names = Vec::new();
        let mut files = fs::read_dir(self.root.join(WRITTEN)).await?;
        while let Some(file) = files.next_entry().await? {
            if let Some(name) = file.file_name().to_str().and_then(|name| name.strip_suffix(".json")) {
                names.push(name.to_owned());
            }
        }
        names.sort_unstable_by(|a, b| b.cmp(a));
        names.truncate(most);
        let mut mails = Vec::with_capacity(names.len());
        for name in names {
            if let Some(mail) = self.read(&name).await? {
                mails.push(mail);
            }
        }
        Ok(mails)
    }

    /// One mail, unless there is none of this name.
    ///
    /// # Errors
    /// When it is there and cannot be read.
    pub async fn read(&self, name: &str) -> Result<Option<Stored>, FolderError> {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        if name.is_empty() || !name.chars().all(plain) {
            return Ok(None);
        }
        match fs::read(self.root.join(WRITTEN).join(format!("{name}.json"))).await {
            Ok(bytes) => Ok(Some(serde_json::from_slice(&bytes)?)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

/// Sorts by time; the same for every try of a message.
fn name(message: &Message) -> String {
    let stem: String = message.message_id.stem().chars().map(|c| if c == '.' { '-' } else { c }).collect();
    format!("{}-{stem}", message.written_at.format("%Y%m%dT%H%M%S"))
}
