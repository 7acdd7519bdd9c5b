//! The table in a sheet: its header, what its columns hold, and where the service stands.

use super::{
    choices::SheetChoice,
    field::Field,
    header::{self, Header},
    workbook::{Row, Sheet},
};
use crate::{office_number::OfficeNumber, service_type::ServiceType};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A sheet with what was found in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Index of the sheet in the workbook.
    pub sheet: usize,
    /// Name of the sheet.
    pub name: String,
    /// The header; none when the sheet has no list of offices.
    pub header: Option<Header>,
    /// The columns that have a heading or hold something.
    pub columns: Vec<Column>,
    /// Where the service of a row is taken from.
    pub service: ServiceFrom,
    /// The sheet takes part in the import.
    pub imported: bool,
    /// Rows that are records.
    pub records: usize,
}

/// A column and what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The column; A is 0.
    pub column: u16,
    /// The heading as shown.
    pub heading: String,
    /// What it holds; nothing when it is left out.
    pub field: Option<Field>,
    /// How that is known.
    pub known: Known,
    /// The first values below the heading.
    pub samples: Vec<String>,
}

/// How it is known what a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// By its heading.
    Heading,
    /// By what stands in it.
    Content,
    /// A person said so.
    Person,
    /// It is not known.
    Not,
}

/// Where the service of a row is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServiceFrom {
    /// A column.
    Column,
    /// The name of the sheet.
    SheetName(ServiceType),
    /// A person said it for the sheet.
    Person(ServiceType),
    /// It is not known.
    Nowhere,
}

/// Rows below the header that are looked at to understand a column.
const SAMPLED_ROWS: usize = 60;
const SHOWN_SAMPLES: usize = 3;
/// Headings so general that what stands below must bear them out.
const GENERAL: usize = 13;

impl Table {
    /// Finds the table of a sheet, as a person chose or as it looks.
    pub fn find(index: usize, sheet: &Sheet, choice: &SheetChoice) -> Self {
        let header =
            choice.header.filter(|header| sheet.row(header.last).is_some()).or_else(|| header::find(sheet));
        let mut table = Self {
            sheet: index,
            name: sheet.name.clone(),
            header,
            columns: Vec::new(),
            service: ServiceFrom::Nowhere,
            imported: header.is_some() && choice.import.unwrap_or(!sheet.hidden),
            records: 0,
        };
        if let Some(header) = header {
            table.columns = columns(sheet, header, choice);
            table.service = table.service_from(sheet, choice);
        }
        table
    }

    /// The column that holds a field.
    pub fn column(&self, field: Field) -> Option<u16> {
        self.columns.iter().find(|column| column.field == Some(field)).map(|column| column.column)
    }

    fn service_from(&self, sheet: &Sheet, choice: &SheetChoice) -> ServiceFrom {
        match (choice.service, self.column(Field::Service), ServiceType::recognise(&sheet.name)) {
            (Some(service), _, _) => ServiceFrom::Person(service),
            (None, Some(_), _) => ServiceFrom::Column,
            (None, None, Some(service)) => ServiceFrom::SheetName(service),
            (None, None, None) => ServiceFrom::Nowhere,
        }
    }
}

fn columns(sheet: &Sheet, header: Header, choice: &SheetChoice) -> Vec<Column> {
    let body: Vec<&Row> = body(sheet, header).take(SAMPLED_ROWS).collect();
    let headings = header::headings(sheet, header);
    let mut taken: BTreeMap<Field, (usize, u16)> = BTreeMap::new();
    for (column, heading) in &headings {
        if let Some((field, rank)) = heading.field()
            && is_borne_out(field, rank, &body, *column)
            && taken.get(&field).is_none_or(|(best, _)| rank < *best)
        {
            taken.insert(field, (rank, *column));
        }
    }
    let by_heading: BTreeMap<u16, Field> =
        taken.into_iter().map(|(field, (_, column))| (column, field)).collect();
    let mut columns: Vec<Column> = all_columns(&headings, &body)
        .into_iter()
        .map(|column| {
            let (field, known) = match (choice.columns.get(&column), by_heading.get(&column)) {
                (Some(chosen), _) => (*chosen, Known::Person),
                (None, Some(field)) => (Some(*field), Known::Heading),
                (None, None) => (None, Known::Not),
            };
            Column {
                column,
                heading: headings.get(&column).map(header::Heading::shown).unwrap_or_default(),
                field,
                known,
                samples: values(&body, column).take(SHOWN_SAMPLES).map(str::to_owned).collect(),
            }
        })
        .collect();
    drop_what_a_person_gave_elsewhere(&mut columns);
    if !columns.iter().any(|column| column.field == Some(Field::OfficeNumber)) {
        let by_content = columns
            .iter_mut()
            .find(|column| column.known == Known::Not && holds_office_numbers(&body, column.column));
        if let Some(column) = by_content {
            column.field = Some(Field::OfficeNumber);
            column.known = Known::Content;
        }
    }
    columns
}

