//! 購読: the calendar that an account of a house subscribes to. Its address is the row's id with a proof of ours; who
//! makes a new address takes the old one away.

use crate::{Error, Tx, entities::calendar_feeds, events::Event};
use chrono::{DateTime, Utc};
use domain::ids::{AccountId, FeedId, TenantId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

/// A calendar that somebody subscribes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feed {
    /// Its id, and the stem of its address.
    pub id: FeedId,
    /// Of which house.
    pub tenant: TenantId,
    /// Whose.
    pub account: AccountId,
    /// Whether the days stand in it by which tasks are due.
    pub tasks: bool,
    /// Since when it has this address.
    pub created_at: DateTime<Utc>,
}

/// The calendar of an account in the house of the scope.
pub async fn of(tx: &Tx, account: AccountId) -> Result<Option<Feed>, Error> {
    let row = tx
        .rows::<calendar_feeds::Entity>()?
        .filter(calendar_feeds::Column::AccountId.eq(account.uuid()))
        .one(tx.connection())
        .await?;
    Ok(row.map(Feed::from))
}

/// The calendar at an address, in the system's scope: the address says of which house.
pub async fn find(tx: &Tx, id: FeedId) -> Result<Option<Feed>, Error> {
    let row = calendar_feeds::Entity::find()
        .filter(calendar_feeds::Column::Id.eq(id.uuid()))
        .one(tx.connection())
        .await?;
    Ok(row.map(Feed::from))
}

/// Gives an account a calendar under a new address; the old address leads nowhere from now on.
pub async fn renew(
    tx: &Tx,
    id: FeedId,
    account: AccountId,
    tasks: bool,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    remove(tx, account).await?;
    let row = calendar_feeds::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        account_id: account.uuid(),
        tasks,
        created_at: now,
    };
    calendar_feeds::Entity::insert(calendar_feeds::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    tx.record(Event::of(now, "feed.made", "account", account.uuid(), json!({ "tasks": tasks })))
}

/// Takes the address away; false when there was none.
pub async fn revoke(tx: &Tx, account: AccountId, now: DateTime<Utc>) -> Result<bool, Error> {
    let gone = remove(tx, account).await?;
    if gone {
        tx.record(Event::of(now, "feed.revoked", "account", account.uuid(), json!({})))?;
    }
    Ok(gone)
}

async fn remove(tx: &Tx, account: AccountId) -> Result<bool, Error> {
    let gone = calendar_feeds::Entity::delete_many()
        .filter(calendar_feeds::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(calendar_feeds::Column::AccountId.eq(account.uuid()))
        .exec(tx.connection())
        .await?;
    Ok(gone.rows_affected > 0)
}

impl From<calendar_feeds::Model> for Feed {
    fn from(row: calendar_feeds::Model) -> Self {
        Self {
            id: row.id.into(),
            tenant: row.tenant_id.into(),
            account: row.account_id.into(),
            tasks: row.tasks,
            created_at: row.created_at,
        }
    }
}
