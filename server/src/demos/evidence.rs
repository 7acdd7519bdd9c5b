//! Who came to a session is evidence in the register of their municipality. Whoever takes the list may be the federation,
//! which writes into nobody's register: a job in each municipality's house does.

use crate::{app::App, error::Error, jobs::JobError};
use domain::ids::{DemoId, JobId, TenantId};
use serde::Deserialize;
use serde_json::{Value, json};
use store::{
    Scope, Tx, adoption,
    demos::{
        attendance, companions,
        sessions::{self, Session},
    },
    jobs::{self, NewJob},
};

/// Name of the job.
pub const JOB: &str = "demos.evidence";

#[derive(Deserialize)]
struct Payload {
    house: TenantId,
    session: DemoId,
}

/// The list of a session was taken or corrected: every municipality that came hears of it.
pub(super) async fn later(app: &App, tx: &Tx, session: &Session) -> Result<(), Error> {
    let along = companions::of_session(tx, session.id).await?;
    let houses = session.municipality.into_iter().chain(along.into_iter().filter_map(|one| one.municipality));
    for house in houses {
        let id: JobId = app.clock.id();
        let job = NewJob {
            id,
            tenant: tx.tenant()?,
            kind: JOB,
            payload: json!({ "house": house, "session": session.id }),
            // Each taking has its own job: what it changed was not there before.
            unique_key: Some(format!("{JOB}:{}:{id}", session.id)),
            run_at: app.clock.now(),
        };
        jobs::enqueue(tx, job).await?;
    }
    Ok(())
}

/// Makes the evidence what the list says now. Safe to do twice.
pub async fn perform(app: &App, payload: &Value) -> Result<(), JobError> {
    let Payload { house, session } =
        serde_json::from_value(payload.clone()).map_err(|error| JobError::Never(error.to_string()))?;
    let tx = app.store.write(&Scope::tenant_by_system(house, "who came to a session")).await?;
    let Some(session) = sessions::find(&tx, session).await? else { return Ok(()) };
    let Some(on) = session.stage.session().map(|held| held.slot.date) else { return Ok(()) };
    let came = attendance::of_house(&tx, session.id).await?;
    adoption::settle(&tx, &came, on, || app.clock.id(), app.clock.now()).await?;
    tx.commit().await?;
    Ok(())
}
