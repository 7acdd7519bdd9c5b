//! 読み取り: from the cells of a file to a table, with everything that was not understood named by its place.

use super::{
    Chosen, Column, EventTable, Line, Meaning, Printed, PrintedRate,
    column::bare,
    heading::{Heading, is_of_numbers, prefecture},
};
use crate::{
    imports::{CellKind, Row, Sheet},
    prefecture::Prefecture,
};
use std::collections::{BTreeMap, BTreeSet};

/// The most rows of a sheet that holds such a table.
pub const MOST_ROWS: usize = 400;
/// The most columns of it.
pub const MOST_COLUMNS: u16 = 60;
/// The most text of it, in bytes.
pub const MOST_TEXT: usize = 200_000;
/// The most text of one of its cells, in bytes: a spreadsheet program holds no more than three times as much.
const MOST_OF_A_CELL: usize = 10_000;

/// Something that was not understood, or was read otherwise than it stands; nothing of it is lost, for the cells are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// A column whose words say nothing that is known.
    UnknownColumn {
        /// Where.
        column: u16,
        /// Its words.
        heading: String,
    },
    /// A column with the meaning of another; that one is read.
    SameHeading {
        /// Where.
        column: u16,
        /// Its words.
        heading: String,
        /// The other.
        before: u16,
    },
    /// Two neighbours whose words stood over one another's numbers, and were exchanged.
    Exchanged {
        /// Where.
        columns: (u16, u16),
        /// What they hold.
        now: (Column, Column),
    },
    /// A cell that is no number.
    Unread {
        /// Its row.
        row: u32,
        /// Its column.
        column: u16,
        /// What stands there.
        text: String,
    },
    /// A row of numbers that belongs to no prefecture.
    Nobodys {
        /// Where.
        row: u32,
        /// What it is called.
        text: String,
    },
    /// A prefecture that stands twice; the first is read.
    Twice {
        /// Where.
        row: u32,
        /// Which.
        prefecture: Prefecture,
    },
    /// A second line of totals; the first is read.
    SecondTotal {
        /// Where.
        row: u32,
    },
    /// A row below the header without numbers, such as a remark.
    Remark {
        /// Where.
        row: u32,
        /// What stands there first.
        text: String,
    },
    /// There is no line of totals.
    NoTotal,
    /// Prefectures that the table leaves out.
    Missing(Vec<Prefecture>),
    /// Other sheets of the workbook, which are not read.
    OtherSheets(Vec<String>),
}

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoTable {
    /// No sheet has rows of prefectures with numbers, below words that are known.
    NotFound,
    /// The sheet has more rows, columns or text than such a table has.
    TooLarge,
}

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Which sheet.
    pub sheet: usize,
    /// What stands above the header.
    pub title: Option<String>,
    /// The table.
    pub table: EventTable,
    /// The columns that the file has, by their place: for saying where something stands.
    pub places: BTreeMap<Column, u16>,
    /// Every column that has words or cells, but that of the prefectures' names.
    pub columns: Vec<Place>,
    /// What was not understood.
    pub notes: Vec<Note>,
}

/// A column of the file, so that a person can say what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Where.
    pub at: u16,
    /// The words above it; empty where there are none.
    pub heading: String,
    /// What it is read as.
    pub meaning: Option<Meaning>,
    /// What stands in its first cells.
    pub samples: Vec<String>,
}

/// Cells that show what a column holds.
const SAMPLES: usize = 3;

/// Reads the first sheet that holds such a table, hidden ones last. One of whose words none is known is read where there is
/// no other.
pub fn read(sheets: &[Sheet]) -> Result<Reading, NoTable> {
    let mut order: Vec<usize> = (0..sheets.len()).collect();
    order.sort_by_key(|at| sheets[*at].hidden);
    let (mut refused, mut waits) = (NoTable::NotFound, None);
    for at in order {
        match read_as(&sheets[at], &Chosen::default()) {
            Ok(mut reading) => {
                reading.sheet = at;
                let others =
                    sheets.iter().enumerate().filter(|(other, sheet)| *other != at && !sheet.rows.is_empty());
                let others: Vec<String> = others.map(|(_, sheet)| sheet.name.clone()).collect();
                if !others.is_empty() {
                    reading.notes.push(Note::OtherSheets(others));
                }
                if !reading.table.columns.is_empty() {
                    return Ok(reading);
                }
                waits = waits.or(Some(reading));
            }
            Err(NoTable::TooLarge) => refused = NoTable::TooLarge,
            Err(NoTable::NotFound) => {}
        }
    }
    waits.ok_or(refused)
}

