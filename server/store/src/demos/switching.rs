//! 別の回に変える: a registration goes to another session in one change. The places there are taken before those here are
//! given up, so that nobody has neither; the row stays the same, so that its link leads to where it is now. Where no places
//! are left there, one waits in a row of its own, and gives up what one has when places are taken.

use super::{
    coming::{RegisterError, give_up, take_places},
    record,
    registrations::{self, Registration, kept_replies},
    sessions::{self, Session},
    waiting,
};
use crate::{
    Error, Tx,
    entities::{demo_questions, demo_registrations},
};
use chrono::{DateTime, Utc};
use domain::{
    demos::{CheckInCode, Happening, People, Reply},
    ids::{DemoId, RegistrationId, TenantId},
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, Select, sea_query::Expr};
use serde_json::json;
use std::collections::BTreeSet;

/// Takes a registration from one session to another of the same federation, with as many people as come there and what they
/// say to what is asked there. Whoever waited gives up their place in the line. With [`RegisterError::Full`] and
/// [`RegisterError::Already`] nothing is changed, once the transaction is dropped.
pub async fn switch(
    tx: &Tx,
    (from, to): (&Session, &Session),
    registration: &Registration,
    (people, replies): (People, &[Reply]),
    now: DateTime<Utc>,
) -> Result<Registration, RegisterError> {
    from.stage.registers(now)?;
    to.stage.registers(now)?;
    hold(tx, BTreeSet::from([from.id, to.id])).await?;
    if is_there(tx, to.id, registration).await? {
        return Err(RegisterError::Already);
    }
    let number = sessions::count(take_places(tx, to, i32::from(people.get()), 1).await?)?;
    let code = CheckInCode::of_number(number)
        .ok_or_else(|| Error::Unreadable(format!("registration number {number}")))?;
    if registration.takes_places() {
        take_places(tx, from, -i32::from(registration.people), 0).await?;
    }
    let changed = demo_registrations::Entity::update_many()
        .col_expr(demo_registrations::Column::SessionId, Expr::value(to.id.uuid()))
        .col_expr(demo_registrations::Column::Number, Expr::value(i32::from(number)))
        .col_expr(demo_registrations::Column::People, Expr::value(i32::from(people.get())))
        .col_expr(demo_registrations::Column::Replies, Expr::value(kept_replies(replies)?))
        .col_expr(demo_registrations::Column::WaitingSince, Expr::value(None::<DateTime<Utc>>))
        .col_expr(demo_registrations::Column::Offers, Expr::value(0))
        .col_expr(demo_registrations::Column::OfferedAt, Expr::value(None::<DateTime<Utc>>))
        .col_expr(demo_registrations::Column::Holds, Expr::value(false))
        .col_expr(demo_registrations::Column::ToldFirstCome, Expr::value(false))
        .col_expr(demo_registrations::Column::CreatedAt, Expr::value(now))
        .col_expr(demo_registrations::Column::UpdatedAt, Expr::value(now))
        .col_expr(demo_registrations::Column::Version, Expr::value(registration.version + 1))
        .filter(demo_registrations::Column::TenantId.eq(from.federation.uuid()))
        .filter(demo_registrations::Column::SessionId.eq(from.id.uuid()))
        .filter(demo_registrations::Column::Id.eq(registration.id.uuid()))
        .filter(demo_registrations::Column::Version.eq(registration.version))
        .filter(demo_registrations::Column::CancelledAt.is_null())
        // Who was let in at the door meanwhile has come, and goes nowhere else.
        .filter(demo_registrations::Column::AttendedAt.is_null())
        .exec(tx.connection())
        .await
        .map_err(Error::from)?;
    Error::stale_unless(changed.rows_affected)?;
    // What they asked is answered where they come.
    demo_questions::Entity::update_many()
        .col_expr(demo_questions::Column::SessionId, Expr::value(to.id.uuid()))
        .filter(demo_questions::Column::TenantId.eq(from.federation.uuid()))
        .filter(demo_questions::Column::RegistrationId.eq(registration.id.uuid()))
        .exec(tx.connection())
        .await
        .map_err(Error::from)?;
    let left = json!({ "registration": registration.id, "people": registration.people, "to": to.id });
    record(tx, from, Happening::Switched, &left, now)?;
    let came = json!({
        "registration": registration.id, "people": people, "way": registration.way.code(), "from": from.id,
    });
    record(tx, to, Happening::Registered, &came, now)?;
    Ok(Registration {
        session: to.id,
        code,
        people: people.get(),
        replies: replies.to_vec(),
        wait: None,
        created_at: now,
        version: registration.version + 1,
        ..registration.clone()
    })
}

/// In one order, so that two who change places with each other do not wait for each other.
async fn hold(tx: &Tx, ids: BTreeSet<DemoId>) -> Result<(), Error> {
    for id in ids {
        sessions::find_to_come(tx, id).await?.ok_or(Error::Missing)?;
    }
    Ok(())
}

/// What whoever waits gives up when they take their places, with its session: none where that was cancelled, where its
/// session has begun or was called off, or where its people were let in at the door.
pub async fn given_up(
    tx: &Tx,
    one: &Registration,
    now: DateTime<Utc>,
) -> Result<Option<(Session, Registration)>, Error> {
    let Some(id) = one.instead_of.filter(|_| one.wait.is_some()) else { return Ok(None) };
    let Some(kept) = registrations::find(tx, id).await? else { return Ok(None) };
    if !kept.is_live() || kept.attended.is_some() || kept.session == one.session {
        return Ok(None);
    }
    let session = sessions::find(tx, kept.session).await?;
    let session = session.filter(|session| session.stage.registers(now).is_ok());
    Ok(session.map(|session| (session, kept)))
}

