//! A whole file: which rows are records, what each says, and what will become of it.

use super::{
    choices::{Choices, ListKind},
    field::Field,
    issue::{Code, Issue, Level, Place},
    missing::Proposed,
    record::{Reader, Record, Services},
    records::{Found, Records},
    refusal::Refusal,
    table::Table,
    within_file,
    workbook::{Row, Workbook},
};
use crate::{
    municipality_code::MunicipalityCode,
    offices::{Detail, Particulars},
    text,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a file says, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Every sheet, with or without a table.
    pub tables: Vec<Table>,
    /// Every record of the imported sheets, in the order of the file.
    pub rows: Vec<ReadRow>,
    /// Rows below a header that are no records.
    pub passed_over: Vec<PassedOver>,
    /// What concerns the file as a whole.
    pub issues: Vec<FileIssue>,
    /// Codes of municipalities in the file with the number of rows.
    pub municipalities: BTreeMap<MunicipalityCode, usize>,
}

/// A record.
#[derive(Debug, Clone, PartialEq, Eq)]
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
}

/// Reads a file as a person chose. Refuses one that has no list of offices, or only its header.
pub fn read(workbook: &Workbook, choices: &Choices) -> Result<Reading, Refusal> {
    let nothing = super::choices::SheetChoice::default();
    let tables = workbook.sheets.iter().enumerate();
    let tables = tables
        .map(|(index, sheet)| Table::find(index, sheet, choices.sheets.get(&sheet.name).unwrap_or(&nothing)));
    let mut reading = Reading {
        tables: tables.collect(),
        rows: Vec::new(),
        passed_over: Vec::new(),
        issues: Vec::new(),
        municipalities: BTreeMap::new(),
    };
    if reading.tables.iter().all(|table| table.header.is_none()) {
        return Err(Refusal::NoOfficeTable);
    }
    let mut context = Context::default();
    for table in &mut reading.tables {
        let sheet = &workbook.sheets[table.sheet];
        if sheet.columns_cut && table.header.is_some() {
            reading.issues.push(FileIssue::ColumnsCut { sheet: sheet.name.clone() });
        }
        if !table.imported || table.header.is_none() {
            continue;
        }
        let mut columns: Vec<u16> =
            table.columns.iter().filter(|column| column.hidden).map(|column| column.column).collect();
        columns.dedup();
        if !columns.is_empty() {
            reading.issues.push(FileIssue::HiddenColumns { sheet: sheet.name.clone(), columns });
        }
        let before = reading.rows.len();
        let mut records = Records::of(sheet, table);
        while let Some(found) = records.advance() {
            match found {
                Found::Record(lines) => reading.rows.push(read_row(table, lines, choices, &mut context)),
                Found::NoRecord(row, kind) => {
                    let place = Place { sheet: table.sheet, row };
                    reading.passed_over.push(PassedOver { place, kind });
                }
            }
        }
        table.records = reading.rows.len() - before;
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
        within_file::compare(&mut reading.rows);
    }
    for row in &mut reading.rows {
        let table = &reading.tables[row.place.sheet];
        for issue in row.issues.iter_mut().filter(|issue| issue.column.is_none()) {
            if let Some(spot) = issue.field.and_then(|field| table.spot(field)) {
                issue.column = Some(spot.column);
                issue.line = spot.line;
            }
        }
    }
    Ok(reading)
}

/// What is gathered while the rows are read.
#[derive(Default)]
struct Context {
    /// Codes in the file with the number of rows.
    municipalities: BTreeMap<MunicipalityCode, usize>,
    /// Codes with a wrong check digit and the wanted code they stand for, with the number of rows.
    corrected: BTreeMap<(MunicipalityCode, MunicipalityCode), usize>,
    /// Services by the text of their cells.
    services: Services,
}

fn read_row(table: &Table, lines: &[&Row], choices: &Choices, context: &mut Context) -> ReadRow {
    let wanted = &choices.municipalities;
    let number = lines.first().map_or(0, |row| row.number);
    let mut reader = Reader::new(table, lines, choices.kind, &mut context.services);
    let municipality = reader.municipality().map(|read| match read.corrected {
        // Believed only where it leads to what is wanted; an unknown code is left as it stands.
        Some(good) if wanted.contains(&good) => {
            *context.corrected.entry((read.code, good)).or_default() += 1;
            good
        }
        _ => read.code,
    });
    if let Some(code) = municipality {
        *context.municipalities.entry(code).or_default() += 1;
    }
    let is_outside = !wanted.is_empty() && municipality.is_some_and(|code| !wanted.contains(&code));
    let confirmed =
        !choices.confirmed.is_empty() && choices.confirmed.contains(&(table.name.clone(), number));
    let place = Place { sheet: table.sheet, row: number };
    if is_outside {
        return outside(reader, place, municipality);
    }
    let prefecture = wanted.iter().next().map(|code| code.prefecture());
    let number = reader.number(prefecture, confirmed);
    let services = reader.services(number);
    let particulars = Particulars { municipality, ..reader.particulars() };
    let (adopted_on, adoption) = (reader.adopted_on(), reader.adoption());
    reader.nobody_meant(number, &particulars.name);
    if lines.iter().any(|row| row.hidden) {
        reader.issues.push(Issue::of_row(Code::HiddenRow));
    }
    let outcome = match reader.worst() {
        Some(Level::Error) => Outcome::Error,
        Some(Level::Warning) => Outcome::Warning,
        Some(Level::Note) | None => Outcome::Ok,
    };
    let record = Record { number, services, particulars, adopted_on, adoption };
    ReadRow { place, record, issues: reader.issues, outcome, proposals: Vec::new() }
}

/// A row of another municipality: read only as far as it is needed to name it.
fn outside(mut reader: Reader<'_>, place: Place, municipality: Option<MunicipalityCode>) -> ReadRow {
    let field = Field::Detail(Detail::Municipality);
    reader.note(Code::OutsideMunicipality, field, None);
    let note = reader.issues.pop();
    let number = reader.number(None, false);
    let name =
        reader.cell(Field::Detail(Detail::Name)).map(|cell| text::tidy_name(&cell.text)).unwrap_or_default();
    let services = reader.services(number);
    let particulars = Particulars { name, municipality, ..Particulars::default() };
    let issues = note.into_iter().collect();
    let record = Record { number, services, particulars, ..Record::default() };
    ReadRow { place, record, issues, outcome: Outcome::Skipped, proposals: Vec::new() }
}
