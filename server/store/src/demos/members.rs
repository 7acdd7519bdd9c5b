//! The municipalities of a federation: tenants here, or only names with what their federation keeps of them.

use super::sessions;
use crate::{Error, Tx, entities::federation_members, events::Event};
use chrono::{DateTime, Utc};
use domain::{
    demos::MemberForm,
    ids::{MemberId, TenantId},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use serde_json::json;

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
    /// By which number it is called, as its federation keeps it; may be empty.
    pub phone: String,
    /// So many sessions on site it may have in a year, where not as many as the rules say.
    pub yearly: Option<u16>,
    /// How often that was changed, from 1.
    pub version: i32,
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
        phone: String::new(),
        yearly: None,
        version: 1,
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
    rows.into_iter().map(Member::try_from).collect()
}

/// One of them.
pub async fn find(tx: &Tx, id: MemberId) -> Result<Option<Member>, Error> {
    let row = tx
        .shared::<federation_members::Entity>()?
        .filter(federation_members::Column::Id.eq(id.uuid()))
        .one(tx.connection())
        .await?;
    row.map(Member::try_from).transpose()
}

/// The membership of the municipality of the scope, if it belongs to a federation here.
pub async fn own(tx: &Tx) -> Result<Option<Member>, Error> {
    let row = tx
        .shared::<federation_members::Entity>()?
        .filter(federation_members::Column::SharedWith.eq(tx.tenant()?.uuid()))
        .one(tx.connection())
        .await?;
    row.map(Member::try_from).transpose()
}

/// Keeps what the federation of the scope says of one of its members, from the version that was seen; [`Error::Stale`] where
/// somebody else was faster.
pub async fn save(
    tx: &Tx,
    (member, version): (MemberId, i32),
    form: &MemberForm,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let saved = federation_members::Entity::update_many()
        .col_expr(federation_members::Column::Phone, Expr::value(&*form.phone))
        .col_expr(federation_members::Column::Yearly, Expr::value(form.yearly.map(i32::from)))
        .col_expr(federation_members::Column::Version, Expr::value(version + 1))
        .filter(federation_members::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(federation_members::Column::Id.eq(member.uuid()))
        .filter(federation_members::Column::Version.eq(version))
        .exec(tx.connection())
        .await?;
    if saved.rows_affected == 0 {
        return Err(Error::Stale);
    }
    let payload = json!({ "yearly": form.yearly, "phone": !form.phone.is_empty() });
    tx.record(Event::of(now, "federation.member_changed", "member", member.uuid(), payload))
}

impl TryFrom<federation_members::Model> for Member {
    type Error = Error;
    fn try_from(row: federation_members::Model) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            federation: row.tenant_id.into(),
            name: row.name,
            municipality: row.shared_with.map(TenantId::from_uuid),
            phone: row.phone,
            yearly: row.yearly.map(sessions::count).transpose()?,
            version: row.version,
        })
    }
}
