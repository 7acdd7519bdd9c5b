//! Sheets that are not one table with its header on top: a table below another whose columns stand elsewhere, and fields that
//! stand below each other with the offices beside each other. Each becomes a sheet as everything after it expects one; rows
//! keep their numbers where they are rows.

use super::{
    cells::{Cells, PackedSheet, Packing, take_row},
    content::begins_a_record,
    field::{Field, heading_key},
    header,
    packed::Pack as _,
    records::{is_blank, service_of_section},
    workbook::{Arranged, Cell, Merge, Row, Sheet},
};
use crate::offices::Detail;
use std::collections::{BTreeMap, BTreeSet};

/// A header names at least this many fields, one of them the number or the name of an office.
const FEWEST_FIELDS: usize = 2;
/// A row of records has as many digits in a row somewhere; a heading never has.
const DIGITS: usize = 5;
/// With more tables than this in one sheet, something else is the matter; the sheet stays as it is.
const MOST_TABLES: usize = 50;
/// Fields that stand below each other: so many at least, in one of the first columns, and with so many offices beside them.
const FEWEST_FIELDS_BELOW: usize = 3;
const LABELS: u16 = 4;
const FEWEST_OFFICES: usize = 2;
/// No list has more fields than this below each other.
const LAST_ROW: u32 = 200;

impl Cells {
    /// The same, where every table has a sheet with its header on top.
    #[must_use]
    pub fn arranged(self) -> Self {
        let mut sheets = Vec::with_capacity(self.sheets.len());
        for sheet in self.sheets {
            match header::find(sheet.head()) {
                Some(layout) if layout.lines == 1 => sheets.extend(divided(sheet)),
                Some(_) => sheets.push(sheet),
                None => sheets.push(turned(&sheet).unwrap_or(sheet)),
            }
        }
        Self { source: self.source, sheets }
    }
}

/// A row that names the columns of what stands below it.
struct Head {
    /// The first row of its table: a title may stand above it.
    first: u32,
    /// Its last row.
    last: u32,
    /// What it names; of two rows the lower says more of a column.
    fields: BTreeMap<u16, Field>,
    /// Its texts in the form in which headings are compared.
    keys: BTreeMap<u16, BTreeSet<String>>,
    /// Columns in which the first row below holds something.
    below: BTreeSet<u16>,
    /// How many rows below it are records.
    records: usize,
}

impl Head {
    /// Of the texts of a row, if they are such.
    fn of(own: &[&Cell], (first, last): (u32, u32)) -> Option<Self> {
        let named = own.iter().filter_map(|cell| Some((cell.column, Field::of_heading(&cell.text)?.0)));
        let fields: BTreeMap<u16, Field> = named.collect();
        let names_offices = fields.values().any(|field| matches!(field.name(), "office_number" | "name"));
        let is_head = fields.len() >= FEWEST_FIELDS && fields.len() * 2 >= own.len() && names_offices;
        let keys = own.iter().map(|cell| (cell.column, heading_key(&cell.text)));
        is_head.then(|| Self {
            first,
            last,
            fields,
            keys: keys
                .filter(|(_, key)| !key.is_empty())
                .map(|(at, key)| (at, BTreeSet::from([key])))
                .collect(),
            below: BTreeSet::new(),
            records: 0,
        })
    }

    /// Takes the next row of the same header in.
    fn add(&mut self, lower: Self) {
        self.last = lower.last;
        self.fields.extend(lower.fields);
        for (column, keys) in lower.keys {
            self.keys.entry(column).or_default().extend(keys);
        }
    }

