//! Who was reminded of which date: one row a reminder, in the transaction of its mail, so that it is sent once whatever
//! crashes; of another date one is reminded again.

use super::sessions::Session;
use crate::{Error, Tx, entities::demo_reminders};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{demos::Ahead, ids::TenantId};
use sea_orm::{EntityTrait, TryInsertResult, sea_query::OnConflict};
use uuid::Uuid;

/// Keeps that somebody (a house, a member or a registration) is reminded; false when they were before.
pub async fn keep(
    tx: &Tx,
    session: &Session,
    (whom, ahead, date): (Uuid, Ahead, NaiveDate),
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let own = tx.tenant()?;
    let shared_with = if own == session.federation { session.municipality } else { Some(own) };
    let row = demo_reminders::Model {
        tenant_id: session.federation.uuid(),
        session_id: session.id.uuid(),
        whom,
        ahead: ahead.days(),
        held_on: date,
        shared_with: shared_with.map(TenantId::uuid),
        sent_at: now,
    };
    let done = demo_reminders::Entity::insert(demo_reminders::ActiveModel::from(row))
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(tx.connection())
        .await?;
    Ok(matches!(done, TryInsertResult::Inserted(1)))
}
