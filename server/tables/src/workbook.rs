//! A table as an Excel workbook, written row by row.
//!
//! Rows go to a temporary file that has no name and vanishes with the writer, so that a register of a prefecture
//! takes no more memory than one row.

use crate::{Column, Fault, Kind, Table, Value, cells, look, sheet_name, width};
use chrono::{DateTime, Utc};
use rust_xlsxwriter::{Format, IgnoreError, Workbook, Worksheet};
use std::io::{Cursor, Seek, Write};

const MOST_ROWS: u32 = 1_048_576;
const MOST_COLUMNS: usize = 16_384;

/// Writes a workbook of one sheet, a row at a time.
pub struct XlsxWriter {
    book: Workbook,
    sheet: Worksheet,
    columns: Vec<Column>,
    formats: Formats,
    widths: width::Widths,
    /// The next row, counted from 0.
    next: u32,
}

struct Formats {
    texts: look::Texts,
    number: Format,
    tenths: Format,
    yen: Format,
    date: Format,
    moment: Format,
}

/// A table as a workbook in memory.
pub fn xlsx<R>(table: Table<R>, created: DateTime<Utc>) -> Result<Vec<u8>, Fault>
where
    R: IntoIterator<Item = Vec<Value>>,
{
    xlsx_sheets(table, Vec::new(), created)
}

/// A table as a workbook in memory, with more tables on sheets of their own. The titles differ from each other.
pub fn xlsx_sheets<R>(table: Table<R>, more: Vec<Table>, created: DateTime<Utc>) -> Result<Vec<u8>, Fault>
where
    R: IntoIterator<Item = Vec<Value>>,
{
    let mut writer = XlsxWriter::new(&table.title, table.columns, created)?;
    for row in table.rows {
        writer.row(&row)?;
    }
    for Table { title, columns, rows } in more {
        writer.next_sheet(&title, columns)?;
        for row in rows {
            writer.row(&row)?;
        }
    }
    let mut bytes = Cursor::new(Vec::new());
    writer.finish(&mut bytes)?;
    Ok(bytes.into_inner())
}

impl XlsxWriter {
    /// Begins a workbook with the row of the headings. The time stands in its properties.
    pub fn new(title: &str, columns: Vec<Column>, created: DateTime<Utc>) -> Result<Self, Fault> {
        if columns.is_empty() || columns.len() > MOST_COLUMNS {
            return Err(Fault::Columns(columns.len()));
        }
        let mut book = look::workbook(title, created)?;
        let sheet = book_sheet(&mut book, title)?;
        let (formats, widths) = (Formats::default(), width::Widths::default());
        let mut writer = Self { book, sheet, columns, formats, widths, next: 1 };
        writer.headings()?;
        Ok(writer)
    }

    /// Ends the sheet and begins another of the same workbook.
    pub fn next_sheet(&mut self, title: &str, columns: Vec<Column>) -> Result<(), Fault> {
        if columns.is_empty() || columns.len() > MOST_COLUMNS {
            return Err(Fault::Columns(columns.len()));
        }
        self.end_sheet()?;
        let sheet = book_sheet(&mut self.book, title)?;
        let ended = std::mem::replace(&mut self.sheet, sheet);
        self.book.push_worksheet(ended);
        (self.columns, self.widths, self.next) = (columns, width::Widths::default(), 1);
        self.headings()
    }

    /// Writes the row of the headings.
    fn headings(&mut self) -> Result<(), Fault> {
        let Self { sheet, columns, formats, widths, .. } = self;
        let heading = look::heading();
        for (place, column) in (0u16..).zip(&*columns) {
            if column.kind.is_text() {
                // What somebody types below the last row keeps its zeros, too.
                sheet.set_column_format(place, formats.texts.for_text("", false))?;
            }
            check_length(sheet, 1, column, &column.heading)?;
            sheet.write_string_with_format(0, place, &column.heading, &heading)?;
            widths.fit_heading(usize::from(place), &column.heading);
        }
        sheet.set_freeze_panes(1, 0)?;
        look::print_setup(sheet, Some((0, 0)))?;
        Ok(())
    }

