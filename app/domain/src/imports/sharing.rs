//! What is known of a table from others of its shape: what was chosen here before, and what other houses chose.

use super::{
    cells::Cells,
    choices::SheetChoice,
    choosing::column_name,
    columns::Column,
    field::Field,
    header::{Header, SEARCHED_ROWS},
    spot::Spot,
    table::{ServiceFrom, Table, row_shape},
    trying::{Tried, try_value},
    workbook::Sheet,
};
use crate::form::Typed;
use std::collections::{BTreeMap, HashMap};

/// What the columns of a table hold, as a person chose; `None` leaves a column out.
pub type Columns = BTreeMap<Spot, Option<Field>>;

/// Cells that a row of headings has at least, where no heading is understood.
const FEWEST_HEADINGS: usize = 3;

/// A sheet as it is known to the next file: by its headings, and by its name where it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// The sheet in the file.
    pub sheet: usize,
    /// The name of the sheet; empty in a text file.
    pub name: String,
    by: By,
}

/// What a sheet is known by.
#[derive(Debug, Clone, PartialEq, Eq)]
enum By {
    /// The headings that were found without anybody's choice.
    Headings {
        /// The key of the headings.
        key: String,
        /// The key of the headings and the name of the sheet, where it has one.
        named: Option<String>,
        /// The first row of the header.
        header: u32,
        /// No other sheet of the file has the same headings.
        is_alone: bool,
        /// The name says of which service the sheet is.
        names_service: bool,
    },
    /// No heading is understood: any row that may be a header, with its key.
    Rows(Vec<(u32, String)>),
}

/// A choice that is remembered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    /// The choice.
    pub choice: SheetChoice,
    /// The row by which its sheet is known; nothing where that was not kept yet.
    pub header: Option<u32>,
}

/// Remembered choices, by key.
pub type Remembered = BTreeMap<String, Kept>;

impl Shape {
    /// The shapes of the sheets of a file, as it was sent.
    pub fn of_file(cells: &Cells) -> Vec<Self> {
        let nothing = SheetChoice::default();
        let tables = cells.sheets.iter().enumerate();
        let tables: Vec<Table> =
            tables.map(|(index, sheet)| Table::find(index, sheet.head(), &nothing)).collect();
        let mut times: HashMap<String, usize> = HashMap::new();
        for table in &tables {
            *times.entry(table.shape()).or_default() += 1;
        }
        let shapes = tables.into_iter().map(|table| {
            let by = match table.header {
                Some(header) => {
                    let key = table.shape();
                    By::Headings {
                        named: (!table.name.is_empty()).then(|| table.named_shape()),
                        header: header.first,
                        is_alone: times.get(&key) == Some(&1),
                        names_service: matches!(table.service, ServiceFrom::SheetName(_)),
                        key,
                    }
                }
                None => By::Rows(rows(cells.sheets[table.sheet].head())),
            };
            Self { sheet: table.sheet, name: table.name, by }
        });
        shapes.collect()
    }

    /// The key of its headings; none where no heading is understood.
    pub fn key(&self) -> Option<&str> {
        match &self.by {
            By::Headings { key, .. } => Some(key),
            By::Rows(_) => None,
        }
    }

    /// The keys under which something may be remembered for it.
    pub fn keys(&self) -> Vec<String> {
        match &self.by {
            By::Headings { key, named, .. } => named.iter().chain([key]).cloned().collect(),
            By::Rows(rows) => rows.iter().map(|(_, key)| key.clone()).collect(),
        }
    }

    /// What is remembered of a choice, and under which keys. Under the name of the sheet that is all of it; under the
    /// headings alone what all sheets with these headings share, which is neither of which service they are nor whether
    /// they are wanted. Where no heading is understood, a sheet is known by the row that was chosen.
    pub fn to_remember(&self, choice: &SheetChoice) -> Vec<(&str, Kept)> {
        match &self.by {
            By::Headings { key, named, header, is_alone, .. } => {
                let kept = |choice| Kept { choice, header: Some(*header) };
                let general = if *is_alone { choice.clone() } else { common(choice.clone()) };
                let named = named.as_deref().map(|key| (key, kept(choice.clone())));
                named.into_iter().chain([(key.as_str(), kept(general))]).collect()
            }
            By::Rows(rows) => {
                let chosen =
                    rows.iter().find(|(row, _)| Some(*row) == choice.header.map(|header| header.last));
                let kept = |row| Kept { choice: choice.clone(), header: Some(row) };
                chosen.map(|(row, key)| (key.as_str(), kept(*row))).into_iter().collect()
            }
        }
    }

