//! 見出し: which rows are the header, and what stands below it.

use super::{
    Chosen, Column, Meaning, Note, Printed, PrintedRate,
    column::{bare, is_bare_sum, meaning},
};
use crate::{
    imports::{Cell, CellKind, Row, Sheet},
    prefecture::Prefecture,
};
use std::collections::{BTreeMap, BTreeSet};

/// The most rows of a header.
const MOST_LINES: usize = 4;
/// So many numbers make a row one of the table.
const NUMBERS: usize = 3;

/// So many prefectures make a table of them, even where none of its words is known: a person says what they mean.
const PREFECTURES: usize = 10;

/// Where the table begins, and what its columns hold.
pub(super) struct Heading {
    /// The first row of numbers, by its place in the sheet.
    pub first: usize,
    /// The first row of the header, by its place in the sheet.
    pub top: usize,
    /// The column of prefectures' names.
    pub names: u16,
    /// What the columns hold.
    pub meanings: BTreeMap<u16, Meaning>,
    /// The words above each column; empty where there are none.
    pub words: Vec<(u16, String)>,
    /// What is not understood.
    pub notes: Vec<Note>,
}

/// A prefecture by its name, with or without 都・府・県.
pub(super) fn prefecture(text: &str) -> Option<Prefecture> {
    let name = bare(text);
    Prefecture::all().find(|prefecture| {
        let whole = prefecture.name();
        whole == name || whole.strip_suffix(['都', '府', '県']) == Some(name.as_str())
    })
}

fn is_number(cell: &Cell) -> bool {
    !cell.merged
        && (matches!(Printed::read(&cell.text), Printed::Count(_))
            || PrintedRate::read(&cell.text, cell.kind == CellKind::Number).is_some())
}

/// Whether a row is one of numbers.
pub(super) fn is_of_numbers(row: &Row) -> bool {
    row.cells.iter().filter(|cell| is_number(cell)).count() >= NUMBERS
}

fn own(row: &Row, column: u16) -> &str {
    row.cell(column).filter(|cell| !cell.merged).map_or("", |cell| cell.text.trim())
}

impl Heading {
    /// Finds it; none where there is no table of prefectures.
    pub fn find(sheet: &Sheet) -> Option<Self> {
        let first = sheet.rows.iter().position(is_of_numbers)?;
        let names = names(&sheet.rows[first..])?;
        let several = |row: &Row| {
            row.cells.iter().filter(|cell| !cell.merged && !cell.text.trim().is_empty()).count() > 1
        };
        let above = sheet.rows[..first].iter().rev().take(MOST_LINES).take_while(|row| several(row)).count();
        let top = first - above;
        let words = words(sheet, &sheet.rows[top..first]);
        let (meanings, notes) = understand(&words, names);
        let is_told = meanings.values().any(|meaning| matches!(meaning, Meaning::Count(_)));
        (is_told || prefectures(&sheet.rows[first..], names) >= PREFECTURES).then_some(Self {
            first,
            top,
            names,
            meanings,
            words,
            notes,
        })
    }

    /// Takes what a person said of columns: what is said of one is not looked for in another.
    pub fn follow(&mut self, chosen: &Chosen) {
        for (at, meaning) in chosen.each().filter(|(at, _)| *at != self.names) {
            self.meanings.remove(&at);
            if let Some(meaning) = meaning {
                self.meanings.retain(|_, known| *known != meaning);
                self.meanings.insert(at, meaning);
            }
        }
        self.notes.retain(|note| match note {
            Note::UnknownColumn { column, .. } | Note::SameHeading { column, .. } => !chosen.says(*column),
            _ => true,
        });
    }

    /// Columns of parts whose words stand over one another's numbers: a table copied from a printed page loses the cells
    /// that were one, and its words move. Where the sums come out by exchanging two neighbours, they are exchanged.
    pub fn mend(&mut self, rows: &[Row]) {
        let parts = [Column::SpecialWards, Column::Cities, Column::Towns, Column::Associations];
        let at: Vec<(u16, Column)> = self
            .meanings
            .iter()
            .filter_map(|(at, meaning)| match meaning {
                Meaning::Count(column) if parts.contains(column) => Some((*at, *column)),
                _ => None,
            })
            .collect();
        let (wrong, all) = self.sums(rows);
        if all < NUMBERS || wrong * 2 <= all {
            return;
        }
        for pair in at.windows(2) {
            let [(one, left), (other, right)] = [pair[0], pair[1]];
            let exchange = |heading: &mut Self, left, right| {
                heading.meanings.insert(one, Meaning::Count(left));
                heading.meanings.insert(other, Meaning::Count(right));
            };
            exchange(self, right, left);
            let (still, _) = self.sums(rows);
            if still * 4 <= all {
                self.notes.push(Note::Exchanged { columns: (one, other), now: (right, left) });
                return;
            }
            exchange(self, left, right);
        }
    }

