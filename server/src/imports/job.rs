//! Imports that take longer than anybody waits for: reading a large file, carrying it out, taking it back. A job does a
//! number of pieces and hands on to the next; whoever is killed between two pieces loses none and repeats none.

use super::{
    child::Given,
    pieces::{Pieces, Planned, Work},
    prepared::Read,
    understanding,
};
use crate::{app::App, error::Error, jobs::JobError, kill};
use chrono::TimeDelta;
use domain::{
    ids::{BatchId, TenantId},
    imports::Refusal,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sheets::child::Preset;
use store::{
    InPieces, Scope, Tx,
    imports::{self, Batch, BatchState},
    jobs::{self, NewJob},
};

/// Reads a file that was sent.
pub const READ: &str = "import.read";
/// Carries out a confirmed import.
pub const CARRY_OUT: &str = "import.carry-out";
/// Takes an import back.
pub const UNDO: &str = "import.undo";

/// Pieces that one job does, well within its lease.
const PIECES: usize = 100;

/// When it is looked again whether another program still writes an import.
const AGAIN: TimeDelta = TimeDelta::minutes(5);

/// What the jobs are told.
#[derive(Debug, Serialize, Deserialize)]
pub struct Payload {
    /// The import.
    pub batch: BatchId,
    /// Of the plan that was confirmed.
    #[serde(default)]
    pub digest: String,
}

/// Enqueues a job of an import; `from` is the piece it begins with.
pub async fn enqueue(
    app: &App,
    tx: &Tx,
    tenant: TenantId,
    kind: &'static str,
    payload: &Payload,
    from: u32,
) -> Result<(), store::Error> {
    jobs::enqueue(tx, new_job(app, tenant, kind, payload, from)).await?;
    app.wake.notify_one();
    Ok(())
}

fn new_job(app: &App, tenant: TenantId, kind: &'static str, payload: &Payload, from: u32) -> NewJob {
    NewJob {
        id: app.clock.id(),
        tenant,
        kind,
        payload: json!(payload),
        unique_key: Some(format!("{kind}:{}:{from}", payload.batch)),
        run_at: app.clock.now(),
    }
}

fn told(payload: &serde_json::Value) -> Result<Payload, JobError> {
    serde_json::from_value(payload.clone()).map_err(|error| JobError::Never(error.to_string()))
}

async fn found(app: &App, scope: &Scope, id: BatchId) -> Result<Option<Batch>, JobError> {
    let tx = app.store.read(scope).await?;
    Ok(imports::find(&tx, id).await?)
}

/// Reads the file of a batch, if it still waits for it.
pub async fn read(app: &App, tenant: TenantId, payload: &serde_json::Value) -> Result<(), JobError> {
    let scope = Scope::tenant_by_system(tenant, READ);
    let Some(batch) = found(app, &scope, told(payload)?.batch).await? else { return Ok(()) };
    if batch.state != BatchState::Reading {
        return Ok(());
    }
    let bytes = app.storage.get(tenant, batch.file).await.map_err(|error| later(&error.into()))?;
    let remembered = understanding::Remembered::Of(app, tenant);
    let understood = understanding::of(
        &app.program,
        Preset::Web,
        remembered,
        &batch.file_name,
        Given::Sent(bytes),
        &batch.choices,
    )
    .await;
    let outcome = understood.map_err(|error| later(&error))?;
    keep(app, tenant, &batch, outcome).await
}

async fn keep(
    app: &App,
    tenant: TenantId,
    batch: &Batch,
    outcome: Result<understanding::Understood, Refusal>,
) -> Result<(), JobError> {
    let (now, scope) = (app.clock.now(), Scope::tenant_by_system(tenant, READ));
    let ended = match outcome {
        Ok(understood) => {
            let cells = understood.stored(app, tenant).await.map_err(|error| later(&error))?;
            let tx = app.store.read(&scope).await?;
            let outline = understood.read.outline(Some(&tx), &understood.choices).await;
            let summary = understood.read.summary(&outline.map_err(|error| later(&error))?);
            drop(tx);
            let tx = app.store.write(&scope).await?;
            let kept = imports::previewed(&tx, batch, &cells, &understood.choices, summary, now).await;
            kept.map(|()| tx)
        }
        Err(refusal) => {
            let tx = app.store.write(&scope).await?;
            imports::refuse(&tx, batch, refusal, now).await.map(|()| tx)
        }
    };
    match ended {
        Ok(tx) => Ok(tx.commit().await?),
        // Put away while it was read.
        Err(store::Error::Stale) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Between two pieces others find their turn; what is planned for the next goes on meanwhile.
async fn leave_to_others(app: &App, work: &mut Work) -> Result<(), Error> {
    tokio::join!(work.settle(), moment_for_others(app)).0
}

/// Nothing where nobody waits: the shortest sleep lasts a millisecond, and there are hundreds of pieces.
async fn moment_for_others(app: &App) {
    let moment = app.store.moment_for_others();
    if !moment.is_zero() {
        tokio::time::sleep(moment).await;
    }
}

/// Carries out the next pieces of a batch, and ends it after the last.
pub async fn carry_out(app: &App, tenant: TenantId, payload: &serde_json::Value) -> Result<(), JobError> {
    let scope = Scope::tenant_by_system(tenant, CARRY_OUT);
    let payload = told(payload)?;
    let Some(batch) = found(app, &scope, payload.batch).await? else { return Ok(()) };
    if batch.state != BatchState::Committing {
        app.recent_import.forget(batch.id);
        return Ok(());
    }
    let read = Read::of(app, tenant, &batch).await.map_err(|error| later(&error))?;
    let mut done = batch.progress.done;
    let work = Pieces::begun(&read, &batch.choices, batch.progress.total);
    let mut work = work.from(done, &read, &batch.choices);
    for left in (0..PIECES).rev() {
        leave_to_others(app, &mut work).await.map_err(|error| later(&error))?;
        let tx = app.store.write(&scope).await?;
        if !work.is_over() {
            tx.without_waiting().await?;
        }
        let piece = work.plan(&tx).await.map_err(|error| later(&error))?;
        let Some((_, Planned { plan, register, rows })) = piece else {
            app.recent_import.forget(batch.id);
            imports::finish(&tx, &batch, batch.summary, &payload.digest, app.clock.now()).await?;
            return Ok(tx.commit().await?);
        };
        if left > 0 {
            work.look_ahead(&app.store, &scope).await.map_err(|error| later(&error))?;
        }
        let ids = || app.clock.id();
        let planned = (&plan, register.as_slice());
        if !imports::carry_out(&tx, batch.id, done, planned, rows, &ids, app.clock.now()).await? {
            drop(tx);
            return look_again(app, &scope, tenant, &payload).await;
        }
        tx.commit().await?;
        kill::point("import.piece");
        done += 1;
    }
    let tx = app.store.write(&scope).await?;
    enqueue(app, &tx, tenant, CARRY_OUT, &payload, done).await?;
    Ok(tx.commit().await?)
}

/// Somebody stopped the import, or another program wrote the piece. That one may die before the last: it is looked again
/// after a while, and gone on with what nobody wrote.
async fn look_again(app: &App, scope: &Scope, tenant: TenantId, payload: &Payload) -> Result<(), JobError> {
    let tx = app.store.write(scope).await?;
    let found = imports::find(&tx, payload.batch).await?;
    if let Some(batch) = found.filter(|batch| batch.state == BatchState::Committing) {
        let next = new_job(app, tenant, CARRY_OUT, payload, batch.progress.done);
        jobs::enqueue(&tx, NewJob { run_at: next.run_at + AGAIN, ..next }).await?;
    }
    Ok(tx.commit().await?)
}

/// Carries out every piece of a batch here and now, as a job would; in a program of its own.
pub async fn every_piece(
    app: &App,
    scope: &Scope,
    id: BatchId,
    work: Work,
    digest: &str,
) -> Result<(), Error> {
    let mut writing = app.store.in_pieces().await?;
    let written = one_after_another(app, scope, id, work, digest, &mut writing).await;
    // Where it broke off, too.
    let ended = writing.end().await;
    written?;
    Ok(ended?)
}

async fn one_after_another(
    app: &App,
    scope: &Scope,
    id: BatchId,
    mut work: Work,
    digest: &str,
    writing: &mut InPieces,
) -> Result<(), Error> {
    loop {
        if work.is_over() {
            writing.end().await?;
        }
        work.settle().await?;
        let tx = app.store.write(scope).await?;
        if !work.is_over() {
            tx.without_waiting().await?;
        }
        let Some((piece, Planned { plan, register, rows })) = work.plan(&tx).await? else {
            let batch = imports::find(&tx, id).await?.ok_or(Error::NotFound)?;
            return match imports::finish(&tx, &batch, batch.summary, digest, app.clock.now()).await {
                Ok(()) => Ok(tx.commit().await?),
                // A worker was faster with the last piece.
                Err(store::Error::Stale) => Ok(()),
                Err(error) => Err(error.into()),
            };
        };
        work.look_ahead(&app.store, scope).await?;
        let ids = || app.clock.id();
        // A piece that a worker wrote meanwhile is passed over.
        let planned = (&plan, register.as_slice());
        if imports::carry_out(&tx, id, piece, planned, rows, &ids, app.clock.now()).await? {
            tx.commit().await?;
            writing.written().await?;
        }
        leave_to_others(app, &mut work).await?;
    }
}

/// Takes back the next pieces of a batch, and ends it after the last.
pub async fn undo(app: &App, tenant: TenantId, payload: &serde_json::Value) -> Result<(), JobError> {
    let scope = Scope::tenant_by_system(tenant, UNDO);
    let payload = told(payload)?;
    let Some(batch) = found(app, &scope, payload.batch).await? else { return Ok(()) };
    if batch.state != BatchState::Undoing {
        return Ok(());
    }
    let mut done = batch.progress.done;
    for _ in 0..PIECES {
        let tx = app.store.write(&scope).await?;
        // Versions before counted larger pieces.
        if done >= batch.progress.total && imports::left(&tx, batch.id).await? == 0 {
            imports::finish_undoing(&tx, &batch, app.clock.now()).await?;
            return Ok(tx.commit().await?);
        }
        if !imports::undo(&tx, batch.id, done, &|| app.clock.id(), app.clock.now()).await? {
            return Ok(());
        }
        tx.commit().await?;
        done += 1;
        moment_for_others(app).await;
    }
    let tx = app.store.write(&scope).await?;
    enqueue(app, &tx, tenant, UNDO, &payload, done).await?;
    Ok(tx.commit().await?)
}

fn later(error: &Error) -> JobError {
    JobError::Later(error.to_string())
}
