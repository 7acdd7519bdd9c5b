//! Why a file cannot be read at all; nothing of it is imported.

use serde::{Deserialize, Serialize};

/// Why a file is refused. The page says in plain words what it is and what to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// No bytes.
    #[error("the file is empty")]
    Empty,
    /// Larger than is taken.
    #[error("the file is larger than {limit_mb} MB")]
    TooLarge {
        /// The limit, in megabytes.
        limit_mb: u64,
    },
    /// A workbook with a password.
    #[error("the workbook is encrypted")]
    Encrypted,
    /// Another kind of file than its name says, or one that is not read.
    #[error("the file is not a list but {0:?}")]
    OtherKind(OtherKind),
    /// A container that ends too early.
    #[error("the container is cut off")]
    CutOff,
    /// A container whose parts cannot be read.
    #[error("the workbook is damaged")]
    Damaged,
    /// A container that inflates beyond all measure, or carries a document type with entities.
    #[error("the workbook is built to harm")]
    Hostile,
    /// More rows than are read.
    #[error("more than {limit} rows")]
    TooManyRows {
        /// The limit.
        limit: u32,
    },
    /// More cells than are read.
    #[error("more than {limit} cells")]
    TooManyCells {
        /// The limit.
        limit: u32,
    },
    /// More text in all cells together than is kept.
    #[error("more than {limit_mb} MB of text")]
    TooMuchText {
        /// The limit, in megabytes.
        limit_mb: u64,
    },
    /// Bytes that are no text in any encoding that is read.
    #[error("the encoding is not known")]
    UnknownEncoding,
    /// Text that was decoded wrongly before it was saved.
    #[error("the text is garbled")]
    Garbled,
    /// No sheet holds a list of offices.
    #[error("there is no list of offices")]
    NoOfficeTable,
    /// The header is there and nothing follows.
    #[error("only the header is there")]
    HeaderOnly,
    /// Reading took more time or memory than is given.
    #[error("reading took more time or memory than is given")]
    #[serde(alias = "gave_up")]
    TooHeavy,
    /// The reader broke off, which is a fault of the program.
    #[error("the reader broke off")]
    ReaderCrashed,
}

/// Kinds of files that are recognised by their content and not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OtherKind {
    /// A PDF document.
    Pdf,
    /// A web page without a table.
    Html,
    /// An Excel workbook of before 1997 (.xls in the form BIFF5 or older).
    OldExcel,
    /// An Excel workbook of 2003 written as XML text.
    XmlSpreadsheet,
    /// A binary Excel workbook (.xlsb).
    BinaryExcel,
    /// An `OpenDocument` text or presentation.
    OpenDocument,
    /// A ZIP archive with something else inside.
    Zip,
    /// A gzip archive.
    Gzip,
    /// A word processor's or presentation's document.
    Document,
    /// A picture.
    Picture,
    /// Nothing known.
    Unknown,
}
