//! The table in a sheet: its header, what its columns hold, and where the service stands.

use super::{
    across, address_parts,
    areas::AreaFrom,
    care::Care,
    choices::SheetChoice,
    columns::{self, Column, Known},
    content::begins_a_record,
    field::{Field, heading_key},
    header::{self, Header, Layout},
    records::{alone, service_of_section},
    service_words,
    spot::Spot,
    towns::Towns,
    workbook::{Row, Sheet},
};
use crate::{offices::Detail, service_type::ServiceType};
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
    /// Physical rows of a record; one in nearly all lists.
    pub lines: u8,
    /// The columns that have a heading or hold something, in order.
    pub columns: Vec<Column>,
    /// Where the service of a row is taken from.
    pub service: ServiceFrom,
    /// The sheet takes part in the import.
    pub imported: bool,
    /// How many records it has.
    pub records: usize,
    /// Columns that go on with the address.
    pub(super) address_parts: Vec<Spot>,
    /// Columns that go on with the services.
    pub(super) further_services: Vec<Spot>,
    /// Columns that go on with the number of the office.
    pub(super) number_parts: Vec<Spot>,
    /// Columns that say for whom the service is.
    pub(super) care: Care,
    /// The column that names the municipality, where none has its code.
    pub(super) towns: Option<Towns>,
    /// Where the 日常生活圏域 of a row is taken from.
    pub(super) area: AreaFrom,
    spots: BTreeMap<Field, Spot>,
}

/// Where the service of a row is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServiceFrom {
    /// A column.
    Column,
    /// Columns with the names of services, marked with circles.
    Marks,
    /// The name of the sheet.
    SheetName(ServiceType),
    /// A person said it for the sheet.
    Person(ServiceType),
    /// Headings between the rows: what stands above the table, where that names one, and what stands before each part.
    Sections(Option<ServiceType>),
    /// It is not known.
    Nowhere,
}

impl Table {
    /// Finds the table of a sheet, as a person chose or as it looks.
    pub fn find(index: usize, sheet: &Sheet, choice: &SheetChoice) -> Self {
        let layout = layout(sheet, choice);
        let mut table = Self {
            sheet: index,
            name: sheet.name.clone(),
            header: layout.map(|layout| layout.header),
            lines: layout.map_or(1, |layout| layout.lines),
            columns: Vec::new(),
            service: ServiceFrom::Nowhere,
            imported: layout.is_some() && choice.import.unwrap_or(!sheet.hidden),
            records: 0,
            address_parts: Vec::new(),
            further_services: Vec::new(),
            number_parts: Vec::new(),
            care: Care::default(),
            towns: None,
            area: AreaFrom::default(),
            spots: BTreeMap::new(),
        };
        if let Some(layout) = layout {
            table.columns = columns::propose(sheet, layout, choice);
            if layout.lines == 1 {
                across::begin_the_number(&mut table.columns, body(sheet, layout.header));
            }
            table.address_parts = address_parts::find(&table.columns);
            for column in &mut table.columns {
                if table.address_parts.contains(&column.spot()) {
                    column.known = Known::AddressPart;
                }
            }
            table.spots =
                table.columns.iter().filter_map(|column| Some((column.field?, column.spot()))).collect();
            table.service = table.service_from(sheet, choice);
            table.find_what_goes_on(sheet, layout);
        }
        table
    }

    /// Finds the columns that are read together with another.
    fn find_what_goes_on(&mut self, sheet: &Sheet, layout: Layout) {
        if layout.lines == 1 {
            let body = body(sheet, layout.header);
            self.number_parts = across::number_parts(&self.columns, body);
            across::show_whole_numbers(&mut self.columns, &self.number_parts, body);
        }
        for column in &mut self.columns {
            if self.number_parts.contains(&column.spot()) {
                column.known = Known::NumberPart;
            }
        }
        if self.service == ServiceFrom::Column {
            self.further_services = across::further_services(&self.columns);
        }
        for column in &mut self.columns {
            if self.further_services.contains(&column.spot()) {
                column.known = Known::FurtherService;
            }
        }
        if !matches!(self.service, ServiceFrom::Marks | ServiceFrom::Nowhere) {
            self.care = Care::find(&self.columns);
        }
        for column in &mut self.columns {
            if self.care.holds(column.spot()) {
                column.known = Known::ForWhom;
            }
        }
        if self.column(Field::Detail(Detail::Municipality)).is_none() {
            self.towns = Towns::find(&self.columns);
        }
        for column in &mut self.columns {
            let is_free = column.known == Known::Not;
            if is_free && self.towns.is_some_and(|towns| towns.spot == column.spot()) {
                column.known = Known::Town;
            }
        }
        self.area = AreaFrom::find(self, sheet, layout.header);
    }

