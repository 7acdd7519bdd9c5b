//! The cells of a file, packed: what the reading child hands over, what is stored, and what is read from.

use super::{
    header::Header,
    packed::{Pack, Packed, Packer, Part, put_bytes, put_number, take_byte, take_bytes, take_number},
    workbook::{Cell, CellKind, Row, Sheet, Source, Workbook},
};
use chrono::{Datelike as _, NaiveDate};
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

/// Rows at the beginning of a sheet that are at hand as they are: a header is looked for among them, and what the first
/// rows below it hold.
const AT_HAND: usize = 256;
/// More columns than are ever read.
const COLUMNS: u16 = 1_024;

/// A file of cells, packed.
#[derive(Debug, Clone)]
pub struct Cells {
    /// What the content turned out to be, whatever the name says.
    pub source: Source,
    /// The sheets in the order of the file; a text file has one, without a name.
    pub sheets: Vec<PackedSheet>,
}

/// One sheet, packed.
#[derive(Debug, Clone, Default)]
pub struct PackedSheet {
    /// The sheet with its first rows.
    head: Sheet,
    rows: Packed<Row>,
    /// The number of the first row of each part.
    firsts: Vec<u32>,
    /// The number of the last row, while parts are checked in.
    last: Option<u32>,
}

impl Cells {
    /// The whole of it as values.
    pub fn to_workbook(&self) -> Workbook {
        Workbook { source: self.source, sheets: self.sheets.iter().map(PackedSheet::to_sheet).collect() }
    }
}

impl From<Workbook> for Cells {
    fn from(workbook: Workbook) -> Self {
        let sheets = workbook.sheets.into_iter().map(PackedSheet::from);
        Self { source: workbook.source, sheets: sheets.collect() }
    }
}

impl From<Sheet> for PackedSheet {
    fn from(mut sheet: Sheet) -> Self {
        let rows = std::mem::take(&mut sheet.rows);
        let mut packing = Packing::default();
        for row in rows {
            packing.push(row);
        }
        packing.finish(sheet)
    }
}

/// Packs the rows of a sheet as they come, ascending.
#[derive(Debug, Default)]
pub struct Packing {
    rows: Packer<Row>,
    at_hand: Vec<Row>,
    firsts: Vec<u32>,
}

impl Packing {
    /// Packs one more row.
    pub fn push(&mut self, row: Row) {
        if self.rows.begins_a_part() {
            self.firsts.push(row.number);
        }
        self.rows.push(&row);
        if self.at_hand.len() < AT_HAND {
            self.at_hand.push(row);
        }
    }

    /// How many rows there are.
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// True when there are none.
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The parts that are full.
    pub fn parts(&self) -> &[Part] {
        self.rows.parts()
    }

    /// Lets go of the first parts, which are kept elsewhere: the sheet is not read here any more.
    pub fn let_go(&mut self, parts: usize) {
        self.rows.let_go(parts);
    }

    /// The sheet with the rows that came; what else is known of it is said with it.
    pub fn finish(self, sheet: Sheet) -> PackedSheet {
        let head = Sheet { rows: self.at_hand, ..sheet };
        PackedSheet { head, rows: self.rows.finish(), firsts: self.firsts, last: None }
    }
}

impl PackedSheet {
    /// What is known of the sheet, with its first rows only.
    pub const fn head(&self) -> &Sheet {
        &self.head
    }

    /// The name on the tab; empty for a text file.
    pub fn name(&self) -> &str {
        &self.head.name
    }

    /// Gives it another name.
    pub fn rename(&mut self, name: String) {
        self.head.name = name;
    }

    /// The rows.
    pub const fn rows(&self) -> &Packed<Row> {
        &self.rows
    }

    /// How many rows hold something.
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// True when nothing stands in it.
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The whole of it as values.
    pub fn to_sheet(&self) -> Sheet {
        Sheet { rows: self.rows.iter().collect(), ..self.head.clone() }
    }

