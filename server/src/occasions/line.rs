//! The job that moves a line of bodies that wait, in the host's house. Safe to do twice; it asks for itself again when the
//! next offer has had its day.

use super::letters::{self, Letter};
use crate::{app::App, error::Error, jobs::JobError};
use app::occasions::WaitView;
use chrono::{DateTime, Utc};
use domain::{
    demos::{HOLDS, offers_are_made},
    ids::{JobId, OccasionId, TenantId},
};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use store::{
    Scope, Tx,
    jobs::{self, NewJob},
    occasions::{self, Kept, bodies::Registered, waiting},
    tenants,
};

/// Name of the job.
pub const JOB: &str = "occasions.line";

#[derive(Deserialize)]
struct Payload {
    host: TenantId,
    occasion: OccasionId,
}

/// Looks at the line of an occasion now: places may be free.
pub(super) async fn look(app: &App, tx: &Tx, kept: &Kept) -> Result<(), Error> {
    let now = app.clock.now();
    // Each change has its own look: what it freed was not there before.
    enqueue(app, tx, kept, now, &app.clock.id::<JobId>().to_string()).await
}

async fn enqueue(app: &App, tx: &Tx, kept: &Kept, at: DateTime<Utc>, key: &str) -> Result<(), Error> {
    let job = NewJob {
        id: app.clock.id(),
        tenant: tx.tenant()?,
        kind: JOB,
        payload: json!({ "host": kept.host, "occasion": kept.id }),
        unique_key: Some(format!("{JOB}:{}:{key}", kept.id)),
        run_at: at,
    };
    Ok(jobs::enqueue(tx, job).await?)
}

/// Moves the line, and writes the mails.
pub async fn perform(app: &App, payload: &Value) -> Result<(), JobError> {
    let Payload { host, occasion } =
        serde_json::from_value(payload.clone()).map_err(|error| JobError::Never(error.to_string()))?;
    let tx = app.store.write(&Scope::tenant_by_system(host, "move a waiting list")).await?;
    let Some(kept) = occasions::find_to_change(&tx, occasion).await? else { return Ok(()) };
    let turned = waiting::turn(&tx, &kept, app.clock.now()).await?;
    let house = tenants::by_id(&tx, host).await?;
    let later = |error: Error| match error {
        Error::Store(error) => JobError::Store(error),
        other => JobError::Later(other.to_string()),
    };
    for one in &turned.offered {
        letters::to(app, &tx, &house, &kept, one, Letter::Offered).await.map_err(later)?;
    }
    for one in &turned.first_come {
        letters::to(app, &tx, &house, &kept, one, Letter::FirstCome).await.map_err(later)?;
    }
    if let Some(at) = turned.again {
        // One for each moment, however often the line was looked at.
        enqueue(app, &tx, &kept, at, &at.to_rfc3339()).await.map_err(later)?;
    }
    tx.commit().await?;
    app.wake.notify_one();
    Ok(())
}

/// Looks at every line once a day: an occasion may have been moved, or have more places than it had.
pub async fn perform_all(app: &App) -> Result<(), JobError> {
    let tx = app.store.read(&Scope::system("look at waiting lists")).await?;
    let all = waiting::everywhere(&tx, app.clock.now()).await?;
    drop(tx);
    for (host, occasion) in all {
        perform(app, &json!({ "host": host, "occasion": occasion })).await?;
    }
    Ok(())
}

/// Where those who wait stand, for the pages.
pub(super) async fn views(
    tx: &Tx,
    kept: &Kept,
    now: DateTime<Utc>,
) -> Result<BTreeMap<domain::ids::BodyId, WaitView>, Error> {
    let late = !offers_are_made(kept.occasion.starts_at(), now);
    let left = kept.left().unwrap_or(u16::MAX);
    let view = |(place, one): (usize, &Registered)| {
        let wait = one.wait?;
        let until = wait.offered_at.filter(|_| wait.holds).map(|at| at + HOLDS);
        let first_come = late && !wait.holds && one.said.people <= left;
        Some((one.id, WaitView { place, until, first_come }))
    };
    Ok((1..).zip(&waiting::line(tx, kept.id).await?).filter_map(view).collect())
}
