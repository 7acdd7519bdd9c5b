//! The cells of a file, as the reader in the child process hands them over.
//!
//! Nothing is interpreted here: text stands as it was typed, and every row knows the number a spreadsheet
//! program shows beside it. Reading a new kind of file means making this value and nothing else.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A file of cells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workbook {
    /// What the content turned out to be, whatever the name says.
    pub source: Source,
    /// The sheets in the order of the file; a text file has one, without a name.
    pub sheets: Vec<Sheet>,
}

/// What kind of file the cells came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Source {
    /// A text file with separated values.
    Text {
        /// How the bytes were read.
        encoding: Encoding,
    },
    /// An Excel workbook (.xlsx).
    Xlsx,
    /// An Excel workbook of 1997 to 2003 (.xls).
    Xls,
    /// An `OpenDocument` spreadsheet (.ods).
    Ods,
    /// A web page with tables, whatever its name.
    Html {
        /// How the bytes were read.
        encoding: Encoding,
    },
    /// A table copied from a web page or a spreadsheet and pasted as text.
    Pasted,
}

/// How the bytes of a text file were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// UTF-8 with a byte order mark.
    Utf8WithBom,
    /// UTF-8 without a mark.
    Utf8,
    /// Windows code page 932, commonly called Shift JIS.
    Cp932,
    /// UTF-16, as browsers and Excel's "Unicode text" write it.
    Utf16,
    /// EUC-JP, where a web page names it or the bytes can hardly be anything else.
    EucJp,
    /// ISO-2022-JP, commonly called JIS, as mail programs write it.
    Iso2022Jp,
}

/// One sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// The name on the tab; empty for a text file.
    pub name: String,
    /// The sheet is hidden in the workbook.
    #[serde(default, skip_serializing_if = "is_default")]
    pub hidden: bool,
    /// Rows that hold something, ascending.
    pub rows: Vec<Row>,
    /// Merged regions.
    #[serde(default, skip_serializing_if = "is_default")]
    pub merges: Vec<Merge>,
    /// Hidden columns, ascending.
    #[serde(default, skip_serializing_if = "is_default")]
    pub hidden_columns: Vec<u16>,
    /// There were more columns than are read.
    #[serde(default, skip_serializing_if = "is_default")]
    pub columns_cut: bool,
    /// It stands otherwise in the file.
    #[serde(default, skip_serializing_if = "is_default")]
    pub arranged: Option<Arranged>,
}

/// How a table stands in the file, where that is not with its header on top of a sheet of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Arranged {
    /// Below another table of the sheet, from this row on.
    Below(u32),
    /// With the fields below each other and the offices beside each other.
    Turned,
}

/// One row that holds something.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The number a spreadsheet program shows; the first row is 1.
    #[serde(rename = "n")]
    pub number: u32,
    /// The physical line of a text file where the row begins, when it is another number.
    #[serde(rename = "l", default, skip_serializing_if = "is_default")]
    pub line: Option<u32>,
    /// The row is hidden in the sheet.
    #[serde(rename = "h", default, skip_serializing_if = "is_default")]
    pub hidden: bool,
    /// Most of its text is struck through.
    #[serde(rename = "s", default, skip_serializing_if = "is_default")]
    pub struck: bool,
    /// Cells that hold something, ascending.
    #[serde(rename = "c")]
    pub cells: Vec<Cell>,
}

/// One cell that holds something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// The column; A is 0.
    #[serde(rename = "c")]
    pub column: u16,
    /// The text as typed; a number without a needless decimal point, a date as `2024-04-01`.
    #[serde(rename = "t")]
    pub text: String,
    /// What the cell held.
    #[serde(rename = "k", default, skip_serializing_if = "is_default")]
    pub kind: CellKind,
    /// The value stands in an earlier row of the same vertical merge.
    #[serde(rename = "m", default, skip_serializing_if = "is_default")]
    pub merged: bool,
}

/// What a cell held.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CellKind {
    /// Text.
    #[default]
    Text,
    /// A number.
    Number,
    /// A number that its format shows as a date.
    Date(NaiveDate),
    /// True or false.
    Boolean,
    /// The stored result of a formula that failed, such as `#REF!`.
    Error,
}

/// A merged region, inclusive, rows as shown (from 1) and columns from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merge {
    /// First row.
    pub top: u32,
    /// First column.
    pub left: u16,
    /// Last row.
    pub bottom: u32,
    /// Last column.
    pub right: u16,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl Cell {
    /// A cell of text.
    pub fn text(column: u16, text: impl Into<String>) -> Self {
        Self { column, text: text.into(), kind: CellKind::Text, merged: false }
    }
}

