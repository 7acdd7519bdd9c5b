//! Tables to save: as a workbook, or as CSV in UTF-8 or Shift JIS. Where Shift JIS lacks characters, the person is told
//! which before the file is made, so that no name is changed behind their back.

use crate::{clock::Clock, download, error::Error, page::Page};
use app::exports::{UnfitLine, UnfitPage};
use axum::response::Response;
use leptos::prelude::*;
use tables::{Column, Encoding, Fault, Kind, Table, Value};

/// What is asked for by an address.
#[derive(Debug, Default, Clone, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Which kind of file.
    pub format: String,
    /// Takes what does not fit with its replacements.
    pub unfit: String,
}

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// An Excel workbook.
    Xlsx,
    /// CSV in UTF-8 with its mark.
    Csv,
    /// CSV in Windows' Shift JIS, for older programs.
    Cp932,
}

impl Format {
    /// Reads the word of an address; a workbook where it says nothing.
    pub fn of_word(word: &str) -> Self {
        match word {
            "csv" => Self::Csv,
            "cp932" => Self::Cp932,
            _ => Self::Xlsx,
        }
    }
}

/// A table as CSV in UTF-8, for pages that offer nothing else.
pub fn csv(
    name: &str,
    heads: &[&str],
    rows: impl IntoIterator<Item = Vec<String>>,
) -> Result<Response, Error> {
    let table = Table {
        title: String::new(),
        columns: heads.iter().map(|head| Column::new(*head, Kind::Text)).collect(),
        rows: rows.into_iter().map(|row| row.into_iter().map(Value::Text).collect::<Vec<_>>()),
    };
    let written = tables::csv(table, Encoding::Utf8Bom).map_err(fault)?;
    Ok(download::file(name, "text/csv; charset=utf-8", written.bytes))
}

/// Unfit characters that are named one by one.
const NAMED: usize = 200;

/// The table as it is asked for, under a name without an ending. `here` is the address without format, ending in `?` or
/// `&`, so that another format is one link away.
pub fn answer(
    page: &Page,
    clock: &Clock,
    asked: &Asked,
    here: &str,
    name: &str,
    table: Table,
) -> Result<Response, Error> {
    match Format::of_word(&asked.format) {
        Format::Xlsx => {
            const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            let bytes = tables::xlsx(table, clock.now()).map_err(fault)?;
            Ok(download::file(&format!("{name}.xlsx"), MEDIA_TYPE, bytes))
        }
        Format::Csv => {
            let written = tables::csv(table, Encoding::Utf8Bom).map_err(fault)?;
            Ok(download::file(&format!("{name}.csv"), "text/csv; charset=utf-8", written.bytes))
        }
        Format::Cp932 => {
            let written = tables::csv(table, Encoding::Cp932).map_err(fault)?;
            if written.unfit.is_empty() || !asked.unfit.is_empty() {
                return Ok(download::file(
                    &format!("{name}.csv"),
                    "text/csv; charset=Shift_JIS",
                    written.bytes,
                ));
            }
            let total = written.unfit.len();
            let lines = written.unfit.into_iter().take(NAMED);
            let lines = lines.map(|unfit| UnfitLine {
                row: unfit.row,
                column: unfit.column,
                character: unfit.character,
                replacement: unfit.replacement,
            });
            let (lines, here) = (lines.collect(), here.to_owned());
            Ok(page.ok("Shift_JISで書けない文字があります", move || {
                view! { <UnfitPage lines total here/> }
            }))
        }
    }
}

/// A table that no file holds is a fault of ours: what comes in is shorter than a cell.
fn fault(fault: Fault) -> Error {
    tracing::error!(error = %fault, "a table could not be written");
    Error::Internal("a table could not be written")
}
