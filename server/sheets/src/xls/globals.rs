//! What the front of a BIFF8 workbook says for all sheets: their names, texts, formats and fonts.

use super::records::Records;
use crate::{Limits, values::built_in};
use domain::imports::{OtherKind, Refusal};
use std::collections::BTreeMap;

/// What is the same for all sheets.
#[derive(Debug, Default)]
pub struct Globals {
    /// Days are counted from 1904.
    pub is_1904: bool,
    /// The worksheets in order.
    pub sheets: Vec<Listed>,
    /// The texts that cells point to.
    pub texts: Vec<String>,
    /// Font and number format of each kind of cell.
    cells: Vec<(u16, u16)>,
    fonts: Vec<bool>,
    codes: BTreeMap<u16, String>,
}

/// A worksheet.
#[derive(Debug)]
pub struct Listed {
    /// The name on the tab.
    pub name: String,
    /// It is hidden.
    pub hidden: bool,
    /// Where its records begin.
    pub at: usize,
}

/// How a cell looks, as far as it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format<'a> {
    /// The code of its number format.
    pub code: &'a str,
    /// Its text is struck through.
    pub struck: bool,
}

const BIFF8: u16 = 0x0600;

impl Globals {
    /// Reads up to the end of the front; refuses other forms and encrypted workbooks.
    pub fn read(stream: &[u8], limits: &Limits) -> Result<Self, Refusal> {
        let mut globals = Self::default();
        let mut records = Records::new(stream);
        let first = records.next().ok_or(Refusal::Damaged)?;
        match (first.kind, first.fields().u16()) {
            (super::BOF, Some(BIFF8)) => {}
            (super::BOF | 0x0009 | 0x0209 | 0x0409, Some(_)) => {
                return Err(Refusal::OtherKind(OtherKind::OldExcel));
            }
            _ => return Err(Refusal::Damaged),
        }
        for record in records {
            let mut fields = record.fields();
            match record.kind {
                super::EOF => return Ok(globals),
                // FilePass
                0x002F => return Err(Refusal::Encrypted),
                0x0022 => globals.is_1904 = fields.u16() == Some(1),
                0x0031 => {
                    fields.skip(2);
                    globals.fonts.push(fields.u16().is_some_and(|flags| flags & 8 != 0));
                }
                0x041E => {
                    if let (Some(id), Some(code)) = (fields.u16(), fields.long_text()) {
                        globals.codes.insert(id, code);
                    }
                }
                0x00E0 => globals.cells.push((fields.u16().unwrap_or(0), fields.u16().unwrap_or(0))),
                0x0085 => {
                    let position = fields.u32();
                    let (state, kind) = (fields.u8(), fields.u8());
                    if let (Some(position), Some(state), Some(0), Some(name)) =
                        (position, state, kind, fields.short_text())
                    {
                        globals.sheets.push(Listed { name, hidden: state & 3 != 0, at: position as usize });
                    }
                }
                0x00FC => {
                    fields.skip(8);
                    while !fields.is_at_end() {
                        let Some(text) = fields.rich_text() else { break };
                        globals.texts.push(text);
                        if globals.texts.len() > limits.cells as usize {
                            return Err(Refusal::TooManyCells { limit: limits.cells });
                        }
                    }
                }
                _ => {}
            }
        }
        Err(Refusal::CutOff)
    }

    /// The format that a cell names.
    pub fn format(&self, cell: u16) -> Format<'_> {
        let Some((font, number)) = self.cells.get(usize::from(cell)).copied() else {
            return Format { code: "General", struck: false };
        };
        // There is no font with the number 4.
        let font = usize::from(if font > 4 { font - 1 } else { font });
        Format {
            code: self.codes.get(&number).map_or(built_in(number), String::as_str),
            struck: self.fonts.get(font).copied().unwrap_or(false),
        }
    }
}
