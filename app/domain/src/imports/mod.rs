//! Reading office lists: from the cells of a file to what an import will do to the register.
//!
//! The rules it holds (domain.md §2 and §7): nothing is written before a person saw it, identifiers warn and do not
//! block, a blank never overwrites, the same file again changes nothing, and every cell is kept as it was.

mod across;
mod address_parts;
mod adopters;
mod ahead;
mod areas;
mod arranging;
mod care;
mod cells;
mod choices;
mod choosing;
mod closing;
mod columns;
mod content;
mod corrections;
mod field;
mod following;
mod header;
mod headings;
mod issue;
mod missing;
mod name_marks;
mod other_header;
mod packed;
mod plan;
mod reading;
mod record;
mod record_codes;
mod records;
mod refusal;
mod row_packing;
mod rows;
mod scanning;
mod service_words;
mod sharing;
mod spot;
mod status;
mod table;
mod telephones;
mod towns;
mod trying;
mod within_file;
mod workbook;

use crate::offices::{address_key, name_key};

pub use ahead::Ahead;
pub use cells::{Cells, OpenSheet, PackedSheet, Packing};
pub use choices::{AdopterFacts, Choices, Existing, ListKind, Meant, SheetChoice};
pub use choosing::{
    ChoiceProblem, EXISTING, SCOPE, WHOLE, column_name, header_name, import_name, lines_name, service_name,
};
pub use closing::close;
pub use columns::{Column, Confidence, Known};
pub use corrections::{Correction, read_ahead, read_corrected};
pub use field::Field;
pub use following::follow;
pub use header::{Header, MOST_LINES};
pub use issue::{Code, Issue, Level, Place};
pub use missing::{Proposed, propose_numbers};
pub use packed::{LookUp, Pack, Packed, Packer, Part};
pub use plan::{
    Change, Counts, Difference, OfficePlan, Plan, Registered, RegisteredService, ServicePlan, plan, plan_with,
};
pub use reading::{FileIssue, NoRecord, Outcome, PassedOver, ReadRow, Reading, read, read_cells};
pub use record::Record;
pub use refusal::{OtherKind, Refusal};
pub use rows::{Brief, Rows};
pub use sharing::{Columns, Kept, Remembered, Shape, SharedColumns};
pub use spot::Spot;
pub use table::{ServiceFrom, Table};
pub use trying::{Tried, try_value};
pub use workbook::{
    Arranged, Cell, CellKind, Encoding, Merge, Row, Sheet, Source, Workbook, column_letters, is_as_above,
};
