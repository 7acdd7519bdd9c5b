//! 添付書類 as the rules see them: which document, and whether the machine could read it.

use super::Rules;
use crate::{ids::AttachmentId, text::normalise_code};
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

/// Why a page is not the one on which the evidence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EvidencePageError {
    /// No number.
    #[error("not a number")]
    NotANumber,
    /// The file has no such page.
    #[error("not one of the pages of the file")]
    Outside,
}

/// On which page of a file the evidence is, as an applicant types it; nothing where nothing is typed.
pub fn evidence_page(typed: &str, pages: usize) -> Result<Option<u16>, EvidencePageError> {
    let typed = normalise_code(typed.trim().trim_end_matches("ページ").trim_end_matches('頁'));
    if typed.is_empty() {
        return Ok(None);
    }
    let page: usize = typed.parse().map_err(|_| EvidencePageError::NotANumber)?;
    match u16::try_from(page) {
        Ok(number) if page > 0 && page <= pages => Ok(Some(number)),
        Ok(_) | Err(_) => Err(EvidencePageError::Outside),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_one_of_the_file_however_it_is_typed() {
        for (typed, page) in
            [("", Ok(None)), ("　", Ok(None)), ("3", Ok(Some(3))), (" ３ページ ", Ok(Some(3)))]
        {
            assert_eq!(evidence_page(typed, 3), page, "{typed}");
        }
        for typed in ["0", "4", "9999"] {
            assert_eq!(evidence_page(typed, 3), Err(EvidencePageError::Outside), "{typed}");
        }
        for typed in ["三", "2-3", "-1", "1.5"] {
            assert_eq!(evidence_page(typed, 3), Err(EvidencePageError::NotANumber), "{typed}");
        }
    }
}
