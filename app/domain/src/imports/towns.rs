//! Whose a row is where no column has the code of a municipality: by a column that names the municipality or the insurer, or by
//! the beginning of the address.

use super::{
    address_parts::postal_code_in_front,
    choices::{Choices, ListKind},
    columns::{Column, Known},
    field::{Field, heading_key},
    issue::Code,
    record::Reader,
    spot::Spot,
};
use crate::{offices::Detail, prefecture::Prefecture, text::search_key};
use unicode_normalization::UnicodeNormalization as _;

/// Headings of columns that say in which municipality an office is.
const PLACES: [&str; 17] = [
    "市区町村",
    "市区町村名",
    "市町村",
    "市町村名",
    "市町名",
    "構成市町",
    "構成市町名",
    "構成市町村",
    "構成市町村名",
    "所在市町村",
    "所在市町村名",
    "所在市区町村",
    "所在地市区町村",
    "所在地市町村",
    "住所市区町村",
    "郡市区町村",
    "自治体名",
];
/// Headings of those that name the insurer, which may be another one for an office in the city.
const INSURERS: [&str; 4] = ["保険者名", "保険者", "保険者名称", "保険者市町村名"];
/// What the name of a municipality ends with.
const ENDS: [char; 4] = ['市', '区', '町', '村'];
/// 市 whose name has the word twice.
const TWICE: [&str; 3] = ["四日市市", "廿日市市", "野々市市"];
/// No municipality that an address begins with is looked for beyond as many characters.
const LONGEST: usize = 7;

/// A column that names a municipality.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Towns {
    /// Where it stands.
    pub(super) spot: Spot,
    /// It says where the office is, rather than who insures.
    is_place: bool,
}

impl Towns {
    /// Finds it among the columns that nobody reads otherwise; two of one kind are not told apart.
    pub(super) fn find(columns: &[Column]) -> Option<Self> {
        let of = |headings: &[&str], is_place: bool| {
            let is_one = |column: &&Column| {
                column.field.is_none()
                    && matches!(column.known, Known::Not | Known::AddressPart)
                    && headings.contains(&heading_key(&column.heading).as_str())
            };
            let mut found = columns.iter().filter(is_one);
            let first = found.next()?;
            found.next().is_none().then_some(Self { spot: first.spot(), is_place })
        };
        of(&PLACES, true).or_else(|| of(&INSURERS, false))
    }
}

/// The name of the own municipality where rows of others are to be found; a 広域連合 has none.
fn own(choices: &Choices) -> Option<&str> {
    let town = after_prefecture(choices.town.trim());
    let town = of_a_county(town).unwrap_or(town);
    let is_wanted = choices.kind == ListKind::Offices && !choices.municipalities.is_empty();
    (is_wanted && town.chars().count() > 1 && town.ends_with(ENDS)).then_some(town)
}

/// A text without the prefecture in front.
fn after_prefecture(text: &str) -> &str {
    let known = Prefecture::all().find_map(|prefecture| text.strip_prefix(prefecture.name()));
    let any = || {
        let (at, end) = text.char_indices().take(4).skip(2).find(|(_, c)| *c == '県')?;
        Some(&text[at + end.len_utf8()..]).filter(|rest| !rest.starts_with('市'))
    };
    known.or_else(any).map_or(text, str::trim_start)
}

/// The shortest beginning of a text that may be a name with one of these ends.
fn up_to<'a>(text: &'a str, ends: &[char]) -> Option<&'a str> {
    let (at, end) = text.char_indices().take(LONGEST).skip(1).find(|(_, c)| ends.contains(c))?;
    let (name, rest) = text.split_at(at + end.len_utf8());
    // 玉村町 has both.
    let is_longer = matches!(end, '町' | '村') && rest.starts_with('町');
    let name = if is_longer { &text[..name.len() + '町'.len_utf8()] } else { name };
    name.chars().all(char::is_alphabetic).then_some(name)
}

/// The 町 or 村 behind its 郡; nothing where 郡 belongs to a name: 大和郡山市.
fn of_a_county(text: &str) -> Option<&str> {
    let (county, rest) = text.split_once('郡')?;
    let is_county = (1..=4).contains(&county.chars().count()) && county.chars().all(char::is_alphabetic);
    up_to(rest, &['町', '村']).filter(|town| is_county && !town.contains('市'))
}