/// Reads a sheet, with what a person said of its columns.
pub fn read_as(sheet: &Sheet, chosen: &Chosen) -> Result<Reading, NoTable> {
    let cells = || sheet.rows.iter().flat_map(|row| &row.cells);
    let text: usize = cells().map(|cell| cell.text.len()).sum();
    let heading = Heading::find(sheet);
    let mut heading = heading.ok_or(NoTable::NotFound)?;
    let is_wide = sheet.columns_cut || cells().any(|cell| cell.column >= MOST_COLUMNS);
    let is_long = cells().any(|cell| cell.text.len() > MOST_OF_A_CELL);
    if sheet.rows.len() > MOST_ROWS || text > MOST_TEXT || is_wide || is_long {
        return Err(NoTable::TooLarge);
    }
    let rows = &sheet.rows[heading.first..];
    if chosen.is_empty() {
        heading.mend(rows);
    } else {
        heading.follow(chosen);
    }
    let mut columns: Vec<Column> = Vec::new();
    let mut places = BTreeMap::new();
    for (at, meaning) in &heading.meanings {
        if let Meaning::Count(column) = meaning {
            columns.push(*column);
            places.insert(*column, *at);
        }
    }
    columns.sort_unstable();
    let mut reading = Reading {
        sheet: 0,
        title: title(&sheet.rows[..heading.top]),
        table: EventTable { columns, lines: Vec::new(), total: None },
        places,
        columns: seen(&heading, rows),
        notes: std::mem::take(&mut heading.notes),
    };
    for row in rows {
        take(&mut reading, &heading, row);
    }
    let known: BTreeSet<u8> =
        reading.table.lines.iter().filter_map(|line| line.prefecture).map(Prefecture::number).collect();
    let missing: Vec<Prefecture> =
        Prefecture::all().filter(|prefecture| !known.contains(&prefecture.number())).collect();
    if !missing.is_empty() {
        reading.notes.push(Note::Missing(missing));
    }
    if reading.table.total.is_none() {
        reading.notes.push(Note::NoTotal);
    }
    Ok(reading)
}

/// The columns as a person sees them.
fn seen(heading: &Heading, rows: &[Row]) -> Vec<Place> {
    let texts = |at: u16| {
        let own = rows.iter().filter_map(move |row| row.cell(at).filter(|cell| !cell.merged));
        own.map(|cell| cell.text.trim()).filter(|text| !text.is_empty())
    };
    let place = |(at, words): &(u16, String)| Place {
        at: *at,
        heading: words.clone(),
        meaning: heading.meanings.get(at).copied(),
        samples: texts(*at).take(SAMPLES).map(str::to_owned).collect(),
    };
    let all = heading.words.iter().filter(|(at, _)| *at != heading.names).map(place);
    all.filter(|place| !place.heading.is_empty() || !place.samples.is_empty()).collect()
}

/// The first words above the header.
fn title(rows: &[Row]) -> Option<String> {
    let mut texts =
        rows.iter().flat_map(|row| &row.cells).filter(|cell| !cell.merged).map(|cell| cell.text.trim());
    texts.find(|text| !text.is_empty() && !text.starts_with(['（', '('])).map(str::to_owned)
}

/// Whether a row calls itself the sum of the others; a blank or a dash is such a name, as the circular has it.
fn is_total(name: &str) -> bool {
    let name = bare(name);
    let spoken = ["合計", "計", "総計", "総数", "全国", "全国計", "全国合計", "都道府県計"];
    name.is_empty() || spoken.contains(&name.as_str())
}

fn take(reading: &mut Reading, heading: &Heading, row: &Row) {
    let name = row.text(heading.names).trim();
    let at = row.line.unwrap_or(row.number);
    let found = prefecture(name);
    if !is_of_numbers(row) && found.is_none() {
        if let Some(first) = row.cells.iter().map(|cell| cell.text.trim()).find(|text| !text.is_empty()) {
            reading.notes.push(Note::Remark { row: at, text: first.to_owned() });
        }
        return;
    }
    if found.is_none() && !is_total(name) {
        reading.notes.push(Note::Nobodys { row: at, text: name.to_owned() });
        return;
    }
    let table = &reading.table;
    match found {
        Some(prefecture) if table.line(prefecture).is_some() => {
            reading.notes.push(Note::Twice { row: at, prefecture });
            return;
        }
        None if table.total.is_some() => {
            reading.notes.push(Note::SecondTotal { row: at });
            return;
        }
        _ => {}
    }
    let mut line =
        Line { row: at, prefecture: found, number: String::new(), counts: BTreeMap::new(), rate: None };
    for (column, meaning) in &heading.meanings {
        let text = row.text(*column);
        match meaning {
            Meaning::Prefecture => {}
            Meaning::Number => text.trim().clone_into(&mut line.number),
            Meaning::Rate => {
                let is_number = row.cell(*column).is_some_and(|cell| cell.kind == CellKind::Number);
                line.rate = PrintedRate::read(text, is_number);
                if line.rate.is_none() && Printed::read(text) != Printed::Blank {
                    reading.notes.push(Note::Unread {
                        row: at,
                        column: *column,
                        text: text.trim().to_owned(),
                    });
                }
            }
            Meaning::Count(count) => {
                let printed = Printed::read(text);
                if let Printed::Unread(text) = &printed {
                    reading.notes.push(Note::Unread { row: at, column: *column, text: text.clone() });
                }
                line.counts.insert(*count, printed);
            }
        }
    }
    match found {
        Some(_) => reading.table.lines.push(line),
        None => reading.table.total = Some(line),
    }
}
