//! Who speaks at an occasion of its house, and what of a federation goes there: never somewhere else at that time, whether for
//! an occasion, a dispatch or a session.

use super::Kept;
use crate::{
    Error, Tx, demos,
    dispatches::lecturers as speakers,
    entities::{demo_resources, lecturers, occasion_lecturers, occasion_resources},
    events::Event,
};
use chrono::{DateTime, Utc};
use domain::{
    ids::OccasionId,
    occasions::{Occasion, Sendable},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, TryInsertResult, sea_query::OnConflict};
use serde_json::json;

/// Somebody or something that is sent to an occasion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// Who, or what.
    pub what: Sendable,
    /// The name.
    pub name: String,
    /// Quarters of an hour on the way there, and as many back.
    pub travel: u16,
}

/// Who speaks at an occasion and with what, by name.
pub async fn of_occasion(tx: &Tx, occasion: OccasionId) -> Result<Vec<Sent>, Error> {
    let mut sent = Vec::new();
    let people = tx
        .rows::<occasion_lecturers::Entity>()?
        .filter(occasion_lecturers::Column::OccasionId.eq(occasion.uuid()))
        .all(tx.connection())
        .await?;
    if !people.is_empty() {
        let ids: Vec<_> = people.iter().map(|row| row.lecturer_id).collect();
        let known = tx
            .rows::<lecturers::Entity>()?
            .filter(lecturers::Column::Id.is_in(ids))
            .all(tx.connection())
            .await?;
        for row in people {
            let name = known.iter().find(|one| one.id == row.lecturer_id).map(|one| one.name.clone());
            sent.push(read(Sendable::Lecturer(row.lecturer_id.into()), name, row.travel)?);
        }
    }
    let things = tx
        .rows::<occasion_resources::Entity>()?
        .filter(occasion_resources::Column::OccasionId.eq(occasion.uuid()))
        .all(tx.connection())
        .await?;
    if !things.is_empty() {
        let ids: Vec<_> = things.iter().map(|row| row.resource_id).collect();
        let known = tx
            .rows::<demo_resources::Entity>()?
            .filter(demo_resources::Column::Id.is_in(ids))
            .all(tx.connection())
            .await?;
        for row in things {
            let name = known.iter().find(|one| one.id == row.resource_id).map(|one| one.name.clone());
            sent.push(read(Sendable::Resource(row.resource_id.into()), name, row.travel)?);
        }
    }
    sent.sort_by(|a, b| (&a.name, a.what).cmp(&(&b.name, b.what)));
    Ok(sent)
}

fn read(what: Sendable, name: Option<String>, travel: i32) -> Result<Sent, Error> {
    let way =
        u16::try_from(travel).map_err(|_| Error::Unreadable(format!("{travel} quarters on the way")))?;
    Ok(Sent { what, name: name.unwrap_or_default(), travel: way })
}

/// Sends somebody or something to an occasion; false when it is somewhere else then. What is sent already is taken anew, with
/// the way that is named now. Whoever gets false drops the transaction.
pub async fn send(
    tx: &Tx,
    kept: &Kept,
    what: Sendable,
    travel: u16,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    take_off(tx, kept.id, what).await?;
    if !add(tx, kept.id, what, travel, now).await? || !take(tx, kept.id, what, &kept.occasion, travel).await?
    {
        return Ok(false);
    }
    let event = match what {
        Sendable::Lecturer(lecturer) => {
            let payload = json!({ "lecturer": lecturer, "travel": travel });
            Event::of(now, "occasion.lecturer_sent", "occasion", kept.id.uuid(), payload)
        }
        Sendable::Resource(resource) => {
            let payload = json!({ "resource": resource, "travel": travel });
            Event::of(now, "occasion.resource_sent", "occasion", kept.id.uuid(), payload)
        }
    };
    tx.record(event)?;
    Ok(true)
}