    /// Whether another names columns that cannot be read as those of this one.
    fn differs(&self, other: &Self) -> bool {
        let stands_again = |column: u16| {
            let both = self.keys.get(&column).zip(other.keys.get(&column));
            both.is_some_and(|(own, others)| !own.is_disjoint(others))
        };
        let at = |field: Field| self.fields.iter().find(|(_, known)| **known == field).map(|(at, _)| *at);
        let is_elsewhere = |(column, field): (&u16, &Field)| {
            !stands_again(*column)
                && (self.fields.get(column).is_some_and(|known| known != field)
                    || at(*field)
                        .is_some_and(|known| !stands_again(known) && other.fields.get(&known) != Some(field)))
        };
        other.fields.iter().any(is_elsewhere) || self.lacks(other)
    }

    /// Whether another has all columns of this one, and more where this one has nothing.
    fn lacks(&self, other: &Self) -> bool {
        let has = |field: &Field| self.fields.values().any(|known| known == field);
        self.fields.iter().all(|(column, field)| other.fields.get(column) == Some(field))
            && other.fields.iter().any(|(column, field)| {
                !self.keys.contains_key(column) && !self.below.contains(column) && !has(field)
            })
    }
}

/// A sheet, or its tables where their columns differ.
fn divided(sheet: PackedSheet) -> Vec<PackedSheet> {
    let begins = begins_of_tables(heads(&sheet));
    if begins.is_empty() {
        return vec![sheet];
    }
    let mut sheets = Vec::with_capacity(begins.len() + 1);
    let mut begins = begins.into_iter().peekable();
    let (mut packing, mut arranged) = (Packing::default(), sheet.head().arranged);
    for row in sheet.rows().iter() {
        if let Some(begin) = begins.next_if(|begin| *begin <= row.number) {
            let table = named(sheet.head(), sheets.len(), arranged.replace(Arranged::Below(begin)));
            sheets.push(std::mem::take(&mut packing).finish(table));
        }
        packing.push(row);
    }
    sheets.push(packing.finish(named(sheet.head(), sheets.len(), arranged)));
    sheets
}

/// What is known of a table of a sheet; the first keeps the name, as it stays what it was.
fn named(sheet: &Sheet, table: usize, arranged: Option<Arranged>) -> Sheet {
    let name = match (table, sheet.name.as_str()) {
        (0, name) => name.to_owned(),
        (table, "") => format!("{}つ目の表", table + 1),
        (table, name) => format!("{name}（{}つ目の表）", table + 1),
    };
    Sheet { name, arranged, ..sheet.clone() }
}

/// The first rows of the tables after the first.
fn begins_of_tables(heads: Vec<Head>) -> Vec<u32> {
    let mut heads = heads.into_iter();
    let Some(mut table) = heads.next() else { return Vec::new() };
    let mut begins = Vec::new();
    for head in heads {
        if table.records > 0 && head.records > 0 && table.differs(&head) {
            begins.push(head.first);
            table = head;
        } else {
            table.records += head.records;
        }
    }
    if begins.len() < MOST_TABLES { begins } else { Vec::new() }
}

/// Every header in a sheet. Nearly all rows hold digits as no header does, and are not looked at any further.
fn heads(sheet: &PackedSheet) -> Vec<Head> {
    let mut finding = Finding::default();
    for part in sheet.rows().parts() {
        let read = part.each(|bytes| {
            let (mut after, mut is_record) = (*bytes, false);
            take_row(&mut after, |_, text, _, merged| is_record |= !merged && holds_digits(text))?;
            if is_record && finding.is_settled() {
                finding.count();
                *bytes = after;
            } else {
                finding.take(&Row::unpack(bytes)?, is_record);
            }
            Some(())
        });
        read.expect("a part is read when it comes in");
    }
    finding.heads
}

/// True for a text with as many digits in a row as no heading has.
fn holds_digits(text: &str) -> bool {
    let mut run = 0;
    text.bytes().any(|byte| {
        run = if byte.is_ascii_digit() { run + 1 } else { 0 };
        run == DIGITS
    })
}

/// What is found on the way through the rows of a sheet.
#[derive(Default)]
struct Finding {
    heads: Vec<Head>,
    /// Where titles and the upper rows of a header begin, directly above.
    above: Option<u32>,
}

