//! Reading office lists: from the cells of a file to what an import will do to the register.
//!
//! The rules it holds (domain.md §2 and §7): nothing is written before a person saw it, identifiers warn and do not
//! block, a blank never overwrites, the same file again changes nothing, and every cell is kept as it was.

pub mod refusal;
pub mod workbook;

pub use refusal::{OtherKind, Refusal};
pub use workbook::{Cell, CellKind, Encoding, Merge, Row, Sheet, Source, Workbook, column_letters};
