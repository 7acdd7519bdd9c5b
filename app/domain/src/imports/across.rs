//! What one office has in several columns of its row: services under サービス１, サービス２ and サービス３ or under the same heading
//! again, and a number of which every column holds a part.

use super::{
    choices::ListKind,
    columns::{Column, Confidence, Known},
    content::begins_a_record,
    field::{Field, heading_key},
    issue::Code,
    record::Reader,
    spot::Spot,
    workbook::Row,
};
use crate::{office_number::OfficeNumber, service_type::ServiceType};

/// Rows that are looked at, and how many in a hundred must have a sound number when their parts are put together.
const LOOKED_AT: usize = 60;
const ENOUGH: usize = 80;
/// A number has ten characters.
const MOST_PARTS: usize = 10;

/// Columns that nobody reads otherwise.
fn free(columns: &[Column]) -> impl Iterator<Item = &Column> {
    columns.iter().filter(|column| is_free(column))
}

fn is_free(column: &Column) -> bool {
    column.known == Known::Not && column.field.is_none()
}

/// The columns that go on with the services: those with the heading of the first, with or without a number behind it, unless
/// none of their values is a service, and those without a heading right beside it that hold nothing but services.
pub(super) fn further_services(columns: &[Column]) -> Vec<Spot> {
    let Some(main) = columns.iter().find(|column| column.field == Some(Field::Service)) else {
        return Vec::new();
    };
    let key = heading_key(&main.heading);
    let bare = without_number(&key);
    let is_service = |text: &String| {
        text.chars().any(char::is_alphabetic)
            && text.split(['、', ';', '；', '\n', '/', '／', '・', ',']).any(names_a_service)
    };
    let mut last = main.spot();
    let mut further = Vec::new();
    for column in free(columns) {
        let own = heading_key(&column.heading);
        let is_beside = column.line == last.line && last.column.checked_add(1) == Some(column.column);
        let goes_on = if own.is_empty() {
            is_beside && !column.samples.is_empty() && column.samples.iter().all(is_service)
        } else {
            !bare.is_empty()
                && without_number(&own) == bare
                && (column.samples.is_empty() || column.samples.iter().any(is_service))
        };
        if goes_on {
            last = column.spot();
            further.push(last);
        }
    }
    further
}

fn names_a_service(text: &str) -> bool {
    ServiceType::recognise(text).is_some()
}

/// A heading without the number of its column.
fn without_number(key: &str) -> &str {
    key.trim_end_matches(|c: char| c.is_ascii_digit())
}

/// Where the parts of a number stand under headings of their own, 都道府県コード, 種別 and 番号, it begins in the first of them.
pub(super) fn begin_the_number(columns: &mut [Column], body: &[Row]) {
    let may_begin = |column: &Column| {
        (is_free(column) || column.known == Known::Content) && names_the_prefecture(&column.heading)
    };
    let Some(first) = columns.iter().position(may_begin) else { return };
    let parts = parts_of(&columns[first], columns, body);
    let is_number = |column: &Column| column.field == Some(Field::OfficeNumber);
    let stands_elsewhere = |column: &Column| is_number(column) && !parts.contains(&column.spot());
    if parts.is_empty() || columns.iter().any(stands_elsewhere) {
        return;
    }
    for column in columns.iter_mut().filter(|column| parts.contains(&column.spot())) {
        (column.field, column.known, column.confidence) = (None, Known::Not, Confidence::Low);
    }
    let main = &mut columns[first];
    main.field = Some(Field::OfficeNumber);
    (main.known, main.confidence) = (Known::Content, Confidence::Medium);
}

/// Whether a heading is that of the first two digits of a number.
fn names_the_prefecture(heading: &str) -> bool {
    heading_key(heading).contains("都道府県")
}

/// The columns that go on with the number of an office.
pub(super) fn number_parts(columns: &[Column], body: &[Row]) -> Vec<Spot> {
    let main = columns.iter().find(|column| column.field == Some(Field::OfficeNumber));
    main.map_or_else(Vec::new, |main| parts_of(main, columns, body))
}

/// Shows whole numbers as the first values of the column in which they begin.
pub(super) fn show_whole_numbers(columns: &mut [Column], parts: &[Spot], body: &[Row]) {
    let main = columns.iter_mut().find(|column| column.field == Some(Field::OfficeNumber));
    let Some(main) = main.filter(|_| !parts.is_empty()) else { return };
    let (begin, shown) = (main.column, main.samples.len());
    let whole = |row: &Row| {
        let places = std::iter::once(begin).chain(parts.iter().map(|spot| spot.column));
        places.map(|place| row.text(place).trim()).collect::<Vec<_>>().join(" ")
    };
    let filled = body.iter().filter(|row| !row.text(begin).trim().is_empty());
    main.samples = filled.take(shown).map(whole).collect();
}

