//! The commit: offices, kept rows, batch and one event, all in the transaction it is called in.

use super::{
    batches::{Batch, BatchState, Summary, advance},
    kept::{self, NewRow},
};
use crate::{Error, Tx, events::Event, offices};
use chrono::{DateTime, Utc};
use domain::imports::{Choices, Plan};
use serde_json::json;
use uuid::Uuid;

/// Writes a plan and keeps the rows it came from. What changed since the plan was made is [`Error::Stale`], and nothing
/// is written. `digest` is of the plan: one event stands for all its changes.
#[expect(
    clippy::too_many_arguments,
    reason = "one change, told once; a struct would only rename the arguments"
)]
pub async fn commit(
    tx: &Tx,
    batch: &Batch,
    choices: &Choices,
    plan: &Plan,
    rows: &[NewRow],
    summary: Summary,
    digest: &str,
    ids: &(dyn Fn() -> Uuid + Sync),
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let account = tx.account().ok_or(Error::Missing)?;
    advance(
        tx,
        batch.id,
        batch.version,
        BatchState::Committed,
        Some((choices, summary)),
        Some((account, now)),
    )
    .await?;
    let written = offices::carry_out(tx, plan, ids, now).await?;
    kept::keep(tx, batch.id, rows, &written).await?;
    let payload = json!({
        "records": summary.records,
        "errors": summary.errors,
        "offices": summary.offices,
        "services": summary.services,
        "digest": digest,
    });
    tx.record(Event::of(now, "import.committed", "import", batch.id.uuid(), payload))
}
