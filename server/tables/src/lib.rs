//! Tables as files that a spreadsheet program opens well: xlsx, and CSV in UTF-8 or in CP932.
//!
//! * A table is written at once ([`xlsx`], [`csv()`]) or row by row ([`XlsxWriter`], [`CsvWriter`]); no more than one row
//!   is held in memory.
//! * Numbers of offices, postal codes and telephones are text cells: no zero is lost.
//! * Nothing becomes a formula (ASVS 1.2.10, CWE-1236; security.md §4.9). In xlsx every text is a string cell, with the
//!   attribute `quotePrefix` where it looks like a formula, so that it stays text when somebody edits the cell. In CSV
//!   it gets an apostrophe ([`domain::formula`]); numbers below zero are numbers and get none.
//! * In CP932 what has no place becomes 〓 and is named with its row and column ([`Unfit`]).
//! * The same table at the same time gives the same bytes; the time is an argument.
//! * [`annotate`] writes an uploaded workbook again with what is to be checked beside its rows.

mod annotate;
mod cells;
mod cp932;
mod fault;
mod look;
mod separated;
mod sheet_name;
mod table;
mod width;
mod workbook;

pub use annotate::{HEADING, Mark, MarkedRow, annotate};
pub use fault::Fault;
pub use separated::{CsvWriter, Encoding, Unfit, Written, csv};
pub use sheet_name::sheet_name;
pub use table::{Column, Field, Kind, Table, Value};
pub use workbook::{XlsxWriter, xlsx, xlsx_sheets};
