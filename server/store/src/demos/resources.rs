//! What a federation shares among its municipalities, when it is away, and when it is promised.

use crate::{
    Error, Tx,
    entities::{demo_absences, demo_bookings, demo_resources},
    events::Event,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    demos::{ResourceKind, first_quarter},
    ids::{AbsenceId, DemoId, ResourceId, TenantId},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, TryInsertResult, sea_query::OnConflict};
use serde_json::json;
use std::ops::Range;
use uuid::Uuid;

/// A lecturer or a demo PC set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// Its id.
    pub id: ResourceId,
    /// What it is.
    pub kind: ResourceKind,
    /// Its name.
    pub name: String,
}

/// Why a resource is not free.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Use {
    /// Promised to a session.
    Session(DemoId),
    /// Away, with a word why.
    Absence(String),
}

/// Quarters of a resource that are taken, without a gap, by one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Which resource.
    pub resource: ResourceId,
    /// Which quarters ([`Slot::quarters`]).
    pub quarters: Range<i64>,
    /// By what.
    pub by: Use,
}

/// Adds a resource to the federation of the scope; false when there is one of that kind and name.
pub async fn add(
    tx: &Tx,
    id: ResourceId,
    kind: ResourceKind,
    name: &str,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let row = demo_resources::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        kind: kind.code().to_owned(),
        name: name.to_owned(),
        created_at: now,
        contents: json!([]),
        hours: None,
        retired_at: None,
        version: 1,
    };
    let done = demo_resources::Entity::insert(demo_resources::ActiveModel::from(row))
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(tx.connection())
        .await?;
    let added = match done {
        TryInsertResult::Inserted(rows) => rows == 1,
        TryInsertResult::Conflicted | TryInsertResult::Empty => false,
    };
    if added {
        tx.record(Event::of(now, "resource.added", "resource", id.uuid(), json!({ "kind": kind.code() })))?;
    }
    Ok(added)
}

/// A time at which a resource is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
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
            resource: row.resource_id.into(),
            first: row.first_on,
            last: row.last_on,
            why: row.note,
        })
        .collect())
}

/// The federation's resources: demo sets before lecturers, each by name.
pub async fn all(tx: &Tx) -> Result<Vec<Resource>, Error> {
    let rows = tx
        .rows::<demo_resources::Entity>()?
        .order_by_asc(demo_resources::Column::Kind)
        .order_by_asc(demo_resources::Column::Name)
        .all(tx.connection())
        .await?;
    rows.into_iter()
        .map(|row| {
            let kind = ResourceKind::from_code(&row.kind)
                .ok_or_else(|| Error::Unreadable(format!("resource kind {}", row.kind)))?;
            Ok(Resource { id: row.id.into(), kind, name: row.name })
        })
        .collect()
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
    take(tx, &[resource], quarters, None, &By::Absence(id)).await
}

/// What takes a resource.
pub(super) enum By {
    /// A session.
    Session(DemoId),
    /// An absence.
    Absence(AbsenceId),
}

/// Takes the quarters of every resource, all or nothing: false when one of them is taken already, by whomever and however
/// many try at once. The rows come in one order, so that two that want the same never wait for each other in a ring.
pub(super) async fn take(
    tx: &Tx,
    resources: &[ResourceId],
    quarters: Range<i64>,
    shared_with: Option<TenantId>,
    by: &By,
) -> Result<bool, Error> {
    let tenant_id = tx.tenant()?.uuid();
    let (session_id, absence_id) = match by {
        By::Session(session) => (Some(session.uuid()), None),
        By::Absence(absence) => (None, Some(absence.uuid())),
    };
    let mut resources = resources.to_vec();
    resources.sort_unstable();
    for resource in resources {
        let rows: Vec<demo_bookings::ActiveModel> = quarters
            .clone()
            .map(|quarter| {
                demo_bookings::ActiveModel::from(demo_bookings::Model {
                    tenant_id,
                    resource_id: resource.uuid(),
                    quarter,
                    shared_with: shared_with.map(TenantId::uuid),
                    session_id,
                    absence_id,
                    open_date_id: None,
                    travel: false,
                })
            })
            .collect();
        let wanted = rows.len() as u64;
        let taken = demo_bookings::Entity::insert_many(rows)
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .try_insert()
            .exec_without_returning(tx.connection())
            .await?;
        let taken = match taken {
            TryInsertResult::Inserted(rows) => rows,
            TryInsertResult::Conflicted | TryInsertResult::Empty => 0,
        };
        if taken != wanted {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Gives everything back that was promised to a session.
pub(super) async fn release(tx: &Tx, federation: Uuid, session: DemoId) -> Result<(), Error> {
    demo_bookings::Entity::delete_many()
        .filter(demo_bookings::Column::TenantId.eq(federation))
        .filter(demo_bookings::Column::SessionId.eq(session.uuid()))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// What is taken of the federation's resources within these quarters, by resource and time.
pub async fn taken(tx: &Tx, within: Range<i64>) -> Result<Vec<Taken>, Error> {
    let rows = tx
        .shared::<demo_bookings::Entity>()?
        .filter(demo_bookings::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(demo_bookings::Column::Quarter.gte(within.start))
        .filter(demo_bookings::Column::Quarter.lt(within.end))
        .order_by_asc(demo_bookings::Column::ResourceId)
        .order_by_asc(demo_bookings::Column::Quarter)
        .all(tx.connection())
        .await?;
    let away: Vec<Uuid> = rows.iter().filter_map(|row| row.absence_id).collect();
    let absences = tx
        .rows::<demo_absences::Entity>()?
        .filter(demo_absences::Column::Id.is_in(away))
        .all(tx.connection())
        .await?;
    let mut taken: Vec<Taken> = Vec::new();
    for row in rows {
        let by = match (row.session_id, row.absence_id) {
            (Some(session), _) => Use::Session(session.into()),
            (None, Some(absence)) => {
                let note = absences.iter().find(|known| known.id == absence).map(|known| known.note.clone());
                Use::Absence(note.unwrap_or_default())
            }
            (None, None) => return Err(Error::Unreadable("a booking by nothing".to_owned())),
        };
        match taken.last_mut() {
            Some(last)
                if last.resource.uuid() == row.resource_id
                    && last.quarters.end == row.quarter
                    && last.by == by =>
            {
                last.quarters.end += 1;
            }
            Some(_) | None => taken.push(Taken {
                resource: row.resource_id.into(),
                quarters: row.quarter..row.quarter + 1,
                by,
            }),
        }
    }
    Ok(taken)
}