/// The 市 that an address begins with; nothing where the word belongs to a place: 八日市1丁目, 今市町.
fn city(text: &str) -> Option<&str> {
    let twice = TWICE.into_iter().find(|name| text.starts_with(name));
    let name = twice.or_else(|| up_to(text, &['市']))?;
    let next = text[name.len()..].trim_start().chars().next()?;
    (next.is_alphabetic() && !"場町村".contains(next)).then(|| &text[..name.len()])
}

/// The municipality that an address begins with, and whether that is sure by the address alone. Without the prefecture a 町 may
/// be a part of the city.
fn of_address(address: &str) -> Option<(&str, bool)> {
    let rest = after_prefecture(address);
    let has_prefecture = rest.len() < address.len();
    let within = || if has_prefecture { up_to(rest, &['町', '村', '区']) } else { None };
    of_a_county(rest)
        .map(|town| (town, true))
        .or_else(|| city(rest).or_else(within).map(|town| (town, has_prefecture)))
}

/// Whether a text begins with the own municipality.
fn is_in(text: &str, own: &str) -> bool {
    let text = postal_code_in_front(text).map_or(text, |(_, rest)| rest);
    let rest = after_prefecture(text.trim_start());
    let begins = |text: &str| text.starts_with(own) || search_key(text).starts_with(&search_key(own));
    begins(rest) || rest.split_once('郡').is_some_and(|(_, town)| begins(town))
}

/// What a cell that names municipalities says.
#[derive(Debug, PartialEq, Eq)]
enum Said {
    /// The own one.
    Own,
    /// Another one.
    Other(String),
    /// None that is known for one.
    Nothing,
}

fn said(text: &str, own: &str) -> Said {
    let flat: String = text.nfkc().collect();
    let bare = |part: &str| {
        let front = part.split_once('(').map_or(part, |(front, _)| front);
        front.trim_matches(|c: char| !c.is_alphabetic()).to_owned()
    };
    let parts: Vec<String> = flat.split(['・', '/', '、', ',']).map(bare).collect();
    if parts.iter().any(|part| is_in(part, own)) {
        return Said::Own;
    }
    let other = parts.iter().find_map(|part| {
        let rest = after_prefecture(part);
        let town = of_a_county(rest).unwrap_or(rest);
        // A 区 is a part of the city, unless the own one is such a 区 itself.
        let may_end = town.ends_with(['市', '町', '村']) || (town.ends_with('区') && own.ends_with('区'));
        let is_one = may_end && town.chars().count() > 1 && town.chars().all(char::is_alphabetic);
        is_one.then(|| town.to_owned())
    });
    other.map_or(Said::Nothing, Said::Other)
}

