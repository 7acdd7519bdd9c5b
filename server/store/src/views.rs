//! View records (閲覧記録): who looked at personal data, and when.

#[cfg(feature = "testing")]
mod testing;

#[cfg(feature = "testing")]
pub use testing::{Viewed, of_subject};

use crate::{Error, Tx, bulk, entities::view_records};
use chrono::{DateTime, Utc};
use sea_orm::EntityTrait;
use uuid::Uuid;

/// Records that the acting account looked. Written at once, also when nothing else changes.
pub async fn record(
    tx: &Tx,
    id: Uuid,
    at: DateTime<Utc>,
    subject_kind: &'static str,
    subject: impl Into<Uuid>,
    what: &'static str,
) -> Result<(), Error> {
    let Some(account) = tx.account() else { return Ok(()) };
    let row = view_records::Model {
        tenant_id: tx.tenant()?.uuid(),
        id,
        at,
        account_id: account.uuid(),
        subject_kind: subject_kind.to_owned(),
        subject_id: subject.into(),
        what: what.to_owned(),
    };
    view_records::Entity::insert(view_records::ActiveModel::from(row)).exec(tx.connection()).await?;
    Ok(())
}

/// Records that the acting account looked at many things at once: the id of each look, and at what.
pub async fn record_all(
    tx: &Tx,
    at: DateTime<Utc>,
    subject_kind: &'static str,
    looks: Vec<(Uuid, Uuid)>,
    what: &'static str,
) -> Result<(), Error> {
    let Some(account) = tx.account() else { return Ok(()) };
    let tenant_id = tx.tenant()?.uuid();
    let rows: Vec<view_records::Model> = looks
        .into_iter()
        .map(|(id, subject_id)| view_records::Model {
            tenant_id,
            id,
            at,
            account_id: account.uuid(),
            subject_kind: subject_kind.to_owned(),
            subject_id,
            what: what.to_owned(),
        })
        .collect();
    bulk::models(tx, &rows).await
}
