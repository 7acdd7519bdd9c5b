//! An import in pieces: some hundred offices with all their rows, then the rows that are not written. The pieces follow
//! from the file alone, so that whoever goes on after a stop cuts it the same way.

use super::prepared::{Read, closed, is_written, planned};
use crate::error::Error;
use domain::{
    imports::{Choices, Code, Plan, ReadRow},
    office_number::OfficeNumber,
};
use std::collections::HashMap;
use store::{Tx, imports::NewRow};

/// Offices of a piece: a short transaction, so that nobody else waits for long.
const OFFICES: usize = 500;
/// Rows of a piece that writes no office.
const ROWS: usize = 2_000;

/// The rows of one piece: their place among the kept rows, and among the rows of the reading.
type Rows = Vec<(u32, usize)>;

/// One piece: rows with their offices, rows that are not written, or offices that are closed.
#[derive(Debug)]
enum Piece {
    Rows(Rows),
    Closing(Vec<OfficeNumber>),
}

/// The pieces of an import.
#[derive(Debug)]
pub struct Pieces(Vec<Piece>);

impl Pieces {
    /// Cuts a reading. Rows of other municipalities are not kept: the stored file keeps them.
    pub fn of(read: &Read, choices: &Choices) -> Self {
        let rows = &read.reading.rows;
        let kept = rows.iter().enumerate().filter(|(_, row)| !is_foreign(row));
        let mut order = HashMap::new();
        let mut pieces: Vec<Rows> = Vec::new();
        let mut unwritten = Rows::new();
        for ((at, row), seq) in kept.zip(1..) {
            let Some(number) = row.record.number.filter(|_| is_written(row)) else {
                unwritten.push((seq, at));
                continue;
            };
            let next = order.len();
            let piece = *order.entry(number).or_insert(next) / OFFICES;
            if piece == pieces.len() {
                pieces.push(Rows::new());
            }
            pieces[piece].push((seq, at));
        }
        pieces.extend(unwritten.chunks(ROWS).map(<[_]>::to_vec));
        let closing: Vec<OfficeNumber> = choices.closing.keys().copied().collect();
        let closing = closing.chunks(OFFICES).map(|numbers| Piece::Closing(numbers.to_vec()));
        Self(pieces.into_iter().map(Piece::Rows).chain(closing).collect())
    }

    /// How many there are.
    pub fn count(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }

    /// A piece, planned against the register as the transaction sees it; nothing after the last.
    pub async fn plan(
        &self,
        tx: &Tx,
        (read, choices): (&Read, &Choices),
        piece: u32,
    ) -> Result<Option<(Plan, Vec<NewRow>)>, Error> {
        let piece = match self.0.get(piece as usize) {
            Some(Piece::Rows(piece)) => piece,
            Some(Piece::Closing(numbers)) => {
                return Ok(Some((closed(tx, numbers, choices).await?, Vec::new())));
            }
            None => return Ok(None),
        };
        let rows: Vec<ReadRow> = piece.iter().map(|(_, at)| read.reading.rows[*at].clone()).collect();
        let plan = planned(tx, &rows, choices.kind).await?;
        let by_place = plan.by_place();
        let kept = piece.iter().zip(&rows).map(|((seq, _), row)| {
            let sheet = &read.original.sheets[row.place.sheet];
            let lines = u32::from(read.reading.tables[row.place.sheet].lines);
            let rows = (row.place.row..row.place.row + lines).filter_map(|line| sheet.row(line));
            let cells = rows.flat_map(|line| &line.cells);
            let services = by_place.get(&row.place).map(Vec::as_slice).unwrap_or_default();
            NewRow {
                seq: *seq,
                sheet: sheet.name.clone(),
                row: row.place.row,
                cells: cells.map(|cell| (cell.column, cell.text.clone())).collect(),
                record: row.record.clone(),
                outcome: row.outcome,
                change: services.iter().map(|service| service.change).max(),
                issues: row.issues.clone(),
                differences: services.iter().flat_map(|service| service.differences.clone()).collect(),
            }
        });
        let kept = kept.collect();
        Ok(Some((plan, kept)))
    }
}

fn is_foreign(row: &ReadRow) -> bool {
    row.issues.iter().any(|issue| issue.code == Code::OutsideMunicipality)
}
