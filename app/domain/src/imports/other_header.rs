//! A sheet with more than one table, whose columns stand elsewhere in each: what is read by the wrong header is not written,
//! and what stands above the header is not left out without a word.

use super::{
    header::Header,
    issue::{Code, Issue, Place},
    reading::{NoRecord, Outcome},
    scanning::Scanned,
    workbook::Sheet,
};
use crate::{office_number::OfficeNumber, text::Repair};
use std::collections::BTreeMap;

/// Keeps the rows back that stand below a header with other columns, until the columns are again those of the table.
pub(super) fn keep_back(scanned: &mut Scanned) {
    let headers = scanned.passed_over.iter().filter_map(|row| match row.kind {
        NoRecord::OtherHeader => Some((row.place, true)),
        NoRecord::RepeatedHeader => Some((row.place, false)),
        NoRecord::Section | NoRecord::Total | NoRecord::Note | NoRecord::Blank => None,
    });
    let headers: BTreeMap<Place, bool> = headers.collect();
    if headers.values().all(|is_other| !is_other) {
        return;
    }
    let other = |place: Place| {
        let (header, is_other) = headers.range(..place).next_back()?;
        is_other.then_some(*header)
    };
    let briefs = scanned.rows.briefs().iter().enumerate();
    let concerned: BTreeMap<usize, Place> =
        briefs.filter_map(|(at, brief)| Some((at, other(brief.place)?))).collect();
    let rows = scanned.rows.several(concerned.keys().copied());
    let kept = concerned.into_iter().zip(rows).map(|((at, header), mut row)| {
        // What else is odd comes from reading cells as what they are not.
        row.issues = vec![Issue { other: Some(header), ..Issue::of_row(Code::OtherColumns) }];
        row.outcome = Outcome::Error;
        (at, row)
    });
    let kept = kept.collect();
    scanned.rows.replace(kept);
}

/// In how many rows above the header a sound number of an office stands. With hyphens it is the telephone of who made the
/// list.
pub(super) fn offices_above(sheet: &Sheet, header: Header) -> usize {
    let is_number = |text: &str| {
        OfficeNumber::parse(text)
            .is_ok_and(|read| read.warnings.is_empty() && !read.repairs.contains(&Repair::Separators))
    };
    let above = sheet.rows.iter().take_while(|row| row.number < header.first);
    above.filter(|row| row.cells.iter().any(|cell| is_number(&cell.text))).count()
}
