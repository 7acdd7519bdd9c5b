//! Forms that were sent after their session had ended.

use crate::{Error, Tx, entities::kept_forms};
use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::{AccountId, KeptFormId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

/// A form that was not received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptForm {
    /// Its id.
    pub id: KeptFormId,
    /// Whose.
    pub account: AccountId,
    /// Where it was sent to.
    pub address: String,
    /// What was typed, sealed.
    pub sealed: String,
}

/// Keeps a form.
pub async fn keep(tx: &Tx, form: KeptForm, now: DateTime<Utc>) -> Result<(), Error> {
    let KeptForm { id, account, address, sealed } = form;
    let row = kept_forms::Model { id: id.uuid(), account_id: account.uuid(), address, sealed, at: now };
    kept_forms::Entity::insert(kept_forms::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// A form of an account.
pub async fn find(tx: &Tx, account: AccountId, id: KeptFormId) -> Result<Option<KeptForm>, Error> {
    let row = kept_forms::Entity::find_by_id(id.uuid())
        .filter(kept_forms::Column::AccountId.eq(account.uuid()))
        .one(tx.connection())
        .await?;
    Ok(row.map(|row| KeptForm {
        id: row.id.into(),
        account: row.account_id.into(),
        address: row.address,
        sealed: row.sealed,
    }))
}

/// Forgets forms that are older than `keep`; how many.
pub async fn sweep(tx: &Tx, now: DateTime<Utc>, keep: TimeDelta) -> Result<u64, Error> {
    let done = kept_forms::Entity::delete_many()
        .filter(kept_forms::Column::At.lt(now - keep))
        .exec(tx.connection())
        .await?;
    Ok(done.rows_affected)
}
