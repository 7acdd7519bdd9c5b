//! Reads the cells of spreadsheets, with limits on everything; runs in a child process.
//!
//! What a file is, is decided by its content and never by its name. The result is `domain::imports::Workbook`,
//! so that a further kind of file needs a reader here and nothing anywhere else.

pub mod child;
mod container;
mod decode;
mod format;
mod kind;
mod separated;
mod xlsx;

use domain::imports::{OtherKind, Refusal, Source, Workbook};
use kind::Kind;
use std::path::Path;

/// How much of a file is read. A file beyond a limit is refused whole, never cut silently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: u64,
    /// Rows with something in them, in one sheet of a workbook.
    pub workbook_rows: u32,
    /// Rows of a text file: the largest national file has about 40,000.
    pub text_rows: u32,
    /// Cells with something in them, in the whole file.
    pub cells: u32,
    /// Columns; what stands further right is not read, and the sheet says so.
    pub columns: u16,
    /// Sheets that are looked into.
    pub sheets: usize,
    /// Parts of a container.
    pub parts: usize,
    /// Bytes of all parts of a container, counted while they inflate.
    pub inflated: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 20 * 1024 * 1024,
            workbook_rows: 20_000,
            text_rows: 60_000,
            cells: 1_500_000,
            columns: 256,
            sheets: 100,
            parts: 2_000,
            inflated: 100 * 1024 * 1024,
        }
    }
}

/// Why a file could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file is not one that is taken; the person is told why.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The file could not be opened: a fault of the installation.
    #[error("the file could not be opened")]
    Io(#[from] std::io::Error),
}

/// Reads a file. The name only helps to say what is wrong.
pub fn read(path: &Path, limits: &Limits) -> Result<Workbook, ReadError> {
    let size = std::fs::metadata(path)?.len();
    if size > limits.bytes {
        return Err(Refusal::TooLarge { limit_mb: limits.bytes / (1024 * 1024) }.into());
    }
    Ok(read_bytes(&std::fs::read(path)?, limits)?)
}

/// Reads a file that is already in memory.
pub fn read_bytes(bytes: &[u8], limits: &Limits) -> Result<Workbook, Refusal> {
    match kind::recognise(bytes) {
        Kind::Nothing => Err(Refusal::Empty),
        Kind::Text => {
            let (text, encoding) = decode::text(bytes)?;
            let sheet = separated::sheet(&text, limits)?;
            Ok(Workbook { source: Source::Text { encoding }, sheets: vec![sheet] })
        }
        Kind::Container => container::read(bytes, limits),
        Kind::Encrypted => Err(Refusal::Encrypted),
        Kind::Other(OtherKind::Unknown) => Err(Refusal::UnknownEncoding),
        Kind::Other(other) => Err(Refusal::OtherKind(other)),
    }
}
