//! What a person puts right in a file before it is imported: cells, services that only they know, rows they leave out.
//!
//! The file itself stays as it was sent; the corrections are choices, laid over its cells each time it is read.

use super::{
    choices::Choices,
    issue::{Code, Place},
    reading::{Reading, read},
    refusal::Refusal,
    workbook::{Cell, CellKind, Workbook},
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

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
    pub fn correct(&mut self, workbook: &Workbook, place: Place, column: u16, text: &str) {
        let Some(sheet) = workbook.sheets.get(place.sheet) else { return };
        let of_cell = |correction: &Correction| {
            correction.sheet == sheet.name && correction.row == place.row && correction.column == column
        };
        self.corrections.retain(|correction| !of_cell(correction));
        if sheet.row(place.row).map_or("", |row| row.text(column)) != text {
            let (sheet, row, text) = (sheet.name.clone(), place.row, text.to_owned());
            self.corrections.push(Correction { sheet, row, column, text });
            self.corrections.sort_unstable();
        }
    }

    /// Whether a person changed anything that stands in the file.
    fn lays_over(&self) -> bool {
        !self.corrections.is_empty() || !self.left_out.is_empty()
    }
}

/// Reads a file with its corrections; the cells that were read come with what they say.
pub fn read_corrected(
    workbook: &Arc<Workbook>,
    choices: &Choices,
) -> Result<(Arc<Workbook>, Reading), Refusal> {
    let mut cells = if choices.lays_over() { laid_over(workbook, choices) } else { workbook.clone() };
    let reading = read(&cells, choices)?;
    let named = named_services(&reading, choices);
    if named.is_empty() {
        return Ok((cells, reading));
    }
    let workbook = Arc::make_mut(&mut cells);
    for (place, column, code) in named {
        put(workbook, place.sheet, place.row, column, code);
    }
    let reading = read(workbook, choices)?;
    Ok((cells, reading))
}

/// The cells with unknown services that a person named: their codes.
fn named_services(reading: &Reading, choices: &Choices) -> Vec<(Place, u16, &'static str)> {
    if choices.services.is_empty() {
        return Vec::new();
    }
    let unknown = reading.rows.iter().flat_map(|row| row.issues.iter().map(|issue| (row.place, issue)));
    unknown
        .filter(|(_, issue)| issue.code == Code::ServiceUnknown)
        .filter_map(|(place, issue)| {
            let service = choices.services.get(issue.found.trim())?;
            let line = Place { row: place.row + u32::from(issue.line), ..place };
            Some((line, issue.column?, service.code()))
        })
        .collect()
}

fn laid_over(workbook: &Workbook, choices: &Choices) -> Arc<Workbook> {
    let mut workbook = workbook.clone();
    for sheet in &mut workbook.sheets {
        let name = sheet.name.clone();
        if !choices.left_out.is_empty() {
            sheet.rows.retain(|row| !choices.left_out.contains(&(name.clone(), row.number)));
        }
    }
    for Correction { sheet, row, column, text } in &choices.corrections {
        let at = workbook.sheets.iter().position(|known| known.name == *sheet);
        if let Some(at) = at {
            put(&mut workbook, at, *row, *column, text);
        }
    }
    Arc::new(workbook)
}

/// Writes text into a cell of a row that is there.
fn put(workbook: &mut Workbook, sheet: usize, row: u32, column: u16, text: &str) {
    let rows = &mut workbook.sheets[sheet].rows;
    let Ok(at) = rows.binary_search_by_key(&row, |row| row.number) else { return };
    let cells = &mut rows[at].cells;
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
        workbook::{Row, Sheet, Source},
    };
    use super::*;

    fn workbook() -> Arc<Workbook> {
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
        Arc::new(Workbook { source: Source::Xlsx, sheets: vec![Sheet { rows, ..Sheet::default() }] })
    }

    fn outcomes(choices: &Choices) -> Vec<Outcome> {
        let (_, reading) = read_corrected(&workbook(), choices).unwrap();
        reading.rows.iter().map(|row| row.outcome).collect()
    }

    #[test]
    fn a_cell_is_put_right_and_back_again() {
        let mut choices = Choices::default();
        let place = Place { sheet: 0, row: 2 };
        assert_eq!(outcomes(&choices)[0], Outcome::Error);
        choices.correct(&workbook(), place, 2, "43");
        assert_eq!(outcomes(&choices)[0], Outcome::Ok);
        choices.correct(&workbook(), place, 2, "居宅介護支援");
        assert_eq!(choices.corrections.len(), 1, "the last correction of a cell counts");
        choices.correct(&workbook(), place, 2, "ケアマネのところ");
        assert_eq!(choices, Choices::default());
    }

    #[test]
    fn a_service_that_only_the_person_knows_is_named_once_for_all_rows() {
        let services = [("ケアマネのところ".to_owned(), "43".parse().unwrap())].into();
        let choices = Choices { services, ..Choices::default() };
        let (cells, reading) = read_corrected(&workbook(), &choices).unwrap();
        assert_eq!(reading.rows[0].outcome, Outcome::Ok);
        assert_eq!(cells.sheets[0].row(2).unwrap().text(2), "43");
    }

    #[test]
    fn of_two_rows_in_conflict_one_is_left_out() {
        assert_eq!(outcomes(&Choices::default())[1..], [Outcome::Error, Outcome::Error]);
        let choices = Choices { left_out: [(String::new(), 4)].into(), ..Choices::default() };
        assert_eq!(outcomes(&choices)[1..], [Outcome::Ok]);
    }
}