impl Finding {
    /// True once a record stands below the last header.
    fn is_settled(&self) -> bool {
        self.heads.last().is_none_or(|head| head.records > 0)
    }

    /// One more record.
    fn count(&mut self) {
        self.above = None;
        if let Some(head) = self.heads.last_mut() {
            head.records += 1;
        }
    }

    /// The next row.
    fn take(&mut self, row: &Row, is_record: bool) {
        let own: Vec<&Cell> = row.cells.iter().filter(|cell| !cell.merged && !is_blank(&cell.text)).collect();
        if !is_record {
            if let Some(head) = Head::of(&own, (self.above.unwrap_or(row.number), row.number)) {
                self.above = None;
                // A header in two rows is one, also where a page repeats it.
                let above = row.number.checked_sub(1);
                match self.heads.last_mut().filter(|upper| upper.records == 0 && above == Some(upper.last)) {
                    Some(upper) => upper.add(head),
                    None => self.heads.push(head),
                }
                return;
            }
            if self.is_title(&own) || is_upper(&own) {
                self.above.get_or_insert(row.number);
                return;
            }
        }
        if let Some(head) = self.heads.last_mut().filter(|head| head.records == 0) {
            head.below = own.iter().map(|cell| cell.column).collect();
        }
        self.count();
    }

    /// Nothing, or one text that is no name of an office.
    fn is_title(&self, own: &[&Cell]) -> bool {
        let [only] = own else { return own.is_empty() };
        let fields = self.heads.last().map(|head| &head.fields);
        let field = fields.and_then(|fields| fields.get(&only.column));
        field != Some(&Field::Detail(Detail::Name)) || service_of_section(&only.text).is_some()
    }
}

/// The upper of two rows of a header: most of it says whose the columns below are.
fn is_upper(own: &[&Cell]) -> bool {
    const OF_WHOM: [&str; 9] =
        ["事業所", "施設", "法人", "開設者", "申請者", "設置者", "代表者", "管理者", "連絡先"];
    let says = |cell: &&&Cell| {
        Field::of_heading(&cell.text).is_some() || OF_WHOM.contains(&heading_key(&cell.text).as_str())
    };
    own.iter().filter(says).count() * 2 > own.len()
}

/// A sheet with rows and columns changed over, where its fields stand below each other and its offices beside each other.
fn turned(sheet: &PackedSheet) -> Option<PackedSheet> {
    let head = sheet.head();
    let is_at_hand =
        head.rows.len() == sheet.len() && head.rows.last().is_some_and(|row| row.number <= LAST_ROW);
    if !is_at_hand || !(0..LABELS).any(|column| names_fields(head, column)) {
        return None;
    }
    let mut rows: BTreeMap<u16, Row> = BTreeMap::new();
    let mut hidden_columns = Vec::new();
    for row in &head.rows {
        let column = u16::try_from(row.number.checked_sub(1)?).ok()?;
        if row.hidden {
            hidden_columns.push(column);
        }
        // What stands in a merge is told by the merge.
        for cell in row.cells.iter().filter(|cell| !cell.merged) {
            let office = rows.entry(cell.column).or_insert_with(|| Row {
                number: u32::from(cell.column) + 1,
                hidden: head.hidden_columns.contains(&cell.column),
                ..Row::default()
            });
            office.cells.push(Cell { column, ..cell.clone() });
        }
    }
    let mut turned = Sheet {
        rows: rows.into_values().collect(),
        merges: head.merges.iter().filter_map(turned_merge).collect(),
        hidden_columns,
        arranged: Some(Arranged::Turned),
        ..head.clone()
    };
    turned.spread_vertical_merges();
    header::find(&turned)?;
    Some(turned.into())
}

