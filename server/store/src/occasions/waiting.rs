//! キャンセル待ち of occasions, by the rules of sessions ([`domain::demos::next_offers`]): offers hold places for a day, in
//! the order of the line, until seven days before.

use super::{
    Kept,
    bodies::{self, RegisterError, Registered},
};
use crate::{
    Error, Tx,
    demos::registrations::Wait,
    entities::{occasion_bodies, occasions},
    events::Event,
};
use chrono::{DateTime, Utc};
use domain::{
    demos::{Waiter, next_offers, offers_are_made},
    ids::{BodyId, OccasionId, TenantId},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::Expr};
use serde_json::json;
use std::collections::BTreeSet;

/// What was done to a line, for the mails that tell it.
#[derive(Debug, Default)]
pub struct Turned {
    /// Who was offered places.
    pub offered: Vec<Registered>,
    /// Who is told that places go to whoever is first.
    pub first_come: Vec<Registered>,
    /// When the line is to be looked at again; none where nobody waits.
    pub again: Option<DateTime<Utc>>,
}

/// Looks at the line of an occasion: offers that had their day lapse, places that are free are offered, and in the last
/// seven days who waits is told once that whoever is first takes them. Doing it twice changes nothing more.
pub async fn turn(tx: &Tx, kept: &Kept, now: DateTime<Utc>) -> Result<Turned, Error> {
    if kept.stage.registers(&kept.occasion, now).is_err() {
        return Ok(Turned::default());
    }
    let starts_at = kept.occasion.starts_at();
    let mut line = line(tx, kept.id).await?;
    for one in &mut line {
        let lapsed = one.waiter().is_some_and(|waiter| waiter.is_lapsed(now));
        if lapsed && set(tx, one, |wait| wait.holds = false, now).await? {
            bodies::take(tx, kept.id, -i32::from(one.said.people)).await?;
            let payload = json!({ "body": one.id });
            tx.record(Event::of(now, "occasion.lapsed", "occasion", kept.id.uuid(), payload))?;
        }
    }
    let mut turned = Turned::default();
    let waiters: Vec<Waiter<BodyId>> = line.iter().filter_map(Registered::waiter).collect();
    for id in next_offers(&waiters, left(tx, kept).await?, starts_at, now) {
        let Some(one) = line.iter_mut().find(|one| one.id == id) else { continue };
        let offer = |wait: &mut Wait| wait.offer(now);
        if !bodies::take(tx, kept.id, i32::from(one.said.people)).await? || !set(tx, one, offer, now).await? {
            return Err(Error::Stale);
        }
        let payload = json!({ "body": one.id, "people": one.said.people });
        tx.record(Event::of(now, "occasion.offered", "occasion", kept.id.uuid(), payload))?;
        turned.offered.push(one.clone());
    }
    let left = left(tx, kept).await?;
    if !offers_are_made(starts_at, now) && left > 0 {
        for one in &mut line {
            let untold = one.wait.is_some_and(|wait| !wait.told_first_come && !wait.holds);
            if untold
                && one.said.people <= left
                && set(tx, one, |wait| wait.told_first_come = true, now).await?
            {
                turned.first_come.push(one.clone());
            }
        }
    }
    let waits: Vec<Wait> = line.iter().filter_map(|one| one.wait).collect();
    turned.again = Wait::next_turn(&waits, starts_at, now);
    Ok(turned)
}

/// Places that are left as the row has them now. Where there is no limit any more, enough for everybody.
async fn left(tx: &Tx, kept: &Kept) -> Result<u16, Error> {
    let fresh = super::find(tx, kept.id).await?.ok_or(Error::Missing)?;
    Ok(fresh.left().unwrap_or(u16::MAX))
}

/// Who waits, in the order of the line.
pub async fn line(tx: &Tx, occasion: OccasionId) -> Result<Vec<Registered>, Error> {
    let mut line: Vec<Registered> =
        bodies::of_occasion(tx, occasion).await?.into_iter().filter(|one| one.wait.is_some()).collect();
    line.sort_by_key(|one| (one.wait.map(|wait| wait.since), one.id));
    Ok(line)
}

