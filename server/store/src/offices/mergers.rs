//! 統合: one office becomes part of another, in one transaction with everything that belongs to it; and is taken apart again.

use super::{
    corporations::Corporations,
    hindrances::hindrances,
    moves::{self, Moved},
    rows::{Office, OfficeRow, find, service_row},
};
use crate::{
    Error, Tx,
    entities::{mergers, office_services, offices},
    events::Event,
    plans::holds,
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{AccountId, MergerId, OfficeId, OfficeServiceId},
    imports::Registered,
    merging::{Belongings, Choices, Hindrance, Keep, MergeProblem, MergeRecord, Side, merge as merged},
    offices::{Happening, Particulars, search_key},
};
use sea_orm::{ActiveModelTrait as _, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

/// A merger that was made.
#[derive(Debug, Clone, PartialEq)]
pub struct Merger {
    /// Its id.
    pub id: MergerId,
    /// The office that stayed.
    pub survivor: OfficeId,
    /// The office that became part of it.
    pub merged: OfficeId,
    /// Both before, what was chosen, and what was made of them.
    pub record: MergeRecord,
    /// What was moved.
    pub belongings: Belongings,
    /// Who merged them.
    pub by: AccountId,
    /// When.
    pub at: DateTime<Utc>,
    /// Who took them apart again, and when.
    pub undone: Option<(AccountId, DateTime<Utc>)>,
    rows: Kept,
    moved: Moved,
}

/// Why two offices are not merged.
#[derive(Debug, thiserror::Error)]
pub enum MergeError {
    /// The database.
    #[error(transparent)]
    Store(#[from] Error),
    /// Both are one.
    #[error(transparent)]
    Problem(#[from] MergeProblem),
    /// Something of both cannot belong to one office.
    #[error("both offices hold what only one can hold")]
    Hindered(Vec<Hindrance>),
}

/// Why a merger is not undone.
#[derive(Debug, thiserror::Error)]
pub enum UndoError {
    /// The database.
    #[error(transparent)]
    Store(#[from] Error),
    /// The office is no longer what the merger made of it.
    #[error("the office was changed after the merger")]
    Changed,
    /// The office was merged into another itself.
    #[error("the office was merged into another after the merger")]
    MergedOn,
    /// Somebody undid it before.
    #[error("the merger is undone")]
    Undone,
}

/// The rows that a merger writes over, as they were.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Kept {
    office: offices::Model,
    services: Vec<office_services::Model>,
    /// Services that only the other had, and that it gives.
    given: Vec<Uuid>,
}

/// An office as a merger compares it.
pub fn side(office: &Office) -> Side {
    Side { office: Registered::from(office.clone()), updated_at: office.updated_at }
}

/// What would go from one office to another.
pub async fn belongings(tx: &Tx, from: OfficeId, to: OfficeId) -> Result<Belongings, Error> {
    Ok(moves::find(tx, from, to).await?.belongings())
}

/// Merges two offices as chosen. One that changed since it was loaded makes it [`Error::Stale`].
pub async fn merge(
    tx: &Tx,
    id: MergerId,
    (first, second): (&Office, &Office),
    choices: &Choices,
    ids: &(dyn Fn() -> Uuid + Sync),
    now: DateTime<Utc>,
) -> Result<(), MergeError> {
    let by = tx.account().ok_or(Error::Missing)?;
    let made = merged(&side(first), &side(second), choices)?;
    let (stays, goes) = match choices.survivor {
        Keep::KeepFirst => (first, second),
        Keep::KeepSecond => (second, first),
    };
    let hindrances = hindrances(tx, stays.id, goes.id, now).await?;
    if !hindrances.is_empty() {
        return Err(MergeError::Hindered(hindrances));
    }
    let moved = moves::find(tx, goes.id, stays.id).await?;
    let kept = keep(tx, stays, goes, &made.record).await?;
    moves::put_away(tx, &moved).await?;
    moves::give(tx, &moved, (goes.id, goes.number), (stays.id, stays.number)).await?;
    end(tx, goes, stays.id).await?;
    write(tx, stays, [first, second], &made.office, ids, now).await?;
    give_services(tx, &kept.given, (goes.id, stays.id)).await?;
    let written = find(tx, stays.id).await?.ok_or(Error::Missing)?;
    let record = MergeRecord { merged: Registered::from(written), ..made.record };
    let row = mergers::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        survivor_id: stays.id.uuid(),
        merged_id: goes.id.uuid(),
        live_merged_id: Some(goes.id.uuid()),
        record: serde_json::to_value(&record).map_err(Error::from)?,
        rows: serde_json::to_value(&kept).map_err(Error::from)?,
        moved: serde_json::to_value(&moved).map_err(Error::from)?,
        merged_by: by.uuid(),
        merged_at: now,
        undone_by: None,
        undone_at: None,
    };
    mergers::Entity::insert(mergers::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await
        .map_err(Error::from)?;
    let payload =
        |other: &Office| json!({ "merger": id.uuid(), "office": other.id.uuid(), "number": other.number });
    tx.record(Event::of(now, Happening::Merged.code(), "office", stays.id.uuid(), payload(goes)))?;
    tx.record(Event::of(now, Happening::MergedAway.code(), "office", goes.id.uuid(), payload(stays)))?;
    Ok(())
}

/// Keeps what will be written over.
async fn keep(tx: &Tx, stays: &Office, goes: &Office, record: &MergeRecord) -> Result<Kept, Error> {
    let office = tx
        .rows::<offices::Entity>()?
        .filter(offices::Column::Id.eq(stays.id.uuid()))
        .one(tx.connection())
        .await?
        .ok_or(Error::Missing)?;
    // Put in order here: SQLite, asked for an order that an index has, reads all of the house in that order.
    let mut services = tx
        .rows::<office_services::Entity>()?
        .filter(office_services::Column::OfficeId.eq(stays.id.uuid()))
        .all(tx.connection())
        .await?;
    services.sort_unstable_by_key(|row| row.id);
    let orphaned = record.orphaned_services();
    let given = goes.services.iter().map(|service| service.id).filter(|id| !orphaned.contains(id));
    Ok(Kept { office, services, given: given.map(OfficeServiceId::uuid).collect() })
}

/// Ends an office: it became part of another.
async fn end(tx: &Tx, office: &Office, into: OfficeId) -> Result<(), Error> {
    let ended = offices::Entity::update_many()
        .col_expr(offices::Column::MergedInto, sea_orm::sea_query::Expr::value(into.uuid()))
        .filter(offices::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(offices::Column::Id.eq(office.id.uuid()))
        .filter(offices::Column::Version.eq(office.version))
        .filter(offices::Column::MergedInto.is_null())
        .exec(tx.connection())
        .await?;
    Error::stale_unless(ended.rows_affected)
}

/// Writes the office that stays, and its own services.
async fn write(
    tx: &Tx,
    stays: &Office,
    both: [&Office; 2],
    made: &Registered,
    ids: &(dyn Fn() -> Uuid + Sync),
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let of_corporation =
        |particulars: &Particulars| (particulars.corporation_name.clone(), particulars.corporate_number);
    let wanted = of_corporation(&made.particulars);
    let corporation = match both.into_iter().find(|office| of_corporation(&office.particulars) == wanted) {
        Some(office) => office.corporation.map(domain::ids::CorporationId::uuid),
        None => {
            let mut corporations = Corporations::load(tx, [&made.particulars]).await?;
            let corporation = corporations.resolve(&made.particulars, ids, now);
            corporations.write(tx).await?;
            corporation
        }
    };
    let known = made.services.iter().map(|service| &service.particulars);
    let search_key = search_key(made.number, std::iter::once(&made.particulars).chain(known));
    OfficeRow { number: made.number, particulars: &made.particulars, corporation, search_key }
        .write_over(tx, stays.id, stays.version, now)
        .await?;
    for own in &stays.services {
        let Some(service) = made.services.iter().find(|service| service.id == own.id) else { continue };
        if service.particulars != own.particulars {
            let row = service_row(tx.tenant()?.uuid(), stays.id, own.id, own.service, &service.particulars);
            write_service(tx, row).await?;
        }
    }
    Ok(())
}

async fn write_service(tx: &Tx, row: office_services::Model) -> Result<(), Error> {
    office_services::Entity::update(office_services::ActiveModel::from(row).reset_all())
        .exec(tx.connection())
        .await?;
    Ok(())
}

async fn give_services(tx: &Tx, given: &[Uuid], (from, to): (OfficeId, OfficeId)) -> Result<(), Error> {
    office_services::Entity::update_many()
        .col_expr(office_services::Column::OfficeId, sea_orm::sea_query::Expr::value(to.uuid()))
        .filter(office_services::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(office_services::Column::OfficeId.eq(from.uuid()))
        .filter(office_services::Column::Id.is_in(given.iter().copied()))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Whether a merger can be undone as the register stands.
pub async fn undoable(tx: &Tx, merger: &Merger) -> Result<Office, UndoError> {
    if merger.undone.is_some() {
        return Err(UndoError::Undone);
    }
    let now = find(tx, merger.survivor).await?.ok_or(UndoError::MergedOn)?;
    match merger.record.undo(&Registered::from(now.clone())) {
        Ok(_) => Ok(now),
        Err(domain::merging::Changed) => Err(UndoError::Changed),
    }
}

/// Takes two offices apart again: both are what they were, and everything that was moved goes back.
pub async fn undo(tx: &Tx, merger: &Merger, now: DateTime<Utc>) -> Result<(), UndoError> {
    let by = tx.account().ok_or(Error::Missing)?;
    let survivor = undoable(tx, merger).await?;
    let tenant = tx.tenant()?.uuid();
    let ended = mergers::Entity::update_many()
        .col_expr(mergers::Column::LiveMergedId, sea_orm::sea_query::Expr::value(None::<Uuid>))
        .col_expr(mergers::Column::UndoneBy, sea_orm::sea_query::Expr::value(by.uuid()))
        .col_expr(mergers::Column::UndoneAt, sea_orm::sea_query::Expr::value(now))
        .filter(mergers::Column::TenantId.eq(tenant))
        .filter(mergers::Column::Id.eq(merger.id.uuid()))
        .filter(mergers::Column::UndoneAt.is_null())
        .exec(tx.connection())
        .await
        .map_err(Error::from)?;
    if ended.rows_affected == 0 {
        return Err(UndoError::Undone);
    }
    let (first, second) = (&merger.record.first.office, &merger.record.second.office);
    let goes = if first.id == merger.merged { first } else { second };
    give_services(tx, &merger.rows.given, (merger.survivor, merger.merged)).await?;
    let restored = offices::Entity::update_many()
        .set(offices::ActiveModel {
            tenant_id: sea_orm::ActiveValue::NotSet,
            id: sea_orm::ActiveValue::NotSet,
            ..offices::ActiveModel::from(merger.rows.office.clone()).reset_all()
        })
        .filter(offices::Column::TenantId.eq(tenant))
        .filter(offices::Column::Id.eq(merger.survivor.uuid()))
        .filter(offices::Column::Version.eq(survivor.version))
        .exec(tx.connection())
        .await
        .map_err(Error::from)?;
    Error::stale_unless(restored.rows_affected)?;
    for row in &merger.rows.services {
        write_service(tx, row.clone()).await?;
    }
    offices::Entity::update_many()
        .col_expr(offices::Column::MergedInto, sea_orm::sea_query::Expr::value(None::<Uuid>))
        .filter(offices::Column::TenantId.eq(tenant))
        .filter(offices::Column::Id.eq(merger.merged.uuid()))
        .exec(tx.connection())
        .await
        .map_err(Error::from)?;
    moves::give(tx, &merger.moved, (survivor.id, survivor.number), (merger.merged, goes.number)).await?;
    moves::bring_back(tx, &merger.moved).await?;
    for office in [merger.survivor, merger.merged] {
        let payload = json!({ "merger": merger.id.uuid() });
        tx.record(Event::of(now, Happening::MergeUndone.code(), "office", office.uuid(), payload))?;
    }
    Ok(())
}

/// A merger of the tenant.
pub async fn by_id(tx: &Tx, id: MergerId) -> Result<Option<Merger>, Error> {
    let row =
        tx.rows::<mergers::Entity>()?.filter(mergers::Column::Id.eq(id.uuid())).one(tx.connection()).await?;
    row.map(Merger::try_from).transpose()
}

/// The mergers of the tenant, the newest first.
pub async fn newest(tx: &Tx, limit: u64) -> Result<Vec<Merger>, Error> {
    let rows = tx
        .rows::<mergers::Entity>()?
        .order_by_desc(mergers::Column::MergedAt)
        .order_by_desc(mergers::Column::Id)
        .limit(limit)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Merger::try_from).collect()
}

/// The mergers that made an office what it is, the newest first; those of the offices that are part of it included.
pub async fn into_office(tx: &Tx, office: OfficeId) -> Result<Vec<Merger>, Error> {
    let mut found: Vec<Merger> = Vec::new();
    let mut survivors = vec![office.uuid()];
    while !survivors.is_empty() {
        let rows = tx
            .rows::<mergers::Entity>()?
            .filter(mergers::Column::SurvivorId.is_in(survivors))
            .filter(holds(mergers::Column::LiveMergedId))
            .all(tx.connection())
            .await?;
        survivors = rows.iter().map(|row| row.merged_id).collect();
        for row in rows {
            found.push(Merger::try_from(row)?);
        }
    }
    found.sort_by_key(|merger| std::cmp::Reverse(merger.at));
    Ok(found)
}

impl TryFrom<mergers::Model> for Merger {
    type Error = Error;
    fn try_from(row: mergers::Model) -> Result<Self, Error> {
        let moved: Moved = serde_json::from_value(row.moved)?;
        Ok(Self {
            id: row.id.into(),
            survivor: row.survivor_id.into(),
            merged: row.merged_id.into(),
            record: serde_json::from_value(row.record)?,
            belongings: moved.belongings(),
            by: row.merged_by.into(),
            at: row.merged_at,
            undone: row.undone_by.map(AccountId::from_uuid).zip(row.undone_at),
            rows: serde_json::from_value(row.rows)?,
            moved,
        })
    }
}
