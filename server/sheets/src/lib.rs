//! Reads the cells of spreadsheets, with limits on everything; runs in a child process.
//!
//! What a file is, is decided by its content and never by its name. The result is `domain::imports::Cells`,
//! so that a further kind of file needs a reader here and nothing anywhere else.

mod builder;
pub mod child;
mod container;
mod decode;
mod format;
pub mod frames;
mod html;
mod kind;
mod ods;
#[cfg(feature = "sample")]
pub mod sample;
mod separated;
mod stream;
mod values;
mod xls;
mod xlsx;

pub use container::is_list;
use decode::Decoded;
use domain::imports::{Cells, OtherKind, Refusal, Source, Workbook};
use kind::Kind;
use std::path::Path;
pub use stream::Stream;

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
    /// Bytes of the text of all cells.
    pub text: u64,
    /// Columns; what stands further right is not read, and the sheet says so.
    pub columns: u16,
    /// Sheets that are looked into.
    pub sheets: usize,
    /// Parts of a container.
    pub parts: usize,
    /// Bytes of all parts of a container, counted while they inflate.
    pub inflated: u64,
}

impl Limits {
    /// For files that are sent to the server: read in half a gigabyte of memory.
    pub const fn web() -> Self {
        Self {
            bytes: 64 * 1024 * 1024,
            workbook_rows: 100_000,
            text_rows: 100_000,
            cells: 3_000_000,
            text: 96 * 1024 * 1024,
            columns: 256,
            sheets: 100,
            parts: 2_000,
            inflated: 600 * 1024 * 1024,
        }
    }

    /// So little that trying thousands of damaged files is quick.
    pub const fn small() -> Self {
        Self {
            bytes: 4 * 1024 * 1024,
            workbook_rows: 2_000,
            text_rows: 2_000,
            cells: 40_000,
            text: 4 * 1024 * 1024,
            inflated: 16 * 1024 * 1024,
            ..Self::web()
        }
    }

    /// For the command line, where the person at the machine answers for its memory: whole national files.
    pub const fn command_line() -> Self {
        Self {
            bytes: 256 * 1024 * 1024,
            workbook_rows: 500_000,
            text_rows: 500_000,
            cells: 16_000_000,
            text: 512 * 1024 * 1024,
            ..Self::web()
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

/// Reads a file, and hands over what is read of it meanwhile.
pub fn read(path: &Path, limits: &Limits, stream: &mut Stream<'_>) -> Result<Cells, ReadError> {
    let size = std::fs::metadata(path)?.len();
    if size > limits.bytes {
        return Err(Refusal::TooLarge { limit_mb: limits.bytes / (1024 * 1024) }.into());
    }
    Ok(read_streaming(&std::fs::read(path)?, limits, stream)?)
}

/// Reads a file that is already in memory, and gives all its cells as values.
pub fn read_bytes(bytes: &[u8], limits: &Limits) -> Result<Workbook, Refusal> {
    Ok(read_cells(bytes, limits)?.to_workbook())
}

/// Reads a file that is already in memory.
pub fn read_cells(bytes: &[u8], limits: &Limits) -> Result<Cells, Refusal> {
    read_streaming(bytes, limits, &mut Stream::nowhere())
}

/// The same, and hands over what is read of it meanwhile.
fn read_streaming(bytes: &[u8], limits: &Limits, stream: &mut Stream<'_>) -> Result<Cells, Refusal> {
    match kind::recognise(bytes) {
        Kind::Nothing => Err(Refusal::Empty),
        Kind::Text => {
            let Decoded { text, encoding } = decode::text(bytes)?;
            stream.let_go();
            let sheet = separated::sheet(&text, limits, stream)?;
            Ok(Cells { source: Source::Text { encoding }, sheets: vec![sheet] })
        }
        Kind::Container => container::read(bytes, limits, stream),
        Kind::Compound => xls::read(bytes, limits),
        Kind::Records => xls::read_stream(bytes, limits),
        Kind::Html => html::read(bytes, limits),
        Kind::Gzip => container::gzip(bytes, limits),
        Kind::Other(OtherKind::Unknown) => Err(Refusal::UnknownEncoding),
        Kind::Other(other) => Err(Refusal::OtherKind(other)),
    }
}

/// Reads a table that a person copied from a web page or a spreadsheet and pasted: text with tabs, or a piece of HTML.
pub fn read_pasted(text: &str, limits: &Limits) -> Result<Cells, Refusal> {
    if text.len() as u64 > limits.bytes {
        return Err(Refusal::TooLarge { limit_mb: limits.bytes / (1024 * 1024) });
    }
    if text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}').is_empty() {
        return Err(Refusal::Empty);
    }
    if html::holds_a_table(text) {
        return html::read_text(text, Source::Pasted, limits);
    }
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let sheet = separated::sheet(text, limits, &mut Stream::nowhere())?;
    Ok(Cells { source: Source::Pasted, sheets: vec![sheet] })
}
