//! The tables of a page as sheets: rows, cells, spans.

use super::tags::{Piece, Pieces, attribute};
use crate::{
    Limits,
    builder::{Builder, CELL_TEXT, Used, Value},
};
use domain::imports::{CellKind, Merge, PackedSheet, Refusal};
use std::collections::BTreeMap;

/// Tables within tables that are followed; further in, they are text of the cell around them.
const DEEPEST: usize = 8;
const WIDEST_SPAN: u32 = 1_000;
const HIGHEST_SPAN: u32 = 65_534;
/// Characters of a heading that may become the name of a sheet.
const NAME: usize = 60;

/// Every table that holds something, in the order in which they begin.
pub fn read(page: &str, limits: &Limits) -> Result<Vec<PackedSheet>, Refusal> {
    let mut page_reader = Page { used: Used::new(limits), open: Vec::new(), done: Vec::new(), heading: None };
    for piece in Pieces::new(page) {
        match piece {
            Piece::Open(name, tag) => page_reader.opened(&name, tag)?,
            Piece::Close(name) => page_reader.closed(&name)?,
            Piece::Text(text) => page_reader.text(text),
        }
    }
    while !page_reader.open.is_empty() {
        page_reader.closed("table")?;
    }
    Ok(page_reader.sheets(limits))
}

struct Page<'a> {
    used: Used<'a>,
    /// Tables that have begun and not ended, the innermost last.
    open: Vec<Table>,
    done: Vec<(usize, String, PackedSheet)>,
    /// The heading or caption that is being read.
    heading: Option<String>,
}

struct Table {
    order: usize,
    name: String,
    builder: Builder,
    row: u32,
    column: u32,
    /// Columns that a cell further up still covers, with the last row it covers.
    covered: BTreeMap<u32, u32>,
    cell: Option<Cell>,
    /// A cell held a whole page of text, so this is layout and no list.
    is_layout: bool,
}

struct Cell {
    text: String,
    /// White space that counts only if text follows.
    gap: bool,
    struck: bool,
    wide: u32,
    high: u32,
}

impl Page<'_> {
    fn opened(&mut self, name: &str, tag: &str) -> Result<(), Refusal> {
        match name {
            "table" if self.open.len() < DEEPEST => {
                let order = self.open.len() + self.done.len();
                let heading = self.heading.take().unwrap_or_default();
                self.open.push(Table {
                    order,
                    name: heading,
                    builder: Builder::new("", false),
                    row: 0,
                    column: 0,
                    covered: BTreeMap::new(),
                    cell: None,
                    is_layout: false,
                });
            }
            "h1" | "h2" | "h3" | "h4" | "h5" if self.open.is_empty() => self.heading = Some(String::new()),
            "caption" => self.heading = Some(String::new()),
            _ => {}
        }
        let used = &mut self.used;
        let Some(table) = self.open.last_mut() else { return Ok(()) };
        match name {
            "tr" => {
                table.end_cell(used)?;
                table.row += 1;
                table.column = 0;
                if is_hidden(tag) {
                    table.builder.hide_row(table.row);
                }
            }
            "td" | "th" => {
                table.end_cell(used)?;
                table.row = table.row.max(1);
                table.cell = Some(Cell {
                    text: String::new(),
                    gap: false,
                    struck: false,
                    wide: span(tag, "colspan", WIDEST_SPAN),
                    high: span(tag, "rowspan", HIGHEST_SPAN),
                });
            }
            "br" | "p" | "div" | "li" => table.cell.iter_mut().for_each(Cell::line_break),
            "s" | "del" | "strike" => table.cell.iter_mut().for_each(|cell| cell.struck = true),
            _ => {}
        }
        Ok(())
    }

    fn closed(&mut self, name: &str) -> Result<(), Refusal> {
        match name {
            "caption" => {
                if let (Some(table), Some(heading)) = (self.open.last_mut(), self.heading.take()) {
                    table.name = heading;
                }
            }
            "td" | "th" | "tr" => {
                if let Some(table) = self.open.last_mut() {
                    table.end_cell(&mut self.used)?;
                }
            }
            "table" => {
                if let Some(mut table) = self.open.pop() {
                    table.end_cell(&mut self.used)?;
                    let sheet = if table.is_layout { PackedSheet::default() } else { table.builder.finish() };
                    self.done.push((table.order, table.name, sheet));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = self.open.last_mut().and_then(|table| table.cell.as_mut()) {
            cell.add(&html_escape::decode_html_entities(text));
        } else if let Some(heading) = &mut self.heading {
            let text = html_escape::decode_html_entities(text);
            let left = NAME.saturating_sub(heading.chars().count());
            heading.extend(text.trim().chars().take(left));
        }
    }

    /// The tables that hold something; where there are several, each has a name of its own.
    fn sheets(mut self, limits: &Limits) -> Vec<PackedSheet> {
        self.done.sort_by_key(|(order, _, _)| *order);
        self.done.retain(|(_, _, sheet)| !sheet.is_empty());
        self.done.truncate(limits.sheets);
        let is_alone = self.done.len() == 1;
        let mut names: BTreeMap<String, u32> = BTreeMap::new();
        let sheets = self.done.into_iter().enumerate().map(|(index, (_, name, mut sheet))| {
            let name = if name.is_empty() && !is_alone { format!("#{}", index + 1) } else { name };
            let before = names.entry(name.clone()).or_insert(0);
            *before += 1;
            sheet.rename(if *before > 1 { format!("{name} ({before})") } else { name });
            sheet
        });
        sheets.collect()
    }
}

impl Table {
    /// Puts the cell that is open where the next free column is.
    fn end_cell(&mut self, used: &mut Used<'_>) -> Result<(), Refusal> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        while self.covered.get(&self.column).is_some_and(|last| *last >= self.row) {
            self.column += 1;
        }
        let (top, left) = (self.row, self.column);
        let (bottom, right) = (top + cell.high - 1, left + cell.wide - 1);
        self.column = right + 1;
        let most = u32::from(used.limits().columns);
        if bottom > top {
            self.covered.extend((left..=right.min(most)).map(|column| (column, bottom)));
        }
        if let (true, Ok(left), Ok(right)) =
            (bottom > top || right > left, u16::try_from(left), u16::try_from(right))
        {
            self.builder.merge(Merge { top, left, bottom, right });
        }
        let text = cell.text.trim_end_matches('\n');
        if text.chars().count() > CELL_TEXT {
            self.is_layout = true;
            return Ok(());
        }
        if text.is_empty() {
            return Ok(());
        }
        let value = Value { text: text.to_owned(), kind: CellKind::Text, struck: cell.struck };
        self.builder.put(top, left, value, used)
    }
}

impl Cell {
    /// White space of a page is one space, and none at the ends; a no-break space is a character.
    fn add(&mut self, text: &str) {
        for c in text.chars() {
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}') {
                self.gap = true;
                continue;
            }
            if self.gap && !self.text.is_empty() && !self.text.ends_with('\n') {
                self.text.push(' ');
            }
            self.gap = false;
            self.text.push(c);
        }
    }

    fn line_break(&mut self) {
        self.gap = false;
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }
}

fn span(tag: &str, name: &str, most: u32) -> u32 {
    attribute(tag, name).and_then(|span| span.trim().parse().ok()).unwrap_or(1u32).clamp(1, most)
}

fn is_hidden(tag: &str) -> bool {
    let style = attribute(tag, "style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
    attribute(tag, "hidden").is_some() || style.contains("display:none")
}
