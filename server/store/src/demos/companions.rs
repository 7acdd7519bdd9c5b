//! 相乗り開催: the other municipalities of a joint session, each seen by its own row.

use super::{
    ActError, asked,
    members::{self, Member},
    record, sessions,
    sessions::Session,
};
use crate::{Error, Tx, entities::demo_companions, events::Event};
use chrono::{DateTime, Utc};
use domain::{
    demos::Happening,
    ids::{DemoId, MemberId, TenantId},
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, TryInsertResult, sea_query::OnConflict,
};
use serde_json::json;

/// A municipality that joined a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Companion {
    /// Which member.
    pub member: MemberId,
    /// Its own house here, if it has one.
    pub municipality: Option<TenantId>,
    /// Its name.
    pub name: String,
    /// Expected people.
    pub people: u16,
    /// The request of its own that was joined to the session.
    pub request: Option<DemoId>,
}

/// Joins a request that waits to the session of another municipality; false when that one is in it already. Both houses
/// see the session from now on, and the offices of both may come.
pub async fn join(tx: &Tx, lead: &Session, request: &Session, now: DateTime<Utc>) -> Result<bool, ActError> {
    let stage = request.stage.clone().join(lead.id, now)?;
    if lead.member == request.member {
        return Ok(false);
    }
    let row = demo_companions::Model {
        tenant_id: tx.tenant()?.uuid(),
        session_id: lead.id.uuid(),
        member_id: request.member.uuid(),
        shared_with: request.municipality.map(TenantId::uuid),
        lead_with: lead.municipality.map(TenantId::uuid),
        municipality: request.name.clone(),
        people: i32::from(request.request.people.get()),
        request_id: Some(request.id.uuid()),
        joined_at: now,
    };
    if !add(tx, row).await? {
        return Ok(false);
    }
    sessions::move_to(tx, request, &stage, false, now).await?;
    record(tx, request, Happening::Joined, &json!({ "into": lead.id }), now)?;
    record(tx, lead, Happening::Joined, &json!({ "request": request.id }), now)?;
    Ok(true)
}

/// Adds a municipality to a session; false where it is in it already.
pub(super) async fn add(tx: &Tx, row: demo_companions::Model) -> Result<bool, Error> {
    let done = demo_companions::Entity::insert(demo_companions::ActiveModel::from(row))
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(tx.connection())
        .await?;
    Ok(matches!(done, TryInsertResult::Inserted(1)))
}

/// The cities for which a prefecture asked come along once there is a date, those too of a request that was joined: from then
/// on they see the session, and their offices take places in it. So does whoever agreed to come along to a request that was
/// joined. In the federation's house; gives back who is new, and doing it twice adds nobody.
pub async fn bring(tx: &Tx, session: &Session, now: DateTime<Utc>) -> Result<Vec<Companion>, Error> {
    let mut new = brought(tx, session, session, now).await?;
    for companion in of_session(tx, session.id).await? {
        if let Some(request) = companion.request
            && let Some(joined) = sessions::find(tx, request).await?
        {
            new.extend(brought(tx, session, &joined, now).await?);
            for one in of_session(tx, joined.id).await? {
                if let Some(member) = members::find(tx, one.member).await? {
                    new.extend(come(tx, session, &member, now).await?);
                }
            }
        }
    }
    Ok(new)
}

/// The cities that one request names, the session itself or what was joined to it: it stands with the request that they come
/// along, so that each may leave as if it had agreed itself. Whoever left is not brought again.
async fn brought(
    tx: &Tx,
    session: &Session,
    request: &Session,
    now: DateTime<Utc>,
) -> Result<Vec<Companion>, Error> {
    let mut new = Vec::new();
    for city in &request.request.cities {
        let Some(member) = members::find(tx, city.member).await? else { continue };
        if asked::has_left(tx, &[session.id, request.id], member.id).await? {
            continue;
        }
        let Some(companion) = come(tx, session, &member, now).await? else { continue };
        asked::brought(tx, request, &member, now).await?;
        new.push(companion);
    }
    Ok(new)
}

/// A city comes along to a session without a request of its own; none where it comes already, or the session is its own.
async fn come(
    tx: &Tx,
    session: &Session,
    member: &Member,
    now: DateTime<Utc>,
) -> Result<Option<Companion>, Error> {
    if member.id == session.member {
        return Ok(None);
    }
    let row = demo_companions::Model {
        tenant_id: tx.tenant()?.uuid(),
        session_id: session.id.uuid(),
        member_id: member.id.uuid(),
        shared_with: member.municipality.map(TenantId::uuid),
        lead_with: session.municipality.map(TenantId::uuid),
        municipality: member.name.clone(),
        people: 0,
        request_id: None,
        joined_at: now,
    };
    if !add(tx, row).await? {
        return Ok(None);
    }
    let event = || {
        let payload = json!({ "member": member.id });
        Event::of(now, Happening::Joined.code(), "demo", session.id.uuid(), payload)
    };
    tx.record(event())?;
    for house in session.municipality.into_iter().chain(member.municipality) {
        tx.record_for(house, event())?;
    }
    Ok(Some(Companion {
        member: member.id,
        municipality: member.municipality,
        name: member.name.clone(),
        people: 0,
        request: None,
    }))
}

/// Nothing came of a session: the requests that were joined to it wait again, each for itself, and are given back as they
/// stand now.
pub async fn part(tx: &Tx, lead: &Session, now: DateTime<Utc>) -> Result<Vec<Session>, Error> {
    let mut parted = Vec::new();
    for companion in of_session(tx, lead.id).await? {
        let Some(id) = companion.request else { continue };
        let Some(request) = sessions::find_to_change(tx, id).await? else { continue };
        let Ok(stage) = request.stage.clone().unjoin(request.created_at) else { continue };
        sessions::move_to(tx, &request, &stage, false, now).await?;
        record(tx, &request, Happening::Parted, &json!({ "from": lead.id }), now)?;
        parted.push(Session { stage, version: request.version + 1, ..request });
    }
    demo_companions::Entity::delete_many()
        .filter(demo_companions::Column::TenantId.eq(lead.federation.uuid()))
        .filter(demo_companions::Column::SessionId.eq(lead.id.uuid()))
        .exec(tx.connection())
        .await?;
    Ok(parted)
}

/// Who joined a session, as far as the tenant of the scope may know.
pub async fn of_session(tx: &Tx, session: DemoId) -> Result<Vec<Companion>, Error> {
    let tenant = tx.tenant()?.uuid();
    let rows = demo_companions::Entity::find()
        .filter(
            Condition::any()
                .add(demo_companions::Column::TenantId.eq(tenant))
                .add(demo_companions::Column::SharedWith.eq(tenant))
                .add(demo_companions::Column::LeadWith.eq(tenant)),
        )
        .filter(demo_companions::Column::SessionId.eq(session.uuid()))
        .order_by_asc(demo_companions::Column::JoinedAt)
        .order_by_asc(demo_companions::Column::MemberId)
        .all(tx.connection())
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Companion {
                member: row.member_id.into(),
                municipality: row.shared_with.map(TenantId::from_uuid),
                name: row.municipality,
                people: sessions::count(row.people)?,
                request: row.request_id.map(DemoId::from_uuid),
            })
        })
        .collect()
}
