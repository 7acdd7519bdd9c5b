//! Demo sessions: the federation's house keeps the rows, and each names the municipality that shares it.
//!
//! What happens is recorded in both houses' chains, in the transaction of the change.

mod absences;
pub mod admissions;
pub mod asked;
pub mod attendance;
pub mod calendar;
pub mod chores;
pub mod coming;
pub mod companions;
pub mod confirming;
pub mod dispatching;
pub mod feeds;
pub mod invitations;
pub mod loans;
pub mod members;
pub mod open_dates;
pub mod place_holds;
pub mod plans;
pub mod questions;
pub mod registrations;
pub mod reminders;
pub mod reports;
pub mod resources;
pub mod rules;
pub mod sessions;
pub mod switching;
pub mod waiting;

use crate::{Error, Tx, events::Event};
use chrono::{DateTime, Utc};
use domain::demos::{Happening, WrongStage};
use serde_json::Value;
use sessions::Session;

/// Why an act on a session was not done. Whoever gets one drops the transaction: nothing of it stays.
#[derive(Debug, thiserror::Error)]
pub enum ActError {
    /// The database.
    #[error(transparent)]
    Store(#[from] Error),
    /// It does not stand where this is possible.
    #[error(transparent)]
    Stage(#[from] WrongStage),
}

/// Records what happened to a session, in the house that keeps it and in the one that shares it; what somebody of a
/// municipality did that joined it, in that one's.
fn record(
    tx: &Tx,
    session: &Session,
    happening: Happening,
    payload: &Value,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    record_in_both(tx, session, &Event::of(now, happening.code(), "demo", session.id.uuid(), payload.clone()))
}

/// The same of any event.
fn record_in_both(tx: &Tx, session: &Session, event: &Event) -> Result<(), Error> {
    let own = tx.tenant()?;
    let other = if own == session.federation { session.municipality } else { Some(own) };
    for tenant in [Some(session.federation), other].into_iter().flatten() {
        tx.record_for(tenant, event.clone())?;
    }
    Ok(())
}
