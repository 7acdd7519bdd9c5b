//! The job that reminds an office the day before, in the morning. Safe to do twice, and does nothing when the
//! registration was cancelled, the session called off, or the time is past.

use super::letters;
use crate::{app::App, error::Error, jobs::JobError};
use chrono::{DateTime, NaiveTime, Utc};
use domain::{
    demos::Slot,
    ids::{JobId, RegistrationId, TenantId},
    tokyo,
};
use serde::Deserialize;
use serde_json::{Value, json};
use store::{
    Scope, Tx,
    demos::{registrations, sessions, sessions::Session},
    jobs::{self, NewJob},
    tenants,
};

/// Name of the job.
pub const JOB: &str = "demos.remind";
/// At which hour in Japan.
const HOUR: u32 = 9;

#[derive(Deserialize)]
struct Payload {
    registration: RegistrationId,
}

/// When those who come on that date are reminded: nine in the morning of the day before.
fn due(slot: &Slot) -> DateTime<Utc> {
    let eve = slot.date.pred_opt().unwrap_or(slot.date);
    tokyo::moment(eve, NaiveTime::from_hms_opt(HOUR, 0, 0).unwrap_or(NaiveTime::MIN))
}

/// Enqueues the reminder of a registration; none when its hour has passed: the receipt was mailed just now.
pub(super) async fn enqueue(
    app: &App,
    tx: &Tx,
    tenant: TenantId,
    session: &Session,
    registration: RegistrationId,
) -> Result<(), Error> {
    let Some(run_at) = session.stage.session().map(|held| due(&held.slot)) else { return Ok(()) };
    if run_at <= app.clock.now() {
        return Ok(());
    }
    let job = NewJob {
        id: app.clock.id::<JobId>(),
        tenant,
        kind: JOB,
        payload: json!({ "registration": registration }),
        unique_key: Some(format!("{JOB}:{registration}")),
        run_at,
    };
    Ok(jobs::enqueue(tx, job).await?)
}

/// Writes the mail, where it still makes sense.
pub async fn perform(app: &App, tenant: TenantId, payload: &Value) -> Result<(), JobError> {
    let Payload { registration } =
        serde_json::from_value(payload.clone()).map_err(|error| JobError::Never(error.to_string()))?;
    let tx = app.store.write(&Scope::tenant_by_system(tenant, "remind of a session")).await?;
    let Some(one) =
        registrations::find(&tx, registration).await?.filter(registrations::Registration::is_live)
    else {
        return Ok(());
    };
    let Some(session) = sessions::find(&tx, one.session).await? else { return Ok(()) };
    if session.stage.registers(app.clock.now()).is_err() {
        return Ok(());
    }
    let house = tenants::by_id(&tx, tenant).await?;
    letters::reminded(app, &tx, &house, &session, &one).await.map_err(|error| match error {
        Error::Store(error) => JobError::Store(error),
        other => JobError::Later(other.to_string()),
    })?;
    Ok(tx.commit().await?)
}
