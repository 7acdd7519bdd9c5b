//! The job that moves a line of those who wait: in the federation's house, which sees every municipality's. Safe to do
//! twice; it asks for itself again when the next offer has had its day.

use super::letters;
use crate::{app::App, error::Error, jobs::JobError};
use chrono::{DateTime, Utc};
use domain::ids::{DemoId, JobId, TenantId};
use serde::Deserialize;
use serde_json::{Value, json};
use store::{
    Scope, Tx,
    demos::{
        coming::RegisterError,
        place_holds,
        sessions::{self, Session},
        waiting,
    },
    jobs::{self, NewJob},
    tenants,
};

/// Name of the job.
pub const JOB: &str = "demos.line";
/// Name of the daily job that looks at every line.
pub const DAILY: &str = "demos.lines";

#[derive(Deserialize)]
struct Payload {
    federation: TenantId,
    session: DemoId,
}

/// Looks at the line of a session now: places may be free.
pub(super) async fn look(app: &App, tx: &Tx, session: &Session) -> Result<(), Error> {
    let now = app.clock.now();
    // Each change has its own look: what it freed was not there before.
    enqueue(app, tx, session, now, &app.clock.id::<JobId>().to_string()).await
}

/// Looks at it again when places that are held while a form is filled in have had their time.
pub(super) async fn look_at(app: &App, tx: &Tx, session: &Session, at: DateTime<Utc>) -> Result<(), Error> {
    enqueue(app, tx, session, at, &at.to_rfc3339()).await
}

async fn enqueue(app: &App, tx: &Tx, session: &Session, at: DateTime<Utc>, key: &str) -> Result<(), Error> {
    let job = NewJob {
        id: app.clock.id(),
        tenant: tx.tenant()?,
        kind: JOB,
        payload: json!({ "federation": session.federation, "session": session.id }),
        unique_key: Some(format!("{JOB}:{}:{key}", session.id)),
        run_at: at,
    };
    Ok(jobs::enqueue(tx, job).await?)
}

/// Moves the line, and writes the mails.
pub async fn perform(app: &App, payload: &Value) -> Result<(), JobError> {
    let Payload { federation, session } =
        serde_json::from_value(payload.clone()).map_err(|error| JobError::Never(error.to_string()))?;
    let tx = app.store.write(&Scope::tenant_by_system(federation, "move a waiting list")).await?;
    let Some(session) = sessions::find_to_change(&tx, session).await? else { return Ok(()) };
    place_holds::lapse(&tx, &session, app.clock.now()).await?;
    let turned = waiting::turn(&tx, &session, app.clock.now()).await.map_err(|error| match error {
        RegisterError::Store(error) => JobError::Store(error),
        other => JobError::Later(other.to_string()),
    })?;
    let later = |error: Error| match error {
        Error::Store(error) => JobError::Store(error),
        other => JobError::Later(other.to_string()),
    };
    let house = tenants::by_id(&tx, federation).await?;
    for one in &turned.offered {
        letters::offered(app, &tx, &house, &session, one).await.map_err(later)?;
    }
    for one in &turned.first_come {
        letters::first_come(app, &tx, &house, &session, one).await.map_err(later)?;
    }
    if let Some(at) = turned.again {
        // One for each moment, however often the line was looked at.
        look_at(app, &tx, &session, at).await.map_err(later)?;
    }
    tx.commit().await?;
    app.wake.notify_one();
    Ok(())
}

/// Looks at every line once a day: a session may have been moved, or have more places than it had; and where places are held
/// whose time is over.
pub async fn perform_all(app: &App) -> Result<(), JobError> {
    let tx = app.store.read(&Scope::system("look at waiting lists")).await?;
    let all = waiting::everywhere(&tx).await?;
    drop(tx);
    for (federation, session) in all {
        perform(app, &json!({ "federation": federation, "session": session })).await?;
    }
    Ok(())
}
