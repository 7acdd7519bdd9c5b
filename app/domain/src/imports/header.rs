//! Finding the header of a sheet: in whatever row it begins, in one row or two, or in as many rows as a record has.

use super::{
    care, content,
    field::{Field, heading_key},
    spot::Spot,
    workbook::{Cell, Row, Sheet},
};
use crate::{offices::Detail, service_type::ServiceType};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization as _;

/// The rows of a header, as a spreadsheet program numbers them; data follows the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// First row.
    pub first: u32,
    /// Last row: the same or the one after, or further down where a record has several rows.
    pub last: u32,
}

/// A header, and how many physical rows a record below it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// The rows of the header.
    pub header: Header,
    /// Physical rows of a record: as many as the header has where they name different things, otherwise one.
    pub lines: u8,
}

/// Rows with something in them among which a header is looked for.
pub const SEARCHED_ROWS: usize = 60;
/// The most physical rows that a record has; the lists of the regional bureaus have up to six (domain.md §2.2).
pub const MOST_LINES: u8 = 6;
/// Words of a heading over several columns that are about the corporation or a person, and those about a person.
const OTHERS: [&str; 8] = ["法人", "申請者", "開設者", "設置者", "運営主体", "経営主体", "代表者", "管理者"];
const PERSONS: [&str; 2] = ["代表者", "管理者"];
/// A table needs at least this many known columns, one of them the number or the name of an office.
const FEWEST_FIELDS: usize = 2;

/// The heading of a column: of a header in two rows, both parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// What stands above, in the first of two rows.
    pub group: String,
    /// What stands in the last row, or the only one.
    pub title: String,
}

impl Heading {
    /// The field that the heading names: both parts together before the lower alone.
    pub fn field(&self) -> Option<(Field, usize)> {
        if self.group.is_empty() || self.title.is_empty() {
            return Field::of_heading(&self.group).or_else(|| Field::of_heading(&self.title));
        }
        let whole = format!("{}{}", without_brackets(&self.group), self.title);
        Field::of_heading(&whole).or_else(|| self.of_title())
    }

    /// What the lower part says alone. Below a heading for the corporation or a person it tells nothing of the office but
    /// how the corporation is called.
    fn of_title(&self) -> Option<(Field, usize)> {
        let (field, rank) = Field::of_heading(&self.title)?;
        let names = |words: &[&str]| {
            let key = heading_key(&self.group);
            words.iter().any(|word| key.contains(word))
        };
        if names(&["事業所", "施設"]) || !names(&OTHERS) {
            return Some((field, rank));
        }
        let field = match field {
            Field::Detail(Detail::CorporationName | Detail::CorporateNumber) => field,
            Field::Detail(Detail::Name) if !names(&PERSONS) => Field::Detail(Detail::CorporationName),
            _ => return None,
        };
        Some((field, rank))
    }

    /// Whether the heading itself says that it is about the office.
    pub fn says_office(&self) -> bool {
        let key = heading_key(&format!("{}{}", self.group, self.title)).replace("施設長", "");
        ["事業所", "施設"].iter().any(|word| key.contains(word))
    }

    /// The service that the heading names, where it names no field: such a column may hold marks.
    pub fn service(&self) -> Option<ServiceType> {
        let text = if self.title.is_empty() { &self.group } else { &self.title };
        let is_short = text.chars().take(41).count() <= 40 && text.chars().any(char::is_alphabetic);
        if !is_short || self.field().is_some() {
            return None;
        }
        if care::concerns(&self.group, &self.title) {
            care::service(&self.group, &self.title)
        } else {
            ServiceType::recognise(text)
        }
    }

    /// Both parts as shown to a person, on one line.
    pub fn shown(&self) -> String {
        let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        match (self.group.is_empty(), self.title.is_empty()) {
            (true, _) => flat(&self.title),
            (_, true) => flat(&self.group),
            (false, false) => format!("{} {}", flat(&self.group), flat(&self.title)),
        }
    }
}

