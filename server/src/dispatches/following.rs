//! A dispatch follows its session, and the session its dispatch: whatever moves or ends one is told to the other.

use super::{asking, letters};
use crate::{app::App, error::Error, jobs::JobError};
use domain::{
    demos::{Place, StageName as SessionStage},
    dispatches::{Asked, Stage},
    ids::{DispatchId, JobId, TenantId},
    subsidies::Reason,
};
use serde::Deserialize;
use serde_json::{Value, json};
use store::{
    Scope, Tx,
    demos::{self, dispatching, sessions, sessions::Session},
    dispatches::{self, ActError, Dispatch},
    jobs::{self, NewJob},
    tenants::Tenant,
};

/// Name of the job.
pub const JOB: &str = "dispatches.settle";

#[derive(Deserialize)]
struct Payload {
    dispatch: DispatchId,
}

/// An answer settles where the session stands. 国保中央会 does not reach the session: a job does it in the federation's
/// house; what the federation recorded is its own act.
pub(super) async fn answered(app: &App, tx: &Tx, dispatch: &Dispatch, by_central: bool) -> Result<(), Error> {
    if !by_central {
        if let Some(session) = sessions::find_to_change(tx, dispatch.session).await? {
            dispatching::settled(tx, &session, app.clock.now()).await?;
        }
        return Ok(());
    }
    let job = NewJob {
        id: app.clock.id::<JobId>(),
        tenant: tx.tenant()?,
        kind: JOB,
        payload: json!({ "dispatch": dispatch.id }),
        unique_key: Some(format!("{JOB}:{}:{}", dispatch.id, dispatch.version)),
        run_at: app.clock.now(),
    };
    Ok(jobs::enqueue(tx, job).await?)
}

/// Settles the session of a dispatch that was answered. Safe to do twice; does nothing where it was asked anew.
pub async fn perform(app: &App, tenant: TenantId, payload: &Value) -> Result<(), JobError> {
    let Payload { dispatch } =
        serde_json::from_value(payload.clone()).map_err(|error| JobError::Never(error.to_string()))?;
    let found = {
        let tx = app.store.read(&Scope::tenant_by_system(tenant, "whose dispatch was answered")).await?;
        dispatches::find(&tx, dispatch).await?
    };
    let Some(found) = found else { return Ok(()) };
    let tx = app.store.write(&Scope::tenant_by_system(found.federation, "a dispatch was answered")).await?;
    // Whoever asks anew holds the session first: what is read behind it stays until this is over.
    if let Some(session) = sessions::find_to_change(&tx, found.session).await? {
        let live = dispatches::live_of(&tx, found.session).await?;
        if live.is_none_or(|live| !is_asked(&live)) {
            dispatching::settled(&tx, &session, app.clock.now()).await?;
        }
    }
    Ok(tx.commit().await?)
}

/// The session will not be held: its dispatch is taken back, and the lecturer is free at once.
pub async fn ended(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    session: &Session,
    reason: &Reason,
) -> Result<(), Error> {
    let Some(live) = dispatches::live_of(tx, session.id).await? else { return Ok(()) };
    let withdrawn = done(dispatches::withdraw(tx, &live, reason.clone(), app.clock.now()).await)?;
    letters::withdrawn(app, tx, from, &withdrawn, reason).await
}

/// The session was joined to another municipality's: its own dispatch is taken back, and the other has one of its own.
pub async fn joined(app: &App, tx: &Tx, from: &Tenant, session: &Session) -> Result<(), Error> {
    let reason = Reason::parse("ほかの市区町村の開催に合わせるため");
    let reason = reason.map_err(|_| Error::Internal("a joined session has a reason"))?;
    ended(app, tx, from, session, &reason).await
}

fn is_asked(dispatch: &Dispatch) -> bool {
    matches!(dispatch.stage, Stage::Asked { .. })
}

/// The session moved, or became another kind: its dispatch is asked for anew, as the session now is; where it is only
/// elsewhere, whoever comes still does. The session is given as it stood before, and as it stands after the move.
pub async fn moved(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    (before, session): (&Session, &Session),
) -> Result<(), Error> {
    let (Some(live), Some(held)) = (dispatches::live_of(tx, session.id).await?, session.stage.session())
    else {
        return Ok(());
    };
    // A speaker who is asked for online stays online, wherever the session is.
    let (place, venue) = match (live.asked.place, held.place) {
        (Place::OnSite, Place::OnSite) => (Place::OnSite, held.venue.clone()),
        (Place::Online, _) | (_, Place::Online) => (Place::Online, String::new()),
    };
    // A date that was asked for in place of the session's own stays, while that stays.
    let stayed = before.stage.session().is_some_and(|before| before.slot == held.slot);
    let slot = if stayed { live.asked.slot } else { held.slot };
    if !asking::may_ask(session) {
        return Ok(());
    }
    let now = app.clock.now();
    let live = if (slot, place) != (live.asked.slot, live.asked.place) {
        let asked = Asked { slot, place, venue, people: held.capacity.get(), ..live.asked.clone() };
        let again = done(dispatches::ask_again(tx, &live, &asked, now).await)?;
        letters::asked(app, tx, from, &again, true).await?;
        again
    } else if venue != live.asked.venue {
        let corrected = dispatches::correct_venue(tx, &live, venue, now).await?;
        letters::venue_corrected(app, tx, from, &corrected).await?;
        corrected
    } else {
        live
    };
    if is_asked(&live) && session.stage.name() == SessionStage::Tentative {
        // What is booked tentatively says that a speaker is asked for.
        match dispatching::asked(tx, session, now).await {
            Ok(()) => {}
            Err(demos::ActError::Store(error)) => return Err(error.into()),
            Err(demos::ActError::Stage(_)) => {
                return Err(Error::Internal("a booked session waits for no speaker"));
            }
        }
    }
    Ok(())
}

/// What is live can be moved and taken back: anything else is a fault of ours.
fn done(acted: Result<Dispatch, ActError>) -> Result<Dispatch, Error> {
    match acted {
        Ok(dispatch) => Ok(dispatch),
        Err(ActError::Store(error)) => Err(error.into()),
        Err(ActError::Stage(_) | ActError::NotFree | ActError::NotWaiting(_)) => {
            Err(Error::Internal("a live dispatch does not follow its session"))
        }
    }
}
