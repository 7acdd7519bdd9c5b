//! 連携用の鍵 as rows. Of a secret only the hash is kept; a key that was revoked stays, so that it is known whose it was.

use crate::{Error, Tx, entities::api_keys, events::Event};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{AccountId, ApiKeyId, TenantId},
    interface::{AddressRange, ApiKeyForm, Permission},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use serde_json::json;
use std::collections::BTreeSet;

/// A key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKey {
    /// Its id, which stands before the secret.
    pub id: ApiKeyId,
    /// Of which house.
    pub tenant: TenantId,
    /// Which system asks with it.
    pub name: String,
    /// What is kept of its secret.
    pub secret_hash: String,
    /// What may be read.
    pub permissions: BTreeSet<Permission>,
    /// From where it is used; from anywhere, where nothing stands here.
    pub addresses: Vec<AddressRange>,
    /// The last day on which it is taken.
    pub until: NaiveDate,
    /// Who made it.
    pub made_by: AccountId,
    /// When.
    pub made_at: DateTime<Utc>,
    /// The last day on which it was used.
    pub used_on: Option<NaiveDate>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
}

impl TryFrom<api_keys::Model> for ApiKey {
    type Error = Error;
    fn try_from(row: api_keys::Model) -> Result<Self, Error> {
        let permission =
            |word: &str| Permission::named(word).ok_or_else(|| Error::Unreadable(word.to_owned()));
        let address =
            |line: &str| line.parse::<AddressRange>().map_err(|_| Error::Unreadable(line.to_owned()));
        Ok(Self {
            id: row.id.into(),
            tenant: row.tenant_id.into(),
            name: row.name,
            secret_hash: row.secret_hash,
            permissions: row.permissions.lines().map(permission).collect::<Result<_, Error>>()?,
            addresses: row.addresses.lines().map(address).collect::<Result<_, Error>>()?,
            until: row.until,
            made_by: row.made_by.into(),
            made_at: row.made_at,
            used_on: row.used_on,
            revoked_at: row.revoked_at,
        })
    }
}

/// Keeps a new key.
pub async fn add(
    tx: &Tx,
    id: ApiKeyId,
    form: &ApiKeyForm,
    secret_hash: String,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let permissions: Vec<&str> = form.permissions.iter().map(|permission| permission.name()).collect();
    let addresses: Vec<String> = form.addresses.iter().map(ToString::to_string).collect();
    let payload = json!({
        "permissions": permissions,
        "until": form.until,
        "addresses": addresses.len(),
    });
    let row = api_keys::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        name: form.name.clone(),
        secret_hash,
        permissions: permissions.join("\n"),
        addresses: addresses.join("\n"),
        until: form.until,
        made_by: tx.account().ok_or(Error::Missing)?.uuid(),
        made_at: now,
        used_on: None,
        revoked_by: None,
        revoked_at: None,
    };
    api_keys::Entity::insert(api_keys::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    tx.record(Event::of(now, "api_key.made", "api_key", id.uuid(), payload))
}

/// Every key of the house, the newest first.
pub async fn all(tx: &Tx) -> Result<Vec<ApiKey>, Error> {
    let rows =
        tx.rows::<api_keys::Entity>()?.order_by_desc(api_keys::Column::Id).all(tx.connection()).await?;
    rows.into_iter().map(ApiKey::try_from).collect()
}

/// A key of the house.
pub async fn find(tx: &Tx, id: ApiKeyId) -> Result<Option<ApiKey>, Error> {
    let query = tx.rows::<api_keys::Entity>()?.filter(api_keys::Column::Id.eq(id.uuid()));
    query.one(tx.connection()).await?.map(ApiKey::try_from).transpose()
}

/// The key that a request names, in the system's scope: only the key says of which house.
pub async fn presented(tx: &Tx, id: ApiKeyId) -> Result<Option<ApiKey>, Error> {
    let query = api_keys::Entity::find().filter(api_keys::Column::Id.eq(id.uuid()));
    query.one(tx.connection()).await?.map(ApiKey::try_from).transpose()
}

/// Notes the day on which a key was used.
pub async fn used(tx: &Tx, id: ApiKeyId, day: NaiveDate) -> Result<(), Error> {
    api_keys::Entity::update_many()
        .col_expr(api_keys::Column::UsedOn, Expr::value(Some(day)))
        .filter(api_keys::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(api_keys::Column::Id.eq(id.uuid()))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Takes a key back: from now on nothing is read with it. False where it was revoked before, or is not there.
pub async fn revoke(tx: &Tx, id: ApiKeyId, now: DateTime<Utc>) -> Result<bool, Error> {
    let by = tx.account().ok_or(Error::Missing)?;
    let revoked = api_keys::Entity::update_many()
        .col_expr(api_keys::Column::RevokedBy, Expr::value(Some(by.uuid())))
        .col_expr(api_keys::Column::RevokedAt, Expr::value(Some(now)))
        .filter(api_keys::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(api_keys::Column::Id.eq(id.uuid()))
        .filter(api_keys::Column::RevokedAt.is_null())
        .exec(tx.connection())
        .await?;
    if revoked.rows_affected == 0 {
        return Ok(false);
    }
    tx.record(Event::of(now, "api_key.revoked", "api_key", id.uuid(), json!({})))?;
    Ok(true)
}
