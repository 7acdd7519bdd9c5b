//! The lecturers of 国保中央会, when they are away, and for which dispatch or occasion they are taken: never two at once, the
//! way there and back included.

use super::Dispatch;
use crate::{
    Error, Tx,
    entities::{lecturer_absences, lecturer_bookings, lecturers},
    events::Event,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    demos::first_quarter,
    ids::{AbsenceId, DispatchId, LecturerId, OccasionId, TenantId},
};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait as _, QueryFilter, QueryOrder, TryInsertResult,
    sea_query::{Expr, OnConflict},
};
use serde_json::json;
use std::ops::Range;
use uuid::Uuid;

/// A lecturer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lecturer {
    /// The id.
    pub id: LecturerId,
    /// The name.
    pub name: String,
    /// Where the way begins; may be empty.
    pub base: String,
    /// Since when nobody sends them any more; what was promised stays.
    pub retired_at: Option<DateTime<Utc>>,
}

impl Lecturer {
    /// Whether they can be sent somewhere.
    pub const fn is_sent(&self) -> bool {
        self.retired_at.is_none()
    }
}

/// Days on which a lecturer is away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// The id.
    pub id: AbsenceId,
    /// Who.
    pub lecturer: LecturerId,
    /// The first and the last day.
    pub days: (NaiveDate, NaiveDate),
    /// A word why.
    pub note: String,
}

/// Why a lecturer is not free.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Use {
    /// For a dispatch.
    Dispatch(DispatchId),
    /// For an occasion.
    Occasion(OccasionId),
    /// Away, with a word why.
    Absence(String),
}

/// Quarters of a lecturer that are taken, without a gap, by one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Who.
    pub lecturer: LecturerId,
    /// Which quarters.
    pub quarters: Range<i64>,
    /// By what.
    pub by: Use,
}

/// Adds a lecturer to the house of the scope; false when there is one of that name.
pub async fn add(
    tx: &Tx,
    id: LecturerId,
    (name, base): (&str, &str),
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let row = lecturers::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        name: name.to_owned(),
        base: base.to_owned(),
        created_at: now,
        retired_at: None,
        version: 1,
    };
    let done = lecturers::Entity::insert(lecturers::ActiveModel::from(row))
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(tx.connection())
        .await?;
    let added = matches!(done, TryInsertResult::Inserted(1));
    if added {
        tx.record(Event::of(now, "lecturer.added", "lecturer", id.uuid(), json!({})))?;
    }
    Ok(added)
}

/// The lecturers of the house of the scope, by name.
pub async fn all(tx: &Tx) -> Result<Vec<Lecturer>, Error> {
    let rows =
        tx.rows::<lecturers::Entity>()?.order_by_asc(lecturers::Column::Name).all(tx.connection()).await?;
    let lecturer = |row: lecturers::Model| Lecturer {
        id: row.id.into(),
        name: row.name,
        base: row.base,
        retired_at: row.retired_at,
    };
    Ok(rows.into_iter().map(lecturer).collect())
}