    /// Writes a row. A row with fewer values than columns ends with empty cells.
    pub fn row(&mut self, values: &[Value]) -> Result<(), Fault> {
        if self.next >= MOST_ROWS {
            return Err(Fault::TooManyRows { limit: MOST_ROWS });
        }
        if values.len() > self.columns.len() {
            return Err(Fault::TooManyValues { row: self.next + 1 });
        }
        for (place, value) in (0u16..).zip(values) {
            self.cell(place, value)?;
        }
        self.next += 1;
        Ok(())
    }

    /// Ends the workbook and writes it.
    pub fn finish(mut self, sink: impl Write + Seek + Send) -> Result<(), Fault> {
        self.end_sheet()?;
        self.book.push_worksheet(self.sheet);
        self.book.save_to_writer(sink)?;
        Ok(())
    }

    /// What can be said of a sheet once all of its rows are there.
    fn end_sheet(&mut self) -> Result<(), Fault> {
        let last_row = self.next - 1;
        let last_column = u16::try_from(self.columns.len() - 1).unwrap_or(u16::MAX);
        self.sheet.autofilter(0, 0, last_row, last_column)?;
        let widths = self.widths.columns();
        for ((place, column), width) in (0u16..).zip(&self.columns).zip(widths) {
            let width = column.width.map_or(width, usize::from);
            self.sheet.set_column_width(place, u32::try_from(width).unwrap_or(u32::MAX))?;
            if column.kind.is_text() && last_row > 0 {
                self.sheet.ignore_error_range(1, place, last_row, place, IgnoreError::NumberStoredAsText)?;
            }
        }
        Ok(())
    }

    fn cell(&mut self, place: u16, value: &Value) -> Result<(), Fault> {
        let column = &self.columns[usize::from(place)];
        let (number, format) = match value {
            _ if column.kind.is_text() => (None, &self.formats.number),
            Value::Number(number) => (cells::number(*number), &self.formats.number),
            Value::Tenths(tenths) => {
                (cells::number(tenths.0).map(|number| number / 10.0), &self.formats.tenths)
            }
            Value::Yen(yen) => (cells::number(yen.get()), &self.formats.yen),
            Value::Date(day) => (cells::day(*day), &self.formats.date),
            Value::Moment(at) => (cells::moment(*at), &self.formats.moment),
            Value::Text(_) | Value::Empty => (None, &self.formats.number),
        };
        let text = value.text();
        if text.is_empty() {
            return Ok(());
        }
        let is_wrapped = column.kind == Kind::Text
            && (text.contains('\n') || width::of(&text) > column.width.map_or(width::WIDEST, usize::from));
        match (number, value) {
            (Some(number), Value::Yen(yen)) => {
                self.widths.fit(usize::from(place), &yen.grouped());
                self.sheet.write_number_with_format(self.next, place, number, format)?;
            }
            (Some(number), _) => {
                self.widths.fit(usize::from(place), &text);
                self.sheet.write_number_with_format(self.next, place, number, format)?;
            }
            (None, _) => {
                check_length(&self.sheet, self.next + 1, column, &text)?;
                self.widths.fit(usize::from(place), &text);
                let format = self.formats.texts.for_text(&text, is_wrapped);
                self.sheet.write_string_with_format(self.next, place, text, format)?;
            }
        }
        Ok(())
    }
}

impl Default for Formats {
    fn default() -> Self {
        Self {
            texts: look::Texts::of(&look::text()),
            number: look::right(look::NUMBER),
            tenths: look::right(look::TENTHS),
            yen: look::right(look::YEN),
            date: look::right(look::DATE),
            moment: look::right(look::MOMENT),
        }
    }
}

fn book_sheet(book: &mut Workbook, title: &str) -> Result<Worksheet, Fault> {
    let mut sheet = book.new_worksheet_with_constant_memory()?;
    sheet.set_name(sheet_name(title))?;
    Ok(sheet)
}

fn check_length(sheet: &Worksheet, row: u32, column: &Column, text: &str) -> Result<(), Fault> {
    if cells::fits(text) {
        return Ok(());
    }
    Err(Fault::TooLong { sheet: sheet.name(), row, column: column.heading.clone() })
}
