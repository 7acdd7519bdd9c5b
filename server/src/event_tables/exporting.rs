//! The table as a file: by 申込率, the printed numbers with what they must be; what does not agree; the cells as they came.

use super::found;
use crate::{actor::Officer, app::App, error::Error, export::Saving};
use app::messages::event_tables as words;
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    event_tables::{Column as Of, EventTable, Finding, Line, Printed},
    ids::EventTableId,
    imports::{Sheet, column_letters},
};
use tables::{Column, Kind, Table, Value};

/// The file.
pub async fn show(
    officer: Officer,
    State(app): State<App>,
    Path((_, id)): Path<(String, EventTableId)>,
    saving: Saving,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let (kept, reading, sheet) = found(&tx, id).await?;
    drop(tx);
    let table = by_rate(&reading.table);
    let more = vec![doubts(&reading.table.check()), as_it_came(&sheet)];
    saving.answer_with(&format!("申込状況_{}", kept.details.title), table, more)
}

fn number(count: Option<u32>) -> Value {
    count.map(i64::from).into()
}

fn row(place: Option<usize>, line: &Line, columns: &[Of], computed: &dyn Fn(Of) -> Value) -> Vec<Value> {
    let printed = line.rate.as_ref().map(words::printed);
    let of_fraction = line.fraction().map(|fraction| format!("{}%", fraction.tenths()));
    let mut row = vec![
        place.and_then(|place| i64::try_from(place).ok()).into(),
        words::line(line.prefecture).into(),
        printed.into(),
        of_fraction.into(),
    ];
    for column in columns {
        row.push(match line.counts.get(column) {
            Some(Printed::Unread(text)) => text.clone().into(),
            Some(Printed::Count(_) | Printed::Blank) | None => number(line.count(*column)),
        });
        row.push(computed(*column));
    }
    row
}

/// What a cell of a line adds up to by itself: the sums of its parts.
fn of_parts(line: &Line, column: Of) -> Value {
    match column {
        Of::Bodies => number(line.sum(&Of::OF_BODIES)),
        Of::Municipalities => number(line.sum(&Of::OF_MUNICIPALITIES)),
        _ => Value::Empty,
    }
}

fn by_rate(table: &EventTable) -> Table {
    let mut columns = vec![
        Column::new("順位", Kind::Number),
        Column::new("都道府県", Kind::Text),
        Column::new("申込率（印字）", Kind::Text),
        Column::new("申込率（計算）", Kind::Text),
    ];
    for column in &table.columns {
        columns.push(Column::new(words::column(*column), Kind::Number));
        columns.push(Column::new(format!("{}の計算", words::column(*column)), Kind::Number));
    }
    let total = table
        .total
        .iter()
        .map(|line| row(None, line, &table.columns, &|column| number(table.recounted(column))));
    let lines = table
        .ranked()
        .into_iter()
        .map(|(place, line)| row(place, line, &table.columns, &|column| of_parts(line, column)));
    let rows = total.chain(lines).collect();
    Table { title: "申込状況".to_owned(), columns, rows }
}

fn doubts(findings: &[Finding]) -> Table {
    let rows = findings.iter().map(|finding| {
        let kind = if finding.is_note() { "注意" } else { "合わない数字" };
        vec![kind.into(), words::finding(finding).into()]
    });
    Table {
        title: "印字と計算の違い".to_owned(),
        columns: vec![Column::new("種類", Kind::Text), Column::new("内容", Kind::Text).wide(80)],
        rows: rows.collect(),
    }
}

/// Text as it stands in the file; nothing of it becomes a formula.
fn as_it_came(sheet: &Sheet) -> Table {
    let cells = || sheet.rows.iter().flat_map(|row| &row.cells);
    let last = cells().map(|cell| cell.column).max().unwrap_or(0);
    let mut columns = vec![Column::new("行", Kind::Number)];
    columns.extend((0..=last).map(|column| Column::new(column_letters(column), Kind::Text)));
    let rows = sheet.rows.iter().map(|row| {
        let own = |column| row.cell(column).filter(|cell| !cell.merged).map(|cell| cell.text.clone());
        let mut values: Vec<Value> = vec![i64::from(row.number).into()];
        values.extend((0..=last).map(|column| Value::from(own(column))));
        values
    });
    Table { title: "読み込んだままのセル".to_owned(), columns, rows: rows.collect() }
}
