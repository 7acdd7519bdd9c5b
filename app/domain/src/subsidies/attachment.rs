//! 添付書類 as the rules see them: which document, and whether the machine could read it.

use super::Rules;
use crate::ids::AttachmentId;
use serde::{Deserialize, Serialize};

/// One attached file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// Its id.
    pub id: AttachmentId,
    /// Key of the document in the rules.
    pub document: String,
    /// Whether it can be read.
    pub state: AttachmentState,
}

/// 検査.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttachmentState {
    /// 検査中.
    Checking,
    /// OK: it is what its name says, and every page can be shown.
    Good,
    /// 読めません.
    Unreadable,
}

impl AttachmentState {
    /// As it stands in a column.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Checking => "checking",
            Self::Good => "good",
            Self::Unreadable => "unreadable",
        }
    }

    /// The state of a column's value.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Checking, Self::Good, Self::Unreadable].into_iter().find(|state| state.code() == code)
    }
}

/// Keys of the documents that one may not apply without and that no readable file shows, in the order of the rules.
pub fn missing_documents<'a>(rules: &'a Rules, attached: &'a [Attached]) -> impl Iterator<Item = &'a str> {
    rules
        .documents
        .iter()
        .filter(|document| !document.optional)
        .filter(|document| {
            !attached.iter().any(|file| file.document == document.key && file.state == AttachmentState::Good)
        })
        .map(|document| document.key.as_str())
}
