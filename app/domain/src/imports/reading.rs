//! A whole file: which rows are records, what each says, and what will become of it.

use super::{
    ahead::Ahead,
    cells::Cells,
    choices::{Choices, ListKind, SheetChoice},
    issue::{Issue, Place},
    missing::Proposed,
    other_header,
    record::Record,
    refusal::Refusal,
    rows::Rows,
    scanning::{Context, scan},
    table::Table,
    within_file,
    workbook::{Arranged, Workbook},
};
use crate::municipality_code::MunicipalityCode;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, num::NonZero};

/// What a file says, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading<R = Vec<ReadRow>> {
    /// Every sheet, with or without a table.
    pub tables: Vec<Table>,
    /// Every record of the imported sheets, in the order of the file: as values, or packed.
    pub rows: R,
    /// Rows below a header that are no records.
    pub passed_over: Vec<PassedOver>,
    /// What concerns the file as a whole.
    pub issues: Vec<FileIssue>,
    /// Codes of municipalities in the file with the number of rows.
    pub municipalities: BTreeMap<MunicipalityCode, usize>,
}

/// A record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadRow {
    /// Where it stands.
    pub place: Place,
    /// What it says.
    pub record: Record,
    /// What is odd about it.
    pub issues: Vec<Issue>,
    /// What will become of it.
    pub outcome: Outcome,
    /// Offices of the register that it may mean, where it does not name one surely.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proposals: Vec<Proposed>,
}

/// What will become of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It is written.
    Ok,
    /// It is written; a person should look at it.
    Warning,
    /// It waits for a person.
    Error,
    /// It is not wanted: another municipality, or a repetition.
    Skipped,
}

/// A row that is no record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PassedOver {
    /// Where it stands.
    pub place: Place,
    /// What it is.
    pub kind: NoRecord,
}

/// Rows below a header that are no records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoRecord {
    /// 計, 合計.
    Total,
    /// The header again.
    RepeatedHeader,
    /// A further header, whose columns stand elsewhere.
    OtherHeader,
    /// A heading between the rows, for those below it.
    Section,
    /// A note or a footer.
    Note,
    /// A running number or ruled lines alone.
    Blank,
}

/// What concerns the file as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileIssue {
    /// A municipality code with a wrong check digit stands in many rows.
    MunicipalityCode {
        /// What stands there.
        found: MunicipalityCode,
        /// What is meant.
        corrected: MunicipalityCode,
        /// In how many rows.
        rows: usize,
    },
    /// A sheet has more columns than are read.
    ColumnsCut {
        /// Name of the sheet.
        sheet: String,
    },
    /// Columns that hold something are hidden in the sheet; they are read like the others.
    HiddenColumns {
        /// Name of the sheet.
        sheet: String,
        /// The columns; A is 0.
        columns: Vec<u16>,
    },
    /// Numbers of offices stand in one more column that is not read, as where two tables stand side by side.
    SecondTable {
        /// Name of the sheet.
        sheet: String,
        /// The column; A is 0.
        column: u16,
    },
    /// Numbers of offices stand above the header, as in a table of other columns that comes first.
    AboveHeader {
        /// Name of the sheet.
        sheet: String,
        /// The first row of the header.
        header: u32,
        /// In how many rows above it.
        rows: usize,
    },
    /// A table that stands below another of the same sheet is read by its own header.
    FurtherTable {
        /// The name that it is given.
        sheet: String,
        /// The row with which it begins.
        row: u32,
    },
    /// The 日常生活圏域 of the offices stand as headings between the rows.
    AreaHeadings {
        /// Name of the sheet.
        sheet: String,
        /// What they name, in their order.
        areas: Vec<String>,
    },
    /// Fields stand below each other and offices beside each other; rows and columns are told as they are read.
    Turned {
        /// Name of the sheet.
        sheet: String,
    },
}

impl Reading<Rows> {
    /// The same with its rows as values.
    pub fn unpacked(self) -> Reading {
        let Self { tables, rows, passed_over, issues, municipalities } = self;
        Reading { tables, rows: rows.iter().collect(), passed_over, issues, municipalities }
    }
}