    /// The row with the number a spreadsheet program shows, if it holds something.
    pub fn row(&self, number: u32) -> Option<Row> {
        let mut rows = self.rows.part(self.part_of(number)?);
        let at = rows.binary_search_by_key(&number, |row| row.number).ok()?;
        Some(rows.swap_remove(at))
    }

    /// Opens it to look up rows in order.
    pub const fn open(&self) -> OpenSheet<'_> {
        OpenSheet { sheet: self, part: None, rows: Vec::new() }
    }

    /// The part in which a row stands, if it is there.
    fn part_of(&self, number: u32) -> Option<usize> {
        self.firsts.partition_point(|first| *first <= number).checked_sub(1)
    }

    /// The sheet with as many rows as are needed to understand its columns, where a person said which rows are the header.
    pub(super) fn around(&self, header: Option<Header>) -> Cow<'_, Sheet> {
        let at_hand = &self.head.rows;
        let is_at_hand = |header: &Header| {
            let above = at_hand.partition_point(|row| row.number <= header.last);
            at_hand.len() == self.rows.len() || above + AT_HAND / 2 < at_hand.len()
        };
        let Some(header) = header.filter(|header| !is_at_hand(header)) else {
            return Cow::Borrowed(&self.head);
        };
        let mut head = self.head.clone();
        let next = at_hand.last().map_or(0, |row| row.number + 1).max(header.first);
        let from = self.part_of(next).unwrap_or(0);
        let rows = (from..self.rows.parts().len()).flat_map(|part| self.rows.part(part));
        let mut below = 0;
        head.rows.extend(rows.skip_while(|row| row.number < next).take_while(|row| {
            below += usize::from(row.number > header.last);
            below <= AT_HAND
        }));
        Cow::Owned(head)
    }

    /// Changes rows, each by its number; one that becomes nothing is left out, and one that is not there is passed over.
    pub(super) fn amend(&mut self, changes: &BTreeMap<u32, Option<Row>>) {
        let concerned: BTreeSet<usize> = changes.keys().filter_map(|number| self.part_of(*number)).collect();
        let mut amended = Self { head: std::mem::take(&mut self.head), ..Self::default() };
        for (at, part) in self.rows.parts().iter().enumerate() {
            if !concerned.contains(&at) {
                amended.firsts.push(self.firsts[at]);
                amended.rows.push(part.clone());
                continue;
            }
            let rows = self.rows.part(at).into_iter();
            let rows: Vec<Row> = rows
                .filter_map(|row| changes.get(&row.number).map_or(Some(&row), Option::as_ref).cloned())
                .collect();
            if let Some(first) = rows.first() {
                amended.firsts.push(first.number);
                amended.rows.push(Part::of(&rows));
            }
        }
        amended.head.rows = amended.rows.iter().take(AT_HAND).collect();
        *self = amended;
    }

    /// A sheet that gets its rows in parts.
    pub fn of_parts(head: Sheet) -> Self {
        Self { head: Sheet { rows: Vec::new(), ..head }, ..Self::default() }
    }

    /// Says what is known of it at last; its rows stay.
    pub fn describe(&mut self, head: Sheet) {
        let rows = std::mem::take(&mut self.head.rows);
        self.head = Sheet { rows, ..head };
    }

    /// Adds a part that another program packed: how many cells and how much text it has. Nothing where it is damaged, or
    /// does not follow what is there.
    pub fn check_in(&mut self, part: Part) -> Option<(u64, u64)> {
        let (mut first, mut last, mut cells, mut text) = (None, self.last, 0u64, 0u64);
        part.each(|bytes| {
            let row = take_row(bytes, |_, found, _, _| {
                cells += 1;
                text += found.len() as u64;
            })?;
            if last.is_some_and(|last| last >= row.number) {
                return None;
            }
            first.get_or_insert(row.number);
            last = Some(row.number);
            Some(())
        })?;
        self.firsts.push(first?);
        self.last = last;
        let room = AT_HAND.saturating_sub(self.head.rows.len());
        if room > 0 {
            self.head.rows.extend(part.read::<Row>()?.into_iter().take(room));
        }
        self.rows.push(part);
        Some((cells, text))
    }
}

