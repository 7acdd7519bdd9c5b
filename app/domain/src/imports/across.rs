//! What one office has in several columns of its row: services under サービス１, サービス２ and サービス３ or under the same heading
//! again, and a number of which every column holds a part.

use super::{
    choices::ListKind,
    columns::{Column, Known},
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
    columns.iter().filter(|column| column.known == Known::Not && column.field.is_none())
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

/// The columns that go on with the number of an office: they stand right beside the first and have no heading of their own,
/// and only with them it is one.
pub(super) fn number_parts(columns: &[Column], body: &[Row]) -> Vec<Spot> {
    let Some(main) = columns.iter().find(|column| column.field == Some(Field::OfficeNumber)) else {
        return Vec::new();
    };
    let key = heading_key(&main.heading);
    let mut parts: Vec<Spot> = Vec::new();
    for column in free(columns).filter(|column| column.line == main.line && column.column > main.column) {
        let before = parts.last().map_or(main.column, |spot| spot.column);
        let own = heading_key(&column.heading);
        if before + 1 != column.column || parts.len() + 1 == MOST_PARTS || !(own.is_empty() || own == key) {
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
        let head = ["事業所名（事業所番号）", "サービス"];
        assert_eq!(number(&head, &[&["ひだまり（2970999013）", "訪問介護"]]), [office]);
    }
}
