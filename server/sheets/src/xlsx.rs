//! Excel workbooks: calamine streams the cells; hidden rows, merges and the guard come from the XML itself.

mod structure;

use crate::{
    Limits,
    builder::{Builder, Used, Value},
    format::day_of_serial,
    values,
};
use calamine::{Cell as ReadCell, DataRef, Reader, SheetType, SheetVisible, Style, Xlsx, XlsxError};
use domain::imports::{CellKind, Refusal, Source, Workbook};
use std::io::Cursor;
pub use structure::{Structure, attribute, each_element, has_extension, input_fault};

/// Reads the cells of every worksheet. The container must have been inspected before.
pub fn read(bytes: &[u8], structure: &Structure, limits: &Limits) -> Result<Workbook, Refusal> {
    let mut file: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(refusal)?;
    let is_1904 = file.has_1904_epoch();
    let mut sheets = Vec::new();
    let mut used = Used::new(limits);
    let listed: Vec<_> =
        file.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).cloned().collect();
    for listed in listed.into_iter().take(limits.sheets) {
        let mut reader = file.worksheet_cells_reader(&listed.name).map_err(refusal)?;
        let formats: Vec<(String, bool)> = reader.styles().iter().map(format_code).collect();
        let mut builder = Builder::new(&listed.name, listed.visible != SheetVisible::Visible);
        while let Some((read, style)) = reader.next_cell_with_style_id().map_err(refusal)? {
            let (code, struck) =
                formats.get(style).map_or(("General", false), |(code, struck)| (code.as_str(), *struck));
            let Some((text, kind)) = value(&read, code, is_1904) else { continue };
            let (row, column) = read.get_position();
            builder.put(row + 1, column, Value { text, kind, struck }, &mut used)?;
        }
        structure.describe(&listed.name, &mut builder, limits);
        sheets.push(builder.finish());
    }
    Ok(Workbook { source: Source::Xlsx, sheets })
}

/// The code of a cell's number format, and whether its text is struck through.
fn format_code(style: &Style) -> (String, bool) {
    let code = style.number_format.as_ref().map_or("General", |format| format.format_code.as_str());
    (code.to_owned(), style.font.as_ref().is_some_and(|font| font.strikethrough))
}

fn value(read: &ReadCell<DataRef<'_>>, code: &str, is_1904: bool) -> Option<(String, CellKind)> {
    match read.get_value() {
        DataRef::Empty => None,
        DataRef::String(text) | DataRef::DurationIso(text) => filled(text),
        DataRef::SharedString(text) => filled(text),
        DataRef::Int(number) => Some(values::whole(*number, code, is_1904)),
        DataRef::Float(number) => Some(values::number(*number, code, is_1904)),
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

fn refusal(error: XlsxError) -> Refusal {
    match error {
        XlsxError::Password => Refusal::Encrypted,
        _ => Refusal::Damaged,
    }
}
