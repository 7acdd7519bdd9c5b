//! Text with separated values, as spreadsheet programs write it.
//!
//! A record is a row, also when a quoted cell holds line breaks, and an empty line is a row too: row numbers are
//! those a spreadsheet program shows. Stray quotes are kept as text; NUL and other control bytes do not end anything.

use crate::{Limits, Stream};
use domain::imports::{Cell, PackedSheet, Packing, Refusal, Row, Sheet, is_as_above};
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

/// Reads the records of a text, and hands over what is read of them meanwhile.
pub fn sheet(text: &str, limits: &Limits, stream: &mut Stream<'_>) -> Result<PackedSheet, Refusal> {
    let delimiter = delimiter(text);
    let mut sheet = Sheet::default();
    let mut rows = Packing::default();
    let mut rest = text;
    let (mut number, mut line, mut cells, mut used) = (0u32, 1u32, 0u32, 0u64);
    let mut above = Above { text: "", repeated: BTreeMap::new() };
    while !rest.is_empty() {
        number += 1;
        let mut row = Row { number, line: (line != number).then_some(line), ..Row::default() };
        let record = record(rest, delimiter, |column, text| {
            if column < usize::from(limits.columns) {
                used += text.len() as u64;
                let text = written_as_text(&text).map(str::to_owned).map_or(text, Cow::Owned);
                if !text.is_empty() {
                    row.cells.push(Cell::text(u16::try_from(column).unwrap_or(u16::MAX), text));
                }
            } else {
                sheet.columns_cut = true;
            }
        });
        if !row.cells.is_empty() {
            used += above.repeat(&mut row, delimiter);
            above.text = rest;
        }
        rest = &rest[record.length..];
        line += record.lines;
        cells += u32::try_from(row.cells.len()).unwrap_or(u32::MAX);
        if cells > limits.cells {
            return Err(Refusal::TooManyCells { limit: limits.cells });
        }
        if used > limits.text {
            return Err(Refusal::TooMuchText { limit_mb: limits.text / (1024 * 1024) });
        }
        if !row.cells.is_empty() {
            rows.push(row);
            stream.follow(&sheet, rows.parts());
            rows.let_go(stream.gone());
        }
        if rows.len() > limits.text_rows as usize {
            return Err(Refusal::TooManyRows { limit: limits.text_rows });
        }
    }
    Ok(rows.finish(sheet))
}

/// What stands in `="0370999013"`, the way in which many systems keep the zeros of a number; any other formula stays as it is.
fn written_as_text(text: &str) -> Option<&str> {
    let inner = text.strip_prefix("=\"")?.strip_suffix('"')?;
    (!inner.contains('"')).then_some(inner)
}

/// The last row that held something.
struct Above<'a> {
    /// The text from there on.
    text: &'a str,
    /// Its cells that held what stood above them.
    repeated: BTreeMap<u16, String>,
}

impl Above<'_> {
    /// Writes what stands above into the cells of a row that say so; how many bytes that is. Nearly no list has such cells, so
    /// the row above is read again where one does: once, however many there are.
    fn repeat(&mut self, row: &mut Row, delimiter: u8) -> u64 {
        let asking = row.cells.iter().filter(|cell| is_as_above(&cell.text)).map(|cell| cell.column);
        let asking: BTreeSet<u16> = asking.collect();
        self.repeated.retain(|column, _| asking.contains(column));
        if self.repeated.len() < asking.len() {
            record(self.text, delimiter, |column, text| {
                let column = u16::try_from(column).ok().filter(|column| asking.contains(column));
                if let Some(column) = column
                    && !is_as_above(&text)
                {
                    self.repeated.entry(column).or_insert_with(|| text.into_owned());
                }
            });
        }
        for cell in row.cells.iter_mut().filter(|cell| asking.contains(&cell.column)) {
            if let Some(same) = self.repeated.get(&cell.column) {
                *cell = Cell { merged: true, ..Cell::text(cell.column, same.as_str()) };
            }
        }
        self.repeated.values().map(|same| same.len() as u64).sum()
    }
}

/// The separator that splits most of the first records: the comma if none does, and of equals.
/// Quotes hide what stands in them.
fn delimiter(text: &str) -> u8 {
    let score = |delimiter: u8| {
        let (mut rest, mut counts) = (text, Vec::new());
        while !rest.is_empty() && counts.len() < 30 {
            let mut last = 0;
            let record = record(rest, delimiter, |column, _| last = column);
            counts.push(last);
            rest = &rest[record.length..];
        }
        counts.iter().filter(|last| **last > 0).count()
    };
    b";\t,".iter().copied().max_by_key(|delimiter| score(*delimiter)).unwrap_or(b',')
}

/// What a record takes.
struct Record {
    /// Bytes, the line break included.
    length: usize,
    /// Line breaks, those inside quotes included.
    lines: u32,
}

