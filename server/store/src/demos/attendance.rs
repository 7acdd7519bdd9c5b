//! 出欠: who came. Taken as often as needed, from the day of the session on.

use super::{
    ActError, coming, record,
    registrations::{self, Registration, Way, kept_services},
    sessions::Session,
};
use crate::{Error, Tx, adoption::Came, entities::demo_registrations};
use chrono::{DateTime, Utc};
use domain::{
    demos::{CheckInCode, Happening, WalkIn},
    ids::{DemoId, OfficeId, RegistrationId, TenantId},
    service_type::ServiceType,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::json;

/// Checks a registration in by its code: everybody who was registered came. None when no registration has it.
pub async fn by_code(
    tx: &Tx,
    session: &Session,
    code: CheckInCode,
    now: DateTime<Utc>,
) -> Result<Option<Registration>, ActError> {
    session.stage.attends(now)?;
    let all = registrations::of_session(tx, session.id).await?;
    let Some(found) = all.into_iter().find(|one| one.code == code && !one.is_walk_in()) else {
        return Ok(None);
    };
    if found.attended.is_none() {
        set(tx, session, found.id, Some(found.people), now).await?;
        let payload = json!({ "by": "code", "people": found.people });
        record(tx, session, Happening::Attended, &payload, now)?;
    }
    Ok(Some(found))
}

/// Checks a registration in at the door with so many people, or takes that back.
pub async fn at_the_door(
    tx: &Tx,
    session: &Session,
    registration: RegistrationId,
    people: Option<u16>,
    now: DateTime<Utc>,
) -> Result<(), ActError> {
    session.stage.attends(now)?;
    set(tx, session, registration, people, now).await?;
    let payload = json!({ "by": "door", "registration": registration, "people": people });
    Ok(record(tx, session, Happening::Attended, &payload, now)?)
}

/// Takes the list: how many came of each that is named; nobody where there is no number. A list that names nobody changes
/// nothing.
pub async fn by_list(
    tx: &Tx,
    session: &Session,
    list: &[(RegistrationId, Option<u16>)],
    now: DateTime<Utc>,
) -> Result<(), ActError> {
    session.stage.attends(now)?;
    if list.is_empty() {
        return Ok(());
    }
    for (registration, people) in list {
        set(tx, session, *registration, *people, now).await?;
    }
    let people: u32 = list.iter().filter_map(|(_, people)| *people).map(u32::from).sum();
    Ok(record(tx, session, Happening::Attended, &json!({ "by": "list", "people": people }), now)?)
}

/// Adds somebody who came without a registration; they take no place. Where the register knows their office, their
/// coming is evidence like anybody's.
pub async fn walk_in(
    tx: &Tx,
    session: &Session,
    id: RegistrationId,
    walk_in: &WalkIn,
    office: Option<(OfficeId, &[ServiceType])>,
    now: DateTime<Utc>,
) -> Result<bool, ActError> {
    session.stage.attends(now)?;
    let row = demo_registrations::Model {
        tenant_id: session.federation.uuid(),
        id: id.uuid(),
        session_id: session.id.uuid(),
        shared_with: session.comes_from(tx.tenant()?).map(TenantId::uuid),
        office_id: office.map(|(office, _)| office.uuid()),
        account_id: None,
        office_name: walk_in.name.clone(),
        number: coming::next_number(tx, session).await?,
        people: 0,
        name: String::new(),
        email: String::new(),
        live_office_id: office.map(|(office, _)| office.uuid()),
        attended: Some(i32::from(walk_in.people.get())),
        attended_at: Some(now),
        cancelled_at: None,
        created_at: now,
        updated_at: now,
        version: 1,
        way: Way::WalkIn.code().to_owned(),
        phone: String::new(),
        services: office.map(|(_, services)| kept_services(services)).unwrap_or_default(),
        waiting_since: None,
        offers: 0,
        offered_at: None,
        holds: false,
        told_first_come: false,
        replies: None,
        instead_of: None,
    };
    if !registrations::insert(tx, row).await? {
        return Ok(false);
    }
    let payload = json!({ "by": "walk_in", "people": walk_in.people });
    record(tx, session, Happening::Attended, &payload, now)?;
    Ok(true)
}

/// Every registration in the house of the scope, and the office of the register that came by it; also of those that were
/// cancelled, which nobody came by.
pub async fn of_house(tx: &Tx, session: DemoId) -> Result<Came, Error> {
    let rows = tx
        .shared::<demo_registrations::Entity>()?
        .filter(demo_registrations::Column::SharedWith.eq(tx.tenant()?.uuid()))
        .filter(demo_registrations::Column::SessionId.eq(session.uuid()))
        .all(tx.connection())
        .await?;
    let came = |row: &demo_registrations::Model| {
        row.cancelled_at.is_none() && row.attended.is_some_and(|people| people > 0)
    };
    let office =
        |row: &demo_registrations::Model| row.office_id.filter(|_| came(row)).map(OfficeId::from_uuid);
    Ok(rows.iter().map(|row| (row.id.into(), office(row))).collect())
}

async fn set(
    tx: &Tx,
    session: &Session,
    registration: RegistrationId,
    people: Option<u16>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    demo_registrations::Entity::update_many()
        .col_expr(demo_registrations::Column::Attended, Expr::value(people.map(i32::from)))
        .col_expr(demo_registrations::Column::AttendedAt, Expr::value(people.map(|_| now)))
        .filter(demo_registrations::Column::TenantId.eq(session.federation.uuid()))
        .filter(demo_registrations::Column::SessionId.eq(session.id.uuid()))
        .filter(demo_registrations::Column::Id.eq(registration.uuid()))
        .filter(demo_registrations::Column::CancelledAt.is_null())
        .exec(tx.connection())
        .await?;
    Ok(())
}
