//! The municipalities of a federation: tenants here, or only names with what their federation keeps of them.

use super::sessions::{self, Session};
use crate::{
    Error, Tx,
    entities::{demo_asked_cities, demo_companions, demo_sessions, federation_members},
    events::Event,
};
use chrono::{DateTime, Utc};
use domain::{
    demos::{MemberForm, MembershipForm, StageName},
    ids::{MemberId, TenantId},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use serde_json::json;
use std::collections::BTreeSet;

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
    /// Since when it rests; none where it asks for sessions.
    pub suspended_at: Option<DateTime<Utc>>,
}

impl Member {
    /// Whether it may ask for sessions, and be asked along.
    pub const fn is_active(&self) -> bool {
        self.suspended_at.is_none()
    }
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
        suspended_at: None,
    };
    federation_members::Entity::insert(federation_members::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Adds one at the end of its lists; both houses keep it.
pub async fn join(tx: &Tx, id: MemberId, form: &MembershipForm, now: DateTime<Utc>) -> Result<(), Error> {
    let all = federation_members::Entity::find()
        .filter(federation_members::Column::TenantId.eq(tx.tenant()?.uuid()))
        .all(tx.connection())
        .await?;
    let place = all.iter().map(|row| row.place).max().unwrap_or(0).saturating_add(1);
    add(tx, id, place, &form.name, form.house, now).await?;
    let event = Event::of(now, "federation.member_added", "member", id.uuid(), json!({ "place": place }));
    record(tx, form.house, event)
}

/// What becomes of a membership is kept by the federation, and by the house that is its member.
fn record(tx: &Tx, house: Option<TenantId>, event: Event) -> Result<(), Error> {
    if let Some(house) = house {
        tx.record_for(house, event.clone())?;
    }
    tx.record(event)
}

/// Names a member otherwise, or ties one that was only a name to its house, from the version that was seen; [`Error::Stale`]
/// where somebody else was faster. What it asked for before it had a house stays its federation's.
pub async fn set_who(
    tx: &Tx,
    (member, version): (&Member, i32),
    form: &MembershipForm,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let house = member.municipality.or(form.house);
    let saved = federation_members::Entity::update_many()
        .col_expr(federation_members::Column::Name, Expr::value(&*form.name))
        .col_expr(federation_members::Column::SharedWith, Expr::value(house.map(TenantId::uuid)))
        .col_expr(federation_members::Column::Version, Expr::value(version + 1))
        .filter(federation_members::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(federation_members::Column::Id.eq(member.id.uuid()))
        .filter(federation_members::Column::Version.eq(version))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(saved.rows_affected)?;
    let payload = json!({ "name": form.name, "tied": member.municipality.is_none() && house.is_some() });
    record(tx, house, Event::of(now, "federation.member_named", "member", member.id.uuid(), payload))
}

/// Lets a member rest, or brings it back; nothing where it does already.
pub async fn set_resting(tx: &Tx, member: &Member, rests: bool, now: DateTime<Utc>) -> Result<(), Error> {
    if member.is_active() != rests {
        return Ok(());
    }
    federation_members::Entity::update_many()
        .col_expr(federation_members::Column::SuspendedAt, Expr::value(rests.then_some(now)))
        .filter(federation_members::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(federation_members::Column::Id.eq(member.id.uuid()))
        .exec(tx.connection())
        .await?;
    let (id, facts) = (member.id.uuid(), json!({}));
    let event = if rests {
        Event::of(now, "federation.member_suspended", "member", id, facts)
    } else {
        Event::of(now, "federation.member_returned", "member", id, facts)
    };
    record(tx, member.municipality, event)
}

/// Takes a member out that has no part in any session; false where it has one. In the system's scope: once it is no member,
/// its federation writes nothing in its house.
pub async fn remove(tx: &Tx, member: &Member, now: DateTime<Utc>) -> Result<bool, Error> {
    let (federation, id) = (member.federation.uuid(), member.id.uuid());
    let sessions = demo_sessions::Entity::find()
        .filter(demo_sessions::Column::TenantId.eq(federation))
        .filter(demo_sessions::Column::MemberId.eq(id));
    let companions = demo_companions::Entity::find()
        .filter(demo_companions::Column::TenantId.eq(federation))
        .filter(demo_companions::Column::MemberId.eq(id));
    let asked = demo_asked_cities::Entity::find()
        .filter(demo_asked_cities::Column::TenantId.eq(federation))
        .filter(demo_asked_cities::Column::MemberId.eq(id));
    let has_part = sessions.one(tx.connection()).await?.is_some()
        || companions.one(tx.connection()).await?.is_some()
        || asked.one(tx.connection()).await?.is_some()
        || is_asked_for(tx, member).await?;
    if has_part {
        return Ok(false);
    }
    let gone = federation_members::Entity::delete_many()
        .filter(federation_members::Column::TenantId.eq(federation))
        .filter(federation_members::Column::Id.eq(id))
        .exec(tx.connection())
        .await?;
    // A colleague was faster with the same, and that is written down.
    if gone.rows_affected == 0 {
        return Ok(true);
    }
    let event = Event::of(now, "federation.member_removed", "member", id, json!({ "name": member.name }));
    for house in [Some(member.federation), member.municipality].into_iter().flatten() {
        tx.record_for(house, event.clone())?;
    }
    Ok(true)
}

/// Whether a prefecture asks for it in a request that waits: it comes along once there is a date.
async fn is_asked_for(tx: &Tx, member: &Member) -> Result<bool, Error> {
    let waiting = demo_sessions::Entity::find()
        .filter(demo_sessions::Column::TenantId.eq(member.federation.uuid()))
        .filter(demo_sessions::Column::Stage.eq(StageName::Requested.code()))
        .all(tx.connection())
        .await?;
    let waiting = waiting.into_iter().map(Session::try_from).collect::<Result<Vec<_>, _>>()?;
    Ok(waiting.iter().flat_map(|session| &session.request.cities).any(|city| city.member == member.id))
}

/// The houses that belong to a federation, whichever. In the system's scope.
pub async fn tied(tx: &Tx) -> Result<BTreeSet<TenantId>, Error> {
    let rows = federation_members::Entity::find()
        .filter(federation_members::Column::SharedWith.is_not_null())
        .all(tx.connection())
        .await?;
    Ok(rows.into_iter().filter_map(|row| row.shared_with.map(TenantId::from_uuid)).collect())
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

/// Those that ask for sessions and may be asked along.
pub async fn active(tx: &Tx) -> Result<Vec<Member>, Error> {
    Ok(all(tx).await?.into_iter().filter(Member::is_active).collect())
}

/// The membership of the municipality of the scope, if it belongs to a federation here and asks that for sessions.
pub async fn asking(tx: &Tx) -> Result<Option<Member>, Error> {
    Ok(own(tx).await?.filter(Member::is_active))
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
    Error::stale_unless(saved.rows_affected)?;
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
            suspended_at: row.suspended_at,
        })
    }
}