    /// Whether a row says all that is to be known of it. Where a record has several rows, the end of a part is no end of a
    /// record; and what a heading between rows says holds for the next part, too.
    pub(super) const fn is_read_row_by_row(&self) -> bool {
        self.lines == 1
            && !matches!(self.service, ServiceFrom::Sections(_))
            && !matches!(self.area, AreaFrom::Sections(_))
    }

    /// A table of one column that holds a field; nothing else is known of it.
    pub(super) fn of_one(field: Field) -> Self {
        Self {
            sheet: 0,
            name: String::new(),
            header: None,
            lines: 1,
            columns: Vec::new(),
            service: if field == Field::Service { ServiceFrom::Column } else { ServiceFrom::Nowhere },
            imported: true,
            records: 1,
            address_parts: Vec::new(),
            further_services: Vec::new(),
            number_parts: Vec::new(),
            care: Care::default(),
            towns: None,
            area: AreaFrom::default(),
            spots: BTreeMap::from([(field, Spot::first(0))]),
        }
    }

    /// The column that holds a field.
    pub fn column(&self, field: Field) -> Option<u16> {
        self.spot(field).map(|spot| spot.column)
    }

    /// Where in a record a field stands.
    pub fn spot(&self, field: Field) -> Option<Spot> {
        self.spots.get(&field).copied()
    }

    /// The field that stands somewhere in a record.
    pub fn field_at(&self, spot: Spot) -> Option<Field> {
        let at = self.columns.binary_search_by_key(&spot, Column::spot).ok()?;
        self.columns[at].field
    }

    /// What a person puts right in a cell: its field, or the services where it is read together with them.
    pub fn mended_as(&self, spot: Spot) -> Option<Field> {
        let goes_on = || self.further_services.contains(&spot) || self.care.holds(spot);
        self.field_at(spot).or_else(|| goes_on().then_some(Field::Service))
    }

    /// The services that have a column of marks, with the column.
    pub fn offers(&self) -> impl Iterator<Item = (ServiceType, Spot)> {
        self.spots.iter().filter_map(|(field, spot)| match field {
            Field::Offers(service) => Some((*service, *spot)),
            _ => None,
        })
    }

    /// The columns whose cells name services: the one for them, and those that go on with it.
    pub fn service_columns(&self) -> impl Iterator<Item = u16> {
        let first = self.column(Field::Service);
        first.into_iter().chain(self.further_services.iter().map(|spot| spot.column))
    }

    /// A column that nobody reads, whose heading and values are those of office numbers.
    pub fn second_numbers(&self) -> Option<u16> {
        let second = self.columns.iter().find(|column| {
            let is_named =
                Field::of_heading(&column.heading).is_some_and(|(field, _)| field == Field::OfficeNumber);
            let holds_numbers =
                !column.samples.is_empty() && column.samples.iter().all(|text| begins_a_record(text));
            column.known == Known::Not && is_named && holds_numbers
        });
        second.map(|column| column.column)
    }

    /// A key that is the same for every table with the same headings in the same columns, so that what a person
    /// chose for one file can be proposed for the next. Width, spaces and punctuation make no difference.
    pub fn shape(&self) -> String {
        let mut hash = Hash::default();
        hash.write(&[self.lines]);
        for column in &self.columns {
            let key = heading_key(&column.heading);
            if !key.is_empty() {
                hash.write(column.spot().to_string().as_bytes());
                hash.write(key.as_bytes());
            }
        }
        format!("1-{:016x}", hash.0)
    }

    /// The same of the headings and the name of the sheet: of several sheets with the same headings each is another.
    pub fn named_shape(&self) -> String {
        let mut hash = Hash::default();
        hash.write(heading_key(&self.name).as_bytes());
        format!("{}-{:016x}", self.shape(), hash.0)
    }

    fn service_from(&self, sheet: &Sheet, choice: &SheetChoice) -> ServiceFrom {
        if let Some(service) = choice.service {
            return ServiceFrom::Person(service);
        }
        if self.spot(Field::Service).is_some() {
            return ServiceFrom::Column;
        }
        if self.offers().next().is_some() {
            return ServiceFrom::Marks;
        }
        match service_words::of_sheet(&sheet.name) {
            Some(service) => ServiceFrom::SheetName(service),
            None => self.sections(sheet),
        }
    }

