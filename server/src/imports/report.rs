//! What the command line says of a list, in JSON: the same reading, plan and sentences as the pages.

use super::prepared::{Outline, Read};
use app::messages::imports as words;
use domain::{
    imports::{
        Code, Encoding, Field, FileIssue, Issue, Level, Outcome, ReadRow, Refusal, Source, column_letters,
    },
    offices::Detail,
};
use serde::{Serialize, Serializer};
use std::time::Duration;

/// Why a list is refused that is wanted whole, for programs.
const WITHHELD: &str = "rows_with_errors";

/// A list that was checked or imported.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    /// Whether it can be imported, or was.
    pub accepted: bool,
    /// Why not; nothing was written then.
    pub refused_because: Option<RefusedBecause>,
    /// How its bytes were read; none for a workbook.
    pub encoding: Option<&'static str>,
    /// Its sheets that hold a list.
    pub sheets: Vec<SheetReport>,
    /// Records, those of other municipalities included.
    pub rows: usize,
    /// Offices in the rows that are written.
    pub offices: usize,
    /// Their services.
    pub office_services: usize,
    /// Offices that are new.
    pub created: usize,
    /// Offices of which an essential detail changes, or that gain a service.
    pub updated: usize,
    /// Offices that stay as they are, or are only completed.
    pub unchanged: usize,
    /// Of those, offices of which something was not known before.
    pub completed: usize,
    /// Everything odd: what concerns the file as a whole, then row by row.
    pub issues: Issues,
    /// Seconds it took.
    pub seconds: f64,
    /// The most memory that this process and the reading child used, in bytes; none where the system does not tell.
    pub peak_memory_bytes: Option<u64>,
    /// How much the reading child used.
    pub peak_memory_of_reader_bytes: Option<u64>,
    /// How much this program had used when the child ended.
    #[serde(skip)]
    pub memory_beside_reader: Option<u64>,
}

/// What is odd about the rows of a list; told row by row, for there may be hundreds of thousands.
#[derive(Debug, Default)]
pub struct Issues(Option<Read>);

impl Issues {
    /// How many keep a row from being written.
    fn errors(&self) -> usize {
        let rows =
            self.0.iter().flat_map(|read| read.reading.rows.those(|row| row.outcome == Outcome::Error));
        let of_row = |row: ReadRow| row.issues.iter().filter(|issue| issue.level == Level::Error).count();
        rows.map(of_row).sum()
    }
}

impl Serialize for Issues {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let issues = self.0.iter().flat_map(|read| {
            let of_rows = read.reading.rows.those(|row| row.has_issues).flat_map(|row| {
                let sheet = read.original.sheets[row.place.sheet].name();
                row.issues.into_iter().map(move |issue| said(issue, sheet, row.place.row))
            });
            read.reading.issues.iter().map(|issue| said_of_file(issue, read)).chain(of_rows)
        });
        serializer.collect_seq(issues)
    }
}

/// Why a file is refused.
#[derive(Debug, Serialize)]
pub struct RefusedBecause {
    /// A word for programs.
    pub code: String,
    /// A sentence in Japanese that says what to do.
    pub sentence: String,
}

/// A sheet with a list.
#[derive(Debug, Serialize)]
pub struct SheetReport {
    /// The name on its tab; empty for a text file.
    pub name: String,
    /// The first row of its header.
    pub header_row: u32,
    /// Its records.
    pub rows: usize,
}

/// Something odd.
#[derive(Debug, Serialize)]
pub struct IssueReport {
    /// The sheet.
    pub sheet: String,
    /// The row as a spreadsheet program numbers it; of what concerns more than one row, that of the header.
    pub row: u32,
    /// The field.
    pub field: Option<&'static str>,
    /// error, warning, note.
    pub severity: Level,
    /// A word for programs.
    pub code: ReportedCode,
    /// What stands there.
    pub found: String,
    /// What is read instead, or proposed.
    pub suggested: Option<String>,
}

/// What is odd, of a row or of the file as a whole.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum ReportedCode {
    /// Of a row.
    Row(Code),
    /// Of the file.
    File(&'static str),
}

impl Report {
    /// A file that is no list.
    pub fn refused(refusal: Refusal) -> Self {
        let code = match serde_json::to_value(refusal) {
            Ok(serde_json::Value::String(code)) => code,
            Ok(serde_json::Value::Object(tagged)) => tagged.keys().next().cloned().unwrap_or_default(),
            _ => String::new(),
        };
        let because = RefusedBecause { code, sentence: words::refusal(refusal) };
        Self { refused_because: Some(because), ..Self::default() }
    }

    /// A list that is wanted whole and has rows with errors: nothing of it is written, and what is odd is told.
    pub fn withheld(read: Read) -> Self {
        let sentence = words::withheld(read.errors());
        let because = RefusedBecause { code: WITHHELD.to_owned(), sentence };
        Self { accepted: false, refused_because: Some(because), ..Self::of(read, &Outline::default()) }
    }

