//! What the command line says of a list, in JSON: the same reading, plan and sentences as the pages.

use super::prepared::Read;
use app::messages::imports as words;
use domain::imports::{Encoding, Issue, Level, Plan, Refusal, Source};
use serde::Serialize;
use std::time::Duration;

/// A list that was checked or imported.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    /// Whether it can be imported, or was.
    pub accepted: bool,
    /// Why not.
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
    /// Everything odd, row by row.
    pub issues: Vec<IssueReport>,
    /// Seconds it took.
    pub seconds: f64,
    /// The most memory that this process and the reading child used, in bytes; none where the system does not tell.
    pub peak_memory_bytes: Option<u64>,
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
    /// The row as a spreadsheet program numbers it.
    pub row: u32,
    /// The field.
    pub field: Option<&'static str>,
    /// error, warning, note.
    pub severity: Level,
    /// A word for programs.
    pub code: domain::imports::Code,
    /// What stands there.
    pub found: String,
    /// What is read instead, or proposed.
    pub suggested: Option<String>,
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

    /// A list and what it does to the register.
    pub fn of(read: &Read, plan: &Plan) -> Self {
        let tables = read.reading.tables.iter().filter(|table| table.imported);
        let sheets = tables.filter_map(|table| {
            let header_row = table.header?.first;
            Some(SheetReport { name: table.name.clone(), header_row, rows: table.records })
        });
        let issues = read.reading.rows.iter().flat_map(|row| {
            let sheet = &read.original.sheets[row.place.sheet].name;
            row.issues.iter().map(|issue| said(issue, sheet, row.place.row))
        });
        let (offices, services) = (plan.offices(), plan.services());
        Self {
            accepted: true,
            refused_because: None,
            encoding: encoding(read.original.source),
            sheets: sheets.collect(),
            rows: read.reading.rows.len(),
            offices: plan.offices.len(),
            office_services: services.created + services.updated + services.completed + services.unchanged,
            created: offices.created,
            updated: offices.updated,
            unchanged: offices.unchanged + offices.completed,
            completed: offices.completed,
            issues: issues.collect(),
            seconds: 0.0,
            peak_memory_bytes: None,
        }
    }

    /// With what it took.
    #[must_use]
    pub fn took(self, time: Duration) -> Self {
        Self { seconds: time.as_secs_f64(), peak_memory_bytes: peak_memory(), ..self }
    }

    /// The list in a few lines for a person.
    pub fn summary(&self) -> String {
        let Some(because) = &self.refused_because else {
            let errors = self.issues.iter().filter(|issue| issue.severity == Level::Error).count();
            return format!(
                "{}行を読み取りました。事業所{}件（新規{}・更新{}・変更なし{}）、サービス{}件。エラー{errors}件",
                self.rows, self.offices, self.created, self.updated, self.unchanged, self.office_services
            );
        };
        format!("取り込めません：{}", because.sentence)
    }
}

fn said(issue: &Issue, sheet: &str, row: u32) -> IssueReport {
    IssueReport {
        sheet: sheet.to_owned(),
        row,
        field: issue.field.map(domain::imports::Field::name),
        severity: issue.level,
        code: issue.code,
        found: issue.found.clone(),
        suggested: issue.repaired.clone(),
    }
}

const fn encoding(source: Source) -> Option<&'static str> {
    match source {
        Source::Text { encoding } | Source::Html { encoding } => Some(match encoding {
            Encoding::Utf8WithBom => "UTF-8 with BOM",
            Encoding::Utf8 => "UTF-8 without BOM",
            Encoding::Cp932 => "CP932",
            Encoding::Utf16 => "UTF-16",
            Encoding::EucJp => "EUC-JP",
        }),
        Source::Pasted | Source::Xlsx | Source::Xls | Source::Ods => None,
    }
}

/// What Linux tells of this process and of its children that ended (`getrusage(2)`).
fn peak_memory() -> Option<u64> {
    use nix::sys::resource::{UsageWho, getrusage};
    let of = |who| getrusage(who).ok().and_then(|usage| u64::try_from(usage.max_rss()).ok());
    // Kilobytes; both live at once while the child reads, so they are added.
    Some((of(UsageWho::RUSAGE_SELF)? + of(UsageWho::RUSAGE_CHILDREN)?) * 1024)
}
