//! What a person puts right in a file before it is imported: cells, services that only they know, rows they leave out.
//!
//! The file itself stays as it was sent; the corrections are choices, laid over its cells each time it is read.

use super::{
    ahead::Ahead,
    cells::{Cells, PackedSheet},
    choices::Choices,
    issue::{Code, Place},
    reading::{Reading, read_cells, read_on},
    refusal::Refusal,
    rows::Rows,
    workbook::{Cell, CellKind, Row},
};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet, btree_map::Entry},
    num::NonZero,
    sync::Arc,
};

/// A cell as a person put it right.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Correction {
    /// The name of the sheet.
    pub sheet: String,
    /// The row as a spreadsheet program numbers it.
    pub row: u32,
    /// The column; A is 0.
    pub column: u16,
    /// What stands there now; empty for nothing.
    pub text: String,
}

impl Choices {
    /// Puts a cell right. The text that stands in the file takes the correction back.
    pub fn correct(&mut self, cells: &Cells, place: Place, column: u16, text: &str) {
        let Some(sheet) = cells.sheets.get(place.sheet) else { return };
        let of_cell = |correction: &Correction| {
            correction.sheet == sheet.name() && correction.row == place.row && correction.column == column
        };
        self.corrections.retain(|correction| !of_cell(correction));
        if sheet.row(place.row).as_ref().map_or("", |row| row.text(column)) != text {
            let (sheet, row, text) = (sheet.name().to_owned(), place.row, text.to_owned());
            self.corrections.push(Correction { sheet, row, column, text });
            self.corrections.sort_unstable();
        }
    }

    /// Whether a person changed anything that stands in the file.
    pub(super) fn lays_over(&self) -> bool {
        !self.corrections.is_empty() || !self.left_out.is_empty()
    }
}

/// Reads a file with its corrections, with so many threads at once; the cells that were read come with what they say.
pub fn read_corrected(
    cells: &Arc<Cells>,
    choices: &Choices,
    threads: NonZero<usize>,
) -> Result<(Arc<Cells>, Reading<Rows>), Refusal> {
    read_ahead(cells, choices, threads, None)
}

/// The same of a file of which some was read while it came in.
pub fn read_ahead(
    cells: &Arc<Cells>,
    choices: &Choices,
    threads: NonZero<usize>,
    ahead: Option<Ahead>,
) -> Result<(Arc<Cells>, Reading<Rows>), Refusal> {
    let mut laid_over = if choices.lays_over() { Arc::new(laid_over(cells, choices)) } else { cells.clone() };
    let reading = read_on(&laid_over, choices, threads, ahead)?;
    let named = named_services(&reading, choices);
    if named.is_empty() {
        return Ok((laid_over, reading));
    }
    let corrected = Arc::make_mut(&mut laid_over);
    for (sheet, places) in named {
        let mut changes = Changes::default();
        for (row, column, code) in places {
            put(&corrected.sheets[sheet], &mut changes, (row, column), code);
        }
        corrected.sheets[sheet].amend(&changes);
    }
    let reading = read_cells(corrected, choices, threads)?;
    Ok((laid_over, reading))
}

/// Rows that become others, or nothing, by their number.
type Changes = BTreeMap<u32, Option<Row>>;

/// The cells with unknown services that a person named, by sheet: row, column and code.
fn named_services(
    reading: &Reading<Rows>,
    choices: &Choices,
) -> BTreeMap<usize, Vec<(u32, u16, &'static str)>> {
    let mut named: BTreeMap<usize, Vec<_>> = BTreeMap::new();
    if choices.services.is_empty() {
        return named;
    }
    for row in reading.rows.those(|row| row.service_unknown) {
        for issue in row.issues.iter().filter(|issue| issue.code == Code::ServiceUnknown) {
            if let (Some(service), Some(column)) = (choices.services.get(issue.found.trim()), issue.column) {
                let line = row.place.row + u32::from(issue.line);
                named.entry(row.place.sheet).or_default().push((line, column, service.code()));
            }
        }
    }
    named
}

