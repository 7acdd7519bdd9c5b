//! One sheet of the original, and the column beside it.

use super::{
    HEADING, Mark, MarkedRow,
    cell::{self, Fill, Formats},
    merges::Merges,
};
use crate::{Fault, cells, look, width::Widths};
use domain::imports::{Cell, CellKind, Choices, Header, Row, Sheet, SheetChoice, Table};
use rust_xlsxwriter::{IgnoreError, Worksheet};
use std::collections::{BTreeMap, BTreeSet};

/// Excel opens slowly what has more notes; the sentences stand beside the rows all the same.
const MOST_NOTES: usize = 3_000;
/// A header further down is not frozen: nothing would be left to scroll.
const LAST_FROZEN: u32 = 12;

/// A sheet and what is marked in it.
pub struct Page<'a> {
    sheet: &'a Sheet,
    header: Option<Header>,
    marks: BTreeMap<u32, Vec<&'a Mark>>,
    merges: Merges,
    /// The column of the sentences; none for a sheet without a list and without marks.
    beside: Option<u16>,
    notes_left: usize,
    widths: Widths,
}

impl<'a> Page<'a> {
    /// Looks for the header and the place of the sentences.
    pub fn new(
        index: usize,
        sheet: &'a Sheet,
        choices: &Choices,
        marked: impl Iterator<Item = &'a MarkedRow>,
    ) -> Self {
        let nothing = SheetChoice::default();
        let choice = choices.sheets.get(&sheet.name).unwrap_or(&nothing);
        let header = Table::find(index, sheet, choice).header;
        let mut marks: BTreeMap<u32, Vec<&Mark>> = BTreeMap::new();
        for row in marked.filter(|row| row.row > 0) {
            marks.entry(row.row).or_default().extend(&row.marks);
        }
        let merges = Merges::of(&sheet.merges);
        let beside = (header.is_some() || !marks.is_empty()).then(|| beside(sheet, header, &merges));
        Self { sheet, header, marks, merges, beside, notes_left: MOST_NOTES, widths: Widths::default() }
    }

    /// Writes the sheet.
    pub fn write(mut self, written: &mut Worksheet, formats: &Formats) -> Result<(), Fault> {
        let numbers = self.row_numbers();
        for number in &numbers {
            self.row(*number, written, formats)?;
        }
        for (column, width) in (0u16..).zip(self.widths.columns()) {
            written.set_column_width(column, u32::try_from(width).unwrap_or(u32::MAX))?;
        }
        let last = numbers.last().map_or(0, |last| last - 1);
        if let Some(beside) = self.beside {
            written.ignore_error_range(0, 0, last, beside, IgnoreError::NumberStoredAsText)?;
        }
        if let (Some(header), Some(beside)) = (self.header, self.beside) {
            // The filter on the last column leaves the rows that are to be checked.
            written.autofilter(header.last - 1, 0, last.max(header.last - 1), beside)?;
            if header.last <= LAST_FROZEN {
                written.set_freeze_panes(header.last, 0)?;
            }
        }
        let repeated = self.header.map(|header| (header.first - 1, header.last - 1));
        look::print_setup(written, repeated)
    }

    /// Every row that holds, begins or is to hold something.
    fn row_numbers(&self) -> BTreeSet<u32> {
        let mut numbers: BTreeSet<u32> = self.sheet.rows.iter().map(|row| row.number).collect();
        numbers.extend(self.marks.keys());
        numbers.extend(self.merges.tops());
        numbers.extend(self.beside.map(|_| self.heading_row()));
        numbers
    }

    /// Where the heading of the added column stands.
    fn heading_row(&self) -> u32 {
        self.header.map_or(1, |header| header.last)
    }

