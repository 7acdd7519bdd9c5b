//! 公開枠: dates that a federation holds, with everything they need, for whichever member takes them first.

use super::{
    chores,
    confirming::held,
    members::Member,
    record,
    resources::{self, By, Resource, Wanted},
    sessions::{self, Session},
};
use crate::{
    Error, Tx,
    entities::{demo_bookings, demo_open_dates},
    events::Event,
};
use chrono::{DateTime, Utc};
use domain::{
    demos::{Arrangement, Happening, Held, PlannedChore, SessionRequest},
    ids::{ChoreId, DemoId, OpenDateId, TenantId},
    tokyo,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use serde_json::json;
use uuid::Uuid;

/// An open date.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenDate {
    /// Its id.
    pub id: OpenDateId,
    /// What is held for it; where it will be is said by whoever takes it.
    pub held: Held,
    /// A word to the members.
    pub note: String,
}

/// Publishes a date: everything is held for it from now on. False when something is not free; whoever gets false drops the
/// transaction.
pub async fn publish(
    tx: &Tx,
    id: OpenDateId,
    form: &Arrangement,
    among: &[Resource],
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let held = held(form, among);
    let row = demo_open_dates::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        starts_at: held.slot.starts_at(),
        facts: serde_json::to_value(&held)?,
        note: form.note.clone(),
        session_id: None,
        withdrawn_at: None,
        created_at: now,
        version: 1,
    };
    demo_open_dates::Entity::insert(demo_open_dates::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    let payload = json!({ "slot": form.slot, "resources": form.resources });
    tx.record(Event::of(now, "open-date.published", "open_date", id.uuid(), payload))?;
    resources::take(tx, &Wanted::of(&held), None, &By::OpenDate(id)).await
}

/// The federation's own dates after today that are still to be taken, the earliest first.
pub async fn own(tx: &Tx, now: DateTime<Utc>) -> Result<Vec<OpenDate>, Error> {
    of(tx, tx.tenant()?, now).await
}

/// What a member of a federation may take from tomorrow on, the earliest first.
pub async fn of_member(tx: &Tx, member: &Member, now: DateTime<Utc>) -> Result<Vec<OpenDate>, Error> {
    of(tx, member.federation, now).await
}

async fn of(tx: &Tx, federation: TenantId, now: DateTime<Utc>) -> Result<Vec<OpenDate>, Error> {
    let rows = demo_open_dates::Entity::find()
        .filter(demo_open_dates::Column::TenantId.eq(federation.uuid()))
        .filter(demo_open_dates::Column::StartsAt.gte(tokyo::end_of(tokyo::date(now))))
        .filter(demo_open_dates::Column::SessionId.is_null())
        .filter(demo_open_dates::Column::WithdrawnAt.is_null())
        .order_by_asc(demo_open_dates::Column::StartsAt)
        .order_by_asc(demo_open_dates::Column::Id)
        .all(tx.connection())
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(OpenDate { id: row.id.into(), held: serde_json::from_value(row.facts)?, note: row.note })
        })
        .collect()
}

/// Takes a date, for the member itself or where `told` for one that telephoned: it becomes a confirmed session with everything
/// that was held for it. None when somebody was faster; whoever gets none drops the transaction.
pub async fn take(
    tx: &Tx,
    date: &OpenDate,
    (id, member): (DemoId, &Member),
    (request, told): (&SessionRequest, bool),
    plan: &[PlannedChore],
    chore: &(dyn Fn() -> ChoreId + Sync),
    now: DateTime<Utc>,
) -> Result<Option<Session>, Error> {
    let asked = sessions::request(tx, id, member, request, told, now).await?;
    let taken = demo_open_dates::Entity::update_many()
        .col_expr(demo_open_dates::Column::SessionId, Expr::value(Some(id.uuid())))
        .filter(demo_open_dates::Column::TenantId.eq(member.federation.uuid()))
        .filter(demo_open_dates::Column::Id.eq(date.id.uuid()))
        .filter(demo_open_dates::Column::SessionId.is_null())
        .filter(demo_open_dates::Column::WithdrawnAt.is_null())
        .exec(tx.connection())
        .await?;
    if taken.rows_affected == 0 {
        return Ok(None);
    }
    let held = Held { venue: request.venue.clone(), ..date.held.clone() };
    let stage = asked.stage.clone().confirm(held, now).map_err(|_| Error::Stale)?;
    sessions::move_to(tx, &asked, &stage, true, now).await?;
    demo_bookings::Entity::update_many()
        .col_expr(demo_bookings::Column::SessionId, Expr::value(Some(id.uuid())))
        .col_expr(demo_bookings::Column::SharedWith, Expr::value(member.municipality.map(TenantId::uuid)))
        .col_expr(demo_bookings::Column::OpenDateId, Expr::value(None::<Uuid>))
        .filter(demo_bookings::Column::TenantId.eq(member.federation.uuid()))
        .filter(demo_bookings::Column::OpenDateId.eq(date.id.uuid()))
        .exec(tx.connection())
        .await?;
    chores::add(tx, &asked, plan, chore).await?;
    record(tx, &asked, Happening::Taken, &json!({ "open_date": date.id }), now)?;
    Ok(Some(Session { stage, version: asked.version + 1, sequence: asked.sequence + 1, ..asked }))
}

/// Takes a date back that nobody took; false when somebody did, or it is back already.
pub async fn withdraw(tx: &Tx, id: OpenDateId, now: DateTime<Utc>) -> Result<bool, Error> {
    let tenant = tx.tenant()?;
    let done = demo_open_dates::Entity::update_many()
        .col_expr(demo_open_dates::Column::WithdrawnAt, Expr::value(Some(now)))
        .filter(demo_open_dates::Column::TenantId.eq(tenant.uuid()))
        .filter(demo_open_dates::Column::Id.eq(id.uuid()))
        .filter(demo_open_dates::Column::SessionId.is_null())
        .filter(demo_open_dates::Column::WithdrawnAt.is_null())
        .exec(tx.connection())
        .await?;
    if done.rows_affected == 0 {
        return Ok(false);
    }
    demo_bookings::Entity::delete_many()
        .filter(demo_bookings::Column::TenantId.eq(tenant.uuid()))
        .filter(demo_bookings::Column::OpenDateId.eq(id.uuid()))
        .exec(tx.connection())
        .await?;
    tx.record(Event::of(now, "open-date.withdrawn", "open_date", id.uuid(), json!({})))?;
    Ok(true)
}
