//! Rows of an import as its pages show them.

use app::{
    imports::{Mend, RowDifference, RowIssue, RowLine, RowOffice, Tab},
    messages::{imports as words, offices},
};
use domain::{
    imports::{
        Brief, Change, Code, Difference, Issue, Level, Outcome, Place, Proposed, ReadRow, Record,
        ServicePlan, Spot, column_letters,
    },
    service_type::ServiceType,
};
use std::collections::HashMap;
use store::imports::{KeptRow, RawCells};

use super::prepared::{Raw, Read};

/// The services of a plan by the row they stand in.
pub type Planned<'a> = HashMap<Place, Vec<&'a ServicePlan>>;

/// True when a row belongs to a part of the page.
pub fn belongs(row: &Brief, change: Option<Change>, tab: Tab) -> bool {
    match tab {
        Tab::Errors => row.outcome == Outcome::Error,
        Tab::Warnings => row.outcome == Outcome::Warning,
        Tab::Created => change == Some(Change::Created),
        Tab::Updated => change == Some(Change::Updated),
        Tab::Completed => change == Some(Change::Completed),
        Tab::Unchanged => change == Some(Change::Unchanged),
        Tab::Skipped => row.outcome == Outcome::Skipped,
        Tab::Repaired => row.outcome != Outcome::Skipped && row.has_note,
    }
}

/// A row of a preview.
pub fn preview(read: &Read, row: &ReadRow, planned: &Planned<'_>) -> RowLine {
    let table = &read.reading.tables[row.place.sheet];
    let number = row.record.number.map(|number| number.to_string());
    let raw = || {
        let spot = table.spot(domain::imports::Field::OfficeNumber)?;
        let cells = read.cells.sheets[row.place.sheet].row(row.place.row).filter(|_| spot.line == 0)?;
        Some(cells.text(spot.column).to_owned())
    };
    let proposal = row
        .issues
        .iter()
        .find(|issue| issue.level == Level::Error && issue.code == Code::NumberLeadingZeroLost)
        .and_then(|issue| issue.repaired.clone());
    let differences = planned.get(&row.place).into_iter().flatten().flat_map(|service| &service.differences);
    RowLine {
        sheet: table.name.clone(),
        sheet_at: row.place.sheet,
        row: row.place.row,
        number: number.or_else(raw).unwrap_or_default(),
        name: row.record.particulars.name.clone(),
        services: services(&row.record),
        issues: issues(&row.issues, row.place.row),
        mends: mends(read, row),
        may_leave_out: row.outcome == Outcome::Error,
        differences: differences.map(difference).collect(),
        proposal,
        offices: row.proposals.iter().map(office).collect(),
        office: None,
        cells: Vec::new(),
    }
}

/// A row that was kept, with its cells as they were where the stored cells of its import are at hand.
pub fn kept(kept: KeptRow, stored: Option<&mut Raw<'_>>) -> RowLine {
    let KeptRow { office, row } = kept;
    let cells = match (row.cells, stored) {
        (RawCells::Here(cells), _) => cells,
        (RawCells::Stored { sheet, lines }, Some(raw)) => raw.of(Place { sheet, row: row.row }, lines),
        (RawCells::Stored { .. }, None) => Vec::new(),
    };
    RowLine {
        number: row.record.number.map(|number| number.to_string()).unwrap_or_default(),
        name: row.record.particulars.name.clone(),
        services: services(&row.record),
        issues: issues(&row.issues, row.row),
        mends: Vec::new(),
        may_leave_out: false,
        differences: row.differences.iter().map(difference).collect(),
        proposal: None,
        offices: Vec::new(),
        office,
        cells: cells
            .into_iter()
            .map(|(column, text)| (column_letters(column), text.replace('\0', "␀")))
            .collect(),
        sheet: row.sheet,
        sheet_at: 0,
        row: row.row,
    }
}

/// The cells of a row that wait for a person or should be looked at, each once and the gravest first, as a person may put
/// them right. What is odd about a row as a whole stands in a cell, too, where one value decides it: the number of an office
/// that has another today, the name that another row contradicts.
fn mends(read: &Read, row: &ReadRow) -> Vec<Mend> {
    let table = &read.reading.tables[row.place.sheet];
    let mut issues: Vec<&Issue> = row.issues.iter().filter(|issue| issue.level > Level::Note).collect();
    issues.sort_by_key(|issue| std::cmp::Reverse(issue.level));
    let mut mends: Vec<Mend> = Vec::new();
    for issue in issues {
        let cell = issue.column.map(|column| Spot { line: issue.line, column });
        let Some(spot) = cell.or_else(|| issue.field.and_then(|field| table.spot(field))) else { continue };
        let (column, Some(field)) = (spot.column, table.mended_as(spot)) else { continue };
        if mends.iter().any(|mend| mend.spot == spot) {
            continue;
        }
        let line = row.place.row + u32::from(spot.line);
        let cells = read.cells.sheets[row.place.sheet].row(line);
        mends.push(Mend {
            spot,
            label: format!("{}（{}{line}）", words::field(field), column_letters(column)),
            value: cells.as_ref().map_or("", |cells| cells.text(column)).to_owned(),
        });
    }
    mends
}

fn office(proposed: &Proposed) -> RowOffice {
    RowOffice {
        number: proposed.number.to_string(),
        name: proposed.name.clone(),
        percent: proposed.confidence / 10,
        reasons: proposed.reasons.clone(),
        chosen: proposed.is_chosen,
    }
}

fn services(record: &Record) -> String {
    record.services.iter().map(|service: &ServiceType| service.name()).collect::<Vec<_>>().join("、")
}

/// What is odd, the gravest first, each with its cell.
pub fn issues(issues: &[Issue], row: u32) -> Vec<RowIssue> {
    let mut lines: Vec<RowIssue> = issues
        .iter()
        .map(|issue| RowIssue {
            level: issue.level,
            cell: issue
                .column
                .map(|column| format!("{}{}", column_letters(column), row + u32::from(issue.line))),
            sentence: words::issue(issue),
        })
        .collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.level));
    lines
}

fn difference(difference: &Difference) -> RowDifference {
    let Difference { detail, before, after } = difference;
    RowDifference {
        detail: offices::detail(*detail),
        before: before.as_ref().map(|text| offices::value(*detail, text)),
        after: after.as_ref().map(|text| offices::value(*detail, text)).unwrap_or_default(),
    }
}