/// Looks up rows and keeps the part of the last one open.
#[derive(Debug)]
pub struct OpenSheet<'a> {
    sheet: &'a PackedSheet,
    part: Option<usize>,
    rows: Vec<Row>,
}

impl OpenSheet<'_> {
    /// The row with a number, if it holds something.
    pub fn row(&mut self, number: u32) -> Option<&Row> {
        let part = self.sheet.part_of(number)?;
        if self.part != Some(part) {
            (self.part, self.rows) = (Some(part), self.sheet.rows.part(part));
        }
        let at = self.rows.binary_search_by_key(&number, |row| row.number).ok()?;
        self.rows.get(at)
    }
}

impl Pack for Row {
    fn pack(&self, out: &mut Vec<u8>) {
        let Self { number, line, hidden, struck, cells } = self;
        put_number(out, *number);
        out.push(u8::from(line.is_some()) | u8::from(*hidden) << 1 | u8::from(*struck) << 2);
        if let Some(line) = line {
            put_number(out, *line);
        }
        put_number(out, u32::try_from(cells.len()).unwrap_or(u32::MAX));
        for Cell { column, text, kind, merged } in cells {
            put_number(out, u32::from(*column));
            let word = match kind {
                CellKind::Text => 0,
                CellKind::Number => 1,
                CellKind::Date(_) => 2,
                CellKind::Boolean => 3,
                CellKind::Error => 4,
            };
            out.push(word | u8::from(*merged) << 7);
            if let CellKind::Date(day) = kind {
                out.extend(day.num_days_from_ce().to_le_bytes());
            }
            put_bytes(out, text.as_bytes());
        }
    }

    fn unpack(bytes: &mut &[u8]) -> Option<Self> {
        let mut cells = Vec::with_capacity(16);
        let row = take_row(bytes, |column, text, kind, merged| {
            cells.push(Cell { column, text: text.to_owned(), kind, merged });
        })?;
        Some(Self { cells, ..row })
    }
}

/// Reads a row, and hands over column, text, kind and whether it is merged of each of its cells; the row comes without
/// them.
pub(super) fn take_row<'a>(
    bytes: &mut &'a [u8],
    mut take: impl FnMut(u16, &'a str, CellKind, bool),
) -> Option<Row> {
    let number = take_number(bytes)?;
    let flags = take_byte(bytes)?;
    let line = if flags & 1 == 0 { None } else { Some(take_number(bytes)?) };
    let mut before = None;
    for _ in 0..take_number(bytes)? {
        let column = u16::try_from(take_number(bytes)?).ok()?;
        if column >= COLUMNS || before.is_some_and(|before| before >= column) {
            return None;
        }
        before = Some(column);
        let word = take_byte(bytes)?;
        let kind = match word & 0x7F {
            0 => CellKind::Text,
            1 => CellKind::Number,
            2 => CellKind::Date(take_day(bytes)?),
            3 => CellKind::Boolean,
            4 => CellKind::Error,
            _ => return None,
        };
        take(column, str::from_utf8(take_bytes(bytes)?).ok()?, kind, word & 0x80 != 0);
    }
    let row = Row { number, line, hidden: flags & 2 != 0, struck: flags & 4 != 0, cells: Vec::new() };
    (flags < 8).then_some(row)
}