impl Row {
    /// The cell in a column, if it holds something.
    pub fn cell(&self, column: u16) -> Option<&Cell> {
        self.cells.binary_search_by_key(&column, |cell| cell.column).ok().map(|at| &self.cells[at])
    }
    /// The text in a column, empty if there is none.
    pub fn text(&self, column: u16) -> &str {
        self.cell(column).map_or("", |cell| cell.text.as_str())
    }
}

impl Sheet {
    /// The row with the number a spreadsheet program shows, if it holds something.
    pub fn row(&self, number: u32) -> Option<&Row> {
        self.rows.binary_search_by_key(&number, |row| row.number).ok().map(|at| &self.rows[at])
    }

    /// Writes the value of every vertical merge into the rows below its first, marked as merged.
    ///
    /// Only rows that hold something are filled, so that a merge over the whole sheet costs nothing.
    pub fn spread_vertical_merges(&mut self) {
        for merge in self.merges.clone() {
            if merge.bottom <= merge.top {
                continue;
            }
            let Some(first) = self.row(merge.top).and_then(|row| row.cell(merge.left)).cloned() else {
                continue;
            };
            let from = self.rows.partition_point(|row| row.number <= merge.top);
            for row in self.rows[from..].iter_mut().take_while(|row| row.number <= merge.bottom) {
                if let Err(at) = row.cells.binary_search_by_key(&merge.left, |cell| cell.column) {
                    row.cells.insert(at, Cell { merged: true, ..first.clone() });
                }
            }
        }
    }

    /// Writes what stands above into every cell that says so, marked as merged; where nothing does, the cell stays.
    pub fn repeat_what_stands_above(&mut self) {
        for at in 1..self.rows.len() {
            let (above, here) = self.rows.split_at_mut(at);
            let (Some(above), Some(here)) = (above.last(), here.first_mut()) else { continue };
            for cell in here.cells.iter_mut().filter(|cell| is_as_above(&cell.text)) {
                if let Some(same) = above.cell(cell.column).filter(|above| !is_as_above(&above.text)) {
                    *cell = Cell { merged: true, ..same.clone() };
                }
            }
        }
    }
}

/// Bytes of the longest cell that says that it holds what stands above, with spaces around it.
const LONGEST_AS_ABOVE: usize = 30;

/// Whether a cell says nothing but that it holds what stands above: `〃`, `同上`.
pub fn is_as_above(text: &str) -> bool {
    text.len() <= LONGEST_AS_ABOVE && matches!(text.trim(), "〃" | "仝" | "同上" | "同 上" | "同\u{3000}上")
}

/// The letters of a column as a spreadsheet program shows them; 0 is A.
pub fn column_letters(column: u16) -> String {
    let mut letters = Vec::new();
    let mut rest = u32::from(column) + 1;
    while rest > 0 {
        letters.extend(char::from_u32(u32::from('A') + (rest - 1) % 26));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_above_is_repeated_where_a_cell_says_so() {
        let row = |number, texts: [&str; 2]| Row {
            number,
            cells: (0..).zip(texts).map(|(column, text)| Cell::text(column, text)).collect(),
            ..Row::default()
        };
        let rows = vec![
            row(1, ["〃", "株式会社"]),
            row(2, ["a", " 〃"]),
            row(4, ["同上", "同　上"]),
            row(5, ["同上階", ""]),
        ];
        let mut sheet = Sheet { rows, ..Sheet::default() };
        sheet.repeat_what_stands_above();
        let cells =
            |row: &Row| row.cells.iter().map(|cell| (cell.text.clone(), cell.merged)).collect::<Vec<_>>();
        let own = |text: &str| (text.to_owned(), false);
        let same = |text: &str| (text.to_owned(), true);
        assert_eq!(
            sheet.rows.iter().map(cells).collect::<Vec<_>>(),
            [
                [own("〃"), own("株式会社")],
                [own("a"), same("株式会社")],
                [same("a"), same("株式会社")],
                [own("同上階"), own("")],
            ]
        );
    }

    #[test]
    fn columns_are_named_as_a_spreadsheet_names_them() {
        for (column, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")]
        {
            assert_eq!(column_letters(column), letters);
        }
    }

    #[test]
    fn a_vertical_merge_fills_only_the_rows_that_hold_something() {
        let row = |number, text: &str| Row { number, cells: vec![Cell::text(1, text)], ..Row::default() };
        let mut sheet = Sheet { rows: vec![row(2, "x"), row(3, "y"), row(9, "z")], ..Sheet::default() };
        sheet.rows[0].cells.insert(0, Cell::text(0, "法人"));
        sheet.merges = vec![Merge { top: 2, left: 0, bottom: 1_048_576, right: 0 }];
        sheet.spread_vertical_merges();
        assert_eq!(sheet.rows.len(), 3);
        assert_eq!(sheet.row(9).unwrap().text(0), "法人");
        assert!(sheet.row(9).unwrap().cell(0).unwrap().merged);
        assert!(!sheet.row(2).unwrap().cell(0).unwrap().merged);
    }
}