/// What stands in brackets explains a heading over several columns, and is no part of what is below.
fn without_brackets(group: &str) -> String {
    let flat: String = group.nfkc().collect();
    match flat.split_once('(') {
        Some((front, rest)) if !front.trim().is_empty() => {
            format!("{front}{}", rest.split_once(')').map_or("", |(_, after)| after))
        }
        Some(_) | None => flat,
    }
}

/// The header with the most known columns; of equals the first, and one row before two. Several rows for one record
/// must name more than any other reading, and be borne out by the numbers below.
pub fn find(sheet: &Sheet) -> Option<Layout> {
    let rows = &sheet.rows[..sheet.rows.len().min(SEARCHED_ROWS)];
    let mut best: Option<(usize, Layout)> = None;
    let one = rows.iter().map(|row| Header { first: row.number, last: row.number });
    let two = rows.iter().map(|row| Header { first: row.number, last: row.number + 1 });
    for header in one.chain(two.filter(|header| sheet.row(header.last).is_some())) {
        let fields = known(headings(sheet, header).values());
        if is_table(&fields) && best.is_none_or(|(most, _)| fields.len() > most) {
            best = Some((fields.len(), Layout { header, lines: 1 }));
        }
    }
    let own: Vec<BTreeSet<Field>> = rows.iter().map(fields_of).collect();
    for (index, row) in rows.iter().enumerate().filter(|(index, _)| !own[*index].is_empty()) {
        for lines in 2..=MOST_LINES {
            let last = row.number + u32::from(lines) - 1;
            let block = index..index + usize::from(lines);
            if rows.get(block.end - 1).is_none_or(|row| row.number != last) || own[block.end - 1].is_empty() {
                break;
            }
            let fields: BTreeSet<Field> = own[block].iter().flatten().copied().collect();
            let layout = Layout { header: Header { first: row.number, last }, lines };
            if best.is_some_and(|(most, _)| fields.len() > most)
                && is_table(&fields)
                && alternates(sheet, layout)
            {
                best = Some((fields.len(), layout));
            }
        }
    }
    best.map(|(_, layout)| layout).or_else(|| above_numbers(sheet))
}

/// The fields that the cells of a row name, each for itself.
fn fields_of(row: &Row) -> BTreeSet<Field> {
    let own = row.cells.iter().filter(|cell| !cell.merged);
    own.filter_map(|cell| Field::of_heading(&cell.text)).map(|(field, _)| field).collect()
}

/// The fields of headings; services count where there are several, for one may be a value.
fn known<'a>(headings: impl Iterator<Item = &'a Heading> + Clone) -> BTreeSet<Field> {
    let mut fields: BTreeSet<Field> =
        headings.clone().filter_map(|heading| heading.field().map(|(field, _)| field)).collect();
    let services: BTreeSet<Field> = headings.filter_map(Heading::service).map(Field::Offers).collect();
    if services.len() >= FEWEST_FIELDS {
        fields.extend(services);
    }
    fields
}

fn is_table(fields: &BTreeSet<Field>) -> bool {
    fields.len() >= FEWEST_FIELDS
        && fields.iter().any(|field| matches!(field.name(), "office_number" | "name"))
}

/// True when numbers of offices stand as many rows apart as the header has.
fn alternates(sheet: &Sheet, layout: Layout) -> bool {
    let headings = headings_of(sheet, layout);
    let number = headings
        .iter()
        .find(|(_, heading)| heading.field().is_some_and(|(field, _)| field == Field::OfficeNumber));
    let Some((spot, _)) = number else { return false };
    let body = super::table::body(sheet, layout.header).iter().take(SEARCHED_ROWS);
    let numbers: Vec<u32> =
        body.filter(|row| content::begins_a_record(row.text(spot.column))).map(|row| row.number).collect();
    let distances = numbers.windows(2).map(|pair| pair[1] - pair[0]);
    let right = distances.filter(|distance| *distance >= u32::from(layout.lines)).count();
    match numbers.first() {
        Some(first) => {
            *first == layout.header.last + 1 + u32::from(spot.line) && (right + 1) * 2 > numbers.len()
        }
        None => false,
    }
}

