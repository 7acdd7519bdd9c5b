//! Putting cells into rows, counting everything against the limits.

use crate::Limits;
use domain::imports::{Cell, CellKind, Merge, PackedSheet, Packing, Part, Refusal, Row, Sheet, is_as_above};
use std::collections::{BTreeMap, BTreeSet};

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

/// Builds one sheet; cells may come in any order, and take little room as long as their rows come in order.
#[derive(Debug, Default)]
pub struct Builder {
    sheet: Sheet,
    packing: Packing,
    /// The row that is being filled.
    open: Option<Row>,
    /// Rows of which something came after a later row.
    late: BTreeMap<u32, Row>,
    /// How many cells of a row are struck through.
    struck: BTreeMap<u32, usize>,
    hidden: BTreeSet<u32>,
    /// A cell says that it holds what stands above.
    as_above: bool,
    /// A row turned out to be hidden after it was packed.
    hidden_late: bool,
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
        self.as_above |= is_as_above(&value.text);
        if value.struck {
            *self.struck.entry(number).or_default() += 1;
        }
        if self.open.as_ref().is_none_or(|open| open.number < number) {
            self.close();
            self.open = Some(Row { number, ..Row::default() });
        }
        let row = match &mut self.open {
            Some(open) if open.number == number => open,
            _ => self.late.entry(number).or_insert_with(|| Row { number, ..Row::default() }),
        };
        put_cell(row, Cell { column, text: value.text, kind: value.kind, merged: false });
        let rows = self.packing.len() + self.late.len() + usize::from(self.open.is_some());
        if rows > limits.workbook_rows as usize {
            return Err(Refusal::TooManyRows { limit: limits.workbook_rows });
        }
        Ok(())
    }

    /// What is known of the sheet so far.
    pub const fn head(&self) -> &Sheet {
        &self.sheet
    }

    /// The rows that are packed so far.
    pub fn parts(&self) -> &[Part] {
        self.packing.parts()
    }

    /// Notes that a row is hidden.
    pub fn hide_row(&mut self, number: u32) {
        self.hidden_late |= self.packed_up_to().is_some_and(|last| number <= last);
        self.hidden.insert(number);
    }

    /// The number of the row before the one that is being filled, or one that is smaller than any after it.
    fn packed_up_to(&self) -> Option<u32> {
        let open = self.open.as_ref()?;
        (!self.packing.is_empty()).then(|| open.number.saturating_sub(1))
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

    /// Packs the row that is being filled.
    fn close(&mut self) {
        if let Some(row) = self.open.take() {
            self.packing.push(self.described(row));
        }
    }

    /// The row with what is known of it as a whole.
    fn described(&self, row: Row) -> Row {
        let struck = self.struck.get(&row.number).copied().unwrap_or(0);
        Row { struck: struck * 2 > row.cells.len(), hidden: self.hidden.contains(&row.number), ..row }
    }

    /// The sheet, with rows in order.
    pub fn finish(mut self) -> PackedSheet {
        self.close();
        self.sheet.hidden_columns.sort_unstable();
        self.sheet.hidden_columns.dedup();
        let has_vertical_merges = self.sheet.merges.iter().any(|merge| merge.bottom > merge.top);
        let packed = std::mem::take(&mut self.packing).finish(std::mem::take(&mut self.sheet));
        if self.late.is_empty() && !self.hidden_late && !has_vertical_merges && !self.as_above {
            return packed;
        }
        let mut sheet = packed.to_sheet();
        drop(packed);
        for (number, late) in std::mem::take(&mut self.late) {
            match sheet.rows.binary_search_by_key(&number, |row| row.number) {
                Ok(at) => {
                    for cell in late.cells {
                        put_cell(&mut sheet.rows[at], cell);
                    }
                }
                Err(at) => sheet.rows.insert(at, late),
            }
        }
        sheet.rows = sheet.rows.into_iter().map(|row| self.described(row)).collect();
        sheet.spread_vertical_merges();
        if self.as_above {
            sheet.repeat_what_stands_above();
        }
        sheet.into()
    }
}

/// Puts a cell into its row, in the place of one that stands in its column.
fn put_cell(row: &mut Row, cell: Cell) {
    match row.cells.last() {
        Some(last) if last.column >= cell.column => {
            match row.cells.binary_search_by_key(&cell.column, |other| other.column) {
                Ok(same) => row.cells[same] = cell,
                Err(at) => row.cells.insert(at, cell),
            }
        }
        _ => row.cells.push(cell),
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
        let sheet = builder.finish().to_sheet();
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
