//! An uploaded workbook again, with what is to be checked beside its rows: to be put right and uploaded once more.
//!
//! Every row, column and sheet stands where it stood, numbers as numbers and text as text, so that the second reading
//! is the first apart from what a person changed. What the program adds is one column at the right end, known by its
//! heading [`HEADING`], and the colours and notes of the cells concerned. Formats, pictures and formulas of the
//! original are not kept, for the reader in the child process hands over values alone; the same holds for columns
//! beyond its limit.

mod cell;
mod merges;
mod page;

use crate::{Fault, look, sheet_name};
use chrono::{DateTime, Utc};
use domain::imports::{Choices, Level, Workbook};
use std::io::Cursor;

/// The heading of the column that is added. No field of an office list is known by it.
pub const HEADING: &str = "確認すること（ひろめる）";

/// A row with what is to be checked about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedRow {
    /// Index of the sheet in the workbook.
    pub sheet: usize,
    /// The row as a spreadsheet program numbers it.
    pub row: u32,
    /// What is to be checked, in the order shown.
    pub marks: Vec<Mark>,
}

/// One thing to be checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The column of the cell concerned, A is 0; none for the row as a whole.
    pub column: Option<u16>,
    /// How much it matters: errors are filled red, warnings yellow, notes not at all.
    pub level: Level,
    /// The word for the level, set before the sentence; it may be empty.
    pub word: String,
    /// What is to be checked.
    pub sentence: String,
}

impl Mark {
    /// The word and the sentence.
    fn text(&self) -> String {
        if self.word.is_empty() {
            self.sentence.clone()
        } else {
            format!("【{}】{}", self.word, self.sentence)
        }
    }
}

/// Writes a workbook again, marked. The choices tell where the headers stand, as a person chose or as it looks.
pub fn annotate(
    workbook: &Workbook,
    choices: &Choices,
    marked: &[MarkedRow],
    created: DateTime<Utc>,
) -> Result<Vec<u8>, Fault> {
    let mut book = look::workbook(HEADING, created)?;
    let formats = cell::Formats::default();
    // A workbook shows at least one sheet.
    let shown = workbook.sheets.iter().position(|sheet| !sheet.hidden).unwrap_or(0);
    let mut names: Vec<String> = Vec::new();
    for (index, sheet) in workbook.sheets.iter().enumerate() {
        let mut written = book.new_worksheet_with_constant_memory()?;
        names.push(sheet_name::distinct(&sheet.name, &names));
        written.set_name(&names[index])?;
        written.set_hidden(sheet.hidden && index != shown).set_active(index == shown);
        let rows = marked.iter().filter(|row| row.sheet == index);
        page::Page::new(index, sheet, choices, rows).write(&mut written, &formats)?;
        book.push_worksheet(written);
    }
    let mut bytes = Cursor::new(Vec::new());
    book.save_to_writer(&mut bytes)?;
    Ok(bytes.into_inner())
}