/// Where no heading is understood: the row above the first of several sound numbers of offices in one column.
fn above_numbers(sheet: &Sheet) -> Option<Layout> {
    let rows = &sheet.rows[..sheet.rows.len().min(SEARCHED_ROWS)];
    let is_number = |text: &str| {
        content::agreement(Field::OfficeNumber, std::iter::once(text)).is_some_and(|share| share == 100)
    };
    let (index, column) = rows.iter().enumerate().find_map(|(index, row)| {
        let cell = row.cells.iter().find(|cell| is_number(&cell.text))?;
        Some((index, cell.column))
    })?;
    let following = rows[index..].iter().take(5).filter(|row| is_number(row.text(column))).count();
    let above = index.checked_sub(1).map(|above| &rows[above])?;
    let is_header = following >= 3 && above.cells.len() >= 3 && above.number + 1 == rows[index].number;
    let header = Header { first: above.number, last: above.number };
    is_header.then_some(Layout { header, lines: 1 })
}

/// The heading of every column of every line of a record.
pub fn headings_of(sheet: &Sheet, layout: Layout) -> BTreeMap<Spot, Heading> {
    if layout.lines <= 1 {
        let one = headings(sheet, layout.header).into_iter();
        return one.map(|(column, heading)| (Spot::first(column), heading)).collect();
    }
    let rows = (0..layout.lines).zip(layout.header.first..=layout.header.last);
    rows.filter_map(|(line, number)| Some((line, sheet.row(number)?)))
        .flat_map(|(line, row)| {
            let own = row.cells.iter().filter(|cell| !cell.merged);
            own.map(move |cell| {
                let heading = Heading { group: String::new(), title: cell.text.clone() };
                (Spot { line, column: cell.column }, heading)
            })
        })
        .collect()
}

/// The heading of every column of a header.
pub fn headings(sheet: &Sheet, header: Header) -> BTreeMap<u16, Heading> {
    let last = sheet.row(header.last);
    if header.first == header.last {
        let cells = last.map_or(&[][..], |row| row.cells.as_slice());
        let heading = |(at, cell): (usize, &Cell)| {
            (cell.column, Heading { group: care::beside(cells, at).to_owned(), title: cell.text.clone() })
        };
        return cells.iter().enumerate().map(heading).collect();
    }
    let first = sheet.row(header.first);
    let columns: BTreeSet<u16> = [first, last]
        .into_iter()
        .flatten()
        .flat_map(|row| row.cells.iter().map(|cell| cell.column))
        .collect();
    columns
        .into_iter()
        .map(|column| {
            let lower = last.and_then(|row| row.cell(column)).filter(|cell| !cell.merged);
            let title = lower.map(|cell| cell.text.clone()).unwrap_or_default();
            let group =
                first.map(|row| group(sheet, row, last, column, title.is_empty())).unwrap_or_default();
            (column, Heading { group, title })
        })
        .collect()
}

/// What stands above a column: its own cell, that of a merge over it, or, in a text file, of the group to the left, unless
/// that is a heading of its own with nothing below.
fn group(sheet: &Sheet, row: &Row, lower: Option<&Row>, column: u16, alone: bool) -> String {
    if let Some(cell) = row.cell(column) {
        return cell.text.clone();
    }
    if let Some(merge) = sheet.merges.iter().find(|merge| {
        merge.top <= row.number && row.number <= merge.bottom && merge.left <= column && column <= merge.right
    }) {
        return row.text(merge.left).to_owned();
    }
    if alone || !sheet.merges.is_empty() {
        return String::new();
    }
    let left = row.cells.iter().rev().find(|cell| cell.column < column);
    let left = left.filter(|cell| lower.is_some_and(|lower| !lower.text(cell.column).is_empty()));
    left.map(|cell| cell.text.clone()).unwrap_or_default()
}