    /// What was chosen for an earlier sheet like this one; nothing where that comes to no choice.
    pub fn recall(&self, known: &Remembered) -> Option<SheetChoice> {
        let (mut choice, before, now) = match &self.by {
            By::Headings { key, named, header, is_alone, names_service } => {
                match named.as_ref().and_then(|named| known.get(named)) {
                    Some(kept) => (kept.choice.clone(), kept.header, *header),
                    None => {
                        let kept = known.get(key)?;
                        let mut choice = kept.choice.clone();
                        if !*is_alone {
                            choice = common(choice);
                        } else if *names_service {
                            choice.service = None;
                        }
                        (choice, kept.header, *header)
                    }
                }
            }
            By::Rows(rows) => {
                let (row, kept) = rows.iter().find_map(|(row, key)| Some((*row, known.get(key)?)))?;
                (kept.choice.clone(), kept.header, row)
            }
        };
        // Notes above a table come and go: the header is as far from the row by which the sheet is known as it was.
        if let (Some(chosen), Some(before)) = (choice.header, before) {
            choice.header = Some(moved(chosen, before, now)?);
        }
        (choice != SheetChoice::default()).then_some(choice)
    }
}

/// Rows that may be a header, each with its key.
fn rows(sheet: &Sheet) -> Vec<(u32, String)> {
    let rows = sheet.rows.iter().take(SEARCHED_ROWS).filter(|row| row.cells.len() >= FEWEST_HEADINGS);
    rows.map(|row| (row.number, row_shape(row))).collect()
}

/// What sheets with the same headings share of a choice.
fn common(choice: SheetChoice) -> SheetChoice {
    SheetChoice { import: None, service: None, ..choice }
}

/// Rows as far from one row as they were from another; none where there are no such rows.
fn moved(header: Header, from: u32, to: u32) -> Option<Header> {
    let row = |row: u32| (row + to).checked_sub(from).filter(|row| *row > 0);
    Some(Header { first: row(header.first)?, last: row(header.last)? })
}

impl SheetChoice {
    /// What other houses may learn of it: what the columns hold. The service, the header and whether the sheet is wanted
    /// concern one file, and columns below another header than the one that is found mean nothing without it.
    pub fn to_share(&self) -> Option<&Columns> {
        let is_of_headings = self.header.is_none() && self.lines.is_none();
        (is_of_headings && !self.columns.is_empty()).then_some(&self.columns)
    }
}

/// What other houses chose for tables of one shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedColumns {
    /// What they chose.
    pub columns: Columns,
    /// How many of the same prefecture did.
    pub near: usize,
    /// How many did, those included.
    pub all: usize,
}

impl SharedColumns {
    /// What most houses of the prefecture chose, or most of all where none of it did; each choice with whether its house is
    /// of the prefecture, the latest last. Of equals the latest counts.
    pub fn most_chosen(chosen: impl IntoIterator<Item = (Columns, bool)>) -> Option<Self> {
        let mut votes: BTreeMap<Columns, (usize, usize, usize)> = BTreeMap::new();
        for (at, (columns, is_near)) in chosen.into_iter().enumerate() {
            let (near, all, last) = votes.entry(columns).or_default();
            *near += usize::from(is_near);
            *all += 1;
            *last = at;
        }
        let most = votes.into_iter().max_by_key(|(_, votes)| *votes);
        most.map(|(columns, (near, all, _))| Self { columns, near, all })
    }