pub(super) fn take_day(bytes: &mut &[u8]) -> Option<NaiveDate> {
    let (day, rest) = bytes.split_at_checked(4)?;
    *bytes = rest;
    NaiveDate::from_num_days_from_ce_opt(i32::from_le_bytes(day.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn row(number: u32) -> Row {
        let cells = vec![Cell::text(0, format!("行{number}")), Cell::text(3, "43")];
        Row { number, cells, ..Row::default() }
    }

    fn sheet(rows: impl IntoIterator<Item = u32>) -> Sheet {
        Sheet { name: "①".into(), rows: rows.into_iter().map(row).collect(), ..Sheet::default() }
    }

    fn kinds() -> impl Strategy<Value = CellKind> {
        let day = (1_900i32..2_100, 1u32..366).prop_map(|(year, day)| NaiveDate::from_yo_opt(year, day));
        prop_oneof![
            Just(CellKind::Text),
            Just(CellKind::Number),
            Just(CellKind::Boolean),
            Just(CellKind::Error),
            day.prop_map(|day| CellKind::Date(day.unwrap_or_default())),
        ]
    }

    proptest! {
        #[test]
        fn a_row_is_read_as_it_was_packed(
            number: u32, line: Option<u32>, hidden: bool, struck: bool,
            cells in prop::collection::btree_map(0..COLUMNS, (".*", kinds(), any::<bool>()), 0..8),
        ) {
            let cells = cells.into_iter().map(|(column, (text, kind, merged))| Cell { column, text, kind, merged });
            let row = Row { number, line, hidden, struck, cells: cells.collect() };
            let mut packed = Vec::new();
            row.pack(&mut packed);
            let mut bytes = packed.as_slice();
            prop_assert_eq!(Row::unpack(&mut bytes), Some(row));
            prop_assert!(bytes.is_empty());
            for end in 0..packed.len() {
                prop_assert_eq!(Row::unpack(&mut &packed[..end]), None);
            }
        }
    }

    #[test]
    fn every_row_is_found_by_its_number() {
        let packed = PackedSheet::from(sheet((1..2_000).map(|number| number * 2)));
        assert_eq!(packed.to_sheet(), sheet((1..2_000).map(|number| number * 2)));
        assert_eq!((packed.len(), packed.head().rows.len()), (1_999, AT_HAND));
        for number in [2, 512, 514, 3_998] {
            assert_eq!(packed.row(number), Some(row(number)));
        }
        for number in [0, 3, 513, 4_000] {
            assert_eq!(packed.row(number), None);
        }
    }

    #[test]
    fn a_header_far_down_is_at_hand_with_the_rows_below_it() {
        let packed = PackedSheet::from(sheet(1..5_000));
        for (first, last) in [(3, 3), (250, 251), (4_000, 4_001), (4_999, 4_999)] {
            let around = packed.around(Some(Header { first, last }));
            assert_eq!(around.rows[..60], packed.head().rows[..60]);
            assert_eq!(around.row(first), Some(&row(first)));
            assert_eq!(around.row(last), Some(&row(last)));
            let below = around.rows.iter().filter(|row| row.number > last).count();
            assert!(below >= 126.min(4_999 - last as usize), "{below} rows below {last}");
            assert!(around.rows.is_sorted_by(|a, b| a.number < b.number));
        }
    }

    #[test]
    fn rows_are_changed_and_left_out_wherever_they_stand() {
        let mut packed = PackedSheet::from(sheet(1..1_000));
        let mut changes: BTreeMap<u32, Option<Row>> = (1..=300).map(|number| (number, None)).collect();
        changes.insert(700, Some(Row { number: 700, ..Row::default() }));
        changes.insert(5_000, None);
        packed.amend(&changes);
        let mut expected = sheet(301..1_000);
        expected.rows[399].cells.clear();
        assert_eq!(packed.to_sheet(), expected);
        assert_eq!(packed.head().rows[..], expected.rows[..AT_HAND]);
        assert_eq!((packed.row(300), packed.row(301)), (None, Some(row(301))));
    }

    #[test]
    fn parts_that_do_not_follow_are_refused() {
        let part = |rows: std::ops::Range<u32>| Part::of(&rows.map(row).collect::<Vec<_>>());
        let mut sheet = PackedSheet::of_parts(Sheet::default());
        assert_eq!(sheet.check_in(part(1..11)).map(|(cells, _)| cells), Some(20));
        assert_eq!(sheet.check_in(part(5..20)), None);
        assert_eq!(sheet.check_in(part(11..11)), None);
        assert_eq!(sheet.check_in(Part::of(&[row(30), row(29)])), None);
        assert!(sheet.check_in(part(11..12)).is_some());
        assert_eq!((sheet.len(), sheet.row(11)), (11, Some(row(11))));
    }
}