    fn row(&mut self, number: u32, written: &mut Worksheet, formats: &Formats) -> Result<(), Fault> {
        let at = number - 1;
        let row = self.sheet.row(number);
        if row.is_some_and(|row| row.hidden) {
            written.set_row_hidden(at)?;
        }
        let blank = formats.texts(Fill::No).for_text("", true);
        for merge in self.merges.beginning_in(number) {
            written.merge_range(at, merge.left, merge.bottom - 1, merge.right, "", blank)?;
        }
        let marks = self.marks.remove(&number).unwrap_or_default();
        if let Some(row) = row {
            self.cells(row, &marks, written, formats)?;
        }
        let concerned = marks.iter().filter_map(|mark| mark.column);
        let concerned: BTreeSet<u16> =
            concerned.filter(|column| !self.merges.hides(number, *column)).collect();
        for column in concerned {
            let own = || marks.iter().copied().filter(|mark| mark.column == Some(column));
            if row.and_then(|row| row.cell(column)).is_none() {
                cell::blank(written, at, column, Fill::of(own()), formats)?;
            }
            self.note(written, at, column, &lines(own()))?;
        }
        self.sentences(number, &marks, written, formats)
    }

    fn cells(
        &mut self,
        row: &Row,
        marks: &[&Mark],
        written: &mut Worksheet,
        formats: &Formats,
    ) -> Result<(), Fault> {
        let heading_row = self.heading_row();
        for cell in &row.cells {
            let is_ours = self.beside == Some(cell.column) && row.number >= heading_row;
            if is_ours || self.stands_above(row.number, cell) {
                continue;
            }
            let own = marks.iter().copied().filter(|mark| mark.column == Some(cell.column));
            cell::write(written, row.number - 1, cell, Fill::of(own), formats)?;
            if cell.kind == CellKind::Error {
                self.note(written, row.number - 1, cell.column, &cell.text)?;
            }
            // Titles and notes run over the columns beside them.
            if self.header.is_some_and(|header| row.number >= header.first) {
                self.widths.fit(usize::from(cell.column), &cell.text);
            }
        }
        Ok(())
    }

    fn note(&mut self, written: &mut Worksheet, row: u32, column: u16, text: &str) -> Result<(), Fault> {
        let Some(left) = self.notes_left.checked_sub(1) else { return Ok(()) };
        self.notes_left = left;
        cell::note(written, row, column, text)
    }

    /// True when a cell holds only what a merge that is kept shows above it.
    fn stands_above(&self, number: u32, cell: &Cell) -> bool {
        cell.merged && self.merges.hides(number, cell.column)
    }

    fn sentences(
        &mut self,
        number: u32,
        marks: &[&Mark],
        written: &mut Worksheet,
        formats: &Formats,
    ) -> Result<(), Fault> {
        let Some(beside) = self.beside else { return Ok(()) };
        if !marks.is_empty() {
            let text = lines(marks.iter().copied());
            let text = cells::beginning(&text, 0);
            self.widths.fit(usize::from(beside), text);
            written.write_string_with_format(
                number - 1,
                beside,
                text,
                formats.beside.for_text(text, true),
            )?;
        } else if number == self.heading_row() {
            self.widths.fit_heading(usize::from(beside), HEADING);
            written.write_string_with_format(number - 1, beside, HEADING, &formats.heading)?;
        }
        Ok(())
    }
}

/// The column of an earlier round, or the first to the right of everything.
fn beside(sheet: &Sheet, header: Option<Header>, merges: &Merges) -> u16 {
    let heading_row = header.map_or(1, |header| header.last);
    let earlier = sheet.row(heading_row).and_then(|row| row.cells.iter().find(|cell| cell.text == HEADING));
    if let Some(cell) = earlier {
        return cell.column;
    }
    let cells = sheet.rows.iter().filter_map(|row| row.cells.last()).map(|cell| cell.column);
    cells.chain(merges.last_column()).max().map_or(0, |last| last + 1)
}

fn lines<'m>(marks: impl Iterator<Item = &'m Mark>) -> String {
    marks.map(Mark::text).collect::<Vec<_>>().join("\n")
}
