//! Reading the rows of a table while the file is still coming in. What turns out to have been read under other premises
//! than the whole file gives is left aside.

use super::{
    choices::{Choices, SheetChoice},
    header::HeaderKeys,
    packed::Part,
    rows::RowsBuilder,
    scanning::{Scanned, Scanning},
    table::Table,
    workbook::{Row, Sheet},
};

/// The rows of the first sheet, as far as they were read.
pub struct Ahead {
    choices: Choices,
    table: Table,
    keys: HeaderKeys,
    scanned: Scanned,
    rows: RowsBuilder,
    parts: Vec<Part>,
}

impl Ahead {
    /// Begins below the header that is found among the first rows of the sheet; nothing where the rows can only be read
    /// when all of them are there.
    pub fn begin(sheet: &Sheet, choices: &Choices) -> Option<Self> {
        let nothing = SheetChoice::default();
        let choice = choices.sheets.get(&sheet.name).unwrap_or(&nothing);
        if choice.header.is_some() || choices.lays_over() {
            return None;
        }
        let table = Table::find(0, sheet, choice);
        let header = table.header.filter(|_| table.imported && table.is_read_row_by_row())?;
        Some(Self {
            keys: HeaderKeys::of(sheet, header),
            rows: RowsBuilder::new(choices.kind),
            choices: choices.clone(),
            table,
            scanned: Scanned::default(),
            parts: Vec::new(),
        })
    }

    /// Reads the next part; it was checked when it came in.
    pub fn add(&mut self, part: Part) {
        let (Some(rows), Some(header)) = (part.read::<Row>(), self.table.header) else { return };
        let scanning = Scanning { table: &self.table, header, keys: &self.keys, choices: &self.choices };
        scanning.part(rows, &mut self.rows, &mut self.scanned);
        self.parts.push(part);
    }

    /// What was read, with how many parts that were, if it is what the whole file gives.
    pub(super) fn of(
        self,
        table: &Table,
        keys: &HeaderKeys,
        parts: &[Part],
        choices: &Choices,
    ) -> Option<(Scanned, usize)> {
        let is_meant = self.table == *table
            && self.keys == *keys
            && self.choices.kind == choices.kind
            && self.choices.municipalities == choices.municipalities
            && self.choices.town == choices.town
            && self.choices.confirmed == choices.confirmed
            && parts.starts_with(&self.parts);
        is_meant.then(|| (Scanned { rows: self.rows.finish(), ..self.scanned }, self.parts.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{
        cells::{Cells, PackedSheet},
        corrections::{read_ahead, read_corrected},
        workbook::{Cell, Encoding, Source, Workbook},
    };
    use super::*;
    use std::{num::NonZero, sync::Arc};

    fn sheet(title: &str) -> Sheet {
        let cells =
            |texts: [String; 3]| (0..).zip(texts).map(|(column, text)| Cell::text(column, text)).collect();
        let head = Row {
            number: 1,
            cells: cells(["事業所番号".into(), title.into(), "事業所名".into()]),
            ..Row::default()
        };
        let rows = (2..2_000u32).map(|number| {
            let service = if number % 5 == 0 { "しらない" } else { "居宅介護支援" };
            let texts = [format!("29709{number:05}"), service.to_owned(), format!("事業所{number}")];
            Row { number, cells: cells(texts), ..Row::default() }
        });
        Sheet { rows: std::iter::once(head).chain(rows).collect(), ..Sheet::default() }
    }

    fn begun(packed: &PackedSheet, parts: usize) -> Ahead {
        let mut ahead = Ahead::begin(packed.head(), &Choices::default()).unwrap();
        for part in &packed.rows().parts()[..parts] {
            ahead.add(part.clone());
        }
        ahead
    }

    #[test]
    fn what_was_read_ahead_makes_no_difference() {
        let source = Source::Text { encoding: Encoding::Utf8 };
        let cells = Arc::new(Cells::from(Workbook { source, sheets: vec![sheet("サービスの種類")] }));
        let other: PackedSheet = sheet("住所").into();
        let two = NonZero::new(2).unwrap();
        for choices in [
            Choices::default(),
            Choices { confirmed: [(String::new(), 7)].into(), ..Choices::default() },
            Choices { left_out: [(String::new(), 7)].into(), ..Choices::default() },
        ] {
            let (_, plain) = read_corrected(&cells, &choices, two).unwrap();
            assert!(plain.rows.len() > 1_900);
            let first = &cells.sheets[0];
            for ahead in [begun(first, 0), begun(first, 3), begun(first, 8), begun(&other, 3)] {
                let (_, reading) = read_ahead(&cells, &choices, two, Some(ahead)).unwrap();
                assert_eq!(reading.unpacked(), plain.clone().unpacked());
            }
        }
        let part = cells.sheets[0].rows().parts()[3].clone();
        let mut ahead = begun(&cells.sheets[0], 3);
        ahead.add(part);
        let keys = HeaderKeys::of(cells.sheets[0].head(), ahead.table.header.unwrap());
        let (table, parts) = (ahead.table.clone(), cells.sheets[0].rows().parts());
        let taken = ahead.of(&table, &keys, parts, &Choices::default());
        assert_eq!(taken.map(|(scanned, parts)| (scanned.rows.len(), parts)), Some((4 * 256 - 1, 4)));
    }
}