    /// How many of the rows of prefectures have parts that do not add up to 市区町村（合計）, and how many there are.
    fn sums(&self, rows: &[Row]) -> (usize, usize) {
        let (mut wrong, mut all) = (0, 0);
        for row in rows.iter().filter(|row| prefecture(row.text(self.names)).is_some()) {
            let count = |wanted: Column| {
                let mut of = self.meanings.iter().filter(|(_, meaning)| **meaning == Meaning::Count(wanted));
                of.next().and_then(|(at, _)| Printed::read(own(row, *at)).count())
            };
            let Some(sum) = count(Column::Municipalities) else { continue };
            all += 1;
            let parts = Column::OF_MUNICIPALITIES.into_iter().filter_map(count).fold(0, u32::saturating_add);
            wrong += usize::from(parts != sum);
        }
        (wrong, all)
    }
}

/// The column in which most prefectures are named; none where it names fewer than two.
fn names(rows: &[Row]) -> Option<u16> {
    let mut named: BTreeMap<u16, usize> = BTreeMap::new();
    for cell in rows.iter().flat_map(|row| &row.cells).filter(|cell| prefecture(&cell.text).is_some()) {
        *named.entry(cell.column).or_default() += 1;
    }
    let (column, most) =
        named.into_iter().max_by_key(|(column, most)| (*most, std::cmp::Reverse(*column)))?;
    (most > 1).then_some(column)
}

/// How many prefectures a column names.
fn prefectures(rows: &[Row], names: u16) -> usize {
    let found = rows.iter().filter_map(|row| prefecture(row.text(names)));
    found.map(Prefecture::number).collect::<BTreeSet<u8>>().len()
}

/// The words above each column: those of its groups, and its own.
fn words(sheet: &Sheet, lines: &[Row]) -> Vec<(u16, String)> {
    let last = lines.iter().flat_map(|row| &row.cells).map(|cell| cell.column).max().unwrap_or(0);
    let width =
        sheet.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.column).max().unwrap_or(0).max(last);
    let lowest = lines.last();
    let spans = |row: &Row| {
        sheet
            .merges
            .iter()
            .any(|merge| merge.top <= row.number && row.number <= merge.bottom && merge.right > merge.left)
    };
    let group = |row: &Row, column: u16| -> String {
        let text = own(row, column);
        if !text.is_empty() {
            return text.to_owned();
        }
        let inside = sheet.merges.iter().find(|merge| {
            (merge.top..=merge.bottom).contains(&row.number) && (merge.left..=merge.right).contains(&column)
        });
        if let Some(merge) = inside {
            return if merge.top == row.number { own(row, merge.left).to_owned() } else { String::new() };
        }
        // Without merged cells a group reaches as far as its columns have words of their own.
        let is_lowest = lowest.is_some_and(|lowest| lowest.number == row.number);
        let Some(lowest) = lowest.filter(|_| !is_lowest && !spans(row)) else { return String::new() };
        let from = (0..column).rev().find(|left| !own(row, *left).is_empty());
        match from {
            Some(left) if (left..=column).all(|at| !own(lowest, at).is_empty()) => own(row, left).to_owned(),
            _ => String::new(),
        }
    };
    (0..=width)
        .map(|column| {
            let parts: Vec<String> =
                lines.iter().map(|row| group(row, column)).filter(|part| !part.is_empty()).collect();
            (column, parts.join(" "))
        })
        .collect()
}

/// What the columns hold, and which of them is not understood.
fn understand(words: &[(u16, String)], names: u16) -> (BTreeMap<u16, Meaning>, Vec<Note>) {
    let mut meanings: BTreeMap<u16, Meaning> = BTreeMap::from([(names, Meaning::Prefecture)]);
    let mut notes = Vec::new();
    let kinds = Column::OF_MUNICIPALITIES.map(Meaning::Count);
    for (place, (column, text)) in words.iter().enumerate() {
        if *column == names || text.is_empty() {
            continue;
        }
        // A bare 合計 before 特別区, 市 or 町村 is theirs.
        let next = || words.get(place + 1).and_then(|(_, next)| meaning(next));
        let found = meaning(text).or_else(|| {
            let is_theirs = is_bare_sum(text) && next().is_some_and(|next| kinds.contains(&next));
            is_theirs.then_some(Meaning::Count(Column::Municipalities))
        });
        let known = |wanted: Meaning| meanings.iter().find(|(_, known)| **known == wanted).map(|(at, _)| *at);
        match found {
            Some(found) => match known(found) {
                None => {
                    meanings.insert(*column, found);
                }
                Some(before) => {
                    notes.push(Note::SameHeading { column: *column, heading: text.clone(), before });
                }
            },
            None => notes.push(Note::UnknownColumn { column: *column, heading: text.clone() }),
        }
    }
    (meanings, notes)
}
