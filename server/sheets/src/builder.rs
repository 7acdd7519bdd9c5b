//! Putting cells into rows, counting everything against the limits.

use crate::Limits;
use domain::imports::{Cell, CellKind, Merge, Refusal, Row, Sheet};
use std::collections::BTreeMap;

/// The longest text that a cell of a spreadsheet can hold.
pub const CELL_TEXT: usize = 32_767;
/// Merges beyond this number are of no use to a list of offices.
pub const MOST_MERGES: usize = 50_000;

/// What a whole file has used of its limits.
#[derive(Debug)]
pub struct Used<'a> {
    limits: &'a Limits,
    cells: u32,
    text: u64,
}

impl<'a> Used<'a> {
    /// Nothing yet.
    pub const fn new(limits: &'a Limits) -> Self {
        Self { limits, cells: 0, text: 0 }
    }

    /// The limits.
    pub const fn limits(&self) -> &'a Limits {
        self.limits
    }

    /// Counts a cell with its text.
    pub fn count(&mut self, text: &str) -> Result<(), Refusal> {
        self.cells += 1;
        self.text += text.len() as u64;
        if self.cells > self.limits.cells {
            return Err(Refusal::TooManyCells { limit: self.limits.cells });
        }
        if self.text > self.limits.text {
            return Err(Refusal::TooMuchText { limit_mb: self.limits.text / (1024 * 1024) });
        }
        Ok(())
    }
}

/// What stands in a cell.
#[derive(Debug, Clone)]
pub struct Value {
    /// As shown.
    pub text: String,
    /// What it was.
    pub kind: CellKind,
    /// It is struck through.
    pub struck: bool,
}

/// Builds one sheet; cells may come in any order.
#[derive(Debug, Default)]
pub struct Builder {
    sheet: Sheet,
    /// Where the rows stand that came so far, and how many of their cells are struck through.
    rows: BTreeMap<u32, (usize, usize)>,
    hidden: Vec<u32>,
}

impl Builder {
    /// A sheet without cells.
    pub fn new(name: &str, hidden: bool) -> Self {
        Self { sheet: Sheet { name: name.to_owned(), hidden, ..Sheet::default() }, ..Self::default() }
    }

    /// Puts a value into row `number`, counted from 1, and `column`, counted from 0.
    pub fn put(
        &mut self,
        number: u32,
        column: u32,
        value: Value,
        used: &mut Used<'_>,
    ) -> Result<(), Refusal> {
        let limits = used.limits();
        if value.text.len() > CELL_TEXT && value.text.chars().count() > CELL_TEXT {
            return Err(Refusal::Damaged);
        }
        used.count(&value.text)?;
        let Some(column) = u16::try_from(column).ok().filter(|column| *column < limits.columns) else {
            self.sheet.columns_cut = true;
            return Ok(());
        };
        let next = self.sheet.rows.len();
        let (at, struck) = self.rows.entry(number).or_insert((next, 0));
        if *at == next {
            self.sheet.rows.push(Row { number, ..Row::default() });
        }
        *struck += usize::from(value.struck);
        if self.sheet.rows.len() > limits.workbook_rows as usize {
            return Err(Refusal::TooManyRows { limit: limits.workbook_rows });
        }
        let cell = Cell { column, text: value.text, kind: value.kind, merged: false };
        let cells = &mut self.sheet.rows[*at].cells;
        match cells.binary_search_by_key(&column, |other| other.column) {
            Ok(same) => cells[same] = cell,
            Err(at) => cells.insert(at, cell),
        }
        Ok(())
    }

    /// Notes that a row is hidden.
    pub fn hide_row(&mut self, number: u32) {
        self.hidden.push(number);
    }

    /// Notes that columns are hidden; those beyond the limit do not matter.
    pub fn hide_columns(&mut self, first: u32, last: u32, limits: &Limits) {
        let most = u32::from(limits.columns.saturating_sub(1));
        self.sheet
            .hidden_columns
            .extend((first..=last.min(most)).filter_map(|column| u16::try_from(column).ok()));
    }

    /// Notes a merged region.
    pub fn merge(&mut self, merge: Merge) {
        if self.sheet.merges.len() < MOST_MERGES {
            self.sheet.merges.push(merge);
        }
    }

    /// The sheet, with rows in order.
    pub fn finish(mut self) -> Sheet {
        for (at, struck) in self.rows.into_values().filter(|(_, struck)| *struck > 0) {
            let row = &mut self.sheet.rows[at];
            row.struck = struck * 2 > row.cells.len();
        }
        self.sheet.rows.sort_by_key(|row| row.number);
        self.hidden.sort_unstable();
        for row in &mut self.sheet.rows {
            row.hidden = self.hidden.binary_search(&row.number).is_ok();
        }
        self.sheet.hidden_columns.sort_unstable();
        self.sheet.hidden_columns.dedup();
        self.sheet.spread_vertical_merges();
        self.sheet
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str, struck: bool) -> Value {
        Value { text: text.to_owned(), kind: CellKind::Text, struck }
    }

    #[test]
    fn cells_in_any_order_end_in_their_rows() {
        let limits = Limits::web();
        let (mut builder, mut used) = (Builder::new("a", false), Used::new(&limits));
        for (row, column, text) in [(9, 1, "d"), (2, 3, "b"), (2, 0, "a"), (9, 0, "c"), (2, 3, "B")] {
            builder.put(row, column, value(text, row == 9), &mut used).unwrap();
        }
        builder.hide_row(9);
        let sheet = builder.finish();
        let texts: Vec<Vec<&str>> =
            sheet.rows.iter().map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect()).collect();
        assert_eq!(texts, [["a", "B"], ["c", "d"]]);
        assert_eq!((sheet.rows[0].number, sheet.rows[1].number), (2, 9));
        assert!(
            sheet.rows[1].struck && sheet.rows[1].hidden && !sheet.rows[0].struck && !sheet.rows[0].hidden
        );
    }

    #[test]
    fn the_text_of_all_cells_is_counted() {
        let limits = Limits { text: 5 * 1024 * 1024, ..Limits::web() };
        let (mut builder, mut used) = (Builder::new("a", false), Used::new(&limits));
        let long = "x".repeat(CELL_TEXT);
        let refused = (1..1000).find_map(|row| builder.put(row, 0, value(&long, false), &mut used).err());
        assert_eq!(refused, Some(Refusal::TooMuchText { limit_mb: 5 }));
    }
}
