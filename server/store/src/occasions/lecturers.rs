//! Who of 国保中央会 speaks at an occasion of its house: never somewhere else at that time, whether for an occasion or a
//! dispatch.

use super::Kept;
use crate::{
    Error, Tx,
    dispatches::lecturers::{release_from_occasion, take_for_occasion},
    entities::{lecturers, occasion_lecturers},
    events::Event,
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{LecturerId, OccasionId},
    occasions::Occasion,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, TryInsertResult, sea_query::OnConflict};
use serde_json::json;

/// A lecturer of an occasion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// Who.
    pub lecturer: LecturerId,
    /// The name.
    pub name: String,
    /// Quarters of an hour on the way there, and as many back.
    pub travel: u16,
}

/// Who speaks at an occasion, by name.
pub async fn of_occasion(tx: &Tx, occasion: OccasionId) -> Result<Vec<Sent>, Error> {
    let rows = tx
        .rows::<occasion_lecturers::Entity>()?
        .filter(occasion_lecturers::Column::OccasionId.eq(occasion.uuid()))
        .all(tx.connection())
        .await?;
    let ids: Vec<_> = rows.iter().map(|row| row.lecturer_id).collect();
    let known =
        tx.rows::<lecturers::Entity>()?.filter(lecturers::Column::Id.is_in(ids)).all(tx.connection()).await?;
    let mut sent = rows
        .into_iter()
        .map(|row| {
            let name = known.iter().find(|one| one.id == row.lecturer_id).map(|one| one.name.clone());
            let travel = u16::try_from(row.travel);
            Ok(Sent {
                lecturer: row.lecturer_id.into(),
                name: name.unwrap_or_default(),
                travel: travel
                    .map_err(|_| Error::Unreadable(format!("{} quarters on the way", row.travel)))?,
            })
        })
        .collect::<Result<Vec<_>, Error>>()?;
    sent.sort_by(|a, b| (&a.name, a.lecturer).cmp(&(&b.name, b.lecturer)));
    Ok(sent)
}

/// Sends a lecturer to an occasion; false when the lecturer is somewhere else then. Whoever is sent already is taken anew,
/// with the way that is named now. Whoever gets false drops the transaction.
pub async fn send(
    tx: &Tx,
    kept: &Kept,
    lecturer: LecturerId,
    travel: u16,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let row = occasion_lecturers::Model {
        tenant_id: tx.tenant()?.uuid(),
        occasion_id: kept.id.uuid(),
        lecturer_id: lecturer.uuid(),
        travel: i32::from(travel),
        created_at: now,
    };
    take_off(tx, kept.id, lecturer).await?;
    let done = occasion_lecturers::Entity::insert(occasion_lecturers::ActiveModel::from(row))
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(tx.connection())
        .await?;
    if !matches!(done, TryInsertResult::Inserted(1))
        || !take_for_occasion(tx, kept.id, lecturer, &kept.occasion.lecturing(travel)).await?
    {
        return Ok(false);
    }
    let payload = json!({ "lecturer": lecturer, "travel": travel });
    tx.record(Event::of(now, "occasion.lecturer_sent", "occasion", kept.id.uuid(), payload))?;
    Ok(true)
}

/// Does not send a lecturer any more: the time is free. False where nobody is sent.
pub async fn release(tx: &Tx, kept: &Kept, lecturer: LecturerId, now: DateTime<Utc>) -> Result<bool, Error> {
    if !take_off(tx, kept.id, lecturer).await? {
        return Ok(false);
    }
    let payload = json!({ "lecturer": lecturer });
    tx.record(Event::of(now, "occasion.lecturer_released", "occasion", kept.id.uuid(), payload))?;
    Ok(true)
}

async fn take_off(tx: &Tx, occasion: OccasionId, lecturer: LecturerId) -> Result<bool, Error> {
    release_from_occasion(tx, occasion, Some(lecturer)).await?;
    let gone = occasion_lecturers::Entity::delete_many()
        .filter(occasion_lecturers::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(occasion_lecturers::Column::OccasionId.eq(occasion.uuid()))
        .filter(occasion_lecturers::Column::LecturerId.eq(lecturer.uuid()))
        .exec(tx.connection())
        .await?;
    Ok(gone.rows_affected == 1)
}

/// The occasion moves: whoever speaks at it is taken at the new time, all or nobody. Gives back who is somewhere else
/// then; whoever gets a name drops the transaction.
pub async fn follow(tx: &Tx, kept: &Kept, occasion: &Occasion) -> Result<Option<String>, Error> {
    let sent = of_occasion(tx, kept.id).await?;
    if sent.iter().all(|one| kept.occasion.lecturing(one.travel) == occasion.lecturing(one.travel)) {
        return Ok(None);
    }
    release_from_occasion(tx, kept.id, None).await?;
    for one in sent {
        if !take_for_occasion(tx, kept.id, one.lecturer, &occasion.lecturing(one.travel)).await? {
            return Ok(Some(one.name));
        }
    }
    Ok(None)
}