/// A field that a person gave to one column leaves the column that was proposed for it.
fn drop_what_a_person_gave_elsewhere(columns: &mut [Column]) {
    let given: Vec<Field> = columns
        .iter()
        .filter(|column| column.known == Known::Person)
        .filter_map(|column| column.field)
        .collect();
    for column in columns.iter_mut().filter(|column| column.known != Known::Person) {
        if column.field.is_some_and(|field| given.contains(&field)) {
            column.field = None;
            column.known = Known::Not;
        }
    }
}

/// 区分 and the like mean the service only where services stand below.
fn is_borne_out(field: Field, rank: usize, body: &[&Row], column: u16) -> bool {
    if field != Field::Service || rank < GENERAL {
        return true;
    }
    let (known, all) = values(body, column).fold((0, 0), |(known, all), value| {
        (known + usize::from(ServiceType::recognise(value).is_some()), all + 1)
    });
    known * 2 >= all
}

fn holds_office_numbers(body: &[&Row], column: u16) -> bool {
    let (good, all) = values(body, column).fold((0, 0), |(good, all), value| {
        let is_number = OfficeNumber::parse(value).is_ok_and(|parsed| parsed.warnings.is_empty());
        (good + usize::from(is_number), all + 1)
    });
    all >= 3 && good * 5 >= all * 4
}

fn values<'a>(body: &'a [&Row], column: u16) -> impl Iterator<Item = &'a str> {
    body.iter()
        .filter_map(move |row| row.cell(column))
        .map(|cell| cell.text.trim())
        .filter(|text| !text.is_empty())
}

fn all_columns(headings: &BTreeMap<u16, header::Heading>, body: &[&Row]) -> Vec<u16> {
    let mut columns: Vec<u16> = headings.keys().copied().collect();
    columns.extend(body.iter().flat_map(|row| row.cells.iter().map(|cell| cell.column)));
    columns.sort_unstable();
    columns.dedup();
    columns
}

/// The rows below a header.
pub fn body(sheet: &Sheet, header: Header) -> impl Iterator<Item = &Row> {
    let from = sheet.rows.partition_point(|row| row.number <= header.last);
    sheet.rows[from..].iter()
}

#[cfg(test)]
mod tests {
    use super::super::workbook::Cell;
    use super::*;

    fn sheet(name: &str, rows: &[&[&str]]) -> Sheet {
        let row = |(index, texts): (usize, &&[&str])| Row {
            number: u32::try_from(index).unwrap() + 1,
            cells: texts
                .iter()
                .enumerate()
                .map(|(column, text)| Cell::text(u16::try_from(column).unwrap(), *text))
                .collect(),
            ..Row::default()
        };
        Sheet { name: name.into(), rows: rows.iter().enumerate().map(row).collect(), ..Sheet::default() }
    }

    #[test]
    fn a_number_without_a_heading_is_known_by_its_content() {
        let sheet = sheet(
            "訪問介護",
            &[
                &["", "事業所名", "住所"],
                &["2970999013", "a", "b"],
                &["2970999021", "a", "b"],
                &["2970999039", "a", "b"],
            ],
        );
        let table = Table::find(0, &sheet, &SheetChoice::default());
        assert_eq!(table.column(Field::OfficeNumber), Some(0));
        assert_eq!(table.columns[0].known, Known::Content);
        assert!(matches!(table.service, ServiceFrom::SheetName(service) if service.code() == "11"));
    }

    #[test]
    fn a_general_heading_counts_only_where_services_stand_below() {
        let rows = |value| -> [&[&'static str]; 2] {
            if value {
                [&["事業所番号", "区分"], &["2970999013", "訪問型"]]
            } else {
                [&["事業所番号", "区分"], &["2970999013", "更新"]]
            }
        };
        let field = |rows: &[&[&str]]| {
            let mut sheet = sheet("x", rows);
            sheet.rows[0].cells.push(Cell::text(2, "事業所名"));
            Table::find(0, &sheet, &SheetChoice::default()).column(Field::Service)
        };
        assert_eq!(field(&rows(true)), Some(1));
        assert_eq!(field(&rows(false)), None);
    }

    #[test]
    fn what_a_person_says_of_a_column_wins() {
        let sheet = sheet("x", &[&["事業所番号", "電話番号", "電話２"], &["2970999013", "1", "2"]]);
        let phone = Field::named("phone");
        let choice =
            SheetChoice { columns: BTreeMap::from([(2, phone), (0, None)]), ..SheetChoice::default() };
        let mut with_name = sheet;
        with_name.rows[0].cells.push(Cell::text(3, "事業所名"));
        let table = Table::find(0, &with_name, &choice);
        assert_eq!(table.column(phone.unwrap()), Some(2));
        assert_eq!(table.columns[1].field, None);
        assert_eq!(table.column(Field::OfficeNumber), None);
    }
}