fn turned_merge(merge: &Merge) -> Option<Merge> {
    let column = |row: u32| u16::try_from(row.checked_sub(1)?).ok();
    Some(Merge {
        top: u32::from(merge.left) + 1,
        left: column(merge.top)?,
        bottom: u32::from(merge.right) + 1,
        right: column(merge.bottom)?,
    })
}

/// Whether a column names fields, with numbers of offices beside the one for them.
fn names_fields(sheet: &Sheet, column: u16) -> bool {
    let named = sheet.rows.iter().filter_map(|row| {
        let cell = row.cell(column).filter(|cell| !cell.merged)?;
        Some((Field::of_heading(&cell.text)?.0, row))
    });
    let rows: BTreeMap<Field, &Row> = named.collect();
    let numbers = rows.get(&Field::OfficeNumber).map_or(0, |row| {
        row.cells.iter().filter(|cell| cell.column > column && begins_a_record(&cell.text)).count()
    });
    rows.len() >= FEWEST_FIELDS_BELOW && numbers >= FEWEST_OFFICES
}

#[cfg(test)]
mod tests {
    use super::super::workbook::{Source, Workbook};
    use super::*;

    fn sheet(name: &str, rows: &[(u32, &[&str])]) -> Sheet {
        let row = |(number, texts): &(u32, &[&str])| {
            let filled = (0..).zip(texts.iter()).filter(|(_, text)| !text.is_empty());
            let cells = filled.map(|(column, text)| Cell::text(column, *text)).collect();
            Row { number: *number, cells, ..Row::default() }
        };
        Sheet { name: name.into(), rows: rows.iter().map(row).collect(), ..Sheet::default() }
    }

    fn arranged(sheet: Sheet) -> Vec<Sheet> {
        let cells = Cells::from(Workbook { source: Source::Xlsx, sheets: vec![sheet] });
        cells.arranged().to_workbook().sheets
    }

    /// Name, how it stands in the file, first row and rows of each sheet.
    fn told(sheets: &[Sheet]) -> Vec<(&str, Option<Arranged>, u32, usize)> {
        let of = |sheet: &Sheet| (sheet.arranged, sheet.rows[0].number, sheet.rows.len());
        let told = sheets.iter().map(|sheet| (sheet.name.as_str(), of(sheet)));
        told.map(|(name, (arranged, first, rows))| (name, arranged, first, rows)).collect()
    }

    const VISIT: &[&str] = &["事業所番号", "事業所名", "住所", "電話番号"];
    const DAY: &[&str] = &["事業所番号", "事業所名", "定員", "住所", "電話番号"];
    const MORE: &[&str] = &["事業所番号", "事業所名", "住所", "電話番号", "ＦＡＸ番号"];

    #[test]
    fn a_table_with_other_columns_is_a_sheet_of_its_own_with_the_title_above_it() {
        let sheets = arranged(sheet(
            "一覧",
            &[
                (1, &["みどり野市"]),
                (2, VISIT),
                (3, &["2970999013", "ひだまり", "ひかり町1", "0741-00-1001"]),
                (4, VISIT),
                (5, &["2970999021", "こもれび", "北新町9", "0741-00-1031"]),
                (7, &["■通所介護"]),
                (8, DAY),
                (9, &["2970999039", "つばめ", "20", "若葉台2", "0741-00-1015"]),
                (10, VISIT),
                (11, &["2990999050", "里の家", "里1", "0741-00-1050"]),
            ],
        ));
        let wanted = [
            ("一覧", None, 1, 5),
            ("一覧（2つ目の表）", Some(Arranged::Below(7)), 7, 3),
            ("一覧（3つ目の表）", Some(Arranged::Below(10)), 10, 2),
        ];
        assert_eq!(told(&sheets), wanted);
    }