/// Reads a file as a person chose, and says all of it at once. Refuses one that has no list of offices, or only its header.
pub fn read(workbook: &Workbook, choices: &Choices) -> Result<Reading, Refusal> {
    Ok(read_cells(&workbook.clone().into(), choices, NonZero::<usize>::MIN)?.unpacked())
}

/// Reads a file as a person chose, with so many threads at once.
pub fn read_cells(
    cells: &Cells,
    choices: &Choices,
    threads: NonZero<usize>,
) -> Result<Reading<Rows>, Refusal> {
    read_on(cells, choices, threads, None)
}

/// Reads a file of which some was read while it came in.
pub(super) fn read_on(
    cells: &Cells,
    choices: &Choices,
    threads: NonZero<usize>,
    mut ahead: Option<Ahead>,
) -> Result<Reading<Rows>, Refusal> {
    let nothing = SheetChoice::default();
    let tables = cells.sheets.iter().enumerate();
    let tables = tables.map(|(index, sheet)| {
        let choice = choices.sheets.get(sheet.name()).unwrap_or(&nothing);
        Table::find(index, &sheet.around(choice.header), choice)
    });
    let mut reading = Reading {
        tables: tables.collect(),
        rows: Rows::default(),
        passed_over: Vec::new(),
        issues: Vec::new(),
        municipalities: BTreeMap::new(),
    };
    if reading.tables.iter().all(|table| table.header.is_none()) {
        return Err(Refusal::NoOfficeTable);
    }
    let mut context = Context::default();
    for table in &mut reading.tables {
        let sheet = &cells.sheets[table.sheet];
        let Some(header) = table.header else { continue };
        if sheet.head().columns_cut {
            reading.issues.push(FileIssue::ColumnsCut { sheet: sheet.name().to_owned() });
        }
        if !table.imported {
            continue;
        }
        let named = || sheet.name().to_owned();
        reading.issues.extend(sheet.head().arranged.map(|arranged| match arranged {
            Arranged::Below(row) => FileIssue::FurtherTable { sheet: named(), row },
            Arranged::Turned => FileIssue::Turned { sheet: named() },
        }));
        let mut columns: Vec<u16> =
            table.columns.iter().filter(|column| column.hidden).map(|column| column.column).collect();
        columns.dedup();
        if !columns.is_empty() {
            reading.issues.push(FileIssue::HiddenColumns { sheet: sheet.name().to_owned(), columns });
        }
        if let Some(column) = table.second_numbers() {
            reading.issues.push(FileIssue::SecondTable { sheet: sheet.name().to_owned(), column });
        }
        let above = other_header::offices_above(&sheet.around(Some(header)), header);
        if above > 0 {
            let sheet = sheet.name().to_owned();
            reading.issues.push(FileIssue::AboveHeader { sheet, header: header.first, rows: above });
        }
        let mut scanned =
            scan(sheet, (table, header), choices, threads, ahead.take().filter(|_| table.sheet == 0));
        other_header::keep_back(&mut scanned);
        table.records = scanned.rows.len();
        let areas = std::mem::take(&mut scanned.context.areas);
        if !areas.is_empty() {
            reading.issues.push(FileIssue::AreaHeadings { sheet: sheet.name().to_owned(), areas });
        }
        reading.rows.append(scanned.rows);
        reading.passed_over.extend(scanned.passed_over);
        context.add(scanned.context);
    }
    if reading.rows.is_empty() && reading.tables.iter().any(|table| table.imported) {
        return Err(Refusal::HeaderOnly);
    }
    reading.municipalities = context.municipalities;
    let codes = context.corrected.into_iter().map(|((found, corrected), rows)| FileIssue::MunicipalityCode {
        found,
        corrected,
        rows,
    });
    reading.issues.extend(codes);
    if choices.kind == ListKind::Offices {
        within_file::compare(&mut reading.rows, &reading.tables);
    }
    Ok(reading)
}
