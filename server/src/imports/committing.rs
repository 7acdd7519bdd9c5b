//! Writing an import into the register, or putting it away.

use super::{
    BatchPath,
    prepared::{Read, digest},
    preview,
};
use crate::{
    actor::Keeper,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::paths;
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::imports::{Code, Plan, ReadRow};
use store::imports::{self, BatchState, NewRow};

/// Writes an import as it was shown. If the register or the choices changed since, nothing is written and it is shown
/// again.
pub async fn commit(
    keeper: Keeper,
    State(app): State<App>,
    page: Page,
    Path(BatchPath { batch }): Path<BatchPath>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let seen: i32 = typed.get("version").parse().map_err(|_| Error::NotFound)?;
    let tx = app.store.read(&keeper.scope()).await?;
    let batch = imports::find(&tx, batch).await?.ok_or(Error::NotFound)?;
    drop(tx);
    let back = paths::import(&keeper.tenant.slug, batch.id);
    if batch.state != BatchState::Previewed {
        return Ok(see_other(&back));
    }
    if seen != batch.version {
        return preview::again(&keeper, &app, &page, &batch).await;
    }
    // Reading is slow and needs no database, so it comes before the one writer is taken.
    let read = Read::of(&app, keeper.tenant.id, &batch).await?;
    let tx = app.store.write(&keeper.scope()).await?;
    let plan = read.plan(&tx).await?;
    let digest = digest(&plan)?;
    if digest != typed.get("digest") {
        drop(tx);
        return preview::again(&keeper, &app, &page, &batch).await;
    }
    let rows = kept(&read, &plan);
    let summary = read.summary(&plan);
    let now = app.clock.now();
    let ids = || app.clock.id();
    match imports::commit(&tx, &batch, &batch.choices, &plan, &rows, summary, &digest, &ids, now).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(see_other(&format!("{back}?done=committed")))
        }
        Err(store::Error::Stale) => {
            drop(tx);
            preview::again(&keeper, &app, &page, &batch).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The rows to keep: all but those of other municipalities, which the stored file keeps.
fn kept(read: &Read, plan: &Plan) -> Vec<NewRow> {
    let planned = plan.by_place();
    let is_foreign = |row: &&ReadRow| row.issues.iter().any(|issue| issue.code == Code::OutsideMunicipality);
    let rows = read.reading.rows.iter().filter(|row| !is_foreign(row)).map(|row| {
        let sheet = &read.workbook.sheets[row.place.sheet];
        let cells = sheet.row(row.place.row).map(|row| row.cells.as_slice()).unwrap_or_default();
        let services = planned.get(&row.place).map(Vec::as_slice).unwrap_or_default();
        NewRow {
            sheet: sheet.name.clone(),
            row: row.place.row,
            cells: cells.iter().map(|cell| (cell.column, cell.text.clone())).collect(),
            record: row.record.clone(),
            outcome: row.outcome,
            change: services.iter().map(|service| service.change).max(),
            issues: row.issues.clone(),
            differences: services.iter().flat_map(|service| service.differences.clone()).collect(),
        }
    });
    rows.collect()
}

/// Puts an import away; nothing is written.
pub async fn discard(
    keeper: Keeper,
    State(app): State<App>,
    page: Page,
    Path(BatchPath { batch }): Path<BatchPath>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let seen: i32 = typed.get("version").parse().map_err(|_| Error::NotFound)?;
    let tx = app.store.write(&keeper.scope()).await?;
    let batch = imports::find(&tx, batch).await?.ok_or(Error::NotFound)?;
    if batch.state != BatchState::Previewed {
        return Ok(see_other(&paths::import(&keeper.tenant.slug, batch.id)));
    }
    match imports::discard(&tx, batch.id, seen, app.clock.now()).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(see_other(&format!("{}?done=discarded", paths::imports(&keeper.tenant.slug))))
        }
        Err(store::Error::Stale) => {
            drop(tx);
            preview::again(&keeper, &app, &page, &batch).await
        }
        Err(error) => Err(error.into()),
    }
}