    #[test]
    fn a_table_with_one_more_column_is_another_and_one_with_the_same_is_not() {
        let one: &[&str] = &["2970999013", "ひだまり", "ひかり町1", "0741-00-1001"];
        let two: &[&str] = &["2970999021", "こもれび", "北新町9", "0741-00-1031", "0741-00-9031"];
        let names = |rows: &[(u32, &[&str])]| {
            arranged(sheet("", rows)).into_iter().map(|sheet| sheet.name).collect::<Vec<_>>()
        };
        assert_eq!(names(&[(1, VISIT), (2, one), (3, MORE), (4, two)]), ["", "2つ目の表"]);
        assert_eq!(
            names(&[(1, MORE), (2, two), (3, VISIT), (4, one)]),
            [""],
            "what is left out is below the first"
        );
        let again: &[&str] = &["事業所 番号", "事業所名", "所在地", "電話"];
        assert_eq!(names(&[(1, VISIT), (2, one), (3, again), (4, one)]), [""]);
        assert_eq!(names(&[(1, VISIT), (2, one), (3, DAY)]), [""], "nothing stands below it");
        // A header in two rows, which the next page repeats: its lower row is none of another table.
        let (upper, lower): (&[&str], &[&str]) =
            (&["事業所番号", "事業所名", "法人"], &["", "", "名称", "所在地"]);
        let office: &[&str] = &["2970999013", "ひだまり", "株式会社ひだまり", "港1"];
        let page = [(1, upper), (2, lower), (3, office), (4, upper), (5, lower), (6, office)];
        assert_eq!(names(&page), [""]);
    }

    #[test]
    fn a_record_above_another_header_is_not_taken_for_its_title() {
        let names: &[&str] = &["事業所名", "住所"];
        let other: &[&str] = &["法人名", "事業所名", "住所"];
        let rows: [(u32, &[&str]); 6] = [
            (1, names),
            (2, &["ひだまり", "ひかり町"]),
            (3, &["こもれび"]),
            (4, other),
            (5, &["株式会社", "つばめ", "若葉台"]),
            (6, &["合同会社", "里の家", "里"]),
        ];
        let sheets = arranged(sheet("", &rows));
        assert_eq!(told(&sheets), [("", None, 1, 3), ("2つ目の表", Some(Arranged::Below(4)), 4, 3)]);
    }

    #[test]
    fn fields_below_each_other_are_columns_and_offices_beside_each_other_rows() {
        let rows: [(u32, &[&str]); 5] = [
            (1, &["事業所の一覧"]),
            (2, &["事業所番号", "2970999013", "2970999021"]),
            (3, &["事業所名", "ひだまり", "こもれび"]),
            (4, &["法人名", "株式会社ひだまり"]),
            (5, &["サービス", "訪問介護", "通所介護"]),
        ];
        let mut across = sheet("一覧", &rows);
        across.hidden_columns = vec![2];
        across.merges = vec![Merge { top: 4, left: 1, bottom: 4, right: 2 }];
        let turned = arranged(across).remove(0);
        assert_eq!(told(std::slice::from_ref(&turned)), [("一覧", Some(Arranged::Turned), 1, 3)]);
        let texts = |row: &Row| (0..5).map(|column| row.text(column).to_owned()).collect::<Vec<_>>();
        assert_eq!(texts(&turned.rows[0]), ["事業所の一覧", "事業所番号", "事業所名", "法人名", "サービス"]);
        assert_eq!(texts(&turned.rows[2]), ["", "2970999021", "こもれび", "株式会社ひだまり", "通所介護"]);
        assert!(turned.rows[2].hidden && turned.rows[2].cells[2].merged && !turned.rows[1].hidden);
        let others: [[(u32, &[&str]); 3]; 2] = [
            [(1, &["事業所番号", "2970999013"]), (2, &["事業所名", "ひだまり"]), (3, &["住所", "ひかり町"])],
            [
                (1, &["事業所番号", "はい", "いいえ"]),
                (2, &["事業所名", "名", "称"]),
                (3, &["住所", "1", "2"]),
            ],
        ];
        for other in others {
            assert_eq!(arranged(sheet("", &other))[0].arranged, None);
        }
    }
}