impl Reader<'_> {
    /// The cell that says that the row is another municipality's, where nothing speaks against it.
    pub(super) fn named_outside(&self, choices: &Choices) -> Option<Spot> {
        let towns = self.table.towns.filter(|towns| towns.is_place)?;
        let own = own(choices)?;
        let is_other = matches!(said(self.text_at(towns.spot), own), Said::Other(_));
        let address = self.cell(Field::Detail(Detail::Address)).map_or("", |cell| cell.text.as_str());
        (is_other && !is_in(address, own)).then_some(towns.spot)
    }

    /// Tells whose the row seems to be, where that is another municipality.
    pub(super) fn seems_outside(&mut self, choices: &Choices, address: &str) {
        let Some(own) = own(choices) else { return };
        let at = self.table.towns.map(|towns| towns.spot);
        match at.map(|spot| (spot, said(self.text_at(spot), own))) {
            Some((spot, Said::Other(town))) => {
                self.note_in(Code::SeemsOutside, Field::Detail(Detail::Municipality), spot, Some(town));
                return;
            }
            Some((_, Said::Own)) => return,
            Some((_, Said::Nothing)) | None => {}
        }
        if address.is_empty() || is_in(address, own) {
            return;
        }
        let field = Field::Detail(Detail::Address);
        let at = self.table.spot(field).or_else(|| self.table.address_parts.first().copied());
        if let Some((town, is_sure)) = of_address(address)
            && let Some(spot) = at
            && (is_sure || self.addresses_name_towns(own))
        {
            self.note_in(Code::SeemsOutside, field, spot, Some(town.to_owned()));
        }
    }

    /// Whether the addresses of the list begin with the municipality, by the first of them.
    fn addresses_name_towns(&self, own: &str) -> bool {
        let field = Some(Field::Detail(Detail::Address));
        let column = self.table.columns.iter().find(|column| column.field == field);
        let names_one = |text: &String| is_in(text, own) || of_address(text).is_some();
        column.is_some_and(|column| column.samples.iter().all(names_one))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{
        Outcome, ReadRow, read,
        workbook::{Cell, Row, Sheet, Source, Workbook},
    };
    use super::*;

    #[test]
    fn the_municipality_that_an_address_begins_with_is_known() {
        for (address, wanted) in [
            ("あおば市本町1-1", Some(("あおば市", false))),
            ("北見県ふたば市本町1-1", Some(("ふたば市", true))),
            ("奈良県大和郡山市北郡山町1", Some(("大和郡山市", true))),
            ("群馬県佐波郡玉村町下新田1", Some(("玉村町", true))),
            ("生駒郡斑鳩町法隆寺1", Some(("斑鳩町", true))),
            ("三重県四日市市諏訪町1", Some(("四日市市", true))),
            ("東京都千代田区霞が関1", Some(("千代田区", true))),
            ("ひかり町1-2-3", None),
            ("八日市1丁目2", None),
            ("今市町3", None),
            ("中央5-3", None),
        ] {
            assert_eq!(of_address(address), wanted, "{address}");
        }
    }

    #[test]
    fn a_cell_names_the_own_municipality_or_another() {
        let other = |name: &str| Said::Other(name.to_owned());
        for (text, wanted) in [
            ("みどり野市", Said::Own),
            ("29299 みどり野市", Said::Own),
            ("あおば市・みどり野市", Said::Own),
            ("みどり県あおば市", other("あおば市")),
            ("東みどり野市", other("東みどり野市")),
            ("みどり郡ふたば町", other("ふたば町")),
            ("中央区", Said::Nothing),
            ("北部", Said::Nothing),
            ("", Said::Nothing),
        ] {
            assert_eq!(said(text, "みどり野市"), wanted, "{text}");
        }
    }

    /// What becomes of the rows, and whose they seem to be.
    fn told(heading: &str, rows: &[(&str, &str)], town: &str) -> Vec<(Outcome, Option<String>)> {
        let row = |number: u32, texts: [&str; 5]| Row {
            number,
            cells: (0..).zip(texts).map(|(column, text)| Cell::text(column, text)).collect(),
            ..Row::default()
        };
        let numbers = ["2970999013", "2970999021", "2970999039"];
        let head = row(1, ["事業所番号", "事業所名", "サービス", heading, "住所"]);
        let body = (2..).zip(numbers.iter().zip(rows));
        let body = body.map(|(at, (number, (named, address)))| {
            row(at, [*number, "ひだまり", "訪問介護", *named, *address])
        });
        let rows = std::iter::once(head).chain(body).collect();
        let workbook = Workbook { source: Source::Xlsx, sheets: vec![Sheet { rows, ..Sheet::default() }] };
        let choices = Choices {
            town: town.to_owned(),
            municipalities: ["292991".parse().unwrap()].into(),
            ..Choices::default()
        };
        let seems = |row: &ReadRow| {
            let issue = row.issues.iter().find(|issue| issue.code == Code::SeemsOutside);
            (row.outcome, issue.and_then(|issue| issue.repaired.clone()))
        };
        read(&workbook, &choices).unwrap().rows.iter().map(seems).collect()
    }

    #[test]
    fn rows_of_another_municipality_are_left_out_or_told() {
        let rows = [("みどり野市", "ひかり町1"), ("あおば市", "本町2"), ("あおば市", "みどり野市花園3")];
        let seems = || Some("あおば市".to_owned());
        assert_eq!(
            told("市町村名", &rows, "みどり野市"),
            [(Outcome::Ok, None), (Outcome::Skipped, None), (Outcome::Warning, seems())]
        );
        let told_only = [(Outcome::Ok, None), (Outcome::Warning, seems()), (Outcome::Warning, seems())];
        assert_eq!(told("保険者名", &rows, "みどり野市"), told_only);
        assert_eq!(told("市町村名", &rows, "みどり広域連合"), [(); 3].map(|()| (Outcome::Ok, None)));
        let rows = [("", "みどり野市ひかり町1"), ("", "あおば市本町2"), ("", "みどり県あおば市本町3")];
        assert_eq!(told("備考", &rows, "みどり野市"), told_only);
    }

    #[test]
    fn a_place_of_the_city_is_not_taken_for_another_one() {
        let rows = [("", "ひかり町1"), ("", "今市本町2"), ("", "花園3")];
        assert_eq!(told("備考", &rows, "みどり野市"), [(); 3].map(|()| (Outcome::Ok, None)));
    }
}
