//! A table as text with separated values, as Excel reads and writes it: commas, CRLF, quotes where they are needed.

use crate::{Column, Fault, Table, Value, cp932};
use csv::{QuoteStyle, Terminator, WriterBuilder};
use domain::formula;
use std::{borrow::Cow, io::Write};

/// How the text of a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 with a byte order mark, without which Excel takes it for something else.
    Utf8Bom,
    /// Windows code page 932, for programs that read nothing else.
    Cp932,
}

/// A file, and the characters that have no place in its encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// What was replaced, in the order of the file; nothing in UTF-8.
    pub unfit: Vec<Unfit>,
}

/// A character that has no place in an encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfit {
    /// The row as a spreadsheet program shows it; the headings are row 1.
    pub row: u32,
    /// The heading of the column.
    pub column: String,
    /// The character as a person sees it, with its combining marks.
    pub character: String,
    /// What was written for it: 〓, or the ordinary form of a variant.
    pub replacement: String,
}

/// Writes text with separated values, a row at a time.
pub struct CsvWriter<W: Write> {
    writer: csv::Writer<W>,
    encoding: Encoding,
    columns: Vec<Column>,
    /// The row that was written last, counted from 1.
    row: u32,
    unfit: Vec<Unfit>,
}

/// A table as a file in memory.
pub fn csv<R>(table: Table<R>, encoding: Encoding) -> Result<Written, Fault>
where
    R: IntoIterator<Item = Vec<Value>>,
{
    let mut writer = CsvWriter::new(table.columns, encoding, Vec::new())?;
    for row in table.rows {
        writer.row(&row)?;
    }
    let (bytes, unfit) = writer.finish()?;
    Ok(Written { bytes, unfit })
}

impl<W: Write> CsvWriter<W> {
    /// Begins a file with the row of the headings.
    pub fn new(columns: Vec<Column>, encoding: Encoding, mut sink: W) -> Result<Self, Fault> {
        if columns.is_empty() {
            return Err(Fault::Columns(0));
        }
        if encoding == Encoding::Utf8Bom {
            sink.write_all("\u{FEFF}".as_bytes())?;
        }
        let writer = WriterBuilder::new()
            .terminator(Terminator::CRLF)
            .quote_style(QuoteStyle::Necessary)
            .from_writer(sink);
        let headings: Vec<Value> = columns.iter().map(|column| column.heading.as_str().into()).collect();
        let mut this = Self { writer, encoding, columns, row: 0, unfit: Vec::new() };
        this.row(&headings)?;
        Ok(this)
    }

    /// Writes a row. A row with fewer values than columns ends with empty cells.
    pub fn row(&mut self, values: &[Value]) -> Result<(), Fault> {
        self.row += 1;
        if values.len() > self.columns.len() {
            return Err(Fault::TooManyValues { row: self.row });
        }
        for place in 0..self.columns.len() {
            let field = values.get(place).map_or(Cow::Borrowed(&b""[..]), |value| self.field(place, value));
            self.writer.write_field(field)?;
        }
        self.writer.write_record(None::<&[u8]>)?;
        Ok(())
    }

    /// Ends the file: where it was written to, and what had no place in the encoding.
    pub fn finish(self) -> Result<(W, Vec<Unfit>), Fault> {
        let sink = self.writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
        Ok((sink, self.unfit))
    }

    fn field<'v>(&mut self, place: usize, value: &'v Value) -> Cow<'v, [u8]> {
        let text = value.text();
        // Digits and signs alone: a number below zero is a number.
        let is_harmless = !matches!(value, Value::Text(_)) || !formula::is_formula(&text);
        match (self.encoding, text) {
            (Encoding::Utf8Bom, text) if is_harmless => as_bytes(text),
            (Encoding::Utf8Bom, text) => as_bytes(formula::neutralised(&text).into_owned().into()),
            (Encoding::Cp932, Cow::Borrowed(text)) if is_harmless => {
                cp932::exact(text).unwrap_or_else(|| self.fitted(place, text).into())
            }
            (Encoding::Cp932, text) if is_harmless => as_bytes(text),
            (Encoding::Cp932, text) => self.fitted(place, &text).into(),
        }
    }

    /// A text in CP932 of which something may have to be replaced.
    fn fitted(&mut self, place: usize, text: &str) -> Vec<u8> {
        let (fitted, replaced) = cp932::fit(text);
        self.unfit.extend(replaced.into_iter().map(|replaced| Unfit {
            row: self.row,
            column: self.columns[place].heading.clone(),
            character: replaced.character,
            replacement: replaced.replacement,
        }));
        // After the replacing, which may bring a sign to the front.
        cp932::bytes(&formula::neutralised(&fitted))
    }
}

