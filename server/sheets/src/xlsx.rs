//! Excel workbooks: calamine streams the cells; hidden rows, merges and the guard come from the XML itself.

mod structure;

use crate::{
    Limits,
    format::{day_of_serial, shown_with_zeros, shows_a_date},
};
use calamine::{Cell as ReadCell, DataRef, Reader, SheetType, SheetVisible, Style, Xlsx, XlsxError};
use domain::imports::{Cell, CellKind, Refusal, Row, Sheet, Source, Workbook};
use std::io::Cursor;
pub use structure::Structure;

/// The longest text that a cell of a spreadsheet can hold.
const CELL_TEXT: usize = 32_767;

/// Reads the cells of every worksheet. The container must have been inspected before.
pub fn read(bytes: &[u8], structure: &Structure, limits: &Limits) -> Result<Workbook, Refusal> {
    let mut file: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(refusal)?;
    let is_1904 = file.has_1904_epoch();
    let mut sheets = Vec::new();
    let mut cells = 0;
    let listed: Vec<_> =
        file.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).cloned().collect();
    for listed in listed.into_iter().take(limits.sheets) {
        let mut reader = file.worksheet_cells_reader(&listed.name).map_err(refusal)?;
        let formats: Vec<String> = reader.styles().iter().map(format_code).collect();
        let mut sheet = Sheet {
            name: listed.name.clone(),
            hidden: listed.visible != SheetVisible::Visible,
            ..Sheet::default()
        };
        while let Some((read, style)) = reader.next_cell_with_style_id().map_err(refusal)? {
            let Some((text, kind)) =
                value(&read, formats.get(style).map_or("General", String::as_str), is_1904)
            else {
                continue;
            };
            if text.chars().count() > CELL_TEXT {
                return Err(Refusal::Damaged);
            }
            cells += 1;
            if cells > limits.cells {
                return Err(Refusal::TooManyCells { limit: limits.cells });
            }
            let (row, column) = read.get_position();
            match u16::try_from(column) {
                Ok(column) if column < limits.columns => {
                    place(&mut sheet, row + 1, Cell { column, text, kind, merged: false }, limits)?;
                }
                _ => sheet.columns_cut = true,
            }
        }
        structure.describe(&mut sheet);
        sheet.spread_vertical_merges();
        sheets.push(sheet);
    }
    Ok(Workbook { source: Source::Xlsx, sheets })
}

/// Puts a cell into its row. Cells come in order; a file that jumps back and forth is sorted into place.
fn place(sheet: &mut Sheet, number: u32, cell: Cell, limits: &Limits) -> Result<(), Refusal> {
    let at = match sheet.rows.last() {
        Some(last) if last.number == number => sheet.rows.len() - 1,
        Some(last) if last.number > number => {
            sheet.rows.binary_search_by_key(&number, |row| row.number).unwrap_or_else(|at| {
                sheet.rows.insert(at, Row { number, ..Row::default() });
                at
            })
        }
        _ => {
            sheet.rows.push(Row { number, ..Row::default() });
            sheet.rows.len() - 1
        }
    };
    if sheet.rows.len() > limits.workbook_rows as usize {
        return Err(Refusal::TooManyRows { limit: limits.workbook_rows });
    }
    let cells = &mut sheet.rows[at].cells;
    match cells.binary_search_by_key(&cell.column, |other| other.column) {
        Ok(same) => cells[same] = cell,
        Err(at) => cells.insert(at, cell),
    }
    Ok(())
}

fn format_code(style: &Style) -> String {
    style.number_format.as_ref().map_or_else(|| "General".to_owned(), |format| format.format_code.clone())
}

fn value(read: &ReadCell<DataRef<'_>>, code: &str, is_1904: bool) -> Option<(String, CellKind)> {
    match read.get_value() {
        DataRef::Empty => None,
        DataRef::String(text) | DataRef::DurationIso(text) => filled(text),
        DataRef::SharedString(text) => filled(text),
        DataRef::Int(number) => Some(whole(*number, code, is_1904)),
        DataRef::Float(number) => Some(self::number(*number, code, is_1904)),
        DataRef::DateTime(time) if time.is_duration() => Some((time.as_f64().to_string(), CellKind::Number)),
        DataRef::DateTime(time) => match day_of_serial(time.as_f64(), is_1904) {
            Some(day) => Some((day.to_string(), CellKind::Date(day))),
            None => Some((time.as_f64().to_string(), CellKind::Number)),
        },
        DataRef::DateTimeIso(text) => match text.get(..10).and_then(|day| day.parse().ok()) {
            Some(day) => Some((text[..10].to_owned(), CellKind::Date(day))),
            None => filled(text),
        },
        DataRef::Bool(truth) => Some((if *truth { "TRUE" } else { "FALSE" }.to_owned(), CellKind::Boolean)),
        DataRef::Error(error) => Some((error.to_string(), CellKind::Error)),
    }
}

fn filled(text: &str) -> Option<(String, CellKind)> {
    (!text.is_empty()).then(|| (text.to_owned(), CellKind::Text))
}

#[expect(clippy::cast_precision_loss, reason = "serial numbers of days are small")]
fn whole(number: i64, code: &str, is_1904: bool) -> (String, CellKind) {
    if shows_a_date(code)
        && let Some(day) = day_of_serial(number as f64, is_1904)
    {
        return (day.to_string(), CellKind::Date(day));
    }
    let shown = u64::try_from(number).ok().and_then(|number| shown_with_zeros(code, number));
    (shown.unwrap_or_else(|| number.to_string()), CellKind::Number)
}

fn number(number: f64, code: &str, is_1904: bool) -> (String, CellKind) {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        #[expect(clippy::cast_possible_truncation, reason = "a whole number below 10^15")]
        return whole(number as i64, code, is_1904);
    }
    match day_of_serial(number, is_1904).filter(|_| shows_a_date(code)) {
        Some(day) => (day.to_string(), CellKind::Date(day)),
        None => (number.to_string(), CellKind::Number),
    }
}

fn refusal(error: XlsxError) -> Refusal {
    match error {
        XlsxError::Password => Refusal::Encrypted,
        _ => Refusal::Damaged,
    }
}
