//! Taking an import back.

use super::{BatchPath, adopters, job};
use crate::{
    actor::Keeper,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{imports::UndoPage, paths};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::imports::ListKind;
use leptos::prelude::*;
use store::imports::{self, Batch, BatchState};

/// Up to so many pieces are taken back while the person waits.
const AT_ONCE: u32 = 8;

const fn can_be_undone(batch: &Batch) -> bool {
    matches!(batch.state, BatchState::Committed | BatchState::Stopped)
}

/// What will be taken back.
pub async fn ask(
    keeper: Keeper,
    State(app): State<App>,
    page: Page,
    Path(BatchPath { batch }): Path<BatchPath>,
) -> Result<Response, Error> {
    let tx = app.store.read(&keeper.scope()).await?;
    let batch = imports::find(&tx, batch).await?.ok_or(Error::NotFound)?;
    let slug = keeper.tenant.slug.clone();
    if !can_be_undone(&batch) {
        return Ok(see_other(&paths::import(&slug, batch.id)));
    }
    if batch.choices.kind == ListKind::Adopters {
        return adopters::ask_undo(&keeper, tx, &page, batch).await;
    }
    let outlook = imports::outlook(&tx, batch.id).await?;
    drop(tx);
    let (id, version, file_name) = (batch.id, batch.version, batch.file_name);
    Ok(page.ok("取込を取り消す", move || {
        view! { <UndoPage slug batch=id version file_name created=outlook.created changed=outlook.changed refused=outlook.refused/> }
    }))
}

/// Takes it back, or begins to.
pub async fn create(
    keeper: Keeper,
    State(app): State<App>,
    Path(BatchPath { batch }): Path<BatchPath>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let seen = typed.version();
    let tx = app.store.write(&keeper.scope()).await?;
    let batch = imports::find(&tx, batch).await?.ok_or(Error::NotFound)?;
    let back = paths::import(&keeper.tenant.slug, batch.id);
    if !can_be_undone(&batch) {
        return Ok(see_other(&back));
    }
    if batch.choices.kind == ListKind::Adopters {
        return adopters::undo(&keeper, &app, tx, &batch, seen).await;
    }
    match imports::begin_undoing(&tx, &batch, seen, app.clock.now()).await {
        Ok(()) => {}
        Err(store::Error::Stale) => return Ok(see_other(&back)),
        Err(error) => return Err(error.into()),
    }
    let begun = imports::find(&tx, batch.id).await?.ok_or(Error::NotFound)?;
    if begun.progress.total <= AT_ONCE {
        for done in 0..begun.progress.total {
            imports::undo(&tx, batch.id, done, &|| app.clock.id(), app.clock.now()).await?;
        }
        imports::finish_undoing(&tx, &begun, app.clock.now()).await?;
    } else {
        let payload = job::Payload { batch: batch.id, digest: String::new() };
        job::enqueue(&app, &tx, keeper.tenant.id, job::UNDO, &payload, 0).await?;
    }
    tx.commit().await?;
    Ok(see_other(&format!("{back}?done=undone")))
}