fn as_bytes(text: Cow<'_, str>) -> Cow<'_, [u8]> {
    match text {
        Cow::Borrowed(text) => text.as_bytes().into(),
        Cow::Owned(text) => text.into_bytes().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Kind;
    use domain::{adoption::Tenths, money::Yen};

    fn table(rows: &[[&str; 2]]) -> Table {
        Table {
            title: "一覧".into(),
            columns: vec![Column::new("番号", Kind::Code), Column::new("名前", Kind::Text)],
            rows: rows.iter().map(|row| row.iter().map(|text| Value::from(*text)).collect()).collect(),
        }
    }

    fn utf8(table: Table) -> String {
        String::from_utf8(csv(table, Encoding::Utf8Bom).unwrap().bytes).unwrap()
    }

    #[test]
    fn quotes_stand_only_where_they_are_needed() {
        let text = utf8(table(&[["01", "ひだまり"], ["a,b", "\"い\"ろ"], ["改\r\n行", "\r"], ["", " 空 "]]));
        assert_eq!(
            text,
            "\u{FEFF}番号,名前\r\n01,ひだまり\r\n\"a,b\",\"\"\"い\"\"ろ\"\r\n\"改\r\n行\",\"'\r\"\r\n, 空 \r\n"
        );
    }

    #[test]
    fn formulas_get_an_apostrophe_and_numbers_do_not() {
        let mut formulas = table(&[["=1+1", "-"], ["+81-741-00-1001", "＝1"]]);
        formulas.columns[1].heading = "@見出し".into();
        formulas.rows.push(vec![Value::Number(-5), Value::Yen(Yen(-21_000))]);
        formulas.rows.push(vec![Value::Tenths(Tenths(-4)), Value::Tenths(Tenths(138))]);
        formulas.rows.push(vec![]);
        assert_eq!(
            utf8(formulas),
            "\u{FEFF}番号,'@見出し\r\n'=1+1,-\r\n+81-741-00-1001,'＝1\r\n-5,-21000\r\n-0.4,13.8\r\n,\r\n"
        );
    }

    #[test]
    fn what_cp932_lacks_is_named_with_its_place() {
        let written = csv(table(&[["①", "㈱髙﨑"], ["=é", "𠮷野〜"]]), Encoding::Cp932).unwrap();
        let (text, _, broken) = encoding_rs::SHIFT_JIS.decode(&written.bytes);
        assert!(!broken);
        assert_eq!(text, "番号,名前\r\n①,㈱髙﨑\r\n'=〓,〓野～\r\n");
        let named: Vec<_> = written
            .unfit
            .iter()
            .map(|unfit| {
                (unfit.row, unfit.column.as_str(), unfit.character.as_str(), unfit.replacement.as_str())
            })
            .collect();
        assert_eq!(named, [(3, "番号", "é", "〓"), (3, "名前", "𠮷", "〓")]);
    }

    #[test]
    fn a_row_that_is_too_long_is_a_fault() {
        let mut wide = table(&[["a", "b"]]);
        wide.rows.push(vec![Value::Empty; 3]);
        assert!(matches!(csv(wide, Encoding::Utf8Bom), Err(Fault::TooManyValues { row: 3 })));
        let none = Table { title: String::new(), columns: vec![], rows: Vec::<Vec<Value>>::new() };
        assert!(matches!(csv(none, Encoding::Cp932), Err(Fault::Columns(0))));
    }
}
