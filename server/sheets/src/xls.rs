//! Excel workbooks of 1997 to 2003 (BIFF8), record by record, with limits.
//!
//! Only what a list needs is looked at: cells, number formats, struck-through text, hidden rows and columns, merges.
//! The names of the records are those of [MS-XLS]. Older forms (BIFF5 and before) hold their text in code pages that
//! are often named wrongly, so they are refused by name (domain.md §2.2).

mod globals;
mod records;

use crate::{
    Limits,
    builder::{Builder, Used, Value},
    values,
};
use domain::imports::{CellKind, Cells, Merge, OtherKind, PackedSheet, Refusal, Source};
use globals::Globals;
use records::{Fields, Record, Records};
use std::io::{Cursor, Read};

/// Reads a workbook in its compound file.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Cells, Refusal> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
    if file.is_stream("/EncryptedPackage") {
        return Err(Refusal::Encrypted);
    }
    if !file.is_stream("/Workbook") {
        let is_old = file.is_stream("/Book");
        return Err(Refusal::OtherKind(if is_old { OtherKind::OldExcel } else { OtherKind::Document }));
    }
    let mut stream = Vec::new();
    let part = file.open_stream("/Workbook").map_err(|_| Refusal::Damaged)?;
    part.take(limits.bytes).read_to_end(&mut stream).map_err(|_| Refusal::CutOff)?;
    read_stream(&stream, limits)
}

/// Reads the records of a workbook.
pub fn read_stream(stream: &[u8], limits: &Limits) -> Result<Cells, Refusal> {
    let globals = Globals::read(stream, limits)?;
    let mut used = Used::new(limits);
    let mut sheets = Vec::new();
    for listed in globals.sheets.iter().take(limits.sheets) {
        let records = stream.get(listed.at..).ok_or(Refusal::Damaged)?;
        let builder = Builder::new(&listed.name, listed.hidden);
        sheets.push(sheet(Records::new(records), builder, &globals, &mut used)?);
    }
    Ok(Cells { source: Source::Xls, sheets })
}

fn sheet(
    records: Records<'_>,
    builder: Builder,
    globals: &Globals,
    used: &mut Used<'_>,
) -> Result<PackedSheet, Refusal> {
    let mut reader = SheetReader { builder, globals, formula: None };
    // Charts stand within a sheet as streams of their own, from BOF to EOF.
    let mut depth = 0u32;
    for record in records {
        match record.kind {
            BOF => depth += 1,
            EOF if depth <= 1 => break,
            EOF => depth -= 1,
            _ if depth == 1 => reader.take(&record, used)?,
            _ => {}
        }
    }
    Ok(reader.builder.finish())
}

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;

struct SheetReader<'a> {
    builder: Builder,
    globals: &'a Globals,
    /// The cell of a formula whose text stands in the record that follows.
    formula: Option<(u16, u16, u16)>,
}

