//! キャンセル待ち: offers that hold places for a day, in the order of the line, until seven days before.

use super::{
    coming::{RegisterError, take_places},
    record_in_both,
    registrations::{self, Registration, Wait},
    sessions::{self, Session},
};
use crate::{
    Error, Tx,
    entities::{demo_place_holds, demo_registrations},
    events::Event,
};
use chrono::{DateTime, Utc};
use domain::{
    demos::{Waiter, next_offers, offers_are_made},
    ids::{DemoId, RegistrationId, TenantId},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::json;
use std::collections::BTreeSet;

/// What was done to a line, for the mails that tell it.
#[derive(Debug, Default)]
pub struct Turned {
    /// Who was offered places.
    pub offered: Vec<Registration>,
    /// Who is told that places go to whoever is first.
    pub first_come: Vec<Registration>,
    /// When the line is to be looked at again; none where nobody waits.
    pub again: Option<DateTime<Utc>>,
}

/// Looks at the line of a session: offers that had their day lapse, places that are free are offered, and in the last
/// seven days who waits is told once that whoever is first takes them. Doing it twice changes nothing more.
pub async fn turn(tx: &Tx, session: &Session, now: DateTime<Utc>) -> Result<Turned, RegisterError> {
    let Ok(held) = session.stage.registers(now) else { return Ok(Turned::default()) };
    let starts_at = held.slot.starts_at();
    let mut line = line(tx, session).await?;
    for one in &mut line {
        let lapsed = one.waiter().is_some_and(|waiter| waiter.is_lapsed(now));
        if lapsed && set(tx, session, one, |wait| wait.holds = false, now).await? {
            take_places(tx, session, -i32::from(one.people), 0).await?;
            record_in_both(
                tx,
                session,
                &Event::of(now, "demo.lapsed", "demo", session.id.uuid(), json!({ "registration": one.id })),
            )?;
        }
    }
    let mut turned = Turned::default();
    let fresh = sessions::find(tx, session.id).await?.ok_or(Error::Missing)?;
    let waiters: Vec<Waiter<RegistrationId>> = line.iter().filter_map(Registration::waiter).collect();
    for id in next_offers(&waiters, fresh.left(), starts_at, now) {
        let Some(one) = line.iter_mut().find(|one| one.id == id) else { continue };
        let offer = |wait: &mut Wait| wait.offer(now);
        take_places(tx, session, i32::from(one.people), 0).await?;
        if !set(tx, session, one, offer, now).await? {
            return Err(Error::Stale.into());
        }
        let payload = json!({ "registration": one.id, "people": one.people });
        record_in_both(
            tx,
            session,
            &Event::of(now, "demo.offered", "demo", session.id.uuid(), payload.clone()),
        )?;
        turned.offered.push(one.clone());
    }
    let left = sessions::find(tx, session.id).await?.ok_or(Error::Missing)?.left();
    if !offers_are_made(starts_at, now) && left > 0 {
        for one in &mut line {
            let untold = one.wait.is_some_and(|wait| !wait.told_first_come && !wait.holds);
            if untold
                && one.people <= left
                && set(tx, session, one, |wait| wait.told_first_come = true, now).await?
            {
                turned.first_come.push(one.clone());
            }
        }
    }
    let waits: Vec<Wait> = line.iter().filter_map(|one| one.wait).collect();
    turned.again = Wait::next_turn(&waits, starts_at, now);
    Ok(turned)
}

/// Who waits, in the order of the line.
pub async fn line(tx: &Tx, session: &Session) -> Result<Vec<Registration>, Error> {
    let all = registrations::of_session(tx, session.id).await?;
    Ok(all.into_iter().filter(|one| one.wait.is_some()).collect())
}

/// Takes the places that an offer holds, or that are free: from then on they are the office's own.
pub async fn take(
    tx: &Tx,
    session: &Session,
    registration: &Registration,
    now: DateTime<Utc>,
) -> Result<(), RegisterError> {
    let held = session.stage.registers(now)?;
    let Some(wait) = registration.wait else { return Ok(()) };
    if !wait.holds {
        if offers_are_made(held.slot.starts_at(), now) {
            // What becomes free is offered in the order of the line.
            return Err(RegisterError::Full { left: 0 });
        }
        take_places(tx, session, i32::from(registration.people), 0).await?;
    }
    let mut taken = registration.clone();
    if !write(tx, session, &mut taken, None, now).await? {
        return Err(Error::Stale.into());
    }
    let payload = json!({ "registration": registration.id, "people": registration.people });
    Ok(record_in_both(
        tx,
        session,
        &Event::of(now, "demo.place_taken", "demo", session.id.uuid(), payload.clone()),
    )?)
}

async fn set(
    tx: &Tx,
    session: &Session,
    one: &mut Registration,
    change: impl FnOnce(&mut Wait),
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let mut wait = one.wait;
    if let Some(wait) = &mut wait {
        change(wait);
    }
    write(tx, session, one, wait, now).await
}

/// Writes how one waits, from the version it was read at.
async fn write(
    tx: &Tx,
    session: &Session,
    one: &mut Registration,
    wait: Option<Wait>,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let changed = demo_registrations::Entity::update_many()
        .col_expr(demo_registrations::Column::WaitingSince, Expr::value(wait.map(|wait| wait.since)))
        .col_expr(
            demo_registrations::Column::Offers,
            Expr::value(wait.map_or(0, |wait| i32::from(wait.offers))),
        )
        .col_expr(demo_registrations::Column::OfferedAt, Expr::value(wait.and_then(|wait| wait.offered_at)))
        .col_expr(demo_registrations::Column::Holds, Expr::value(wait.is_some_and(|wait| wait.holds)))
        .col_expr(
            demo_registrations::Column::ToldFirstCome,
            Expr::value(wait.is_some_and(|wait| wait.told_first_come)),
        )
        .col_expr(demo_registrations::Column::UpdatedAt, Expr::value(now))
        .col_expr(demo_registrations::Column::Version, Expr::value(one.version + 1))
        .filter(demo_registrations::Column::TenantId.eq(session.federation.uuid()))
        .filter(demo_registrations::Column::Id.eq(one.id.uuid()))
        .filter(demo_registrations::Column::Version.eq(one.version))
        .filter(demo_registrations::Column::CancelledAt.is_null())
        .exec(tx.connection())
        .await?;
    if changed.rows_affected == 1 {
        one.wait = wait;
        one.version += 1;
    }
    Ok(changed.rows_affected == 1)
}

/// Every session for which somebody waits or places are held, with the federation that keeps it: asked by the system, once a
/// day, so that no place stays held whose own look never came.
pub async fn everywhere(tx: &Tx) -> Result<BTreeSet<(TenantId, DemoId)>, Error> {
    let waiting = demo_registrations::Entity::find()
        .filter(demo_registrations::Column::WaitingSince.is_not_null())
        .filter(demo_registrations::Column::CancelledAt.is_null())
        .filter(demo_registrations::Column::AttendedAt.is_null())
        .all(tx.connection())
        .await?;
    let held = demo_place_holds::Entity::find().all(tx.connection()).await?;
    let sessions = waiting.into_iter().map(|row| (row.tenant_id, row.session_id));
    let sessions = sessions.chain(held.into_iter().map(|row| (row.tenant_id, row.session_id)));
    Ok(sessions.map(|(federation, session)| (federation.into(), session.into())).collect())
}
