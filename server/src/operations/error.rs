//! Why an operation did not go, in words that tell the operator what to do.

use super::Damage;
use std::path::PathBuf;
use store::snapshots::Kind;

/// Why an operation did not go.
#[derive(Debug, thiserror::Error)]
pub enum OperationError {
    /// The database, or a snapshot of it.
    #[error("database: {0}")]
    Snapshot(#[from] store::snapshots::Error),
    /// A file.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// The file is not a zip file, or ends too early.
    #[error("the file cannot be read as a backup: {0}")]
    Zip(#[from] zip::result::ZipError),
    /// The manifest does not read.
    #[error("the manifest cannot be read: {0}")]
    Manifest(#[from] serde_json::Error),
    /// A part has a name that no backup gives.
    #[error("the part {0} is none that a backup has")]
    Part(String),
    /// A newer program made the file.
    #[error("the file is of format {0}, which this program does not know: use the program that made it")]
    Format(u32),
    /// Never over an old file.
    #[error("{} is there already; nothing was written", .0.display())]
    Exists(PathBuf),
    /// A restore goes into an empty place only.
    #[error("{0} is not empty: a restore goes into an empty place only, nothing was changed")]
    NotEmpty(String),
    /// A backup goes back into the kind of database it came from.
    #[error("the backup is of {made:?}, the configuration names {configured:?}: restore into the same kind")]
    OtherKind {
        /// The backup's.
        made: Kind,
        /// The configuration's.
        configured: Kind,
    },
    /// The file was changed since it was made.
    #[error("the backup is damaged, nothing was restored: {}", list(.0))]
    Damaged(Vec<Damage>),
    /// What was restored is not what the manifest tells.
    #[error("the drill failed: {0}")]
    Differs(String),
}

impl From<store::Error> for OperationError {
    fn from(error: store::Error) -> Self {
        Self::Snapshot(error.into())
    }
}

fn list(damage: &[Damage]) -> String {
    damage.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}
