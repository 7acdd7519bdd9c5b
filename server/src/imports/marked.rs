//! The list again as a workbook, with what is to be checked beside its rows: to be put right there and sent again.

use super::{BatchPath, prepared::Read, reading::open};
use crate::{actor::Keeper, app::App, download, error::Error};
use app::messages::imports as words;
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::imports::{Level, ReadRow};
use std::collections::BTreeMap;
use tables::{Mark, MarkedRow};

const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The workbook as it is read now, what a person put right included.
pub async fn show(
    keeper: Keeper,
    State(app): State<App>,
    Path(path): Path<BatchPath>,
) -> Result<Response, Error> {
    let batch = open(&keeper, &app, &path).await?;
    let read = Read::of(&app, keeper.tenant.id, &batch).await?;
    let (choices, now) = (batch.choices.clone(), app.clock.now());
    let written = tokio::task::spawn_blocking(move || {
        let rows: Vec<MarkedRow> =
            read.reading.rows.those(|row| row.has_issues).flat_map(|row| marked(&row)).collect();
        tables::annotate(&read.cells.to_workbook(), &choices, &rows, now)
    });
    let bytes = written.await.ok().and_then(Result::ok);
    let bytes = bytes.ok_or(Error::Internal("a list with its messages could not be written"))?;
    let stem = batch.file_name.rsplit_once('.').map_or(batch.file_name.as_str(), |(stem, _)| stem);
    Ok(download::file(&format!("{stem}_確認.xlsx"), MEDIA_TYPE, bytes))
}

/// What is to be checked in the physical rows of a record; what was merely normalised is no work for anybody.
fn marked(row: &ReadRow) -> Vec<MarkedRow> {
    let mut lines: BTreeMap<u32, Vec<Mark>> = BTreeMap::new();
    for issue in row.issues.iter().filter(|issue| issue.level > Level::Note) {
        lines.entry(row.place.row + u32::from(issue.line)).or_default().push(Mark {
            column: issue.column,
            level: issue.level,
            word: words::level(issue.level).to_owned(),
            sentence: words::issue(issue),
        });
    }
    let sheet = row.place.sheet;
    lines.into_iter().map(|(row, marks)| MarkedRow { sheet, row, marks }).collect()
}
