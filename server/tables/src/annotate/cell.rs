//! One cell of the original, written so that it is read as the same again.

use super::Mark;
use crate::{Fault, cells, look};
use domain::imports::{Cell, CellKind, Level, column_letters};
use rust_xlsxwriter::{Color, Format, Note, Worksheet};

const RED: u32 = 0x00FF_C7CE;
const YELLOW: u32 = 0x00FF_F2B3;
/// The size of a note, in pixels.
const NOTE_WIDTH: u32 = 320;
const NOTE_LINE: u32 = 20;
const NOTE_LINE_CHARACTERS: usize = 40;
/// What the writer of notes adds to them, in UTF-16 units.
const NOTE_ROOM: usize = 64;
const AUTHOR: &str = "ひろめる";

/// The fill of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// None.
    No,
    /// A warning.
    Yellow,
    /// An error.
    Red,
}

impl Fill {
    /// That of the worst of the levels.
    pub fn of<'a>(marks: impl Iterator<Item = &'a Mark>) -> Self {
        match marks.map(|mark| mark.level).max() {
            Some(Level::Error) => Self::Red,
            Some(Level::Warning) => Self::Yellow,
            Some(Level::Note) | None => Self::No,
        }
    }

    fn on(self, format: Format) -> Format {
        match self {
            Self::No => format,
            Self::Yellow => format.set_background_color(Color::RGB(YELLOW)),
            Self::Red => format.set_background_color(Color::RGB(RED)),
        }
    }
}

/// The formats that most cells have.
pub struct Formats {
    /// Text without a fill.
    plain: look::Texts,
    yellow: look::Texts,
    red: look::Texts,
    /// The heading of the column that is added.
    pub heading: Format,
    /// Cells of the column that is added.
    pub beside: look::Texts,
}

impl Default for Formats {
    fn default() -> Self {
        let texts = |fill: Fill| look::Texts::of(&fill.on(look::text()));
        Self {
            plain: texts(Fill::No),
            yellow: texts(Fill::Yellow),
            red: texts(Fill::Red),
            heading: look::heading(),
            beside: texts(Fill::No),
        }
    }
}

impl Formats {
    /// Text cells of a fill.
    pub const fn texts(&self, fill: Fill) -> &look::Texts {
        match fill {
            Fill::No => &self.plain,
            Fill::Yellow => &self.yellow,
            Fill::Red => &self.red,
        }
    }
}

/// Writes a cell of a row, which is counted from 0.
pub fn write(
    sheet: &mut Worksheet,
    row: u32,
    cell: &Cell,
    fill: Fill,
    formats: &Formats,
) -> Result<(), Fault> {
    let column = cell.column;
    match cell.kind {
        CellKind::Number => {
            if let Some((number, code)) = number(&cell.text) {
                let format = fill.on(look::right(&code));
                sheet.write_number_with_format(row, column, number, &format)?;
                return Ok(());
            }
        }
        CellKind::Date(day) => {
            if let Some(serial) = cells::day(day) {
                let format = fill.on(look::right(look::DATE));
                sheet.write_number_with_format(row, column, serial, &format)?;
                return Ok(());
            }
        }
        CellKind::Boolean => {
            let format = fill.on(look::centred());
            sheet.write_boolean_with_format(row, column, cell.text == "TRUE", &format)?;
            return Ok(());
        }
        CellKind::Error => return blank(sheet, row, column, fill, formats),
        CellKind::Text => {}
    }
    if !cells::fits(&cell.text) {
        let (sheet, column) = (sheet.name(), column_letters(column));
        return Err(Fault::TooLong { sheet, row: row + 1, column });
    }
    let format = formats.texts(fill).for_text(&cell.text, cell.text.contains('\n'));
    sheet.write_string_with_format(row, column, &cell.text, format)?;
    Ok(())
}

/// Writes a cell that holds nothing. The result of a formula that failed becomes one: it is no value.
pub fn blank(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    fill: Fill,
    formats: &Formats,
) -> Result<(), Fault> {
    sheet.write_blank(row, column, formats.texts(fill).for_text("", false))?;
    Ok(())
}

/// Writes a note on a cell.
pub fn note(sheet: &mut Worksheet, row: u32, column: u16, text: &str) -> Result<(), Fault> {
    let lines = text.lines().map(|line| line.chars().count() / NOTE_LINE_CHARACTERS + 1).sum::<usize>();
    let height = u32::try_from(lines + 1).unwrap_or(u32::MAX).min(20) * NOTE_LINE;
    let note = Note::new(cells::beginning(text, NOTE_ROOM))
        .set_author(AUTHOR)
        .add_author_prefix(false)
        .set_width(NOTE_WIDTH)
        .set_height(height);
    sheet.insert_note(row, column, &note)?;
    Ok(())
}

/// A number and the format that shows it as it was shown; nothing when it was never a number that can be kept.
fn number(text: &str) -> Option<(f64, String)> {
    let plain: Option<f64> = text.parse().ok().filter(|number: &f64| number.is_finite());
    if let Some(number) = plain.filter(|number| number.to_string() == text) {
        return Some((number, "General".into()));
    }
    // Zeros and hyphens that only the format showed: 0370999013, 0741-00-1005.
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let number: f64 = digits.parse().ok().filter(|_| digits.len() <= 15)?;
    if text.contains(['"', ';']) {
        return None;
    }
    let mut code = String::new();
    for c in text.chars() {
        if c.is_ascii_digit() {
            code.push('0');
        } else {
            code.extend(['"', c, '"']);
        }
    }
    Some((number, code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_the_zeros_that_their_format_showed() {
        let found = |text| number(text).map(|(number, code)| (number.to_string(), code));
        let known = |number: &str, code: &str| Some((number.to_owned(), code.to_owned()));
        assert_eq!(found("2970999013"), known("2970999013", "General"));
        assert_eq!(found("-1.5"), known("-1.5", "General"));
        assert_eq!(found("0370999013"), known("370999013", "0000000000"));
        assert_eq!(found("0741-00-1005"), known("741001005", "0000\"-\"00\"-\"0000"));
        assert_eq!(found("12345678901234567890123"), None);
        assert_eq!(found("NaN"), None);
        assert_eq!(found(""), None);
    }
}
