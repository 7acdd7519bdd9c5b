//! 依頼人 of a city, version by version: a run keeps the one it was made with.

use crate::{Error, Tx, entities::pay_senders, events::Event};
use chrono::{DateTime, Utc};
use domain::{ids::AccountId, payments::Happening, zengin::FileOptions};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::OnConflict};
use serde_json::json;

/// One version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSender {
    /// Its number, from 1.
    pub version: i32,
    /// The sender, sealed.
    pub sealed: String,
    /// The end of its account number.
    pub masked: String,
    /// How the bank wants its file.
    pub options: FileOptions,
    /// Who saved it.
    pub by: AccountId,
    /// When.
    pub at: DateTime<Utc>,
}

/// The version in use.
pub async fn current(tx: &Tx) -> Result<Option<StoredSender>, Error> {
    let row = tx
        .rows::<pay_senders::Entity>()?
        .order_by_desc(pay_senders::Column::Version)
        .one(tx.connection())
        .await?;
    row.map(StoredSender::try_from).transpose()
}

/// One version.
pub async fn find(tx: &Tx, version: i32) -> Result<Option<StoredSender>, Error> {
    let row = tx
        .rows::<pay_senders::Entity>()?
        .filter(pay_senders::Column::Version.eq(version))
        .one(tx.connection())
        .await?;
    row.map(StoredSender::try_from).transpose()
}

/// Adds a version after the one that was seen; [`Error::Stale`] where somebody was faster.
pub async fn save(tx: &Tx, sender: &StoredSender) -> Result<(), Error> {
    let row = pay_senders::Model {
        tenant_id: tx.tenant()?.uuid(),
        version: sender.version,
        sealed: sender.sealed.clone(),
        masked: sender.masked.clone(),
        options: serde_json::to_string(&sender.options)?,
        saved_by: sender.by.uuid(),
        saved_at: sender.at,
    };
    let added = pay_senders::Entity::insert(pay_senders::ActiveModel::from(row))
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx.connection())
        .await?;
    if added == 0 {
        return Err(Error::Stale);
    }
    let payload = json!({ "version": sender.version });
    tx.record(Event::of_many(sender.at, Happening::SenderSet.code(), "pay_sender", payload))
}

impl TryFrom<pay_senders::Model> for StoredSender {
    type Error = Error;
    fn try_from(row: pay_senders::Model) -> Result<Self, Error> {
        Ok(Self {
            version: row.version,
            sealed: row.sealed,
            masked: row.masked,
            options: serde_json::from_str(&row.options)?,
            by: row.saved_by.into(),
            at: row.saved_at,
        })
    }
}