/// The columns that go on with a number that begins in one: they stand right beside it and have no heading of their own, unless
/// it names the prefecture alone; and only with them it is a number.
fn parts_of(main: &Column, columns: &[Column], body: &[Row]) -> Vec<Spot> {
    let key = heading_key(&main.heading);
    let are_named = names_the_prefecture(&main.heading);
    // Seven digits look like a postal code, and the last part may be headed as the whole is.
    let is_rest = |column: &Column| {
        let is_headed = column.known == Known::Heading && column.field == Some(Field::OfficeNumber);
        are_named && (is_headed || column.known == Known::Content)
    };
    let right = columns.iter().filter(|column| column.line == main.line && column.column > main.column);
    let mut parts: Vec<Spot> = Vec::new();
    for column in right.filter(|column| is_free(column) || is_rest(column)) {
        let before = parts.last().map_or(main.column, |spot| spot.column);
        let own = heading_key(&column.heading);
        let goes_on = own.is_empty() || own == key || are_named;
        if before + 1 != column.column || parts.len() + 1 == MOST_PARTS || !goes_on {
            break;
        }
        parts.push(column.spot());
    }
    let rows = || body.iter().take(LOOKED_AT).filter(|row| !row.text(main.column).trim().is_empty());
    if parts.is_empty() || rows().any(|row| begins_a_record(row.text(main.column))) {
        return Vec::new();
    }
    let is_sound = |row: &&Row, parts: &[Spot]| {
        let rest = parts.iter().map(|spot| row.text(spot.column).trim());
        let whole: String = std::iter::once(row.text(main.column).trim()).chain(rest).collect();
        OfficeNumber::parse(&whole).is_ok_and(|read| read.warnings.is_empty())
    };
    let all = rows().count();
    let found = (1..=parts.len()).find(|count| {
        let sound = rows().filter(|row| is_sound(row, &parts[..*count])).count();
        sound > 0 && sound * 100 >= all * ENOUGH
    });
    parts.truncate(found.unwrap_or(0));
    parts
}

impl Reader<'_> {
    /// The number of which every column holds a part; nothing where it stands in one, or a person wrote the whole of it into
    /// the first.
    pub(super) fn number_across(&self) -> Option<String> {
        let parts = &self.table.number_parts;
        let first = self.table.spot(Field::OfficeNumber).filter(|_| !parts.is_empty())?;
        if begins_a_record(self.text_at(first)) {
            return None;
        }
        let spots = std::iter::once(first).chain(parts.iter().copied());
        Some(spots.map(|spot| self.text_at(spot).trim()).collect())
    }

    /// The services of the column for them and of those that go on with it.
    pub(super) fn services_in_columns(&mut self, number: Option<OfficeNumber>) -> Vec<ServiceType> {
        let table = self.table;
        let spots = table.spot(Field::Service).into_iter().chain(table.further_services.iter().copied());
        let mut services: Vec<ServiceType> = Vec::new();
        let mut says_something = false;
        for spot in spots {
            let Some(cell) = self.cell_at(spot) else { continue };
            says_something = true;
            match self.services_of(&cell.text, number) {
                Some(named) if !named.is_empty() => {
                    let known: Vec<ServiceType> =
                        named.into_iter().filter(|service| !services.contains(service)).collect();
                    services.extend(known);
                }
                Some(_) | None => self.note_in(Code::ServiceUnknown, Field::Service, spot, None),
            }
        }
        if !says_something && self.kind == ListKind::Offices {
            self.note(Code::ServiceUnknown, Field::Service, None);
        }
        services
    }
}

#[cfg(test)]
mod tests {
    use super::super::{
        Choices, ReadRow, read,
        workbook::{Cell, Sheet, Source, Workbook},
    };
    use super::*;