/// Sends a lecturer nowhere any more, or again; false when that is how it stands, or nobody of the house is meant. What
/// was promised stays.
pub async fn retire(tx: &Tx, lecturer: LecturerId, retired: bool, now: DateTime<Utc>) -> Result<bool, Error> {
    let standing = if retired {
        lecturers::Column::RetiredAt.is_null()
    } else {
        lecturers::Column::RetiredAt.is_not_null()
    };
    let changed = lecturers::Entity::update_many()
        .col_expr(lecturers::Column::RetiredAt, Expr::value(retired.then_some(now)))
        .col_expr(lecturers::Column::Version, Expr::col(lecturers::Column::Version).add(1))
        .filter(lecturers::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(lecturers::Column::Id.eq(lecturer.uuid()))
        .filter(standing)
        .exec(tx.connection())
        .await?;
    if changed.rows_affected == 0 {
        return Ok(false);
    }
    let event = if retired {
        Event::of(now, "lecturer.retired", "lecturer", lecturer.uuid(), json!({}))
    } else {
        Event::of(now, "lecturer.reinstated", "lecturer", lecturer.uuid(), json!({}))
    };
    tx.record(event)?;
    Ok(true)
}

/// Keeps a lecturer away from the first to the last day, whole days; false when a dispatch falls on one of them. Whoever
/// gets false drops the transaction.
pub async fn keep_away(
    tx: &Tx,
    id: AbsenceId,
    lecturer: LecturerId,
    (first, last): (NaiveDate, NaiveDate),
    note: &str,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let tenant_id = tx.tenant()?.uuid();
    let row = lecturer_absences::Model {
        tenant_id,
        id: id.uuid(),
        lecturer_id: lecturer.uuid(),
        first_on: first,
        last_on: last,
        note: note.to_owned(),
        created_at: now,
    };
    lecturer_absences::Entity::insert(lecturer_absences::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    let payload = json!({ "first": first, "last": last });
    tx.record(Event::of(now, "lecturer.kept_away", "lecturer", lecturer.uuid(), payload))?;
    let quarters = first_quarter(first)..first_quarter(last.succ_opt().unwrap_or(last));
    let booking = |quarter| lecturer_bookings::Model {
        tenant_id,
        lecturer_id: lecturer.uuid(),
        quarter,
        shared_with: None,
        municipality: None,
        dispatch_id: None,
        absence_id: Some(id.uuid()),
        occasion_id: None,
    };
    take(tx, quarters.map(booking).collect()).await
}

/// The absences of the house's lecturers that are not over on a day, the earliest first.
pub async fn absences(tx: &Tx, today: NaiveDate) -> Result<Vec<Absence>, Error> {
    let rows = tx
        .rows::<lecturer_absences::Entity>()?
        .filter(lecturer_absences::Column::LastOn.gte(today))
        .order_by_asc(lecturer_absences::Column::FirstOn)
        .order_by_asc(lecturer_absences::Column::Id)
        .all(tx.connection())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Absence {
            id: row.id.into(),
            lecturer: row.lecturer_id.into(),
            days: (row.first_on, row.last_on),
            note: row.note,
        })
        .collect())
}

/// Takes an absence back: the lecturer is free on its days. False where it is not there any more.
pub async fn take_back(tx: &Tx, id: AbsenceId, now: DateTime<Utc>) -> Result<bool, Error> {
    let tenant_id = tx.tenant()?.uuid();
    let found = tx.rows::<lecturer_absences::Entity>()?.filter(lecturer_absences::Column::Id.eq(id.uuid()));
    let Some(row) = found.one(tx.connection()).await? else { return Ok(false) };
    lecturer_bookings::Entity::delete_many()
        .filter(lecturer_bookings::Column::TenantId.eq(tenant_id))
        .filter(lecturer_bookings::Column::AbsenceId.eq(id.uuid()))
        .exec(tx.connection())
        .await?;
    let gone = lecturer_absences::Entity::delete_many()
        .filter(lecturer_absences::Column::TenantId.eq(tenant_id))
        .filter(lecturer_absences::Column::Id.eq(id.uuid()))
        .exec(tx.connection())
        .await?;
    if gone.rows_affected == 0 {
        return Ok(false);
    }
    let payload = json!({ "first": row.first_on, "last": row.last_on });
    tx.record(Event::of(now, "lecturer.returned", "lecturer", row.lecturer_id, payload))?;
    Ok(true)
}

/// Takes a lecturer for a dispatch, in 国保中央会's own house; false when the lecturer is somewhere else then.
pub(super) async fn take_for(
    tx: &Tx,
    dispatch: &Dispatch,
    lecturer: LecturerId,
    quarters: Range<i64>,
) -> Result<bool, Error> {
    let tenant_id = tx.tenant()?.uuid();
    let booking = |quarter| lecturer_bookings::Model {
        tenant_id,
        lecturer_id: lecturer.uuid(),
        quarter,
        shared_with: Some(dispatch.federation.uuid()),
        municipality: dispatch.municipality.map(TenantId::uuid),
        dispatch_id: Some(dispatch.id.uuid()),
        absence_id: None,
        occasion_id: None,
    };
    take(tx, quarters.map(booking).collect()).await
}