/// Those that are there instead of one of a session, or will be.
fn instead(
    tx: &Tx,
    session: &Session,
    kept: &Registration,
) -> Result<Select<demo_registrations::Entity>, Error> {
    Ok(tx
        .shared::<demo_registrations::Entity>()?
        .filter(demo_registrations::Column::TenantId.eq(session.federation.uuid()))
        .filter(demo_registrations::Column::InsteadOf.eq(kept.id.uuid()))
        .filter(demo_registrations::Column::CancelledAt.is_null()))
}

/// Who waits in another session with what they have in this one kept until then.
pub async fn beside(tx: &Tx, session: &Session, kept: &Registration) -> Result<Vec<Registration>, Error> {
    let waiting = instead(tx, session, kept)?.filter(demo_registrations::Column::WaitingSince.is_not_null());
    let rows = waiting.all(tx.connection()).await?;
    rows.into_iter().map(Registration::try_from).collect()
}

/// Where whoever had a registration that was given up has their places instead; none where it was cancelled and no more.
pub async fn gone_to(tx: &Tx, session: &Session, gone: &Registration) -> Result<Option<Registration>, Error> {
    let placed = instead(tx, session, gone)?
        .filter(demo_registrations::Column::WaitingSince.is_null())
        .order_by_desc(demo_registrations::Column::CreatedAt);
    placed.one(tx.connection()).await?.map(Registration::try_from).transpose()
}

/// Takes the places that an offer holds, or that are free, and gives up in the same change what was kept until then, which is
/// given back; who comes to both `keeps` both. Whoever waits in a third session keeps this one until they have places there.
pub async fn take(
    tx: &Tx,
    to: &Session,
    one: &Registration,
    keeps: bool,
    now: DateTime<Utc>,
) -> Result<Option<(Session, Registration)>, RegisterError> {
    let given = if keeps { None } else { given_up(tx, one, now).await? };
    let left = given.as_ref().map_or(to.id, |(from, _)| from.id);
    hold(tx, BTreeSet::from([left, to.id])).await?;
    // Places that an offer holds are not asked for again: nothing else sees here that it was called off meanwhile.
    let to = &sessions::find(tx, to.id).await?.ok_or(Error::Missing)?;
    waiting::take(tx, to, one, now).await?;
    if keeps {
        let own = Condition::all().add(demo_registrations::Column::Id.eq(one.id.uuid()));
        instead_of(tx, to, own, None).await?;
    }
    let Some((from, kept)) = &given else { return Ok(None) };
    give_up(tx, from, kept, now).await?;
    // Whoever was let in at the door meanwhile has come there; its row is held now.
    if registrations::find(tx, kept.id).await?.is_none_or(|kept| kept.attended.is_some()) {
        return Err(Error::Stale.into());
    }
    let others = Condition::all()
        .add(demo_registrations::Column::InsteadOf.eq(kept.id.uuid()))
        .add(demo_registrations::Column::Id.ne(one.id.uuid()));
    instead_of(tx, from, others, Some(one.id)).await?;
    let left = json!({ "registration": kept.id, "people": kept.people, "to": to.id });
    record(tx, from, Happening::Switched, &left, now)?;
    Ok(given)
}

/// Writes which registration is given up for some others.
async fn instead_of(
    tx: &Tx,
    session: &Session,
    which: Condition,
    kept: Option<RegistrationId>,
) -> Result<(), Error> {
    let kept = kept.map(RegistrationId::uuid);
    demo_registrations::Entity::update_many()
        .col_expr(demo_registrations::Column::InsteadOf, Expr::value(kept))
        .filter(demo_registrations::Column::TenantId.eq(session.federation.uuid()))
        .filter(which)
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Of some sessions of a federation those in which whoever is registered is, or waits, already.
pub async fn known_in(
    tx: &Tx,
    own: &Registration,
    (federation, sessions): (TenantId, &[DemoId]),
) -> Result<BTreeSet<DemoId>, Error> {
    let same = match own.office {
        Some(office) => Condition::all().add(demo_registrations::Column::OfficeId.eq(office.uuid())),
        None => Condition::all()
            .add(demo_registrations::Column::OfficeId.is_null())
            .add(demo_registrations::Column::OfficeName.eq(&own.office_name))
            .add(demo_registrations::Column::Name.eq(&own.name))
            .add(demo_registrations::Column::Email.eq(&own.email)),
    };
    let rows = tx
        .shared::<demo_registrations::Entity>()?
        .filter(demo_registrations::Column::TenantId.eq(federation.uuid()))
        .filter(demo_registrations::Column::SessionId.is_in(sessions.iter().map(|id| id.uuid())))
        .filter(same)
        .filter(demo_registrations::Column::CancelledAt.is_null())
        .all(tx.connection())
        .await?;
    Ok(rows.into_iter().map(|row| row.session_id.into()).collect())
}

/// Whether whoever wants to come to a session is registered for it already. Its row is held: nobody registers meanwhile.
async fn is_there(tx: &Tx, session: DemoId, own: &Registration) -> Result<bool, Error> {
    let all = registrations::of_session(tx, session).await?;
    Ok(all.iter().any(|one| match own.office {
        Some(office) => one.office == Some(office),
        None => {
            one.office.is_none()
                && (&one.office_name, &one.name, &one.email) == (&own.office_name, &own.name, &own.email)
        }
    }))
}
