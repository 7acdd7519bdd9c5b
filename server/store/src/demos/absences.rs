//! When what a federation shares is away.

use super::resources::{By, Wanted, take};
use crate::{
    Error, Tx,
    entities::{demo_absences, demo_bookings},
    events::Event,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    demos::first_quarter,
    ids::{AbsenceId, ResourceId},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

/// A time at which a resource is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// Its id.
    pub id: AbsenceId,
    /// Which resource.
    pub resource: ResourceId,
    /// The first day.
    pub first: NaiveDate,
    /// The last day.
    pub last: NaiveDate,
    /// Why.
    pub why: String,
}

/// The absences that are not over on a day, the earliest first.
pub async fn absences(tx: &Tx, from: NaiveDate) -> Result<Vec<Absence>, Error> {
    let rows = tx
        .rows::<demo_absences::Entity>()?
        .filter(demo_absences::Column::LastOn.gte(from))
        .order_by_asc(demo_absences::Column::FirstOn)
        .all(tx.connection())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Absence {
            id: row.id.into(),
            resource: row.resource_id.into(),
            first: row.first_on,
            last: row.last_on,
            why: row.note,
        })
        .collect())
}

/// Keeps a resource away from the first to the last day, whole days; false when it is promised on one of them. Whoever
/// gets false drops the transaction.
pub async fn keep_away(
    tx: &Tx,
    id: AbsenceId,
    resource: ResourceId,
    (first, last): (NaiveDate, NaiveDate),
    note: &str,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let row = demo_absences::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        resource_id: resource.uuid(),
        first_on: first,
        last_on: last,
        note: note.to_owned(),
        created_at: now,
    };
    demo_absences::Entity::insert(demo_absences::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    let payload = json!({ "first": first, "last": last });
    tx.record(Event::of(now, "resource.kept_away", "resource", resource.uuid(), payload))?;
    let quarters = first_quarter(first)..first_quarter(last.succ_opt().unwrap_or(last));
    let wanted = [Wanted { resource, own: quarters.clone(), quarters }];
    take(tx, &wanted, None, &By::Absence(id)).await
}

/// Takes an absence back: the resource is free on its days. False where it is not there any more.
pub async fn take_back(tx: &Tx, id: AbsenceId, now: DateTime<Utc>) -> Result<bool, Error> {
    let found = tx.rows::<demo_absences::Entity>()?.filter(demo_absences::Column::Id.eq(id.uuid()));
    let Some(row) = found.one(tx.connection()).await? else { return Ok(false) };
    demo_bookings::Entity::delete_many()
        .filter(demo_bookings::Column::TenantId.eq(row.tenant_id))
        .filter(demo_bookings::Column::AbsenceId.eq(row.id))
        .exec(tx.connection())
        .await?;
    let gone = demo_absences::Entity::delete_many()
        .filter(demo_absences::Column::TenantId.eq(row.tenant_id))
        .filter(demo_absences::Column::Id.eq(row.id))
        .exec(tx.connection())
        .await?;
    if gone.rows_affected == 0 {
        return Ok(false);
    }
    let payload = json!({ "first": row.first_on, "last": row.last_on });
    tx.record(Event::of(now, "resource.returned", "resource", row.resource_id, payload))?;
    Ok(true)
}
