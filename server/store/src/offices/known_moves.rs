//! What is known of an office and goes with it when it is merged into another: what was said with it, what it uses, with
//! whom it exchanges plans, to which bodies and groups it belongs, and what it lets others know. What both are known for
//! stays with the one that goes.

use crate::{
    Error, Tx,
    entities::{
        association_members, follow_ups, office_group_members, office_software, partner_links, voices,
    },
};
use domain::ids::OfficeId;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// The rows that go with an office, by their ids.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Known {
    follow_ups: Vec<Uuid>,
    software: Vec<Uuid>,
    /// Links of which the office is who says so.
    partners: Vec<Uuid>,
    /// Links that another says of it.
    partner_of: Vec<Uuid>,
    memberships: Vec<Uuid>,
    /// Places in groups.
    groups: Vec<Uuid>,
    /// 事業所の声.
    voices: Vec<Uuid>,
}

impl Known {
    /// How many there are.
    pub(crate) fn count(&self) -> u64 {
        let Self { follow_ups, software, partners, partner_of, memberships, groups, voices } = self;
        let all = [follow_ups, software, partners, partner_of, memberships, groups, voices];
        all.iter().map(|ids| ids.len() as u64).sum()
    }
}

/// Finds what would go from one office to another.
pub(crate) async fn find(tx: &Tx, from: OfficeId, to: OfficeId) -> Result<Known, Error> {
    Ok(Known {
        follow_ups: said(tx, from).await?,
        software: software(tx, from, to).await?,
        partners: links(tx, from, to, Side::Says).await?,
        partner_of: links(tx, from, to, Side::Said).await?,
        memberships: memberships(tx, from, to).await?,
        groups: groups(tx, from, to).await?,
        voices: told(tx, from).await?,
    })
}

async fn said(tx: &Tx, from: OfficeId) -> Result<Vec<Uuid>, Error> {
    let rows = tx.rows::<follow_ups::Entity>()?.filter(follow_ups::Column::OfficeId.eq(from.uuid()));
    Ok(rows.all(tx.connection()).await?.into_iter().map(|row| row.id).collect())
}

async fn told(tx: &Tx, from: OfficeId) -> Result<Vec<Uuid>, Error> {
    let rows = tx.rows::<voices::Entity>()?.filter(voices::Column::OfficeId.eq(from.uuid()));
    Ok(rows.all(tx.connection()).await?.into_iter().map(|row| row.id).collect())
}

async fn software(tx: &Tx, from: OfficeId, to: OfficeId) -> Result<Vec<Uuid>, Error> {
    let of = async |office: OfficeId| {
        let rows = tx.rows::<office_software::Entity>()?;
        let rows = rows.filter(office_software::Column::OfficeId.eq(office.uuid()));
        Ok::<_, Error>(rows.all(tx.connection()).await?)
    };
    let taken: BTreeSet<String> = of(to).await?.into_iter().filter_map(|row| row.live_key).collect();
    let moving = of(from).await?.into_iter();
    let moving = moving.filter(|row| row.live_key.as_ref().is_none_or(|key| !taken.contains(key)));
    Ok(moving.map(|row| row.id).collect())
}

/// On which side of a link the office stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Says,
    Said,
}

async fn links(tx: &Tx, from: OfficeId, to: OfficeId, side: Side) -> Result<Vec<Uuid>, Error> {
    let of = async |office: OfficeId| {
        let column = match side {
            Side::Says => partner_links::Column::OfficeId,
            Side::Said => partner_links::Column::PartnerOfficeId,
        };
        let rows = tx.rows::<partner_links::Entity>()?.filter(column.eq(office.uuid()));
        Ok::<_, Error>(rows.all(tx.connection()).await?)
    };
    let other = |row: &partner_links::Model| match side {
        Side::Says => row.partner_office_id,
        Side::Said => row.office_id,
    };
    let mut taken: BTreeSet<Uuid> = of(to).await?.iter().map(other).collect();
    // The two are partners of each other no longer: they are one.
    taken.insert(to.uuid());
    let moving = of(from).await?.into_iter().filter(|row| !taken.contains(&other(row)));
    Ok(moving.map(|row| row.id).collect())
}

async fn memberships(tx: &Tx, from: OfficeId, to: OfficeId) -> Result<Vec<Uuid>, Error> {
    let of = async |office: OfficeId| {
        let rows = tx.rows::<association_members::Entity>()?;
        let rows = rows.filter(association_members::Column::OfficeId.eq(office.uuid()));
        Ok::<_, Error>(rows.all(tx.connection()).await?)
    };
    let taken: BTreeSet<Uuid> = of(to).await?.into_iter().map(|row| row.association_id).collect();
    let moving = of(from).await?.into_iter().filter(|row| !taken.contains(&row.association_id));
    Ok(moving.map(|row| row.id).collect())
}

async fn groups(tx: &Tx, from: OfficeId, to: OfficeId) -> Result<Vec<Uuid>, Error> {
    let of = async |office: OfficeId| {
        let rows = tx.rows::<office_group_members::Entity>()?;
        let rows = rows.filter(office_group_members::Column::OfficeId.eq(office.uuid()));
        Ok::<_, Error>(rows.all(tx.connection()).await?)
    };
    let taken: BTreeSet<Uuid> = of(to).await?.into_iter().map(|row| row.group_id).collect();
    let moving = of(from).await?.into_iter().filter(|row| !taken.contains(&row.group_id));
    Ok(moving.map(|row| row.id).collect())
}

/// Gives rows to another office, of those that a former office has.
macro_rules! give {
    ($tx:ident, $table:ident, $column:ident, $keys:expr, $from:ident, $to:ident) => {
        for keys in $keys.chunks(super::rows::CHUNK) {
            $table::Entity::update_many()
                .col_expr($table::Column::$column, Expr::value($to.uuid()))
                .filter($table::Column::TenantId.eq($tx.tenant()?.uuid()))
                .filter($table::Column::$column.eq($from.uuid()))
                .filter($table::Column::Id.is_in(keys.iter().copied()))
                .exec($tx.connection())
                .await?;
        }
    };
}

/// Gives what was found to another office. What no longer belongs to the first is left alone.
pub(crate) async fn give(tx: &Tx, known: &Known, from: OfficeId, to: OfficeId) -> Result<(), Error> {
    give!(tx, follow_ups, OfficeId, known.follow_ups, from, to);
    give!(tx, office_software, OfficeId, known.software, from, to);
    give!(tx, partner_links, OfficeId, known.partners, from, to);
    give!(tx, partner_links, PartnerOfficeId, known.partner_of, from, to);
    give!(tx, association_members, OfficeId, known.memberships, from, to);
    give!(tx, office_group_members, OfficeId, known.groups, from, to);
    give!(tx, voices, OfficeId, known.voices, from, to);
    Ok(())
}