impl SheetReader<'_> {
    /// Takes one record; one that is too short is passed over, as spreadsheet programs do.
    fn take(&mut self, record: &Record<'_>, used: &mut Used<'_>) -> Result<(), Refusal> {
        let mut fields = record.fields();
        let described = match record.kind {
            0x0208 => self.row(&mut fields),
            0x007D => self.columns(&mut fields, used.limits()),
            0x00E5 => self.merges(&mut fields),
            0x00BD => return self.several(&mut fields, record.length(), used),
            kind => {
                let Some((at, value)) = self.cell(kind, &mut fields) else { return Ok(()) };
                return self.put(at, value, used);
            }
        };
        described.map_or(Ok(()), Ok)
    }

    /// Row: only whether it is hidden.
    fn row(&mut self, fields: &mut Fields<'_>) -> Option<()> {
        let number = fields.u16()?;
        fields.skip(10)?;
        if fields.u16()? & 0x20 != 0 {
            self.builder.hide_row(u32::from(number) + 1);
        }
        Some(())
    }

    /// `ColInfo`: only whether the columns are hidden.
    fn columns(&mut self, fields: &mut Fields<'_>, limits: &Limits) -> Option<()> {
        let (first, last) = (fields.u16()?, fields.u16()?);
        fields.skip(4)?;
        if fields.u16()? & 1 != 0 {
            self.builder.hide_columns(u32::from(first), u32::from(last), limits);
        }
        Some(())
    }

    fn merges(&mut self, fields: &mut Fields<'_>) -> Option<()> {
        for _ in 0..fields.u16()? {
            let (top, bottom, left, right) = (fields.u16()?, fields.u16()?, fields.u16()?, fields.u16()?);
            self.builder.merge(Merge { top: u32::from(top) + 1, left, bottom: u32::from(bottom) + 1, right });
        }
        Some(())
    }

    /// `MulRk`: several numbers in a row.
    fn several(
        &mut self,
        fields: &mut Fields<'_>,
        length: usize,
        used: &mut Used<'_>,
    ) -> Result<(), Refusal> {
        let (Some(row), Some(first)) = (fields.u16(), fields.u16()) else { return Ok(()) };
        let count = length.saturating_sub(6) / 6;
        for column in (first..=u16::MAX).take(count) {
            let (Some(format), Some(number)) = (fields.u16(), fields.rk()) else { break };
            self.put((row, column, format), Content::Number(number), used)?;
        }
        Ok(())
    }

    /// A record with one cell.
    fn cell(&mut self, kind: u16, fields: &mut Fields<'_>) -> Option<((u16, u16, u16), Content)> {
        if kind == 0x0207 {
            let text = fields.long_text()?;
            return Some((self.formula.take()?, Content::Text(text)));
        }
        if !matches!(kind, 0x0203 | 0x027E | 0x00FD | 0x0204 | 0x00D6 | 0x0205 | 0x0006) {
            return None;
        }
        let at = (fields.u16()?, fields.u16()?, fields.u16()?);
        let content = match kind {
            0x0203 => Content::Number(fields.f64()?),
            0x027E => Content::Number(fields.rk()?),
            0x00FD => Content::Text(self.globals.texts.get(fields.u32()? as usize)?.clone()),
            0x0204 | 0x00D6 => Content::Text(fields.long_text()?),
            0x0205 => match (fields.u8()?, fields.u8()?) {
                (value, 0) => Content::Boolean(value != 0),
                (code, _) => Content::Error(code),
            },
            // Formula: the stored result; nothing is computed.
            _ => {
                let result = fields.bytes8()?;
                if (result[6], result[7]) != (0xFF, 0xFF) {
                    Content::Number(f64::from_le_bytes(result))
                } else if result[0] == 0 {
                    self.formula = Some(at);
                    return None;
                } else if result[0] == 1 {
                    Content::Boolean(result[2] != 0)
                } else if result[0] == 2 {
                    Content::Error(result[2])
                } else {
                    return None;
                }
            }
        };
        Some((at, content))
    }

    fn put(&mut self, at: (u16, u16, u16), content: Content, used: &mut Used<'_>) -> Result<(), Refusal> {
        let (row, column, format) = at;
        let format = self.globals.format(format);
        let (text, kind) = match content {
            Content::Text(text) => (text, CellKind::Text),
            Content::Number(number) => values::number(number, format.code, self.globals.is_1904),
            Content::Boolean(truth) => ((if truth { "TRUE" } else { "FALSE" }).to_owned(), CellKind::Boolean),
            Content::Error(code) => (error(code).to_owned(), CellKind::Error),
        };
        if text.is_empty() {
            return Ok(());
        }
        let value = Value { text, kind, struck: format.struck };
        self.builder.put(u32::from(row) + 1, u32::from(column), value, used)
    }
}

enum Content {
    Text(String),
    Number(f64),
    Boolean(bool),
    Error(u8),
}

const fn error(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    }
}
