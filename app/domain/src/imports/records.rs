//! Which rows below a header are records, and which physical rows make one.

use super::{
    areas, content,
    field::Field,
    header::HeaderKeys,
    reading::NoRecord,
    spot::Spot,
    table::{ServiceFrom, Table},
    workbook::Row,
};
use crate::{offices::Detail, service_type::ServiceType, text};
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// What was found next.
pub enum Found<'a> {
    /// The physical rows of a record, as many as the table has lines.
    Record(&'a [&'a Row]),
    /// A row that is none, with its number.
    NoRecord(u32, NoRecord),
    /// A heading between records, with its number and the service that it names.
    Section(u32, Option<ServiceType>),
    /// One that names the 日常生活圏域 of what follows; an empty text where it names something else.
    Area(u32, String),
}

/// Goes through the rows below a header.
pub struct Records<'a> {
    table: &'a Table,
    keys: &'a HeaderKeys,
    rest: &'a [Row],
    lines: Vec<&'a Row>,
}

/// Stands where a record has nothing in one of its rows.
static NOTHING: Row = Row { number: 0, line: None, hidden: false, struck: false, cells: Vec::new() };

impl<'a> Records<'a> {
    /// The records of the table in some rows below its header.
    pub fn of(table: &'a Table, keys: &'a HeaderKeys, rows: &'a [Row]) -> Self {
        Self { table, keys, rest: rows, lines: Vec::with_capacity(usize::from(table.lines)) }
    }

    /// How many rows are left.
    pub const fn left(&self) -> usize {
        self.rest.len()
    }

    /// The next row or record.
    pub fn advance(&mut self) -> Option<Found<'_>> {
        let (first, mut rest) = self.rest.split_first()?;
        if let Some(area) = areas::begun(self.table, self.keys, first) {
            self.rest = rest;
            return Some(Found::Area(first.number, area));
        }
        if let ServiceFrom::Sections(_) = self.table.service
            && let Some((column, title)) = alone(first)
        {
            let service = service_of_section(title);
            // What stands further right is the rest of the row above.
            let is_in_front = self.table.column(Field::OfficeNumber).is_none_or(|number| column <= number)
                && self.table.column(Field::Detail(Detail::Name)) != Some(column);
            if service.is_some() || (is_in_front && may_be_a_heading(title)) {
                self.rest = rest;
                return Some(Found::Section(first.number, service));
            }
        }
        if let Some(kind) = no_record(self.keys, self.table, first) {
            self.rest = rest;
            return Some(Found::NoRecord(first.number, kind));
        }
        self.lines.clear();
        self.lines.push(first);
        for line in 1..u32::from(self.table.lines) {
            let next = rest.first().filter(|row| row.number == first.number + line && self.continues(row));
            self.lines.push(next.unwrap_or(&NOTHING));
            if next.is_some() {
                rest = &rest[1..];
            }
        }
        self.rest = rest;
        Some(Found::Record(&self.lines))
    }

    /// True unless the row begins another record or repeats the header.
    fn continues(&self, row: &Row) -> bool {
        let begins = self
            .table
            .spot(Field::OfficeNumber)
            .is_some_and(|spot| spot.line == 0 && content::begins_a_record(row.text(spot.column)));
        !begins && !self.keys.repeats(row)
    }
}

/// The only cell of a row that holds something of its own.
pub fn alone(row: &Row) -> Option<(u16, &str)> {
    let mut own = row.cells.iter().filter(|cell| !cell.merged && !is_blank(&cell.text));
    let only = own.next()?;
    own.next().is_none().then_some((only.column, only.text.as_str()))
}

/// The service that a heading between the rows of a list names: `■訪問介護`, `【通所介護】`, `２ 居宅介護支援（12事業所）`.
pub fn service_of_section(title: &str) -> Option<ServiceType> {
    let name = name_of_section(title);
    // Two digits alone are anything.
    if name.chars().any(char::is_alphabetic) { ServiceType::recognise(name) } else { None }
}