/// The row that says so; false where there is one.
async fn add(
    tx: &Tx,
    occasion: OccasionId,
    what: Sendable,
    travel: u16,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let (tenant_id, occasion_id, travel) = (tx.tenant()?.uuid(), occasion.uuid(), i32::from(travel));
    let nothing = || OnConflict::new().do_nothing().to_owned();
    let done = match what {
        Sendable::Lecturer(lecturer) => {
            let lecturer_id = lecturer.uuid();
            let row =
                occasion_lecturers::Model { tenant_id, occasion_id, lecturer_id, travel, created_at: now };
            occasion_lecturers::Entity::insert(occasion_lecturers::ActiveModel::from(row))
                .on_conflict(nothing())
                .try_insert()
                .exec_without_returning(tx.connection())
                .await?
        }
        Sendable::Resource(resource) => {
            let resource_id = resource.uuid();
            let row =
                occasion_resources::Model { tenant_id, occasion_id, resource_id, travel, created_at: now };
            occasion_resources::Entity::insert(occasion_resources::ActiveModel::from(row))
                .on_conflict(nothing())
                .try_insert()
                .exec_without_returning(tx.connection())
                .await?
        }
    };
    Ok(matches!(done, TryInsertResult::Inserted(1)))
}

/// Takes its time; false when it is somewhere else then.
async fn take(
    tx: &Tx,
    id: OccasionId,
    what: Sendable,
    occasion: &Occasion,
    travel: u16,
) -> Result<bool, Error> {
    match what {
        Sendable::Lecturer(lecturer) => {
            speakers::take_for_occasion(tx, id, lecturer, &occasion.lecturing(travel)).await
        }
        Sendable::Resource(resource) => {
            demos::resources::take_for_occasion(tx, id, resource, &occasion.travelling(travel)).await
        }
    }
}

/// Does not send it any more: its time is free. False where it is not sent.
pub async fn release(tx: &Tx, kept: &Kept, what: Sendable, now: DateTime<Utc>) -> Result<bool, Error> {
    if !take_off(tx, kept.id, what).await? {
        return Ok(false);
    }
    let event = match what {
        Sendable::Lecturer(lecturer) => {
            let payload = json!({ "lecturer": lecturer });
            Event::of(now, "occasion.lecturer_released", "occasion", kept.id.uuid(), payload)
        }
        Sendable::Resource(resource) => {
            let payload = json!({ "resource": resource });
            Event::of(now, "occasion.resource_released", "occasion", kept.id.uuid(), payload)
        }
    };
    tx.record(event)?;
    Ok(true)
}

async fn take_off(tx: &Tx, occasion: OccasionId, what: Sendable) -> Result<bool, Error> {
    let tenant = tx.tenant()?.uuid();
    let gone = match what {
        Sendable::Lecturer(lecturer) => {
            speakers::release_from_occasion(tx, occasion, Some(lecturer)).await?;
            occasion_lecturers::Entity::delete_many()
                .filter(occasion_lecturers::Column::TenantId.eq(tenant))
                .filter(occasion_lecturers::Column::OccasionId.eq(occasion.uuid()))
                .filter(occasion_lecturers::Column::LecturerId.eq(lecturer.uuid()))
                .exec(tx.connection())
                .await?
        }
        Sendable::Resource(resource) => {
            demos::resources::release_from_occasion(tx, occasion, Some(resource)).await?;
            occasion_resources::Entity::delete_many()
                .filter(occasion_resources::Column::TenantId.eq(tenant))
                .filter(occasion_resources::Column::OccasionId.eq(occasion.uuid()))
                .filter(occasion_resources::Column::ResourceId.eq(resource.uuid()))
                .exec(tx.connection())
                .await?
        }
    };
    Ok(gone.rows_affected == 1)
}

/// Gives the time of everybody and everything back that was sent to an occasion.
pub(super) async fn release_all(tx: &Tx, occasion: OccasionId) -> Result<(), Error> {
    speakers::release_from_occasion(tx, occasion, None).await?;
    demos::resources::release_from_occasion(tx, occasion, None).await
}

/// The occasion moves: whoever speaks at it is taken at the new time and with what goes there, all or nothing. Gives back who
/// is somewhere else then; whoever gets one drops the transaction.
pub async fn follow(tx: &Tx, kept: &Kept, occasion: &Occasion) -> Result<Option<Sent>, Error> {
    let sent = of_occasion(tx, kept.id).await?;
    if sent.iter().all(|one| kept.occasion.travelling(one.travel) == occasion.travelling(one.travel)) {
        return Ok(None);
    }
    release_all(tx, kept.id).await?;
    for one in sent {
        if !take(tx, kept.id, one.what, occasion, one.travel).await? {
            return Ok(Some(one));
        }
    }
    Ok(None)
}
