//! The rows of an import as a table to save, narrowed to the part that the page shows.

use super::{
    BatchPath, lines,
    prepared::{Outline, Read},
    preview::{Asked, PER_PAGE, filter, plan_of},
};
use crate::{actor::Reader, app::App, error::Error, export::Saving};
use app::{
    imports::{RowLine, Tab},
    messages::imports as words,
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::imports::{ListKind, ReadRow};
use store::{
    Tx,
    imports::{self, Batch, BatchState},
    views,
};
use tables::{Field, Kind, Table};

const FIELDS: [Field<RowLine>; 7] = [
    ("シート", Kind::Text, |line| line.sheet.clone().into()),
    ("行", Kind::Number, |line| i64::from(line.row).into()),
    ("事業所番号", Kind::Code, |line| line.number.clone().into()),
    ("事業所名", Kind::Text, |line| line.name.clone().into()),
    ("サービス", Kind::Text, |line| line.services.clone().into()),
    ("確認すること", Kind::Text, |line| said(line).into()),
    ("変わること", Kind::Text, |line| changed(line).into()),
];

/// What is odd about a row, a line each.
fn said(line: &RowLine) -> String {
    let lines = line.issues.iter().map(|issue| {
        let cell = issue.cell.as_ref().map(|cell| format!("{cell} ")).unwrap_or_default();
        format!("{}：{cell}{}", words::level(issue.level), issue.sentence)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// What a row changes, a line each.
fn changed(line: &RowLine) -> String {
    let lines = line.differences.iter().map(|difference| {
        let before = difference.before.as_deref().unwrap_or("（空欄）");
        format!("{}：{before} → {}", difference.detail, difference.after)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The rows of a part; every row where the address names none. A list of adopters has a page of its own.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Path(BatchPath { batch }): Path<BatchPath>,
    Query(asked): Query<Asked>,
    saving: Saving,
) -> Result<Response, Error> {
    let tx = app.store.look(&reader.scope()).await?;
    let batch = imports::find(&tx, batch).await?.ok_or(Error::NotFound)?;
    views::record(&tx, app.clock.id(), app.clock.now(), "import", batch.id.uuid(), "rows-saved").await?;
    tx.commit().await?;
    let tab = Tab::of_word(&asked.rows);
    let lines = match batch.state {
        _ if batch.choices.kind == ListKind::Adopters => None,
        BatchState::Previewed => {
            let read = Read::of(&app, reader.tenant.id, &batch).await?;
            let tx = app.store.read(&reader.scope()).await?;
            let outline = read.outline(Some(&tx), &batch.choices).await?;
            let rows = part(&read, &outline, tab);
            let plan = plan_of(&tx, &batch, &read, &rows).await?;
            drop(tx);
            let planned = plan.by_place();
            Some(rows.iter().map(|row| lines::preview(&read, row, &planned)).collect())
        }
        BatchState::Committed | BatchState::Stopped | BatchState::Undone => {
            let tx = app.store.read(&reader.scope()).await?;
            Some(kept(&tx, &batch, tab).await?)
        }
        BatchState::Reading
        | BatchState::Refused
        | BatchState::Committing
        | BatchState::Undoing
        | BatchState::Discarded => None,
    };
    let back = || Error::Elsewhere(paths::import(&reader.tenant.slug, batch.id));
    let lines: Vec<RowLine> = lines.ok_or_else(back)?;
    let stem = batch.file_name.rsplit_once('.').map_or(batch.file_name.as_str(), |(stem, _)| stem);
    saving.answer(&format!("{stem}_取込の行"), Table::of("取込の行", &FIELDS, &lines))
}

/// The rows of a part.
fn part(read: &Read, outline: &Outline, tab: Option<Tab>) -> Vec<ReadRow> {
    let briefs = read.reading.rows.briefs();
    let belongs = |at: &usize| tab.is_none_or(|tab| lines::belongs(&briefs[*at], outline.change(*at), tab));
    read.reading.rows.several((0..briefs.len()).filter(belongs))
}

async fn kept(tx: &Tx, batch: &Batch, tab: Option<Tab>) -> Result<Vec<RowLine>, Error> {
    let wanted = match tab {
        None => Some(imports::RowFilter::default()),
        Some(tab) => filter(tab),
    };
    let Some(wanted) = wanted else { return Ok(Vec::new()) };
    let mut all = Vec::new();
    for page in 0.. {
        let (rows, total) = imports::rows(tx, batch.id, wanted, page, PER_PAGE * 10).await?;
        let is_last = rows.is_empty();
        all.extend(rows.into_iter().map(|row| lines::kept(row, None)));
        if is_last || all.len() as u64 >= total {
            break;
        }
    }
    Ok(all)
}
