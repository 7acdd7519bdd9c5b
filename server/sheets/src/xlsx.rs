//! Excel workbooks: calamine streams the cells; hidden rows, merges and the guard come from the XML itself.

mod structure;

use crate::{
    Limits, Stream,
    builder::{Builder, Used, Value},
    container::Archive,
    format::day_of_serial,
    values,
};
use calamine::{Cell as ReadCell, DataRef, Reader, SheetType, SheetVisible, Style, Xlsx, XlsxError};
use domain::imports::{CellKind, Cells, Refusal, Source};
use std::{
    io::Cursor,
    sync::atomic::{AtomicBool, Ordering},
    thread,
};
use structure::Structure;
pub use structure::{attribute, each_element, has_extension, input_fault};

/// Inspects the container and reads the cells of every worksheet.
///
/// Whatever is held in memory is inspected first. The sheets, of which nothing is held but the cells that are counted, are
/// inspected while they are read, and what the inspection says comes first.
pub fn read(
    bytes: &[u8],
    archive: &mut Archive<'_>,
    limits: &Limits,
    stream: &mut Stream<'_>,
) -> Result<Cells, Refusal> {
    let mut structure = Structure::inspect(archive, limits)?;
    let stopped = AtomicBool::new(false);
    let read = thread::scope(|scope| {
        let reading = scope.spawn(|| sheets(bytes, limits, &stopped, stream));
        let inspected = structure.inspect_sheets(archive);
        stopped.store(inspected.is_err(), Ordering::Relaxed);
        let read = reading.join();
        inspected.map(|()| read)
    })?;
    let sheets = read.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?.into_iter().map(
        |(name, mut builder)| {
            structure.describe(&name, &mut builder, limits);
            builder.finish()
        },
    );
    Ok(Cells { source: Source::Xlsx, sheets: sheets.collect() })
}

/// The cells of every worksheet, by its name, unless it is stopped.
fn sheets(
    bytes: &[u8],
    limits: &Limits,
    stopped: &AtomicBool,
    stream: &mut Stream<'_>,
) -> Result<Vec<(String, Builder)>, Refusal> {
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
            if stopped.load(Ordering::Relaxed) {
                return Ok(Vec::new());
            }
            let (code, struck) =
                formats.get(style).map_or(("General", false), |(code, struck)| (code.as_str(), *struck));
            let Some((text, kind)) = value(&read, code, is_1904) else { continue };
            let (row, column) = read.get_position();
            builder.put(row + 1, column, Value { text, kind, struck }, &mut used)?;
            if sheets.is_empty() {
                stream.follow(builder.head(), builder.parts());
            }
        }
        sheets.push((listed.name, builder));
    }
    Ok(sheets)
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