/// Takes the places that an offer holds, or that are free: from then on they are the body's own.
pub async fn take(
    tx: &Tx,
    kept: &Kept,
    registered: &Registered,
    now: DateTime<Utc>,
) -> Result<Registered, RegisterError> {
    let Some(wait) = registered.wait else { return Ok(registered.clone()) };
    if !wait.holds {
        // Until then what becomes free is offered in the order of the line.
        let offered = offers_are_made(kept.occasion.starts_at(), now);
        if offered || !bodies::take(tx, kept.id, i32::from(registered.said.people)).await? {
            return Err(RegisterError::Full);
        }
    }
    let mut taken = registered.clone();
    if !write(tx, &mut taken, None, now).await? {
        return Err(Error::Stale.into());
    }
    let payload = json!({ "body": registered.id, "people": registered.said.people });
    tx.record(Event::of(now, "occasion.place_taken", "occasion", kept.id.uuid(), payload))?;
    Ok(taken)
}

async fn set(
    tx: &Tx,
    one: &mut Registered,
    change: impl FnOnce(&mut Wait),
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let mut wait = one.wait;
    if let Some(wait) = &mut wait {
        change(wait);
    }
    write(tx, one, wait, now).await
}

/// Writes how one waits, from the version it was read at.
async fn write(tx: &Tx, one: &mut Registered, wait: Option<Wait>, now: DateTime<Utc>) -> Result<bool, Error> {
    let offers = wait.map_or(0, |wait| i32::from(wait.offers));
    let told = wait.is_some_and(|wait| wait.told_first_come);
    let changed = occasion_bodies::Entity::update_many()
        .col_expr(occasion_bodies::Column::WaitingSince, Expr::value(wait.map(|wait| wait.since)))
        .col_expr(occasion_bodies::Column::Offers, Expr::value(offers))
        .col_expr(occasion_bodies::Column::OfferedAt, Expr::value(wait.and_then(|wait| wait.offered_at)))
        .col_expr(occasion_bodies::Column::Holds, Expr::value(wait.is_some_and(|wait| wait.holds)))
        .col_expr(occasion_bodies::Column::ToldFirstCome, Expr::value(told))
        .col_expr(occasion_bodies::Column::UpdatedAt, Expr::value(now))
        .col_expr(occasion_bodies::Column::Version, Expr::value(one.version + 1))
        .filter(occasion_bodies::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(occasion_bodies::Column::Id.eq(one.id.uuid()))
        .filter(occasion_bodies::Column::Version.eq(one.version))
        .filter(occasion_bodies::Column::CancelledAt.is_null())
        .exec(tx.connection())
        .await?;
    if changed.rows_affected == 1 {
        one.wait = wait;
        one.version += 1;
    }
    Ok(changed.rows_affected == 1)
}

/// Every occasion to come for which somebody waits, with the house that holds it: asked by the system, once a day.
pub async fn everywhere(tx: &Tx, now: DateTime<Utc>) -> Result<BTreeSet<(TenantId, OccasionId)>, Error> {
    let to_come = occasions::Entity::find()
        .select_only()
        .column(occasions::Column::Id)
        .filter(occasions::Column::Stage.eq("published"))
        .filter(occasions::Column::StartsAt.gt(now));
    let rows = occasion_bodies::Entity::find()
        .filter(occasion_bodies::Column::WaitingSince.is_not_null())
        .filter(occasion_bodies::Column::CancelledAt.is_null())
        .filter(occasion_bodies::Column::OccasionId.in_subquery(sea_orm::QueryTrait::into_query(to_come)))
        .all(tx.connection())
        .await?;
    Ok(rows.into_iter().map(|row| (row.tenant_id.into(), row.occasion_id.into())).collect())
}
