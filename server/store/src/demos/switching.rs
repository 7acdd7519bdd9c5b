//! 別の回に変える: a registration goes to another session in one change. The places there are taken before those here are
//! given up, so that nobody has neither; the row stays the same, so that its link leads to where it is now.

use super::{
    coming::{RegisterError, take_places},
    record,
    registrations::{self, Registration, kept_replies},
    sessions::{self, Session},
};
use crate::{
    Error, Tx,
    entities::{demo_questions, demo_registrations},
};
use chrono::{DateTime, Utc};
use domain::{
    demos::{CheckInCode, Happening, People, Reply},
    ids::DemoId,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::json;

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
    // In one order, so that two who change places with each other do not wait for each other.
    for id in [from.id.min(to.id), from.id.max(to.id)] {
        sessions::find_to_come(tx, id).await?.ok_or(Error::Missing)?;
    }
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
