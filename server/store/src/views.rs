//! View records (閲覧記録): who looked at personal data, and when.

#[cfg(feature = "testing")]
mod testing;

#[cfg(feature = "testing")]
pub use testing::{Viewed, of_subject};

use crate::{Error, Tx, bulk, entities::view_records};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Records that the acting account looked: with the change of which it is a part, or at the end of a transaction that only
/// looks ([`Store::look`](crate::Store::look)).
pub async fn record(
    tx: &Tx,
    id: Uuid,
    at: DateTime<Utc>,
    subject_kind: &'static str,
    subject: impl Into<Uuid>,
    what: &'static str,
) -> Result<(), Error> {
    record_all(tx, at, subject_kind, vec![(id, subject.into())], what).await
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
    keep(tx, &tx.gather(rows)).await
}

/// Writes looks down.
pub(crate) async fn keep(tx: &Tx, looks: &[view_records::Model]) -> Result<(), Error> {
    bulk::models(tx, looks).await
}
