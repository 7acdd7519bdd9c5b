//! An address that stands in several columns: 市区町村, 町名 and 番地, as newer open data divide it, or the 番地 beside the rest
//! (domain.md §2.2). They are read as one.

use super::{
    columns::{Column, Known},
    field::{Field, heading_key},
    record::Reader,
    spot::Spot,
    workbook::CellKind,
};
use crate::{offices::Detail, postal_code::PostalCode, text};
use std::collections::BTreeSet;

/// Headings of the wider parts, the places within them, and what stands behind those; in the order of an address.
const WIDER: [&str; 11] = [
    "都道府県",
    "都道府県名",
    "所在地都道府県",
    "市区町村",
    "市区町村名",
    "市町村",
    "市町村名",
    "所在地市区町村",
    "所在地市町村",
    "住所市区町村",
    "郡市区町村",
];
const PLACES: [&str; 9] =
    ["町名", "町字", "町域", "町字名", "大字", "字", "所在地町字", "所在地町名", "町丁目"];
const LOTS: [&str; 7] =
    ["番地", "番地以下", "番地等", "丁目番地", "丁目番地等", "所在地番地以下", "所在地番地"];

/// The columns that are parts of the address, in their order. Without a column for the whole there must be more than the
/// municipality, and nothing twice, for one of two addresses is that of the corporation; beside one, only what stands behind
/// it is a part.
pub(super) fn find(columns: &[Column]) -> Vec<Spot> {
    let is_one_of = |column: &Column, words: &[&str]| words.contains(&heading_key(&column.heading).as_str());
    let free = || columns.iter().filter(|column| column.known == Known::Not && column.field.is_none());
    let whole = columns.iter().find(|column| column.field == Some(Field::Detail(Detail::Address)));
    let parts: Vec<&Column> = match whole {
        Some(whole) => {
            let key = heading_key(&whole.heading);
            // 住所2 and 住所3 go on with 住所1.
            let numbered = |column: &Column, number: u16| {
                let bare = key.strip_suffix('1').filter(|bare| !bare.is_empty());
                bare.is_some_and(|bare| heading_key(&column.heading) == format!("{bare}{number}"))
            };
            let goes_on = |column: &&Column| match column.column.checked_sub(whole.column) {
                Some(1) => is_one_of(column, &LOTS) || numbered(column, 2),
                Some(2) => numbered(column, 3),
                Some(_) | None => false,
            };
            free().filter(|column| column.line == whole.line).filter(goes_on).collect()
        }
        None => {
            let is_part =
                |column: &&Column| [&WIDER[..], &PLACES, &LOTS].iter().any(|of| is_one_of(column, of));
            free().filter(is_part).collect()
        }
    };
    let is_enough =
        whole.is_some() || parts.iter().any(|column| is_one_of(column, &PLACES) || is_one_of(column, &LOTS));
    let headings: BTreeSet<String> = parts.iter().map(|column| heading_key(&column.heading)).collect();
    let is_once = headings.len() == parts.len();
    if is_enough && is_once { parts.into_iter().map(Column::spot).collect() } else { Vec::new() }
}

impl Reader<'_> {
    /// The address, with its parts that stand in columns of their own. A lot of which a spreadsheet program made a date is
    /// none any more.
    pub(super) fn address(&mut self) -> String {
        let whole = self.text(Detail::Address);
        let behind = if whole.is_empty() { None } else { self.behind_the_address() };
        let whole = behind.map_or(whole, |(front, _)| front);
        let bare = postal_code_in_front(&whole).map(|(_, rest)| rest.to_owned());
        let parts = self.table.address_parts.iter().filter_map(|spot| {
            let cell = self.lines.get(usize::from(spot.line))?.cell(spot.column)?;
            let is_said = matches!(cell.kind, CellKind::Text | CellKind::Number);
            is_said.then(|| text::tidy_name(&cell.text))
        });
        parts.fold(bare.unwrap_or(whole), |address, part| {
            // A number goes on with 丁目, 番地 and hyphens; with any other word something new begins.
            let begins_anew = |c: char| c.is_alphabetic() && !"丁番号のノー".contains(c);
            let gap = address.ends_with(char::is_numeric) && part.starts_with(begins_anew);
            address + if gap { " " } else { "" } + &part
        })
    }
}

/// The postal code that stands in front of an address, and the address: `〒000-0101 みどり野市…`.
pub(super) fn postal_code_in_front(address: &str) -> Option<(PostalCode, &str)> {
    let rest = address.trim_start().strip_prefix('〒')?.trim_start();
    let end = rest.find(|c: char| !c.is_numeric() && !text::is_hyphen(c))?;
    let code = PostalCode::parse(&rest[..end]).ok()?;
    Some((code, rest[end..].trim_start()))
}

#[cfg(test)]
mod tests {
    use super::super::{
        Choices, read,
        workbook::{Cell, Row, Sheet, Source, Workbook},
    };
    use super::*;

    fn address(headings: &[&str], values: &[&str]) -> (String, usize) {
        let row = |(number, texts): (u32, &[&str])| Row {
            number,
            cells: (0..).zip(texts).map(|(column, text)| Cell::text(column, *text)).collect(),
            ..Row::default()
        };
        let rows = [(1, headings), (2, values)].into_iter().map(row).collect();
        let workbook = Workbook { source: Source::Xlsx, sheets: vec![Sheet { rows, ..Sheet::default() }] };
        let reading = read(&workbook, &Choices::default()).unwrap();
        let parts = reading.tables[0].columns.iter().filter(|column| column.known == Known::AddressPart);
        (reading.rows[0].record.particulars.address.clone(), parts.count())
    }

    #[test]
    fn an_address_in_several_columns_is_read_as_one() {
        type List<'a> = (&'a [&'a str], &'a [&'a str], (&'a str, usize));
        let office = ["事業所番号", "事業所名", "サービス"];
        let values = ["2970999013", "ひだまり", "訪問介護"];
        let lists: [List<'_>; 9] = [
            (
                &["所在地_市区町村", "町名", "番地"],
                &["みどり野市", "ひかり町", "1-2-3"],
                ("みどり野市ひかり町1-2-3", 3),
            ),
            (&["住所", "番地"], &["ひかり町", "1-2-3"], ("ひかり町1-2-3", 1)),
            (&["住所", "定員", "番地"], &["ひかり町", "20", "1-2-3"], ("ひかり町", 0)),
            (&["市区町村名", "住所"], &["みどり野市", "ひかり町1"], ("ひかり町1", 0)),
            (&["都道府県名", "市区町村名"], &["みどり県", "みどり野市"], ("", 0)),
            (&["町名", "番地", "町名", "番地"], &["ひかり町", "1-2-3", "中央", "5-1"], ("", 0)),
            (
                &["住所１", "住所２", "住所３"],
                &["みどり野市ひかり町", "1-2-3", "ひかりビル"],
                ("みどり野市ひかり町1-2-3 ひかりビル", 2),
            ),
            (&["住所", "住所2"], &["ひかり町1", "ひかりビル"], ("ひかり町1", 0)),
            (&["住所"], &["〒000-0101　ひかり町1"], ("ひかり町1", 0)),
        ];
        for (headings, texts, wanted) in lists {
            let read = address(&[&office[..], headings].concat(), &[&values[..], texts].concat());
            assert_eq!((read.0.as_str(), read.1), wanted, "{headings:?}");
        }
    }
}