fn laid_over(cells: &Cells, choices: &Choices) -> Cells {
    let mut cells = cells.clone();
    let mut done = BTreeSet::new();
    for sheet in &mut cells.sheets {
        let left_out = choices.left_out.iter().filter(|(name, _)| name == sheet.name());
        let mut changes: Changes = left_out.map(|(_, row)| (*row, None)).collect();
        // Of sheets with one name, the first is corrected.
        if done.insert(sheet.name().to_owned()) {
            for Correction { sheet: _, row, column, text } in
                choices.corrections.iter().filter(|correction| correction.sheet == sheet.name())
            {
                put(sheet, &mut changes, (*row, *column), text);
            }
        }
        if !changes.is_empty() {
            sheet.amend(&changes);
        }
    }
    cells
}

/// Writes text into a cell of a row that is there.
fn put(sheet: &PackedSheet, changes: &mut Changes, (number, column): (u32, u16), text: &str) {
    let row = match changes.entry(number) {
        Entry::Occupied(known) => known.into_mut(),
        Entry::Vacant(place) => match sheet.row(number) {
            Some(row) => place.insert(Some(row)),
            None => return,
        },
    };
    let Some(row) = row else { return };
    let cells = &mut row.cells;
    match (cells.binary_search_by_key(&column, |cell| cell.column), text.is_empty()) {
        (Ok(at), true) => drop(cells.remove(at)),
        (Ok(at), false) => {
            cells[at] = Cell { column, text: text.to_owned(), kind: CellKind::Text, merged: false };
        }
        (Err(_), true) => {}
        (Err(at), false) => cells.insert(at, Cell::text(column, text)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{
        Outcome,
        workbook::{Sheet, Source, Workbook},
    };
    use super::*;

    fn cells() -> Arc<Cells> {
        let rows: [&[&str]; 4] = [
            &["事業所番号", "事業所名", "サービスの種類"],
            &["2970999013", "ひだまり", "ケアマネのところ"],
            &["2970999021", "こもれび", "通所介護"],
            &["2970999021", "こもれび通所", "通所介護"],
        ];
        let row = |(index, texts): (usize, &&[&str])| Row {
            number: u32::try_from(index).unwrap() + 1,
            cells: (0u16..).zip(texts.iter()).map(|(column, text)| Cell::text(column, *text)).collect(),
            ..Row::default()
        };
        let rows = rows.iter().enumerate().map(row).collect();
        let sheets = vec![Sheet { rows, ..Sheet::default() }];
        Arc::new(Workbook { source: Source::Xlsx, sheets }.into())
    }

    fn outcomes(choices: &Choices) -> Vec<Outcome> {
        let (_, reading) = read_corrected(&cells(), choices, NonZero::<usize>::MIN).unwrap();
        reading.rows.briefs().iter().map(|row| row.outcome).collect()
    }

    #[test]
    fn a_cell_is_put_right_and_back_again() {
        let mut choices = Choices::default();
        let place = Place { sheet: 0, row: 2 };
        assert_eq!(outcomes(&choices)[0], Outcome::Error);
        choices.correct(&cells(), place, 2, "43");
        assert_eq!(outcomes(&choices)[0], Outcome::Ok);
        choices.correct(&cells(), place, 2, "居宅介護支援");
        assert_eq!(choices.corrections.len(), 1, "the last correction of a cell counts");
        choices.correct(&cells(), place, 2, "ケアマネのところ");
        assert_eq!(choices, Choices::default());
    }

    #[test]
    fn a_service_that_only_the_person_knows_is_named_once_for_all_rows() {
        let services = [("ケアマネのところ".to_owned(), "43".parse().unwrap())].into();
        let choices = Choices { services, ..Choices::default() };
        let (cells, reading) = read_corrected(&cells(), &choices, NonZero::<usize>::MIN).unwrap();
        assert_eq!(reading.rows.briefs()[0].outcome, Outcome::Ok);
        assert_eq!(cells.sheets[0].row(2).unwrap().text(2), "43");
    }

    #[test]
    fn of_two_rows_in_conflict_one_is_left_out() {
        assert_eq!(outcomes(&Choices::default())[1..], [Outcome::Error, Outcome::Error]);
        let choices = Choices { left_out: [(String::new(), 4)].into(), ..Choices::default() };
        assert_eq!(outcomes(&choices)[1..], [Outcome::Ok]);
    }
}
