//! Why a table is not written.

use rust_xlsxwriter::XlsxError;

/// Why a table is not written. Rows are numbered as a spreadsheet program shows them.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// A text is longer than a cell can hold (32,767 UTF-16 units), and cutting it would lose what it says.
    #[error("sheet {sheet}, row {row}, column {column}: the text is longer than a cell can hold")]
    TooLong {
        /// Name of the sheet.
        sheet: String,
        /// The row.
        row: u32,
        /// Heading of the column, or its letters in an annotated workbook.
        column: String,
    },
    /// More rows than a sheet has.
    #[error("a sheet has {limit} rows")]
    TooManyRows {
        /// Rows of a sheet.
        limit: u32,
    },
    /// No column, or more than a sheet has.
    #[error("{0} columns")]
    Columns(usize),
    /// A row has more values than the table has columns: a fault of the program.
    #[error("row {row} has more values than columns")]
    TooManyValues {
        /// The row.
        row: u32,
    },
    /// The file, or the temporary file of its rows, could not be written.
    #[error("the file could not be written")]
    Io(#[from] std::io::Error),
    /// The workbook could not be made: a fault of the program.
    #[error("the workbook could not be made")]
    Workbook(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl From<XlsxError> for Fault {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::IoError(error) | XlsxError::TempFileError(_, error) => Self::Io(error),
            error => Self::Workbook(Box::new(error)),
        }
    }
}

impl From<csv::Error> for Fault {
    fn from(error: csv::Error) -> Self {
        Self::Io(error.into())
    }
}
