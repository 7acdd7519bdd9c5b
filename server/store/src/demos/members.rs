//! The municipalities of a federation: tenants here, or only names.

use crate::{Error, Tx, entities::federation_members};
use chrono::{DateTime, Utc};
use domain::ids::{MemberId, TenantId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

/// A municipality of a federation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its id.
    pub id: MemberId,
    /// The federation.
    pub federation: TenantId,
    /// Its name.
    pub name: String,
    /// Its own house here, if it has one.
    pub municipality: Option<TenantId>,
}

/// Adds a municipality to the federation of the scope, at a place in its lists.
pub async fn add(
    tx: &Tx,
    id: MemberId,
    place: i32,
    name: &str,
    municipality: Option<TenantId>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = federation_members::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        place,
        name: name.to_owned(),
        shared_with: municipality.map(TenantId::uuid),
        created_at: now,
    };
    federation_members::Entity::insert(federation_members::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// The municipalities of the federation of the scope, in the order of its lists.
pub async fn all(tx: &Tx) -> Result<Vec<Member>, Error> {
    let rows = tx
        .shared::<federation_members::Entity>()?
        .filter(federation_members::Column::TenantId.eq(tx.tenant()?.uuid()))
        .order_by_asc(federation_members::Column::Place)
        .order_by_asc(federation_members::Column::Name)
        .all(tx.connection())
        .await?;
    Ok(rows.into_iter().map(Member::from).collect())
}

/// One of them.
pub async fn find(tx: &Tx, id: MemberId) -> Result<Option<Member>, Error> {
    let row = tx
        .shared::<federation_members::Entity>()?
        .filter(federation_members::Column::Id.eq(id.uuid()))
        .one(tx.connection())
        .await?;
    Ok(row.map(Member::from))
}

/// The membership of the municipality of the scope, if it belongs to a federation here.
pub async fn own(tx: &Tx) -> Result<Option<Member>, Error> {
    let row = tx
        .shared::<federation_members::Entity>()?
        .filter(federation_members::Column::SharedWith.eq(tx.tenant()?.uuid()))
        .one(tx.connection())
        .await?;
    Ok(row.map(Member::from))
}

impl From<federation_members::Model> for Member {
    fn from(row: federation_members::Model) -> Self {
        Self {
            id: row.id.into(),
            federation: row.tenant_id.into(),
            name: row.name,
            municipality: row.shared_with.map(TenantId::from_uuid),
        }
    }
}