    /// Codes of the services of each row, and how many of its cells are not understood.
    fn services(headings: &[&str], rows: &[&[&str]]) -> Vec<(String, usize)> {
        let head = ["事業所番号", "事業所名"];
        let numbers = ["2970999013", "2970999021", "2970999039"];
        let row = |number: u32, texts: Vec<&str>| Row {
            number,
            cells: (0..).zip(texts).map(|(column, text)| Cell::text(column, text)).collect(),
            ..Row::default()
        };
        let body = (2..).zip(numbers.iter().zip(rows));
        let body = body.map(|(at, (number, texts))| row(at, [&[*number, "ひだまり"][..], *texts].concat()));
        let rows = std::iter::once(row(1, [&head[..], headings].concat())).chain(body).collect();
        let workbook = Workbook { source: Source::Xlsx, sheets: vec![Sheet { rows, ..Sheet::default() }] };
        let reading = read(&workbook, &Choices::default()).unwrap();
        let told = |row: &ReadRow| {
            let codes: Vec<&str> = row.record.services.iter().map(|service| service.code()).collect();
            let unknown = row.issues.iter().filter(|issue| issue.code == Code::ServiceUnknown).count();
            (codes.join(" "), unknown)
        };
        reading.rows.iter().map(told).collect()
    }

    #[test]
    fn every_column_of_services_is_read() {
        let rows: [&[&str]; 3] =
            [&["訪問介護", "通所介護", "居宅介護支援"], &["訪問看護"], &["", "通所介護"]];
        let wanted = [("11 15 43".to_owned(), 0), ("13".to_owned(), 0), ("15".to_owned(), 0)];
        for headings in [
            ["サービス１", "サービス２", "サービス３"],
            ["提供サービス①", "提供サービス②", "提供サービス③"],
            ["サービス", "サービス", "サービス"],
            ["サービス種類", "", ""],
        ] {
            assert_eq!(services(&headings, &rows), wanted, "{headings:?}");
        }
    }

    #[test]
    fn what_stands_beside_the_services_is_none_of_them() {
        let rows: [&[&str]; 3] = [&["訪問介護", "通所介護"], &["訪問看護", ""], &["通所介護", "送迎"]];
        let first = [("11".to_owned(), 0), ("13".to_owned(), 0), ("15".to_owned(), 0)];
        for headings in [["サービス種類", "併設サービス"], ["サービス種類", ""]] {
            assert_eq!(services(&headings, &rows), first, "{headings:?}");
        }
        let numbered = services(&["サービス１", "サービス２"], &rows);
        assert_eq!(numbered, [("11 15".to_owned(), 0), ("13".to_owned(), 0), ("15".to_owned(), 1)]);
    }

    #[test]
    fn a_number_is_put_together_from_its_parts() {
        let number = |headings: &[&str], rows: &[&[&str]]| {
            let row = |(number, texts): (u32, &&[&str])| Row {
                number,
                cells: (0..).zip(texts.iter()).map(|(column, text)| Cell::text(column, *text)).collect(),
                ..Row::default()
            };
            let rows = (1..).zip(std::iter::once(&headings).chain(rows)).map(row).collect();
            let sheets = vec![Sheet { rows, ..Sheet::default() }];
            let reading = read(&Workbook { source: Source::Xlsx, sheets }, &Choices::default()).unwrap();
            reading
                .rows
                .iter()
                .map(|row| row.record.number.map(|number| number.to_string()))
                .collect::<Vec<_>>()
        };
        let office = Some("2970999013".to_owned());
        let digits = ["2", "9", "7", "0", "9", "9", "9", "0", "1", "3", "ひだまり", "訪問介護"];
        let head = ["事業所番号", "", "", "", "", "", "", "", "", "", "事業所名", "サービス"];
        assert_eq!(number(&head, &[&digits]), std::slice::from_ref(&office));
        let head = ["事業所番号", "", "事業所名", "サービス"];
        assert_eq!(
            number(&head, &[&["29", "70999013", "ひだまり", "訪問介護"]]),
            std::slice::from_ref(&office)
        );
        assert_eq!(
            number(&head, &[&["29", "70999014", "ひだまり", "訪問介護"]]),
            [None::<String>],
            "it is not sound"
        );
        for last_heading in ["番号", "事業所番号"] {
            let head = ["都道府県コード", "種別", last_heading, "事業所名", "サービス"];
            let row = |digits: &'static str| ["29", "7", digits, "ひだまり", "訪問介護"];
            let [first, second, third] = [row("0999013"), row("0999021"), row("0999039")];
            let wanted = ["2970999013", "2970999021", "2970999039"].map(|number| Some(number.to_owned()));
            assert_eq!(number(&head, &[&first, &second, &third]), wanted, "{last_heading}");
        }
        let head = ["都道府県コード", "種別", "番号", "事業所名", "サービス"];
        let unsound: &[&str] = &["29", "7", "0999014", "ひだまり", "訪問介護"];
        assert_eq!(number(&head, &[unsound]), [None::<String>], "the digits are those of none");
        let head = ["事業所名（事業所番号）", "サービス"];
        assert_eq!(number(&head, &[&["ひだまり（2970999013）", "訪問介護"]]), [office]);
    }
}