/// The rows of a header in the form in which repetitions are found, and the titles above it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeaderKeys(Vec<Vec<(u16, String)>>, BTreeSet<String>);

/// A title has at least so many characters that are no numbers: those of pages and years are others each time.
const TITLE: usize = 4;
/// A title has a number of the page beside it, and nothing else.
const BESIDE_A_TITLE: usize = 2;

/// A title in the form in which it is found again on the next page.
fn title_key(text: &str) -> Option<String> {
    let key: String = heading_key(text).chars().filter(|c| !c.is_numeric()).collect();
    (key.chars().count() >= TITLE).then_some(key)
}

impl HeaderKeys {
    /// The keys of the cells of a header.
    pub fn of(sheet: &Sheet, header: Header) -> Self {
        let rows = (header.first..=header.last).filter_map(|number| sheet.row(number));
        let keys = rows.map(|row| {
            let own = row.cells.iter().filter(|cell| !cell.merged);
            own.map(|cell| (cell.column, heading_key(&cell.text)))
                .filter(|(_, key)| !key.is_empty())
                .collect()
        });
        let above = sheet.rows.iter().take_while(|row| row.number < header.first);
        let titles = above.flat_map(|row| &row.cells).filter_map(|cell| title_key(&cell.text));
        Self(keys.collect(), titles.collect())
    }

    /// True where the texts of a row are those of a title that stands above the header, too.
    pub fn repeats_a_title(&self, texts: &[(u16, &str)]) -> bool {
        let is_title = |text: &str| title_key(text).is_some_and(|key| self.1.contains(&key));
        texts.len() <= BESIDE_A_TITLE && texts.first().is_some_and(|(_, text)| is_title(text))
    }

    /// True when a row of the body repeats a row of the header, as lists do on every page: three cells in five are
    /// the same, and at least two.
    pub fn repeats(&self, row: &Row) -> bool {
        self.0.iter().any(|head| {
            let (mut equal, mut different) = (0, 0);
            for (column, key) in head {
                if heading_key(row.text(*column)) == *key {
                    equal += 1;
                } else {
                    different += 1;
                    if different * 5 > head.len() * 2 {
                        return false;
                    }
                }
            }
            equal >= FEWEST_FIELDS
        })
    }

    /// True when a text stands in a column of the header.
    pub fn holds(&self, column: u16, text: &str) -> bool {
        let key = heading_key(text);
        self.0.iter().flatten().any(|(at, heading)| *at == column && *heading == key)
    }
}

#[cfg(test)]
mod tests {
    use super::super::workbook::{Cell, Merge};
    use super::*;

    fn sheet(rows: &[(u32, &[&str])]) -> Sheet {
        let cells = |texts: &[&str]| {
            let filled = texts.iter().enumerate().filter(|(_, text)| !text.is_empty());
            filled.map(|(column, text)| Cell::text(u16::try_from(column).unwrap(), *text)).collect()
        };
        let rows =
            rows.iter().map(|(number, texts)| Row { number: *number, cells: cells(texts), ..Row::default() });
        Sheet { rows: rows.collect(), ..Sheet::default() }
    }

    #[test]
    fn titles_and_notes_above_are_passed_over() {
        let sheet = sheet(&[
            (1, &["みどり野市　介護サービス事業所一覧"]),
            (3, &["※事業所番号は10桁です"]),
            (5, &["事業所番号", "事業所名", "住所"]),
            (6, &["2970999013", "ひだまり", "ひかり町1-2-3"]),
        ]);
        assert_eq!(find(&sheet), Some(Layout { header: Header { first: 5, last: 5 }, lines: 1 }));
    }

