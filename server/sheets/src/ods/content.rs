//! The tables of a spreadsheet: their rows, cells, repetitions and spans.

use super::styles::Styles;
use crate::{
    Limits,
    builder::{Builder, CELL_TEXT, Used, Value},
    values,
    xlsx::{attribute, input_fault},
};
use domain::imports::{CellKind, Merge, PackedSheet, Refusal};
use quick_xml::{
    Reader,
    events::{BytesRef, BytesStart, Event},
};
use std::io::BufRead;

/// Reads all tables.
pub fn sheets(input: &mut impl BufRead, limits: &Limits) -> Result<Vec<PackedSheet>, Refusal> {
    let mut reader = Reader::from_reader(input);
    reader.config_mut().check_end_names = false;
    let mut content = Content::new(limits);
    let mut buffer = Vec::with_capacity(4096);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) => content.open(&element),
            Ok(Event::Empty(element)) => {
                content.open(&element);
                content.close(element.name().as_ref())?;
            }
            Ok(Event::End(element)) => content.close(element.name().as_ref())?,
            Ok(Event::Text(text)) => content.text(&text),
            Ok(Event::CData(text)) => content.text(&text),
            Ok(Event::GeneralRef(name)) => content.reference(&name),
            Ok(Event::DocType(_)) => return Err(Refusal::Hostile),
            Ok(Event::Eof) => return content.finish(),
            Ok(_) => {}
            Err(quick_xml::Error::Io(error)) => return Err(input_fault(&error)),
            Err(_) => return Err(Refusal::Damaged),
        }
    }
}

struct Content<'a> {
    used: Used<'a>,
    styles: Styles,
    sheets: Vec<PackedSheet>,
    table: Option<Table>,
    /// How deep in something that is no text of its cell: a comment, a drawing, a reading above a word.
    skipping: u32,
}

struct Table {
    builder: Builder,
    /// The number of the row that is being read, and how often it is repeated.
    row: u32,
    repeated: u32,
    row_hidden: bool,
    column: u32,
    /// Columns that were described so far.
    described: u32,
    cells: Vec<(u32, Value, u32)>,
    cell: Option<Cell>,
}

struct Cell {
    repeated: u32,
    kind: String,
    value: String,
    is_error: bool,
    is_covered: bool,
    struck: bool,
    spans: (u32, u32),
    text: String,
    paragraphs: u32,
}

/// Bytes of a text that is longer than any cell's.
const LONGEST: usize = CELL_TEXT * 4;
const MOST_ROWS: u32 = 1_048_576;
const MOST_COLUMNS: u32 = 16_384;

impl<'a> Content<'a> {
    fn new(limits: &'a Limits) -> Self {
        Self {
            used: Used::new(limits),
            styles: Styles::default(),
            sheets: Vec::new(),
            table: None,
            skipping: 0,
        }
    }

