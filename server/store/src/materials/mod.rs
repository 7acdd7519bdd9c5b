//! 資材 of a municipality: what they are, their versions, orders, and the ledger of their pieces.

pub mod movements;
pub mod orders;
pub mod versions;

use crate::{Error, Tx, entities::materials, events::Event, tx::Engine};
use chrono::{DateTime, Utc};
use domain::{
    ids::MaterialId,
    materials::{CardDesign, Material, MaterialKind},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
use serde_json::json;

/// A material as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its id.
    pub id: MaterialId,
    /// What it is.
    pub material: Material,
    /// Pieces that are there.
    pub stock: u32,
    /// Both sides of the card, where one is printed here.
    pub card: Option<CardDesign>,
    /// Since when it is used no more.
    pub retired_at: Option<DateTime<Utc>>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// How often it was changed, from 1; what its ledger says does not count.
    pub version: i32,
}

/// Adds a material, of which nothing is there yet.
pub async fn add(tx: &Tx, id: MaterialId, material: &Material, now: DateTime<Utc>) -> Result<(), Error> {
    let row = materials::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        facts: serde_json::to_value(material)?,
        stock: 0,
        card: None,
        retired_at: None,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    materials::Entity::insert(materials::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    let payload = json!({ "kind": material.kind.code(), "audience": material.audience.code() });
    tx.record(Event::of(now, "material.added", "material", id.uuid(), payload))
}

/// One material of the house.
pub async fn find(tx: &Tx, id: MaterialId) -> Result<Option<Kept>, Error> {
    let query = tx.rows::<materials::Entity>()?.filter(materials::Column::Id.eq(id.uuid()));
    query.one(tx.connection()).await?.map(Kept::try_from).transpose()
}

/// The same, and nobody else changes it or its ledger until the transaction is over.
pub async fn find_to_change(tx: &Tx, id: MaterialId) -> Result<Option<Kept>, Error> {
    let query = tx.rows::<materials::Entity>()?.filter(materials::Column::Id.eq(id.uuid()));
    let query = match tx.engine() {
        Engine::Sqlite => query,
        Engine::Postgres => query.lock_exclusive(),
    };
    query.one(tx.connection()).await?.map(Kept::try_from).transpose()
}

/// Every material of the house: those in use first, in the order in which they were added.
pub async fn all(tx: &Tx) -> Result<Vec<Kept>, Error> {
    let rows =
        tx.rows::<materials::Entity>()?.order_by_asc(materials::Column::Id).all(tx.connection()).await?;
    let mut all = rows.into_iter().map(Kept::try_from).collect::<Result<Vec<_>, _>>()?;
    all.sort_by_key(|kept| kept.retired_at.is_some());
    Ok(all)
}

/// What may be handed to offices now: id and title, in the order of lists.
pub async fn for_offices(tx: &Tx) -> Result<Vec<(MaterialId, String)>, Error> {
    let usable = |kept: &Kept| kept.retired_at.is_none() && kept.material.audience.reaches_offices();
    Ok(all(tx).await?.into_iter().filter(usable).map(|kept| (kept.id, kept.material.title)).collect())
}

/// What everybody may see on the public side.
pub async fn shown(tx: &Tx) -> Result<Vec<Kept>, Error> {
    Ok(all(tx).await?.into_iter().filter(Kept::is_shown).collect())
}

impl Kept {
    /// Whether everybody may see it.
    pub const fn is_shown(&self) -> bool {
        self.material.shown && self.retired_at.is_none() && self.material.audience.reaches_offices()
    }

    /// Whether it is ordered and handed out: it is made of paper and used.
    pub const fn is_stocked(&self) -> bool {
        self.retired_at.is_none() && self.material.kind.is_counted()
    }
}

/// Changes what it is, and whether it is used any more.
pub async fn edit(
    tx: &Tx,
    kept: &Kept,
    material: &Material,
    retired: bool,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let retired_at = if retired { kept.retired_at.or(Some(now)) } else { None };
    let changed = materials::Entity::update_many()
        .col_expr(materials::Column::Facts, Expr::value(serde_json::to_value(material)?))
        .col_expr(materials::Column::RetiredAt, Expr::value(retired_at))
        .col_expr(materials::Column::UpdatedAt, Expr::value(now))
        .col_expr(materials::Column::Version, Expr::value(kept.version + 1))
        .filter(materials::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(materials::Column::Id.eq(kept.id.uuid()))
        .filter(materials::Column::Version.eq(kept.version))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(changed.rows_affected)?;
    let payload = json!({
        "version": kept.version + 1,
        "audience": material.audience.code(),
        "shown": material.shown,
        "retired": retired,
    });
    tx.record(Event::of(now, "material.edited", "material", kept.id.uuid(), payload))
}

/// Keeps what stands on both sides of a card.
pub async fn design(tx: &Tx, kept: &Kept, card: &CardDesign, now: DateTime<Utc>) -> Result<(), Error> {
    let changed = materials::Entity::update_many()
        .col_expr(materials::Column::Card, Expr::value(serde_json::to_value(card)?))
        .col_expr(materials::Column::UpdatedAt, Expr::value(now))
        .col_expr(materials::Column::Version, Expr::value(kept.version + 1))
        .filter(materials::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(materials::Column::Id.eq(kept.id.uuid()))
        .filter(materials::Column::Version.eq(kept.version))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(changed.rows_affected)?;
    let payload = json!({ "version": kept.version + 1 });
    tx.record(Event::of(now, "material.card_saved", "material", kept.id.uuid(), payload))
}

impl TryFrom<materials::Model> for Kept {
    type Error = Error;
    fn try_from(row: materials::Model) -> Result<Self, Error> {
        let card = row.card.map(serde_json::from_value).transpose()?;
        let material: Material = serde_json::from_value(row.facts)?;
        Ok(Self {
            id: row.id.into(),
            card: card.filter(|_| material.kind == MaterialKind::Card),
            material,
            stock: pieces(row.stock)?,
            retired_at: row.retired_at,
            updated_at: row.updated_at,
            version: row.version,
        })
    }
}

/// Pieces as their column holds them.
fn pieces(number: i32) -> Result<u32, Error> {
    u32::try_from(number).map_err(|_| Error::Unreadable(format!("{number} pieces")))
}

/// Pieces for their column.
fn column(pieces: u32) -> Result<i32, Error> {
    i32::try_from(pieces).map_err(|_| Error::Unreadable(format!("{pieces} pieces")))
}