    #[test]
    fn a_title_just_above_is_no_part_of_the_header() {
        let sheet =
            sheet(&[(1, &["一覧"]), (2, &["事業所番号", "事業所名"]), (3, &["2970999013", "ひだまり"])]);
        assert_eq!(find(&sheet), Some(Layout { header: Header { first: 2, last: 2 }, lines: 1 }));
    }

    #[test]
    fn two_rows_of_a_merged_header_are_read_together() {
        let mut sheet = sheet(&[
            (4, &["Ｎｏ．", "開設者（法人名）", "事業所", "", "連絡先"]),
            (5, &["", "", "番　号", "名　称", "電　話"]),
            (6, &["1", "株式会社", "2970999013", "ひだまり", "0741-00-1001"]),
        ]);
        sheet.merges = vec![
            Merge { top: 4, left: 2, bottom: 4, right: 3 },
            Merge { top: 4, left: 1, bottom: 5, right: 1 },
        ];
        sheet.spread_vertical_merges();
        let header = find(&sheet).unwrap().header;
        assert_eq!(header, Header { first: 4, last: 5 });
        let fields: Vec<_> = headings(&sheet, header)
            .values()
            .map(|heading| heading.field().map(|(field, _)| field.name()))
            .collect();
        assert_eq!(fields, [None, Some("corp_name"), Some("office_number"), Some("name"), Some("phone")]);
    }

    #[test]
    fn without_merges_a_group_reaches_to_the_next() {
        let sheet = sheet(&[
            (1, &["事業所", "", "法人", ""]),
            (2, &["番号", "名称", "番号", "名称"]),
            (3, &["2970999013", "ひだまり", "", "株式会社"]),
        ]);
        let header = find(&sheet).unwrap().header;
        let fields: Vec<_> = headings(&sheet, header)
            .values()
            .filter_map(Heading::field)
            .map(|(field, _)| field.name())
            .collect();
        assert_eq!(fields, ["office_number", "name", "corp_number", "corp_name"]);
    }

    #[test]
    fn what_stands_below_the_corporation_is_not_of_the_office() {
        let sheet = sheet(&[
            (1, &["法人（申請者）", "", "", "事業所", "", "", "代表者", ""]),
            (2, &["名称", "所在地", "電話番号", "名称", "所在地", "電話番号", "氏名", "電話番号"]),
            (3, &["株式会社", "港1", "0741-00-2001", "ひだまり", "ひかり町1", "0741-00-1001", "岬", "090"]),
        ]);
        let header = find(&sheet).unwrap().header;
        assert_eq!(header, Header { first: 1, last: 2 });
        let fields: Vec<_> = headings(&sheet, header)
            .values()
            .map(|heading| heading.field().map(|(field, _)| field.name()))
            .collect();
        let office = [Some("name"), Some("address"), Some("phone")];
        assert_eq!(fields, [&[Some("corp_name"), None, None][..], &office, &[None, None]].concat());
    }

    #[test]
    fn a_table_of_something_else_has_no_header() {
        assert_eq!(find(&sheet(&[(1, &["款", "項", "予算額"]), (2, &["第1款", "総務費", "4000"])])), None);
        assert_eq!(find(&sheet(&[(1, &["事業所番号"])])), None);
        assert_eq!(find(&sheet(&[(1, &["電話番号", "住所"]), (2, &["0741-00-1001", "ひかり町"])])), None);
    }

    #[test]
    fn a_header_repeated_in_the_body_is_known() {
        let sheet =
            sheet(&[(1, &["事業所番号", "事業所名", "住所"]), (9, &["事業所 番号", "事業所名", "所在地"])]);
        let keys = HeaderKeys::of(&sheet, Header { first: 1, last: 1 });
        assert!(keys.repeats(&sheet.rows[1]));
        assert!(!keys.repeats(&Row {
            number: 2,
            cells: vec![Cell::text(0, "2970999013")],
            ..Row::default()
        }));
    }
}