    /// The columns of a table that they read otherwise than it is read now, with what they take them for.
    pub fn differing<'a>(&self, table: &'a Table) -> Vec<(&'a Column, Option<Field>)> {
        let columns = table.columns.iter().filter_map(|column| {
            let theirs = *self.columns.get(&column.spot())?;
            (theirs != column.field).then_some((column, theirs))
        });
        columns.collect()
    }

    /// Whether it is worth a look: it reads something otherwise, and no column whose values are nothing of the kind.
    pub fn fits(&self, table: &Table) -> bool {
        let differing = self.differing(table);
        let reads = |(column, field): &(&Column, Option<Field>)| {
            let none = |field| column.samples.iter().all(|text| try_value(field, text) == Tried::Not);
            field.is_none_or(|field| column.samples.is_empty() || !none(field))
        };
        !differing.is_empty() && differing.iter().all(reads)
    }

    /// A form of how a file is read, with these columns of a table.
    pub fn fill(&self, table: &Table, typed: &Typed) -> Typed {
        let differing = self.differing(table).into_iter();
        let theirs: HashMap<String, Option<Field>> =
            differing.map(|(column, field)| (column_name(table.sheet, column.spot()), field)).collect();
        let pairs = typed.pairs().iter().map(|(name, value)| match theirs.get(name) {
            Some(field) => (name.clone(), field.map_or("", Field::name).to_owned()),
            None => (name.clone(), value.clone()),
        });
        pairs.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{
        choices::Choices,
        read,
        workbook::{Cell, Row, Source, Workbook},
    };
    use super::*;
    use crate::service_type::ServiceType;

    fn sheet(name: &str, notes: &[&str]) -> Sheet {
        let table: [&[&str]; 2] = [
            &["事業所番号", "事業所名", "連絡先１", "連絡先２"],
            &["2970999013", "ひだまり", "0741-00-1001", "0741-00-1002"],
        ];
        let notes = notes.iter().map(|note| vec![*note]);
        let rows = notes.chain(table.iter().map(|row| row.to_vec())).zip(1..).map(|(texts, number)| Row {
            number,
            cells: (0..).zip(texts).map(|(column, text)| Cell::text(column, text)).collect(),
            ..Row::default()
        });
        Sheet { name: name.into(), rows: rows.collect(), ..Sheet::default() }
    }

    fn workbook(sheets: Vec<Sheet>) -> Workbook {
        Workbook { source: Source::Xlsx, sheets }
    }

    fn shapes(sheets: Vec<Sheet>) -> Vec<Shape> {
        Shape::of_file(&workbook(sheets).into())
    }

    fn phone_from(column: u16) -> SheetChoice {
        let phone = Field::named("phone");
        SheetChoice { columns: BTreeMap::from([(Spot::first(column), phone)]), ..SheetChoice::default() }
    }

    fn known(shapes: &[(&Shape, &SheetChoice)]) -> Remembered {
        let kept = shapes.iter().flat_map(|(shape, choice)| shape.to_remember(choice));
        kept.map(|(key, kept)| (key.to_owned(), kept)).collect()
    }

    #[test]
    fn the_service_of_one_sheet_is_not_that_of_others_with_its_headings() {
        let before = shapes(vec![sheet("その他", &[]), sheet("訪問介護", &[])]);
        let service = ServiceType::from_code("43");
        let choice = SheetChoice { service, ..phone_from(3) };
        let known = known(&[(&before[0], &choice)]);
        let after = shapes(vec![sheet("その他", &[]), sheet("訪問介護", &[]), sheet("R6.4", &[])]);
        let recalled: Vec<_> = after.iter().map(|shape| shape.recall(&known)).collect();
        assert_eq!(recalled, [Some(choice), Some(phone_from(3)), Some(phone_from(3))]);
    }

    #[test]
    fn the_service_of_the_only_sheet_is_that_of_the_next_unless_its_name_says_another() {
        let service = ServiceType::from_code("43");
        let choice = SheetChoice { service, ..SheetChoice::default() };
        let known = known(&[(&shapes(vec![sheet("R6.4", &[])])[0], &choice)]);
        let recall = |name: &str| shapes(vec![sheet(name, &[])])[0].recall(&known);
        assert_eq!(recall("R6.5"), Some(choice));
        assert_eq!(recall("訪問介護"), None);
    }

    #[test]
    fn a_header_that_was_chosen_moves_with_the_notes_above() {
        let header = |first, last| Some(Header { first, last });
        let chosen = SheetChoice { header: header(1, 2), ..SheetChoice::default() };
        let known = known(&[(&shapes(vec![sheet("一覧", &["注"])])[0], &chosen)]);
        let recall = |notes: &[&str]| shapes(vec![sheet("一覧", notes)])[0].recall(&known);
        assert_eq!(recall(&["注", "注２"]).and_then(|choice| choice.header), header(2, 3));
        assert_eq!(recall(&[]), None, "there is no row above the first");
    }

    #[test]
    fn a_list_whose_headings_nobody_understands_is_known_by_the_row_that_was_chosen() {
        let list = |notes: usize, heading: &str| {
            let table = [["符号", heading, "連絡"], ["A", "ひだまり", "内線1"]];
            let rows = (1..).zip(table).map(|(number, texts)| Row {
                number: number + u32::try_from(notes).unwrap(),
                cells: (0..).zip(texts).map(|(column, text)| Cell::text(column, text)).collect(),
                ..Row::default()
            });
            shapes(vec![Sheet { rows: rows.collect(), ..Sheet::default() }]).remove(0)
        };
        let header = |row| Some(Header { first: row, last: row });
        let chosen = SheetChoice { header: header(1), ..phone_from(2) };
        let known = known(&[(&list(0, "屋号"), &chosen)]);
        let moved = SheetChoice { header: header(3), ..phone_from(2) };
        assert_eq!(list(2, "屋号").recall(&known), Some(moved));
        assert_eq!(list(0, "愛称").recall(&known), None, "another list that nobody understands");
    }

    #[test]
    fn what_most_of_the_prefecture_chose_is_offered() {
        let columns = |column| phone_from(column).columns;
        let chosen = [(columns(2), false), (columns(2), false), (columns(3), true), (columns(2), false)];
        let most = SharedColumns::most_chosen(chosen);
        assert_eq!(most, Some(SharedColumns { columns: columns(3), near: 1, all: 1 }));
        let far = [(columns(2), false), (columns(3), false)];
        assert_eq!(SharedColumns::most_chosen(far).map(|most| most.columns), Some(columns(3)), "the latest");
        assert_eq!(SharedColumns::most_chosen([]), None);
    }

    #[test]
    fn what_others_chose_is_put_into_the_form_where_it_differs_and_reads() {
        let (workbook, choices) = (workbook(vec![sheet("一覧", &[])]), Choices::default());
        let table = read(&workbook, &choices).unwrap().tables.remove(0);
        let theirs = |columns| SharedColumns { columns, near: 1, all: 1 };
        let shared = theirs(BTreeMap::from([
            (Spot::first(1), Field::named("name")),
            (Spot::first(2), None),
            (Spot::first(3), Field::named("phone")),
        ]));
        assert!(shared.fits(&table));
        let typed = shared.fill(&table, &choices.to_typed(std::slice::from_ref(&table)));
        let column = |column| typed.get(&column_name(0, Spot::first(column))).to_owned();
        assert_eq!([column(1), column(2), column(3)], ["name", "", "phone"]);
        assert!(!theirs(BTreeMap::from([(Spot::first(1), Field::named("name"))])).fits(&table), "the same");
        let day = Field::named("designated_on").unwrap();
        assert!(!theirs(BTreeMap::from([(Spot::first(3), Some(day))])).fits(&table), "no day stands there");
    }

    #[test]
    fn only_what_columns_hold_is_shared() {
        let service = ServiceType::from_code("43");
        assert_eq!(SheetChoice { service, ..phone_from(3) }.to_share(), Some(&phone_from(3).columns));
        let header = Some(Header { first: 4, last: 4 });
        assert_eq!(SheetChoice { header, ..phone_from(3) }.to_share(), None);
        assert_eq!(SheetChoice { service, ..SheetChoice::default() }.to_share(), None);
    }
}
