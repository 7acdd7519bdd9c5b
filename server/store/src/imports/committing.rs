//! The commit: an import is carried out piece by piece, each with its offices, their kept rows and what they were before
//! in one transaction. A small one is carried out whole in the transaction it is confirmed in.

use super::{
    batches::{self, Batch, BatchState, Progress, Step, Summary, advance},
    changes,
    kept::{self, RowText},
};
use crate::{
    Error, Tx,
    events::Event,
    offices::{self, Written},
};
use chrono::{DateTime, Utc};
use domain::{
    ids::BatchId,
    imports::{Choices, Plan, Registered},
};
use serde_json::json;
use uuid::Uuid;

/// Begins: from here on the batch is written as it was confirmed, in `pieces` pieces.
pub async fn begin(
    tx: &Tx,
    batch: &Batch,
    choices: &Choices,
    summary: Summary,
    pieces: u32,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let account = batches::by_hand_or_program(tx).into();
    let step = Step {
        chosen: Some((choices, summary)),
        committed: Some((account, now)),
        progress: Some(Progress { done: 0, total: pieces }),
        ..Step::to(BatchState::Committing)
    };
    advance(tx, batch.id, batch.version, &[BatchState::Previewed], step).await?;
    let payload = json!({ "pieces": pieces, "whole": choices.whole });
    tx.record(Event::of(now, "import.begun", "import", batch.id.uuid(), payload))
}

/// Writes one piece, planned against its offices as the register has them: `done` pieces were written before it. False, and nothing is written, where somebody stopped the
/// import or another worker wrote the piece. An office that changed since the plan was made is [`Error::Stale`].
pub async fn carry_out(
    tx: &Tx,
    batch: BatchId,
    done: u32,
    (plan, register): (&Plan, &[Registered]),
    rows: Vec<RowText>,
    ids: &(dyn Fn() -> Uuid + Sync),
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    if !batches::step_on(tx, batch, BatchState::Committing, done).await? {
        return Ok(false);
    }
    // The rows are written down while the database takes the services, the changes while it takes the rows.
    let to_keep = |offices: &Written| kept::to_keep(tx, batch, rows, offices);
    let (written, rows) = offices::carry_out(tx, plan, register, ids, now, to_keep).await?;
    let rows = rows?;
    let (done, changes) =
        tokio::join!(rows.insert(tx), async { changes::to_keep(tx, batch, &written.changes) });
    done?;
    changes?.insert(tx).await?;
    Ok(true)
}

/// Ends what every piece was written of. `digest` is of the plan that was confirmed: one event stands for all its changes.
pub async fn finish(
    tx: &Tx,
    batch: &Batch,
    summary: Summary,
    digest: &str,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let step = Step::to(BatchState::Committed);
    advance(tx, batch.id, batch.version, &[BatchState::Committing], step).await?;
    let payload = json!({
        "records": summary.records,
        "errors": summary.errors,
        "offices": summary.offices,
        "services": summary.services,
        "digest": digest,
    });
    tx.record(Event::of(now, "import.committed", "import", batch.id.uuid(), payload))
}

/// Stops an import between two pieces. What was written stays, and can be taken back.
pub async fn stop(tx: &Tx, batch: &Batch, version: i32, now: DateTime<Utc>) -> Result<(), Error> {
    advance(tx, batch.id, version, &[BatchState::Committing], Step::to(BatchState::Stopped)).await?;
    let payload = json!({ "pieces": batch.progress.done, "of": batch.progress.total });
    tx.record(Event::of(now, "import.stopped", "import", batch.id.uuid(), payload))
}
