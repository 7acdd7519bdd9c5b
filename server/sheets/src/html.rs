//! Tables of web pages, which many systems save under the name .xls, and tables copied from a browser.
//!
//! Tags are looked at one after another; nothing is run, loaded or drawn. Every table is a sheet, so that the one
//! with the offices is found like a sheet of a workbook, and one inside another does not disturb it.

mod tables;
mod tags;

use crate::{
    Limits,
    decode::{self, Decoded},
};
use domain::imports::{Cells, OtherKind, Refusal, Source};

/// Reads a web page.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Cells, Refusal> {
    let Decoded { text, encoding } = match declared(bytes) {
        Some(label) => decode::text_as(bytes, &label)?,
        None => decode::text(bytes)?,
    };
    read_text(&text, Source::Html { encoding }, limits)
}

/// Reads the tables of a page that is text already.
pub fn read_text(text: &str, source: Source, limits: &Limits) -> Result<Cells, Refusal> {
    let sheets = tables::read(text, limits)?;
    if sheets.is_empty() {
        return Err(Refusal::OtherKind(OtherKind::Html));
    }
    Ok(Cells { source, sheets })
}

/// True for a piece of a page with a table in it, as the clipboard of a browser holds it.
pub fn holds_a_table(text: &str) -> bool {
    let start = text.trim_start();
    let is_page =
        start.starts_with('<') || start.starts_with("Version:0.9") || start.starts_with("Version:1.0");
    is_page && text.as_bytes().windows(6).any(|window| window.eq_ignore_ascii_case(b"<table"))
}

/// The name of the encoding that a page says of itself, in its first part.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..4096).unwrap_or(bytes)).to_ascii_lowercase();
    let after = &head[head.find("charset")? + "charset".len()..];
    let value = after.trim_start().strip_prefix('=')?.trim_start_matches([' ', '"', '\'']);
    let label: String =
        value.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).take(32).collect();
    (!label.is_empty()).then_some(label)
}
