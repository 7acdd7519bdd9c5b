//! 仮予約, 開催の決定 and changes of them: the date, what is promised for it, and the plan; everything or nothing.

use super::{
    ActError, chores, record,
    resources::{self, By, Resource, Wanted},
    sessions::{self, Session},
};
use crate::Tx;
use chrono::{DateTime, Utc};
use domain::{
    demos::{Act, Arrangement, Happening, Held, PlannedChore, Promise, Stage, WrongStage},
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

/// 仮予約: everything is held, nobody registers yet.
pub async fn book(
    tx: &Tx,
    session: &Session,
    form: &Arrangement,
    among: &[Resource],
    now: DateTime<Utc>,
) -> Result<Session, ConfirmError> {
    let held = held(form, among);
    let stage = session.stage.clone().book(held.clone(), now)?;
    let moved = arrange(tx, session, stage, &held, now).await?;
    record(tx, session, Happening::Booked, &payload(form), now)?;
    Ok(moved)
}

/// Confirms a date. `among` are the federation's resources, `plan` the tasks that prepare the day.
pub async fn confirm(
    tx: &Tx,
    session: &Session,
    form: &Arrangement,
    among: &[Resource],
    plan: &[PlannedChore],
    id: &(dyn Fn() -> ChoreId + Sync),
    now: DateTime<Utc>,
) -> Result<Session, ConfirmError> {
    let held = held(form, among);
    let stage = session.stage.clone().confirm(held.clone(), now)?;
    let moved = arrange(tx, session, stage, &held, now).await?;
    chores::add(tx, session, plan, id).await?;
    record(tx, session, Happening::Confirmed, &payload(form), now)?;
    Ok(moved)
}

/// Changes date, place, format or resources of what was arranged; it stands where it stood.
pub async fn rearrange(
    tx: &Tx,
    session: &Session,
    form: &Arrangement,
    among: &[Resource],
    now: DateTime<Utc>,
) -> Result<Session, ConfirmError> {
    let held = held(form, among);
    let stage = session.stage.clone().rearrange(held.clone(), now)?;
    let moved = arrange(tx, session, stage, &held, now).await?;
    record(tx, session, Happening::Moved, &payload(form), now)?;
    Ok(moved)
}

/// Changes nothing but where it is, which is the municipality's to say.
pub async fn change_venue(
    tx: &Tx,
    session: &Session,
    venue: &str,
    now: DateTime<Utc>,
) -> Result<Session, ConfirmError> {
    let Some(held) = session.stage.session() else {
        return Err(WrongStage { from: session.stage.name(), act: Act::Move }.into());
    };
    let held = Held { venue: venue.to_owned(), ..held.clone() };
    let stage = session.stage.clone().rearrange(held, now)?;
    sessions::move_to(tx, session, &stage, true, now).await?;
    record(tx, session, Happening::Moved, &json!({ "venue": true }), now)?;
    Ok(moved(session, stage))
}

/// What a form promises, by name.
pub(super) fn held(form: &Arrangement, among: &[Resource]) -> Held {
    let promises = among
        .iter()
        .filter(|resource| form.resources.contains(&resource.id))
        .map(|resource| Promise { resource: resource.id, kind: resource.kind, name: resource.name.clone() })
        .collect();
    Held {
        slot: form.slot,
        place: form.place,
        venue: form.venue.clone(),
        link: form.link.clone(),
        travel: form.travel,
        loan: form.loan,
        promises,
        capacity: form.capacity,
    }
}

/// Gives back what was held before and takes what is held now, all or nothing.
async fn arrange(
    tx: &Tx,
    session: &Session,
    stage: Stage,
    held: &Held,
    now: DateTime<Utc>,
) -> Result<Session, ConfirmError> {
    sessions::move_to(tx, session, &stage, true, now).await?;
    resources::release(tx, session.federation.uuid(), session.id).await?;
    let by = By::Session(session.id);
    if !resources::take(tx, &Wanted::of(held), session.municipality, &by).await? {
        return Err(ConfirmError::NotFree);
    }
    Ok(moved(session, stage))
}

fn moved(session: &Session, stage: Stage) -> Session {
    Session { stage, version: session.version + 1, sequence: session.sequence + 1, ..session.clone() }
}

fn payload(form: &Arrangement) -> serde_json::Value {
    json!({ "slot": form.slot, "place": form.place, "resources": form.resources, "capacity": form.capacity })
}