/// What a heading between the rows says, without the mark before it and the brackets around it.
pub fn name_of_section(title: &str) -> &str {
    let bare =
        title.trim().trim_start_matches(['■', '□', '◆', '◇', '●', '○', '◎', '▼', '▽', '★', '・']).trim();
    let brackets =
        [('【', '】'), ('［', '］'), ('[', ']'), ('〔', '〕'), ('《', '》'), ('＜', '＞'), ('<', '>')];
    let inner = brackets.into_iter().find_map(|(open, close)| bare.strip_prefix(open)?.strip_suffix(close));
    inner.unwrap_or(bare)
}

/// Whether a text that stands alone may be a heading whose service nobody understands: what follows is of no service then,
/// rather than of the one before.
pub fn may_be_a_heading(text: &str) -> bool {
    let flat = flat(text);
    text.chars().any(char::is_alphabetic)
        && !says_note(text)
        && !TOTALS.contains(&flat.as_str())
        && !is_count(&flat)
        && !content::begins_a_record(text)
}

/// Whether a text begins as a note does.
fn says_note(text: &str) -> bool {
    text.trim_start().starts_with(['※', '＊', '*', '注', '(', '（'])
}

/// Whether nothing that is seen stands in a text.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c.is_control() || text::is_invisible(c))
}

/// A row with ten plain characters where numbers stand needs no further look; nearly all rows are such.
fn is_plainly_a_record(table: &Table, row: &Row) -> bool {
    let number = table.spot(Field::OfficeNumber).filter(|spot| spot.line == 0);
    let text = number.and_then(|spot| row.cell(spot.column)).filter(|cell| !cell.merged);
    text.is_some_and(|cell| {
        let bytes = cell.text.as_bytes();
        bytes.len() == 10
            && bytes
                .iter()
                .enumerate()
                .all(|(at, byte)| byte.is_ascii_digit() || (at == 2 && byte.is_ascii_uppercase()))
    })
}

/// A text with as many digits in a row may be a number that is written wrongly.
const DIGITS: usize = 5;

/// What stands in the first cells of a row that counts the others.
const TOTALS: [&str; 8] = ["計", "合計", "総計", "小計", "総数", "件数", "total", "累計"];

/// Says why a row below the header is no record; `None` for records.
fn no_record(keys: &HeaderKeys, table: &Table, row: &Row) -> Option<NoRecord> {
    if is_plainly_a_record(table, row) {
        return None;
    }
    let texts: Vec<(u16, &str)> = row
        .cells
        .iter()
        .filter(|cell| !cell.merged && !is_blank(&cell.text))
        .map(|cell| (cell.column, cell.text.as_str()))
        .collect();
    if let Some(header) = header_among_the_rows(keys, table, row, &texts) {
        return Some(header);
    }
    let is_whole = row.cells.iter().all(|cell| !cell.merged);
    if is_whole && stands_between(keys, table, &texts) {
        return Some(NoRecord::Note);
    }
    if texts.iter().take(3).any(|(_, text)| TOTALS.contains(&flat(text).as_str())) {
        return Some(NoRecord::Total);
    }
    if texts.len() == 1 && is_count(&flat(texts[0].1)) {
        return Some(NoRecord::Total);
    }
    let fields: BTreeSet<Field> =
        texts.iter().filter_map(|(column, _)| table.field_at(Spot::first(*column))).collect();
    if fields.is_empty() {
        // Only columns that nobody reads are filled: a running number, or a note beside the table.
        let is_number = |text: &str| flat(text).chars().all(|c| c.is_ascii_digit() || c == '.');
        return Some(if texts.iter().all(|(_, text)| is_number(text)) {
            NoRecord::Blank
        } else {
            NoRecord::Note
        });
    }
    let is_key = |field: &Field| matches!(field.name(), "office_number" | "name");
    let says_note = texts.first().is_some_and(|(_, text)| says_note(text));
    // A row within merges over number or name is one more service of that office.
    let is_more = fields.iter().any(|field| matches!(field, Field::Service | Field::Offers(_)))
        && row.cells.iter().any(|cell| {
            cell.merged && table.field_at(Spot::first(cell.column)).is_some_and(|field| is_key(&field))
        });
    let has_key_of_an_office = is_more || fields.iter().any(is_key);
    if (!has_key_of_an_office && fields.len() <= 1) || (says_note && fields.len() <= 1 && !is_more) {
        return Some(NoRecord::Note);
    }
    None
}