/// Takes a lecturer for an occasion of their own house; false when the lecturer is somewhere else on one of its days.
pub(crate) async fn take_for_occasion(
    tx: &Tx,
    occasion: OccasionId,
    lecturer: LecturerId,
    days: &[Range<i64>],
) -> Result<bool, Error> {
    let tenant_id = tx.tenant()?.uuid();
    let booking = |quarter| lecturer_bookings::Model {
        tenant_id,
        lecturer_id: lecturer.uuid(),
        quarter,
        shared_with: None,
        municipality: None,
        dispatch_id: None,
        absence_id: None,
        occasion_id: Some(occasion.uuid()),
    };
    take(tx, days.iter().cloned().flatten().map(booking).collect()).await
}

/// Gives the time back that was taken for an occasion: of one lecturer, or of everybody.
pub(crate) async fn release_from_occasion(
    tx: &Tx,
    occasion: OccasionId,
    lecturer: Option<LecturerId>,
) -> Result<(), Error> {
    let mut delete = lecturer_bookings::Entity::delete_many()
        .filter(lecturer_bookings::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(lecturer_bookings::Column::OccasionId.eq(occasion.uuid()));
    if let Some(lecturer) = lecturer {
        delete = delete.filter(lecturer_bookings::Column::LecturerId.eq(lecturer.uuid()));
    }
    delete.exec(tx.connection()).await?;
    Ok(())
}

/// All or nothing: false when one of the quarters is taken already, by whomever and however many try at once. In pieces,
/// because an absence of a quarter of a year has more rows than a statement has places.
async fn take(tx: &Tx, rows: Vec<lecturer_bookings::Model>) -> Result<bool, Error> {
    for piece in rows.chunks(1_000) {
        let wanted = piece.len() as u64;
        let rows = piece.iter().cloned().map(lecturer_bookings::ActiveModel::from);
        let taken = lecturer_bookings::Entity::insert_many(rows)
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .try_insert()
            .exec_without_returning(tx.connection())
            .await?;
        if !matches!(taken, TryInsertResult::Inserted(rows) if rows == wanted) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Gives a lecturer's time back that was taken for a dispatch.
pub(super) async fn release(tx: &Tx, dispatch: &Dispatch) -> Result<(), Error> {
    lecturer_bookings::Entity::delete_many()
        .filter(lecturer_bookings::Column::SharedWith.eq(dispatch.federation.uuid()))
        .filter(lecturer_bookings::Column::DispatchId.eq(dispatch.id.uuid()))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// What is taken of the lecturers of the house within these quarters, by lecturer and time.
pub async fn taken(tx: &Tx, within: Range<i64>) -> Result<Vec<Taken>, Error> {
    let rows = tx
        .shared::<lecturer_bookings::Entity>()?
        .filter(lecturer_bookings::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(lecturer_bookings::Column::Quarter.gte(within.start))
        .filter(lecturer_bookings::Column::Quarter.lt(within.end))
        .order_by_asc(lecturer_bookings::Column::LecturerId)
        .order_by_asc(lecturer_bookings::Column::Quarter)
        .all(tx.connection())
        .await?;
    let away: Vec<Uuid> = rows.iter().filter_map(|row| row.absence_id).collect();
    let absences = tx
        .rows::<lecturer_absences::Entity>()?
        .filter(lecturer_absences::Column::Id.is_in(away))
        .all(tx.connection())
        .await?;
    let mut taken: Vec<Taken> = Vec::new();
    for row in rows {
        let by = match (row.dispatch_id, row.occasion_id, row.absence_id) {
            (Some(dispatch), ..) => Use::Dispatch(dispatch.into()),
            (None, Some(occasion), _) => Use::Occasion(occasion.into()),
            (None, None, Some(absence)) => {
                let note = absences.iter().find(|known| known.id == absence).map(|known| known.note.clone());
                Use::Absence(note.unwrap_or_default())
            }
            (None, None, None) => return Err(Error::Unreadable("a lecturer taken by nothing".to_owned())),
        };
        match taken.last_mut() {
            Some(last)
                if last.lecturer.uuid() == row.lecturer_id
                    && last.quarters.end == row.quarter
                    && last.by == by =>
            {
                last.quarters.end += 1;
            }
            Some(_) | None => taken.push(Taken {
                lecturer: row.lecturer_id.into(),
                quarters: row.quarter..row.quarter + 1,
                by,
            }),
        }
    }
    Ok(taken)
}