    /// A list of all services in one sheet has one table below the other, with the service between them.
    fn sections(&self, sheet: &Sheet) -> ServiceFrom {
        let Some(header) = self.header.filter(|_| self.lines == 1) else { return ServiceFrom::Nowhere };
        let named = |row: &Row| alone(row).and_then(|(_, text)| service_of_section(text));
        let above = sheet.rows.iter().rev().filter(|row| row.number < header.first).find_map(named);
        if above.is_some() || body(sheet, header).iter().any(|row| named(row).is_some()) {
            ServiceFrom::Sections(above)
        } else {
            ServiceFrom::Nowhere
        }
    }
}

/// A key that is the same for every row with the same texts in the same columns.
pub fn row_shape(row: &Row) -> String {
    let mut hash = Hash::default();
    for cell in &row.cells {
        hash.write(cell.column.to_string().as_bytes());
        hash.write(heading_key(&cell.text).as_bytes());
    }
    format!("r-{:016x}", hash.0)
}

/// FNV-1a: stable over versions and machines, which the hashes of the standard library are not.
struct Hash(u64);

impl Default for Hash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hash {
    /// Takes a part in, with an end that no part holds.
    fn write(&mut self, part: &[u8]) {
        for byte in part.iter().chain(std::iter::once(&0xFF)) {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// The layout as a person chose it, or as it looks.
fn layout(sheet: &Sheet, choice: &SheetChoice) -> Option<Layout> {
    let Some(header) = choice.header.filter(|header| sheet.row(header.last).is_some()) else {
        let found = header::find(sheet)?;
        return Some(match choice.lines {
            // Another number of rows begins at the row that was found.
            Some(1) => Layout { lines: 1, ..found },
            Some(lines) => {
                let last = found.header.first + u32::from(lines) - 1;
                Layout { header: Header { first: found.header.first, last }, lines }
            }
            None => found,
        });
    };
    let rows = u8::try_from(header.last - header.first + 1).unwrap_or(1);
    let lines = choice
        .lines
        .map_or_else(|| if rows > 2 { rows } else { 1 }, |lines| if lines == rows { lines } else { 1 });
    Some(Layout { header, lines })
}

/// The rows below a header.
pub fn body(sheet: &Sheet, header: Header) -> &[Row] {
    let from = sheet.rows.partition_point(|row| row.number <= header.last);
    &sheet.rows[from..]
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
    fn what_stands_beside_the_corporation_is_not_taken_for_the_office() {
        let columns = |headings: &[&str]| {
            let table = Table::find(0, &sheet("x", &[headings, &["-"; 9]]), &SheetChoice::default());
            let of = |word| table.column(Field::named(word).unwrap());
            ["name_kana", "address", "phone"].map(of)
        };
        let corporation = ["法人名", "フリガナ", "所在地", "電話番号"];
        let office = ["事業所番号", "事業所名", "フリガナ", "所在地", "電話番号"];
        assert_eq!(columns(&[&corporation[..], &office].concat()), [Some(6), Some(7), Some(8)]);
        assert_eq!(columns(&[&office[..], &corporation].concat()), [Some(2), Some(3), Some(4)]);
        let said =
            ["法人名", "所在地", "電話番号", "事業所番号", "事業所名", "事業所所在地", "事業所電話番号"];
        assert_eq!(columns(&said), [None, Some(5), Some(6)]);
        let once = ["事業所番号", "事業所名", "法人名", "フリガナ", "所在地", "電話番号"];
        assert_eq!(columns(&once), [None, Some(4), Some(5)], "how the corporation is read is not kept");
    }

    #[test]
    fn what_a_person_says_of_a_column_wins() {
        let sheet = sheet("x", &[&["事業所番号", "電話番号", "電話２"], &["2970999013", "1", "2"]]);
        let phone = Field::named("phone");
        let choice = SheetChoice {
            columns: BTreeMap::from([(Spot::first(2), phone), (Spot::first(0), None)]),
            ..SheetChoice::default()
        };
        let mut with_name = sheet;
        with_name.rows[0].cells.push(Cell::text(3, "事業所名"));
        let table = Table::find(0, &with_name, &choice);
        assert_eq!(table.column(phone.unwrap()), Some(2));
        assert_eq!(table.columns[1].field, None);
        assert_eq!(table.column(Field::OfficeNumber), None);
    }
}
