//! Tables to save: as a workbook, or as CSV in UTF-8 or Shift JIS. Where Shift JIS lacks characters, the person is told
//! which before the file is made, so that no name is changed behind their back.

use crate::{app::App, download, error::Error, page::Page, visit::Visit};
use app::exports::{UnfitLine, UnfitPage};
use axum::{
    extract::{FromRequestParts, Query},
    http::request::Parts,
    response::Response,
};
use leptos::prelude::*;
use std::sync::Arc;
use tables::{Column, Encoding, Fault, Kind, Table, Value};

/// A table that somebody saves: which kind of file the address asks for.
pub struct Saving {
    app: App,
    page: Page,
    asked: Asked,
    /// The address without the kind of file, ending in `?` or `&`, so that another kind is one link away.
    here: String,
}

/// What an address says of the file.
#[derive(Debug, Default, Clone, serde::Deserialize)]
#[serde(default)]
struct Asked {
    /// Which kind.
    format: String,
    /// Takes what does not fit with its replacements.
    unfit: String,
}

impl FromRequestParts<App> for Saving {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let visit = parts.extensions.get::<Arc<Visit>>().cloned().ok_or(Error::NotFound)?;
        let Query(asked) = Query::try_from_uri(&parts.uri).map_err(|_| Error::Unreadable)?;
        let is_filter =
            |pair: &&str| !pair.is_empty() && !pair.starts_with("format=") && !pair.starts_with("unfit=");
        let filter = parts.uri.query().unwrap_or_default().split('&').filter(is_filter);
        let here = filter.fold(format!("{}?", parts.uri.path()), |here, pair| format!("{here}{pair}&"));
        Ok(Self { app: app.clone(), page: Page::new(app.clone(), visit), asked, here })
    }
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

impl Saving {
    /// The table as it is asked for, under a name without an ending.
    pub fn answer(self, name: &str, table: Table) -> Result<Response, Error> {
        self.answer_with(name, table, Vec::new())
    }

    /// The same, with more tables on sheets of their own where it is a workbook.
    pub fn answer_with(self, name: &str, table: Table, more: Vec<Table>) -> Result<Response, Error> {
        const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        let Self { app, page, asked, here } = self;
        match Format::of_word(&asked.format) {
            Format::Xlsx => {
                let bytes = tables::xlsx_sheets(table, more, app.clock.now()).map_err(fault)?;
                Ok(download::file(&format!("{name}.xlsx"), XLSX, bytes))
            }
            Format::Csv => {
                let written = tables::csv(table, Encoding::Utf8Bom).map_err(fault)?;
                Ok(download::file(&format!("{name}.csv"), "text/csv; charset=utf-8", written.bytes))
            }
            Format::Cp932 => {
                let written = tables::csv(table, Encoding::Cp932).map_err(fault)?;
                if written.unfit.is_empty() || !asked.unfit.is_empty() {
                    let media_type = "text/csv; charset=Shift_JIS";
                    return Ok(download::file(&format!("{name}.csv"), media_type, written.bytes));
                }
                let total = written.unfit.len();
                let lines = written.unfit.into_iter().take(NAMED).map(|unfit| UnfitLine {
                    row: unfit.row,
                    column: unfit.column,
                    character: unfit.character,
                    replacement: unfit.replacement,
                });
                let lines = lines.collect();
                Ok(page.ok("Shift_JISで書けない文字があります", move || {
                    view! { <UnfitPage lines total here/> }
                }))
            }
        }
    }
}

/// A table that no file holds is a fault of ours: what comes in is shorter than a cell.
fn fault(fault: Fault) -> Error {
    tracing::error!(error = %fault, "a table could not be written");
    Error::Internal("a table could not be written")
}
