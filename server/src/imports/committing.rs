//! Writing an import into the register, stopping that, or putting it away.

use super::{
    BatchPath, adopters, job,
    pieces::{Pieces, Planned},
    prepared::Read,
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
use domain::imports::{ListKind, WHOLE};
use store::{
    Tx,
    imports::{self, Batch, BatchState, Summary},
};

/// Up to so many pieces are written while the person waits.
const AT_ONCE: u32 = 4;

/// Writes an import as it was shown, or begins to. If the register or the choices changed since, nothing is written and
/// it is shown again.
pub async fn commit(
    keeper: Keeper,
    State(app): State<App>,
    page: Page,
    Path(BatchPath { batch }): Path<BatchPath>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let seen = typed.version();
    let tx = app.store.read(&keeper.scope()).await?;
    let mut batch = imports::find(&tx, batch).await?.ok_or(Error::NotFound)?;
    drop(tx);
    match typed.get(WHOLE) {
        "yes" => batch.choices.whole = true,
        "no" => batch.choices.whole = false,
        // Where no row has an error, nothing is asked.
        _ => {}
    }
    let back = paths::import(&keeper.tenant.slug, batch.id);
    if batch.state != BatchState::Previewed {
        return Ok(see_other(&back));
    }
    if seen != batch.version && batch.choices.kind != ListKind::Adopters {
        return preview::again(&keeper, &app, &page, &batch).await;
    }
    if batch.choices.kind == ListKind::Adopters {
        return adopters::commit(&keeper, &app, &batch).await;
    }
    // Reading is slow and needs no database, so it comes before the one writer is taken.
    let read = Read::of(&app, keeper.tenant.id, &batch).await?;
    let pieces = Pieces::of(&read, &batch.choices);
    // A long import is written in pieces that each look again: planning it keeps nobody from writing.
    let at_once = pieces.count() <= AT_ONCE;
    let tx = if at_once {
        app.store.write(&keeper.scope()).await?
    } else {
        app.store.read(&keeper.scope()).await?
    };
    let outline = read.outline(Some(&tx), &batch.choices).await?;
    if outline.digest != typed.get("digest") {
        drop(tx);
        return preview::again(&keeper, &app, &page, &batch).await;
    }
    let tx = if at_once {
        tx
    } else {
        drop(tx);
        app.store.write(&keeper.scope()).await?
    };
    let summary = read.summary(&outline);
    if batch.choices.holds_back(summary.errors) {
        return withhold(&keeper, &app, &page, tx, &batch, summary, &read).await;
    }
    let digest = outline.digest;
    let begun = imports::begin(&tx, &batch, &batch.choices, summary, pieces.count(), app.clock.now()).await;
    match begun {
        Ok(()) if at_once => {
            whole(&app, &tx, &batch, &read, pieces, summary, &digest).await?;
        }
        Ok(()) => {
            let payload = job::Payload { batch: batch.id, digest };
            job::enqueue(&app, &tx, keeper.tenant.id, job::CARRY_OUT, &payload, 0).await?;
        }
        Err(store::Error::Stale) => {
            drop(tx);
            return preview::again(&keeper, &app, &page, &batch).await;
        }
        Err(error) => return Err(error.into()),
    }
    tx.commit().await?;
    Ok(see_other(&format!("{back}?done=committed")))
}

/// Keeps the choice by which rows with errors hold the others back, and says so; the import waits as it did.
async fn withhold(
    keeper: &Keeper,
    app: &App,
    page: &Page,
    tx: Tx,
    batch: &Batch,
    summary: Summary,
    read: &Read,
) -> Result<Response, Error> {
    match imports::withhold(&tx, batch, summary, app.clock.now()).await {
        Ok(()) => {}
        Err(store::Error::Stale) => {
            drop(tx);
            return preview::again(keeper, app, page, batch).await;
        }
        Err(error) => return Err(error.into()),
    }
    let kept = imports::find(&tx, batch.id).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    preview::withheld(keeper, app, page, &kept, read).await
}

/// Writes every piece of a small import in the transaction that confirms it.
pub(super) async fn whole(
    app: &App,
    tx: &Tx,
    batch: &Batch,
    read: &Read,
    pieces: Pieces,
    summary: Summary,
    digest: &str,
) -> Result<(), Error> {
    let mut work = pieces.from(0, read, &batch.choices);
    while let Some((piece, Planned { plan, register, rows })) = work.plan(tx).await? {
        let ids = || app.clock.id();
        imports::carry_out(tx, batch.id, piece, (&plan, &register), rows, &ids, app.clock.now()).await?;
    }
    let begun = imports::find(tx, batch.id).await?.ok_or(Error::NotFound)?;
    Ok(imports::finish(tx, &begun, summary, digest, app.clock.now()).await?)
}

/// Stops an import that is being written; what was written stays until it is taken back.
pub async fn stop(
    keeper: Keeper,
    State(app): State<App>,
    Path(BatchPath { batch }): Path<BatchPath>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&keeper.scope()).await?;
    let batch = imports::find(&tx, batch).await?.ok_or(Error::NotFound)?;
    let back = paths::import(&keeper.tenant.slug, batch.id);
    match imports::stop(&tx, &batch, batch.version, app.clock.now()).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(see_other(&format!("{back}?done=stopped")))
        }
        // It had ended already.
        Err(store::Error::Stale) => Ok(see_other(&back)),
        Err(error) => Err(error.into()),
    }
}

/// Puts an import away; nothing is written.
pub async fn discard(
    keeper: Keeper,
    State(app): State<App>,
    page: Page,
    Path(BatchPath { batch }): Path<BatchPath>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let seen = typed.version();
    let tx = app.store.write(&keeper.scope()).await?;
    let batch = imports::find(&tx, batch).await?.ok_or(Error::NotFound)?;
    match batch.state {
        BatchState::Previewed | BatchState::Reading | BatchState::Refused => {}
        BatchState::Committing
        | BatchState::Stopped
        | BatchState::Committed
        | BatchState::Undoing
        | BatchState::Undone
        | BatchState::Discarded => return Ok(see_other(&paths::import(&keeper.tenant.slug, batch.id))),
    }
    match imports::discard(&tx, batch.id, seen, app.clock.now()).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(see_other(&format!("{}?done=discarded", paths::imports(&keeper.tenant.slug))))
        }
        Err(store::Error::Stale) if batch.state == BatchState::Previewed => {
            drop(tx);
            preview::again(&keeper, &app, &page, &batch).await
        }
        Err(store::Error::Stale) => Ok(see_other(&paths::import(&keeper.tenant.slug, batch.id))),
        Err(error) => Err(error.into()),
    }
}
