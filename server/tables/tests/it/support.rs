//! Tables to write, and what the reader sees of them.

use chrono::{DateTime, Utc};
use domain::imports::{Cell, Workbook};
use sheets::Limits;
use std::{
    io::{Cursor, Read},
    path::{Path, PathBuf},
};
use tables::{Column, Kind, Table, Value};

/// The time in the properties.
pub fn created() -> DateTime<Utc> {
    "2026-04-01T00:00:00Z".parse().expect("a time")
}

/// A file of the lists that the reader is tested with.
pub fn list(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../sheets/tests/data").join(name)
}

/// Reads a file that was written.
pub fn read(bytes: &[u8]) -> Workbook {
    sheets::read_bytes(bytes, &Limits::web()).expect("the file is accepted")
}

/// The texts of a row of the first sheet, by column.
pub fn texts(workbook: &Workbook, row: u32) -> Vec<String> {
    let Some(row) = workbook.sheets[0].row(row) else { return Vec::new() };
    let width = row.cells.last().map_or(0, |cell| usize::from(cell.column) + 1);
    let mut texts = vec![String::new(); width];
    for Cell { column, text, .. } in &row.cells {
        texts[usize::from(*column)].clone_from(text);
    }
    texts
}

/// A table of texts below Japanese headings, so that no encoding is mistaken.
pub fn table(rows: Vec<Vec<Value>>) -> Table {
    let column = |heading: &str| Column::new(heading, Kind::Text);
    Table {
        title: "事業所台帳".into(),
        columns: vec![column("事業所の番号と種類"), column("事業所の名称と住所"), column("備考と摘要")],
        rows,
    }
}

/// A part of a container as text.
pub fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a container");
    let mut text = String::new();
    archive.by_name(name).expect("the part").read_to_string(&mut text).expect("text");
    text
}
