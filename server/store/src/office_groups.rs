//! 事業所グループ as rows, and the offices that belong to them.

use crate::{
    Error, Tx,
    entities::{office_group_members, office_groups},
    events::Event,
    offices::live_ids,
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{AccountId, OfficeGroupId, OfficeId},
    office_groups::{GroupText, NextStep},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, PaginatorTrait as _, QueryFilter, QueryOrder, QuerySelect as _,
    QueryTrait as _, TryInsertResult,
    sea_query::{OnConflict, SelectStatement},
};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A group that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its id.
    pub id: OfficeGroupId,
    /// What is written of it.
    pub text: GroupText,
    /// Since when it is one no longer.
    pub dissolved_at: Option<DateTime<Utc>>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// Counts its edits.
    pub version: i32,
}

impl From<office_groups::Model> for Kept {
    fn from(row: office_groups::Model) -> Self {
        let action = row.next_action;
        Self {
            id: row.id.into(),
            text: GroupText {
                name: row.name,
                note: row.note,
                next: row.next_on.map(|on| NextStep { action, on }),
            },
            dissolved_at: row.dissolved_at,
            updated_at: row.updated_at,
            version: row.version,
        }
    }
}

fn written(text: &GroupText) -> office_groups::ActiveModel {
    office_groups::ActiveModel {
        name: Set(text.name.clone()),
        live_name: Set(Some(text.name.clone())),
        note: Set(text.note.clone()),
        next_action: Set(text.next.as_ref().map(|next| next.action.clone()).unwrap_or_default()),
        next_on: Set(text.next.as_ref().map(|next| next.on)),
        ..Default::default()
    }
}

/// Makes a group of offices; false when another has its name.
pub async fn add(
    tx: &Tx,
    (id, by): (OfficeGroupId, AccountId),
    text: &GroupText,
    members: &BTreeSet<OfficeId>,
    ids: &(dyn Fn() -> Uuid + Sync),
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let row = office_groups::ActiveModel {
        tenant_id: Set(tx.tenant()?.uuid()),
        id: Set(id.uuid()),
        dissolved_at: Set(None),
        created_by: Set(by.uuid()),
        created_at: Set(now),
        updated_at: Set(now),
        version: Set(1),
        ..written(text)
    };
    let added = office_groups::Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(tx.connection())
        .await?;
    if !matches!(added, TryInsertResult::Inserted(1)) {
        return Ok(false);
    }
    join(tx, id, members, ids, now).await?;
    let payload = json!({ "offices": members.len() });
    tx.record(Event::of(now, "office-group.made", "office-group", id.uuid(), payload))?;
    Ok(true)
}

async fn join(
    tx: &Tx,
    id: OfficeGroupId,
    offices: &BTreeSet<OfficeId>,
    ids: &(dyn Fn() -> Uuid + Sync),
    now: DateTime<Utc>,
) -> Result<(), Error> {
    for office in offices {
        let row = office_group_members::Model {
            tenant_id: tx.tenant()?.uuid(),
            id: ids(),
            group_id: id.uuid(),
            office_id: office.uuid(),
            joined_at: now,
        };
        office_group_members::Entity::insert(office_group_members::ActiveModel::from(row))
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .try_insert()
            .exec_without_returning(tx.connection())
            .await?;
    }
    Ok(())
}

/// Saves one with its offices over the version that was seen.
pub async fn save(
    tx: &Tx,
    kept: &Kept,
    text: &GroupText,
    members: &BTreeSet<OfficeId>,
    ids: &(dyn Fn() -> Uuid + Sync),
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row =
        office_groups::ActiveModel { updated_at: Set(now), version: Set(kept.version + 1), ..written(text) };
    write(tx, kept, row).await?;
    let before: BTreeSet<OfficeId> = self::members(tx, kept.id).await?.into_iter().collect();
    let (new, gone): (BTreeSet<OfficeId>, Vec<OfficeId>) =
        (members.difference(&before).copied().collect(), before.difference(members).copied().collect());
    join(tx, kept.id, &new, ids, now).await?;
    if !gone.is_empty() {
        office_group_members::Entity::delete_many()
            .filter(office_group_members::Column::TenantId.eq(tx.tenant()?.uuid()))
            .filter(office_group_members::Column::GroupId.eq(kept.id.uuid()))
            .filter(office_group_members::Column::OfficeId.is_in(gone.iter().map(|office| office.uuid())))
            .exec(tx.connection())
            .await?;
    }
    let payload = json!({ "version": kept.version + 1, "joined": new.len(), "left": gone.len() });
    tx.record(Event::of(now, "office-group.edited", "office-group", kept.id.uuid(), payload))
}