    fn open(&mut self, element: &BytesStart<'_>) {
        let name = element.name();
        let name = name.as_ref();
        if self.skipping > 0 || is_no_text(name) {
            self.skipping += 1;
            return;
        }
        if name.starts_with("style:") {
            self.styles.take(element);
            return;
        }
        if name == "table:table" && self.table.is_none() {
            let hidden = self.styles.is_hidden(attribute(element, "style-name").as_deref());
            let title = attribute(element, "name").unwrap_or_default();
            self.table = Some(Table::new(Builder::new(&title, hidden)));
            return;
        }
        let Some(table) = &mut self.table else { return };
        match name {
            "table:table-column" => table.columns(element, self.used.limits()),
            "table:table-row" => table.begin_row(element),
            "table:table-cell" | "table:covered-table-cell" => {
                let struck = self.styles.is_struck(attribute(element, "style-name").as_deref());
                table.begin_cell(element, struck);
            }
            "text:p" | "text:h" => table.text(Cell::paragraph),
            "text:line-break" => table.text(|cell| cell.text.push('\n')),
            "text:tab" => table.text(|cell| cell.text.push('\t')),
            "text:s" => {
                let count = number(element, "c", 1_000);
                table.text(|cell| cell.text.extend(std::iter::repeat_n(' ', count as usize)));
            }
            "text:span" if self.styles.is_struck(attribute(element, "style-name").as_deref()) => {
                table.text(|cell| cell.struck = true);
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) -> Result<(), Refusal> {
        if self.skipping > 0 {
            self.skipping -= 1;
            return Ok(());
        }
        let Some(table) = &mut self.table else { return Ok(()) };
        match name {
            "table:table-cell" | "table:covered-table-cell" => table.end_cell()?,
            "table:table-row" => table.end_row(&mut self.used)?,
            "table:table" => {
                if let Some(table) = self.table.take()
                    && self.sheets.len() < self.used.limits().sheets
                {
                    self.sheets.push(table.builder.finish());
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.skipping == 0
            && let Some(table) = &mut self.table
        {
            table.text(|cell| {
                if cell.paragraphs > 0 {
                    cell.text.push_str(text);
                }
            });
        }
    }

    /// The five entities of XML and characters by number; there are no others without a document type.
    fn reference(&mut self, name: &BytesRef<'_>) {
        let character = match name.resolve_char_ref() {
            Ok(Some(character)) => Some(character),
            _ => match &**name {
                "amp" => Some('&'),
                "lt" => Some('<'),
                "gt" => Some('>'),
                "quot" => Some('"'),
                "apos" => Some('\''),
                _ => None,
            },
        };
        if let Some(character) = character {
            self.text(character.encode_utf8(&mut [0; 4]));
        }
    }

    fn finish(self) -> Result<Vec<PackedSheet>, Refusal> {
        // A file that ends within a table was cut off.
        if self.table.is_some() { Err(Refusal::CutOff) } else { Ok(self.sheets) }
    }
}

fn is_no_text(name: &str) -> bool {
    name == "office:annotation"
        || name == "table:shapes"
        || name == "text:ruby-text"
        || name == "text:note"
        || name.starts_with("draw:")
}

/// A count that an element names, at least 1.
fn number(element: &BytesStart<'_>, name: &str, most: u32) -> u32 {
    attribute(element, name).and_then(|count| count.parse().ok()).unwrap_or(1u32).clamp(1, most)
}

impl Table {
    const fn new(builder: Builder) -> Self {
        Self {
            builder,
            row: 0,
            repeated: 1,
            row_hidden: false,
            column: 0,
            described: 0,
            cells: Vec::new(),
            cell: None,
        }
    }

    fn text(&mut self, change: impl FnOnce(&mut Cell)) {
        // Beyond this the file is refused when the cell ends.
        if let Some(cell) = self.cell.as_mut().filter(|cell| cell.text.len() <= LONGEST) {
            change(cell);
        }
    }

    fn columns(&mut self, element: &BytesStart<'_>, limits: &Limits) {
        let count = number(element, "number-columns-repeated", MOST_COLUMNS);
        if is_hidden(element) {
            self.builder.hide_columns(self.described, self.described + count - 1, limits);
        }
        self.described = self.described.saturating_add(count).min(MOST_COLUMNS);
    }

    fn begin_row(&mut self, element: &BytesStart<'_>) {
        self.row = self.row.saturating_add(self.repeated).min(MOST_ROWS);
        self.repeated = number(element, "number-rows-repeated", MOST_ROWS);
        self.row_hidden = is_hidden(element);
        self.column = 0;
        self.cells.clear();
    }

    fn begin_cell(&mut self, element: &BytesStart<'_>, struck: bool) {
        let kind = attribute(element, "value-type").unwrap_or_default();
        let value = match kind.as_str() {
            "date" => attribute(element, "date-value"),
            "boolean" => attribute(element, "boolean-value"),
            "string" => attribute(element, "string-value"),
            "" | "time" => None,
            _ => attribute(element, "value"),
        };
        self.cell = Some(Cell {
            repeated: number(element, "number-columns-repeated", MOST_COLUMNS),
            is_error: is_error(element),
            is_covered: element.name().as_ref() == "table:covered-table-cell",
            struck,
            spans: (
                number(element, "number-rows-spanned", MOST_ROWS),
                number(element, "number-columns-spanned", MOST_COLUMNS),
            ),
            kind,
            value: value.unwrap_or_default(),
            text: String::new(),
            paragraphs: 0,
        });
    }

    fn end_cell(&mut self) -> Result<(), Refusal> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        let (column, repeated, spans) = (self.column, cell.repeated, cell.spans);
        self.column = self.column.saturating_add(repeated).min(MOST_COLUMNS);
        if cell.text.len() > LONGEST {
            return Err(Refusal::Damaged);
        }
        let region = (u16::try_from(column), u16::try_from(column + spans.1 - 1));
        if spans != (1, 1)
            && let (Ok(left), Ok(right)) = region
        {
            let (top, bottom) = (self.row, self.row + spans.0 - 1);
            self.builder.merge(Merge { top, left, bottom, right });
        }
        if !cell.is_covered
            && let Some(value) = cell.shown()
        {
            self.cells.push((column, value, repeated));
        }
        Ok(())
    }

    /// Makes the row as often as it is repeated; rows without cells are only counted.
    fn end_row(&mut self, used: &mut Used<'_>) -> Result<(), Refusal> {
        if self.cells.is_empty() {
            return Ok(());
        }
        for row in self.row..self.row.saturating_add(self.repeated) {
            if self.row_hidden {
                self.builder.hide_row(row);
            }
            for (first, value, repeated) in &self.cells {
                // One more than is read, so that the sheet says that it was cut.
                let end = (first + repeated).min(u32::from(used.limits().columns) + 1).max(first + 1);
                for column in *first..end {
                    self.builder.put(row, column, value.clone(), used)?;
                }
            }
        }
        Ok(())
    }
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    matches!(attribute(element, "visibility").as_deref(), Some("collapse" | "filter"))
}

/// `LibreOffice` says of a failed formula that its value is a text, and in an attribute of its own that it is an error.
fn is_error(element: &BytesStart<'_>) -> bool {
    element
        .attributes()
        .with_checks(false)
        .flatten()
        .any(|found| found.key.as_ref() == "calcext:value-type" && &*found.value == "error")
}

impl Cell {
    fn paragraph(&mut self) {
        if self.paragraphs > 0 {
            self.text.push('\n');
        }
        self.paragraphs += 1;
    }

    /// What the cell shows; nothing when it is empty.
    fn shown(self) -> Option<Value> {
        let struck = self.struck;
        let text = if self.text.is_empty() && self.kind == "string" { self.value.clone() } else { self.text };
        let (text, kind) = match self.kind.as_str() {
            _ if self.is_error => (text, CellKind::Error),
            "date" => match self.value.get(..10).and_then(|day| day.parse().ok()) {
                Some(day) => (self.value[..10].to_owned(), CellKind::Date(day)),
                None => (text, CellKind::Text),
            },
            "float" | "currency" | "percentage" => match self.value.parse::<f64>() {
                Ok(number) => {
                    let plain = values::number(number, "General", false).0;
                    let text = if is_padded(&text, &plain) { text } else { plain };
                    (text, CellKind::Number)
                }
                Err(_) => (text, CellKind::Text),
            },
            "boolean" => {
                ((if self.value == "true" { "TRUE" } else { "FALSE" }).to_owned(), CellKind::Boolean)
            }
            _ => (text, CellKind::Text),
        };
        (!text.is_empty()).then_some(Value { text, kind, struck })
    }
}

/// True when a format shows the digits of a number with zeros in front, perhaps with hyphens between.
fn is_padded(shown: &str, plain: &str) -> bool {
    let digits: String = shown.chars().filter(|c| *c != '-').collect();
    digits.bytes().all(|digit| digit.is_ascii_digit())
        && digits.starts_with('0')
        && digits.trim_start_matches('0') == plain
}