/// Goes through the fields of a record and hands over those that hold something.
fn record<'a>(text: &'a str, delimiter: u8, mut take: impl FnMut(usize, Cow<'a, str>)) -> Record {
    let bytes = text.as_bytes();
    let (mut at, mut lines) = (0, 0);
    for column in 0usize.. {
        let (field, used) = field(&text[at..], delimiter);
        if bytes.get(at) == Some(&b'"') {
            lines += line_breaks(&text[at..at + used]);
        }
        at += used;
        if !field.is_empty() {
            take(column, field);
        }
        match bytes.get(at) {
            Some(byte) if *byte == delimiter => at += 1,
            Some(b'\r') if bytes.get(at + 1) == Some(&b'\n') => {
                return Record { length: at + 2, lines: lines + 1 };
            }
            Some(b'\r' | b'\n') => return Record { length: at + 1, lines: lines + 1 },
            Some(_) | None => break,
        }
    }
    Record { length: at, lines }
}

/// One field and the bytes it takes, up to its delimiter or line break.
fn field(text: &str, delimiter: u8) -> (Cow<'_, str>, usize) {
    let end_of = |text: &str| memchr::memchr3(delimiter, b'\r', b'\n', text.as_bytes()).unwrap_or(text.len());
    if let Some(quoted) = text.strip_prefix('"')
        && let Some((value, used)) = quoted_part(quoted)
    {
        // What follows a closing quote up to the delimiter is kept as text.
        let tail_end = end_of(&quoted[used..]);
        let tail = quoted[used..used + tail_end].trim_end_matches(' ');
        return (Cow::Owned(value + tail), 1 + used + tail_end);
    }
    let end = end_of(text);
    (Cow::Borrowed(&text[..end]), end)
}

/// The text up to the closing quote and the bytes used with it; nothing when the quote never closes.
fn quoted_part(text: &str) -> Option<(String, usize)> {
    let mut value = String::new();
    let mut at = 0;
    loop {
        let quote = text[at..].find('"')?;
        value.push_str(&text[at..at + quote]);
        at += quote + 1;
        if text[at..].starts_with('"') {
            value.push('"');
            at += 1;
        } else {
            return Some((value, at));
        }
    }
}

fn line_breaks(text: &str) -> u32 {
    let bare = text.matches('\r').count() - text.matches("\r\n").count();
    u32::try_from(text.matches('\n').count() + bare).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, limits: &Limits) -> Result<PackedSheet, Refusal> {
        sheet(text, limits, &mut Stream::nowhere())
    }

    fn rows(text: &str) -> Vec<(u32, Option<u32>, Vec<String>)> {
        read(text, &Limits::web())
            .unwrap()
            .to_sheet()
            .rows
            .into_iter()
            .map(|row| (row.number, row.line, row.cells.into_iter().map(|cell| cell.text).collect()))
            .collect()
    }

    #[test]
    fn a_line_break_inside_quotes_does_not_make_a_row() {
        let read = rows("a,b\r\n\"一\r\n二\",c\r\nd,e\r\n");
        assert_eq!(read[1], (2, None, vec!["一\r\n二".into(), "c".into()]));
        assert_eq!(read[2], (3, Some(4), vec!["d".into(), "e".into()]));
    }

    #[test]
    fn an_empty_line_is_a_row_of_its_own() {
        assert_eq!(rows("a\n\n\nb\n").into_iter().map(|row| row.0).collect::<Vec<_>>(), [1, 4]);
    }

    #[test]
    fn doubled_stray_and_unclosed_quotes_lose_nothing() {
        assert_eq!(rows("\"a \"\"b\"\"\",c")[0].2, ["a \"b\"", "c"]);
        assert_eq!(rows("5\" 管,c")[0].2, ["5\" 管", "c"]);
        assert_eq!(rows("\"開いたまま,c\nd,e")[0].2, ["\"開いたまま", "c"]);
        assert_eq!(rows("\"a\"b,c")[0].2, ["ab", "c"]);
    }

    #[test]
    fn a_formula_that_is_nothing_but_a_text_is_that_text() {
        let read = rows("=\"0370999013\",\"=\"\"012\"\"\",=\"\",=\"a\"&\"b\",=A1\n");
        assert_eq!(read[0].2, ["0370999013", "012", "=\"a\"&\"b\"", "=A1"]);
    }

    #[test]
    fn tabs_and_semicolons_separate_where_commas_do_not() {
        assert_eq!(rows("a\tb,1\nc\td")[0].2, ["a", "b,1"]);
        assert_eq!(rows("a;b\nc;d")[1].2, ["c", "d"]);
    }

    #[test]
    fn nothing_ends_at_a_nul() {
        assert_eq!(rows("デイ\0サービス,x\ny,z")[0].2, ["デイ\0サービス", "x"]);
    }

    #[test]
    fn a_file_beyond_the_limits_is_refused_whole() {
        let limits = Limits { text_rows: 2, ..Limits::web() };
        assert_eq!(read("a\nb\nc\n", &limits).err(), Some(Refusal::TooManyRows { limit: 2 }));
        let limits = Limits { cells: 3, ..Limits::web() };
        assert_eq!(read("a,b\nc,d\n", &limits).err(), Some(Refusal::TooManyCells { limit: 3 }));
        // What is repeated counts as if it stood there.
        let limits = Limits { text: 12, ..Limits::web() };
        assert_eq!(read("12345678\n〃\n", &limits).err(), Some(Refusal::TooMuchText { limit_mb: 0 }));
        let wide = read("a,b,c", &Limits { columns: 2, ..Limits::web() }).unwrap().to_sheet();
        assert!(wide.columns_cut && wide.rows[0].cells.len() == 2);
    }
}
