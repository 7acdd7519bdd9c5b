//! Turns attached PDFs and photographs into plain pictures, and reads the words of PDFs; runs in the child process.
//!
//! Officers and applicants see only these pictures: no program, no link and no place of recording
//! (EXIF) of the original reaches a browser.

pub mod child;
mod inspect;
mod picture;
mod render;
mod words;

pub use domain::attachments::{Active, Kind, Page, Refusal};
pub use inspect::inspect;
pub use words::words;

use std::{fs, path::Path};

/// How much of a document is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Most pages of a PDF.
    pub pages: usize,
    /// Most pixels of a photograph as it arrives.
    pub photo_pixels: u64,
    /// Longest side of a picture as it is kept.
    pub side: u32,
}

impl Default for Limits {
    /// 50 pages; 50 million pixels, as the largest telephones take; kept at A4 in 200 dots an inch.
    fn default() -> Self {
        Self { pages: domain::attachments::MOST_PAGES, photo_pixels: 50_000_000, side: 2340 }
    }
}

/// What a document became.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Pictures {
    /// What the document is.
    pub kind: Kind,
    /// Its pages, in order.
    pub pages: Vec<Page>,
    /// What in it could act in a viewer; a person who downloads the original is warned.
    pub active: Vec<Active>,
}

/// Why there are no pictures.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The document is not taken.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The document cannot be read, or a picture not written.
    #[error("files of the document: {0}")]
    Files(#[from] std::io::Error),
}

/// Draws every page of the document into `out_dir`, as `001.png`, `002.jpg` … `font` is used where a
/// PDF names a Japanese font without bringing it along.
///
/// # Errors
/// When the document is refused, or files cannot be read or written.
pub fn pages(path: &Path, out_dir: &Path, limits: Limits, font: Option<&Path>) -> Result<Pictures, Error> {
    let data = fs::read(path)?;
    let kind = inspect::by_content(&data)?;
    match kind {
        Kind::Pdf => render::pdf(data, out_dir, limits, font),
        Kind::Jpeg | Kind::Png => picture::photo(&data, kind, out_dir, limits),
    }
}