/// Dissolves one over the version that was seen. It stays to be read, its name is free again, and no list means it any
/// more.
pub async fn dissolve(tx: &Tx, kept: &Kept, now: DateTime<Utc>) -> Result<(), Error> {
    if kept.dissolved_at.is_some() {
        return Ok(());
    }
    let row = office_groups::ActiveModel {
        live_name: Set(None),
        dissolved_at: Set(Some(now)),
        updated_at: Set(now),
        version: Set(kept.version + 1),
        ..Default::default()
    };
    write(tx, kept, row).await?;
    tx.record(Event::of(now, "office-group.dissolved", "office-group", kept.id.uuid(), json!({})))
}

async fn write(tx: &Tx, kept: &Kept, row: office_groups::ActiveModel) -> Result<(), Error> {
    let saved = office_groups::Entity::update_many()
        .set(row)
        .filter(office_groups::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(office_groups::Column::Id.eq(kept.id.uuid()))
        .filter(office_groups::Column::Version.eq(kept.version))
        .filter(office_groups::Column::DissolvedAt.is_null())
        .exec(tx.connection())
        .await?;
    Error::stale_unless(saved.rows_affected)
}

/// Every group that was not dissolved: those with a next step first, by its day, then by name.
pub async fn all(tx: &Tx) -> Result<Vec<Kept>, Error> {
    let rows = tx
        .rows::<office_groups::Entity>()?
        .filter(office_groups::Column::DissolvedAt.is_null())
        .order_by_asc(office_groups::Column::Name)
        .order_by_asc(office_groups::Column::Id)
        .all(tx.connection())
        .await?;
    let mut all: Vec<Kept> = rows.into_iter().map(Kept::from).collect();
    all.sort_by_key(|kept| {
        let on = kept.text.next.as_ref().map(|next| next.on);
        (on.is_none(), on)
    });
    Ok(all)
}

/// One, dissolved or not.
pub async fn find(tx: &Tx, id: OfficeGroupId) -> Result<Option<Kept>, Error> {
    let query = tx.rows::<office_groups::Entity>()?.filter(office_groups::Column::Id.eq(id.uuid()));
    Ok(query.one(tx.connection()).await?.map(Kept::from))
}

/// Whether another group that was not dissolved has this name.
pub async fn is_named(tx: &Tx, name: &str, but: Option<OfficeGroupId>) -> Result<bool, Error> {
    let mut rows = tx.rows::<office_groups::Entity>()?.filter(office_groups::Column::LiveName.eq(name));
    if let Some(id) = but {
        rows = rows.filter(office_groups::Column::Id.ne(id.uuid()));
    }
    Ok(rows.count(tx.connection()).await? > 0)
}

/// The offices that belong to one.
pub async fn members(tx: &Tx, id: OfficeGroupId) -> Result<Vec<OfficeId>, Error> {
    let ids: Vec<Uuid> = tx
        .rows::<office_group_members::Entity>()?
        .filter(office_group_members::Column::GroupId.eq(id.uuid()))
        .filter(office_group_members::Column::OfficeId.in_subquery(live_ids(tx)?))
        .select_only()
        .column(office_group_members::Column::OfficeId)
        .into_tuple()
        .all(tx.connection())
        .await?;
    Ok(ids.into_iter().map(OfficeId::from).collect())
}

/// The offices of every group that was not dissolved.
pub async fn every(tx: &Tx) -> Result<BTreeMap<OfficeGroupId, BTreeSet<OfficeId>>, Error> {
    let there = tx
        .rows::<office_groups::Entity>()?
        .select_only()
        .column(office_groups::Column::Id)
        .filter(office_groups::Column::DissolvedAt.is_null())
        .into_query();
    let rows: Vec<(Uuid, Uuid)> = tx
        .rows::<office_group_members::Entity>()?
        .filter(office_group_members::Column::GroupId.in_subquery(there))
        .filter(office_group_members::Column::OfficeId.in_subquery(live_ids(tx)?))
        .select_only()
        .column(office_group_members::Column::GroupId)
        .column(office_group_members::Column::OfficeId)
        .into_tuple()
        .all(tx.connection())
        .await?;
    let mut every: BTreeMap<OfficeGroupId, BTreeSet<OfficeId>> = BTreeMap::new();
    for (group, office) in rows {
        every.entry(group.into()).or_default().insert(office.into());
    }
    Ok(every)
}

/// The ids of the offices of a group that was not dissolved, for a larger query.
pub(crate) fn belonging(tx: &Tx, id: OfficeGroupId) -> Result<SelectStatement, Error> {
    let there = tx
        .rows::<office_groups::Entity>()?
        .select_only()
        .column(office_groups::Column::Id)
        .filter(office_groups::Column::DissolvedAt.is_null())
        .into_query();
    Ok(tx
        .rows::<office_group_members::Entity>()?
        .select_only()
        .column(office_group_members::Column::OfficeId)
        .filter(office_group_members::Column::GroupId.eq(id.uuid()))
        .filter(office_group_members::Column::GroupId.in_subquery(there))
        .into_query())
}