    /// A list and what it does to the register.
    pub fn of(read: Read, outline: &Outline) -> Self {
        let tables = read.reading.tables.iter().filter(|table| table.imported);
        let sheets = tables.filter_map(|table| {
            let header_row = table.header?.first;
            Some(SheetReport { name: table.name.clone(), header_row, rows: table.records })
        });
        let (offices, services) = (outline.offices, outline.services);
        Self {
            accepted: true,
            refused_because: None,
            encoding: encoding(read.original.source),
            sheets: sheets.collect(),
            rows: read.reading.rows.len(),
            offices: offices.created + offices.updated + offices.completed + offices.unchanged,
            office_services: services.created + services.updated + services.completed + services.unchanged,
            created: offices.created,
            updated: offices.updated,
            unchanged: offices.unchanged + offices.completed,
            completed: offices.completed,
            seconds: 0.0,
            peak_memory_bytes: None,
            peak_memory_of_reader_bytes: None,
            memory_beside_reader: read.beside_reader,
            issues: Issues(Some(read)),
        }
    }

    /// With what it took.
    #[must_use]
    pub fn took(self, time: Duration) -> Self {
        let (own, reader) = (memory_of_program(), memory_of_reader());
        let both = self.memory_beside_reader.zip(reader).map(|(own, reader)| own + reader);
        Self {
            seconds: time.as_secs_f64(),
            // While the child reads, both live at once.
            peak_memory_bytes: own.max(both),
            peak_memory_of_reader_bytes: reader,
            ..self
        }
    }

    /// The list in a few lines for a person.
    pub fn summary(&self) -> String {
        let Some(because) = &self.refused_because else {
            let errors = self.issues.errors();
            return format!(
                "{}行を読み取りました。事業所{}件（新規{}・更新{}・変更なし{}）、サービス{}件。エラー{errors}件",
                self.rows, self.offices, self.created, self.updated, self.unchanged, self.office_services
            );
        };
        format!("取り込めません：{}", because.sentence)
    }
}

fn said(issue: Issue, sheet: &str, row: u32) -> IssueReport {
    IssueReport {
        sheet: sheet.to_owned(),
        row,
        field: issue.field.map(Field::name),
        severity: issue.level,
        code: ReportedCode::Row(issue.code),
        found: issue.found,
        suggested: issue.repaired,
    }
}

/// What concerns the file as a whole, at the header of the sheet that it is about.
fn said_of_file(issue: &FileIssue, read: &Read) -> IssueReport {
    let letters = |columns: &[u16]| {
        let letters: Vec<_> = columns.iter().map(|column| column_letters(*column)).collect();
        letters.join(",")
    };
    let (sheet, severity, code, found) = match issue {
        FileIssue::MunicipalityCode { found, .. } => {
            ("", Level::Warning, "municipality_code_check_digit", found.to_string())
        }
        FileIssue::ColumnsCut { sheet } => (sheet.as_str(), Level::Warning, "columns_cut", String::new()),
        FileIssue::HiddenColumns { sheet, columns } => {
            (sheet.as_str(), Level::Note, "hidden_columns", letters(columns))
        }
        FileIssue::SecondTable { sheet, column } => {
            (sheet.as_str(), Level::Warning, "second_table", letters(&[*column]))
        }
        FileIssue::AboveHeader { sheet, header: _, rows } => {
            (sheet.as_str(), Level::Warning, "offices_above_header", rows.to_string())
        }
        FileIssue::FurtherTable { sheet, row } => {
            (sheet.as_str(), Level::Note, "further_table", row.to_string())
        }
        FileIssue::AreaHeadings { sheet, areas } => {
            (sheet.as_str(), Level::Note, "area_headings", areas.join("、"))
        }
        FileIssue::Turned { sheet } => (sheet.as_str(), Level::Note, "turned_table", String::new()),
    };
    let (field, suggested) = match issue {
        FileIssue::MunicipalityCode { corrected, .. } => {
            (Some(Field::Detail(Detail::Municipality).name()), Some(corrected.to_string()))
        }
        FileIssue::ColumnsCut { .. }
        | FileIssue::HiddenColumns { .. }
        | FileIssue::SecondTable { .. }
        | FileIssue::AboveHeader { .. }
        | FileIssue::FurtherTable { .. }
        | FileIssue::AreaHeadings { .. }
        | FileIssue::Turned { .. } => (None, None),
    };
    let mut tables = read.reading.tables.iter().filter(|table| table.imported);
    let table = tables.find(|table| sheet.is_empty() || table.name == sheet);
    let row = table.and_then(|table| table.header).map_or(0, |header| header.first);
    let sheet = sheet.to_owned();
    IssueReport { sheet, row, field, severity, code: ReportedCode::File(code), found, suggested }
}

const fn encoding(source: Source) -> Option<&'static str> {
    match source {
        Source::Text { encoding } | Source::Html { encoding } => Some(match encoding {
            Encoding::Utf8WithBom => "UTF-8 with BOM",
            Encoding::Utf8 => "UTF-8 without BOM",
            Encoding::Cp932 => "CP932",
            Encoding::Utf16 => "UTF-16",
            Encoding::EucJp => "EUC-JP",
            Encoding::Iso2022Jp => "ISO-2022-JP",
        }),
        Source::Pasted | Source::Xlsx | Source::Xls | Source::Ods => None,
    }
}

/// The most memory that this program used so far, in bytes, where Linux tells (`proc_pid_status(5)`). What
/// `getrusage(2)` tells of a program includes whoever started it.
pub fn memory_of_program() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

/// The most memory that a child of this program used that ended, in bytes.
fn memory_of_reader() -> Option<u64> {
    use nix::sys::resource::{UsageWho, getrusage};
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).ok()?;
    u64::try_from(usage.max_rss()).ok().map(|kilobytes| kilobytes * 1024)
}
