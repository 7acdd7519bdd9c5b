//! Documents that applicants attach (添付書類): what they are by content, and why one is not taken.
//!
//! A document is judged by its bytes and never by its name; people see it only as pictures.

use serde::{Deserialize, Serialize};

/// What a document is, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A PDF document.
    Pdf,
    /// A JPEG photograph.
    Jpeg,
    /// A PNG picture, as screenshots are.
    Png,
}

impl Kind {
    /// The media type under which the document is stored and served.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }
}

/// Why a document is not taken. The page says what it is and what to send instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// No bytes.
    #[error("the file is empty")]
    Empty,
    /// A PDF that opens with a password only.
    #[error("the PDF needs a password")]
    NeedsPassword,
    /// A photograph as iPhones save it (HEIC).
    #[error("the file is a HEIC photograph")]
    Heic,
    /// Another kind of picture: GIF, WebP, TIFF, BMP, AVIF.
    #[error("the file is a picture of a kind that is not taken")]
    OtherPicture,
    /// Excel, Word, PowerPoint or OpenDocument.
    #[error("the file is an office document")]
    OfficeDocument,
    /// An archive of files.
    #[error("the file is an archive")]
    Archive,
    /// A web page.
    #[error("the file is a web page")]
    Html,
    /// A drawing that can hold programs.
    #[error("the file is an SVG drawing")]
    Svg,
    /// Two kinds of file in one, built to be taken for either.
    #[error("the file is two kinds of file in one")]
    TwoInOne,
    /// None of the kinds that are taken.
    #[error("the kind of the file is not known")]
    UnknownKind,
    /// The right kind, but cut off or broken.
    #[error("the file is damaged")]
    Damaged,
    /// More pages than are taken ([`MOST_PAGES`]).
    #[error("the PDF has too many pages")]
    TooManyPages,
    /// A picture with more pixels than are taken.
    #[error("the picture has too many pixels")]
    TooManyPixels,
    /// Showing it took more time or memory than is given.
    #[error("showing the file took too long")]
    TooHeavy,
}

/// Pages of one document that are taken.
pub const MOST_PAGES: usize = 50;

impl Refusal {
    /// Every reason, for tests that none lacks its sentence.
    pub const ALL: [Self; 14] = [
        Self::Empty,
        Self::NeedsPassword,
        Self::Heic,
        Self::OtherPicture,
        Self::OfficeDocument,
        Self::Archive,
        Self::Html,
        Self::Svg,
        Self::TwoInOne,
        Self::UnknownKind,
        Self::Damaged,
        Self::TooManyPages,
        Self::TooManyPixels,
        Self::TooHeavy,
    ];

    /// The name that is stored with the attachment.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NeedsPassword => "needs_password",
            Self::Heic => "heic",
            Self::OtherPicture => "other_picture",
            Self::OfficeDocument => "office_document",
            Self::Archive => "archive",
            Self::Html => "html",
            Self::Svg => "svg",
            Self::TwoInOne => "two_in_one",
            Self::UnknownKind => "unknown_kind",
            Self::Damaged => "damaged",
            Self::TooManyPages => "too_many_pages",
            Self::TooManyPixels => "too_many_pixels",
            Self::TooHeavy => "too_heavy",
        }
    }

    /// The reason of a stored name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|refusal| refusal.code() == code)
    }
}

/// Something in a document that could act when a viewer opens it; pictures of it cannot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Active {
    /// A program in the document.
    Script,
    /// A command to start another program.
    Launch,
    /// Another file inside.
    EmbeddedFile,
}

/// One page of a document as a picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Name of the picture's file.
    pub file: String,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_is_found_again_by_its_stored_name() {
        for refusal in Refusal::ALL {
            assert_eq!(Refusal::from_code(refusal.code()), Some(refusal));
            assert_eq!(serde_json::json!(refusal), serde_json::json!(refusal.code()));
        }
        assert_eq!(Refusal::from_code("no such"), None);
    }
}