/// Whether a row stands between the records of a list: the title again with the number of the page, or the name of a part of
/// the city where numbers stand.
fn stands_between(keys: &HeaderKeys, table: &Table, texts: &[(u16, &str)]) -> bool {
    let Some((first, text)) = texts.first() else { return false };
    let field = |column: u16| table.field_at(Spot::first(column));
    // A name with something of its own beside it is an office, also where the title names the same body.
    let is_office = texts.iter().enumerate().any(|(at, (column, _))| {
        field(*column).is_some_and(|field| match field.name() {
            "office_number" => at > 0,
            "name" => texts.len() > 1,
            _ => false,
        })
    });
    if keys.repeats_a_title(texts) && !is_office {
        return true;
    }
    let has_digits = text.split(|c: char| !c.is_numeric()).any(|run| run.chars().count() >= DIGITS);
    texts.len() == 1
        && table.lines == 1
        && table.column(Field::OfficeNumber) == Some(*first)
        && !has_digits
        && may_be_a_heading(text)
}

/// What a row is that names fields as a header does: the header again, or one whose columns stand elsewhere.
fn header_among_the_rows(
    keys: &HeaderKeys,
    table: &Table,
    row: &Row,
    texts: &[(u16, &str)],
) -> Option<NoRecord> {
    let repeated = keys.repeats(row).then_some(NoRecord::RepeatedHeader);
    let number = table.column(Field::OfficeNumber);
    // Digits where numbers stand are those of a record, and nearly all rows are such.
    let is_numbered =
        texts.iter().any(|(column, text)| Some(*column) == number && text.contains(char::is_numeric));
    if table.lines > 1 || is_numbered {
        return repeated;
    }
    let field = |text: &str| Field::of_heading(text).map(|(field, _)| field);
    let named: Vec<(u16, Field)> =
        texts.iter().filter_map(|(column, text)| Some((*column, field(text)?))).collect();
    let names_offices = named.iter().any(|(_, field)| matches!(field.name(), "office_number" | "name"));
    let is_header = named.len() >= 2 && named.len() * 2 >= texts.len() && names_offices;
    if !is_header && repeated.is_none() {
        return None;
    }
    let named_at = |column: u16| named.iter().find(|(at, _)| *at == column).map(|(_, field)| *field);
    // What stands there in the header, too, is read as there, whatever a person says that it is.
    let stands_again = |column: u16| texts.iter().any(|(at, text)| *at == column && keys.holds(column, text));
    let is_elsewhere = |(column, field): &(u16, Field)| {
        !stands_again(*column)
            && (table.field_at(Spot::first(*column)).is_some_and(|read_as| read_as != *field)
                || table
                    .column(*field)
                    .is_some_and(|read_at| !stands_again(read_at) && named_at(read_at) != Some(*field)))
    };
    Some(if named.iter().any(is_elsewhere) { NoRecord::OtherHeader } else { NoRecord::RepeatedHeader })
}

/// `34事業所`, `計34件`: how many there are, alone in its row.
fn is_count(text: &str) -> bool {
    let text = text.trim_start_matches(['全', '計', '合', '総']);
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == ',');
    unit.len() < text.len() && ["事業所", "施設", "件", "か所", "ヶ所", "カ所", "箇所"].contains(&unit)
}

fn flat(text: &str) -> String {
    text.nfkc()
        .filter(|c| !c.is_whitespace() && !text::is_invisible(*c) && !c.is_control())
        .flat_map(char::to_lowercase)
        .collect()
}
