//! 開催の決定: the date, what is promised for it, and the plan; everything or nothing.

use super::{
    ActError, chores, record,
    resources::{self, By, Resource},
    sessions::{self, Session},
};
use crate::Tx;
use chrono::{DateTime, Utc};
use domain::{
    demos::{ConfirmationForm, Happening, Held, PlannedChore, Promise, Travel, WrongStage},
    ids::ChoreId,
};
use serde_json::json;

/// Why a session was not confirmed. Whoever gets one drops the transaction: nothing of it stays.
#[derive(Debug, thiserror::Error)]
pub enum ConfirmError {
    /// The database.
    #[error(transparent)]
    Store(#[from] crate::Error),
    /// It does not stand where this is possible.
    #[error(transparent)]
    Stage(#[from] WrongStage),
    /// Something is promised to another session, or away, at that time.
    #[error("a resource is not free at that time")]
    NotFree,
}

impl From<ActError> for ConfirmError {
    fn from(error: ActError) -> Self {
        match error {
            ActError::Store(error) => Self::Store(error),
            ActError::Stage(error) => Self::Stage(error),
        }
    }
}

/// Confirms one of the candidates. `among` are the federation's resources, `plan` the tasks that prepare the day.
pub async fn confirm(
    tx: &Tx,
    session: &Session,
    form: &ConfirmationForm,
    among: &[Resource],
    plan: &[PlannedChore],
    id: &(dyn Fn() -> ChoreId + Sync),
    now: DateTime<Utc>,
) -> Result<Session, ConfirmError> {
    let promises = among
        .iter()
        .filter(|resource| form.resources.contains(&resource.id))
        .map(|resource| Promise { resource: resource.id, kind: resource.kind, name: resource.name.clone() })
        .collect();
    let held = Held {
        slot: form.slot,
        place: session.request.place,
        venue: session.request.venue.clone(),
        link: String::new(),
        travel: Travel::NONE,
        loan: None,
        promises,
        capacity: form.capacity,
    };
    let stage = session.stage.clone().confirm(held, now)?;
    sessions::move_to(tx, session, &stage, true, now).await?;
    let (quarters, by) = (form.slot.quarters(), By::Session(session.id));
    if !resources::take(tx, &form.resources, quarters, session.municipality, &by).await? {
        return Err(ConfirmError::NotFree);
    }
    chores::add(tx, session, plan, id).await?;
    let payload = json!({ "slot": form.slot, "resources": form.resources, "capacity": form.capacity });
    record(tx, session, Happening::Confirmed, &payload, now)?;
    Ok(Session { stage, version: session.version + 1, sequence: session.sequence + 1, ..session.clone() })
}
