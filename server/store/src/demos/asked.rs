//! いっしょに開くお誘い: the cities that another names for its request. Each has a row of its own, which the federation, the
//! city that asked and the one that is asked see; whoever agrees comes along from then on, and may leave again.

use super::{
    companions::{self, Companion},
    members::Member,
    sessions,
    sessions::Session,
};
use crate::{
    Error, Tx,
    entities::{demo_asked_cities, demo_companions},
    events::Event,
};
use chrono::{DateTime, Utc};
use domain::{
    demos::{AskedForm, AskedState, Happening, People, Stage},
    ids::{DemoId, MemberId, TenantId},
    subsidies::Reason,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use serde_json::json;

/// A city that is asked to come along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedCity {
    /// The federation that keeps the session.
    pub federation: TenantId,
    /// To which session.
    pub session: DemoId,
    /// Which member of the federation.
    pub member: MemberId,
    /// Its house here, if it has one.
    pub house: Option<TenantId>,
    /// Its name.
    pub name: String,
    /// The house of the city that asks.
    pub by: Option<TenantId>,
    /// The name of the city that asks.
    pub lead: String,
    /// What it said.
    pub state: AskedState,
    /// How many people it expects, where it comes along.
    pub people: u16,
    /// Its word, or who said it for it; may be empty.
    pub note: String,
    /// When it was asked.
    pub asked_at: DateTime<Utc>,
    /// When it took back that it agreed.
    pub left_at: Option<DateTime<Utc>>,
}

/// A city asks others for its request, in its own house; or its federation does, which was told whom.
pub async fn ask(tx: &Tx, session: &Session, cities: &[Member], now: DateTime<Utc>) -> Result<(), Error> {
    for city in cities {
        insert(tx, session, city, (AskedState::Open, ""), now).await?;
        let payload = json!({ "member": city.id });
        let event = Event::of(now, Happening::CityAsked.code(), "demo", session.id.uuid(), payload);
        for house in [Some(session.federation), session.municipality, city.municipality].into_iter().flatten()
        {
            tx.record_for(house, event.clone())?;
        }
    }
    Ok(())
}

/// Cities come along from the beginning, as somebody told their federation, in its house. How many people they expect is
/// not known.
pub async fn told(
    tx: &Tx,
    session: &Session,
    cities: &[Member],
    note: &str,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    for city in cities {
        let asked = insert(tx, session, city, (AskedState::Agreed, note), now).await?;
        come_along(tx, &asked, 0, now).await?;
        let payload = json!({ "member": city.id, "people": 0, "told": true });
        let event = Event::of(now, Happening::CityAgreed.code(), "demo", session.id.uuid(), payload);
        for house in [Some(session.federation), session.municipality, city.municipality].into_iter().flatten()
        {
            tx.record_for(house, event.clone())?;
        }
    }
    Ok(())
}

/// A city for which a prefecture asked comes along: it never said so itself, and may leave all the same. Where the request
/// was joined to the session of another, it comes along to both. In the federation's house.
pub(super) async fn brought(
    tx: &Tx,
    request: &Session,
    city: &Member,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let asked = insert(tx, request, city, (AskedState::Agreed, ""), now).await?;
    come_along(tx, &asked, 0, now).await
}

/// Whether a city left one of some sessions that it came along to.
pub(super) async fn has_left(tx: &Tx, sessions: &[DemoId], member: MemberId) -> Result<bool, Error> {
    let left = tx
        .shared::<demo_asked_cities::Entity>()?
        .filter(demo_asked_cities::Column::SessionId.is_in(sessions.iter().map(|id| id.uuid())))
        .filter(demo_asked_cities::Column::MemberId.eq(member.uuid()))
        .filter(demo_asked_cities::Column::LeftAt.is_not_null())
        .one(tx.connection())
        .await?;
    Ok(left.is_some())
}

async fn insert(
    tx: &Tx,
    session: &Session,
    city: &Member,
    (state, note): (AskedState, &str),
    now: DateTime<Utc>,
) -> Result<AskedCity, Error> {
    let row = demo_asked_cities::Model {
        tenant_id: session.federation.uuid(),
        session_id: session.id.uuid(),
        member_id: city.id.uuid(),
        shared_with: city.municipality.map(TenantId::uuid),
        municipality: session.municipality.map(TenantId::uuid),
        name: city.name.clone(),
        lead: session.name.clone(),
        state: state.code().to_owned(),
        people: 0,
        note: note.to_owned(),
        asked_at: now,
        answered_at: (state != AskedState::Open).then_some(now),
        left_at: None,
    };
    demo_asked_cities::Entity::insert(demo_asked_cities::ActiveModel::from(row.clone()))
        .exec_without_returning(tx.connection())
        .await?;
    AskedCity::try_from(row)
}

/// Whoever agreed comes along at once.
async fn come_along(tx: &Tx, asked: &AskedCity, people: i32, now: DateTime<Utc>) -> Result<(), Error> {
    let row = demo_companions::Model {
        tenant_id: asked.federation.uuid(),
        session_id: asked.session.uuid(),
        member_id: asked.member.uuid(),
        shared_with: asked.house.map(TenantId::uuid),
        lead_with: asked.by.map(TenantId::uuid),
        municipality: asked.name.clone(),
        people,
        request_id: None,
        joined_at: now,
    };
    companions::add(tx, row).await?;
    Ok(())
}

/// The cities that were asked for a session, as far as the tenant of the scope may know.
pub async fn of_session(tx: &Tx, session: DemoId) -> Result<Vec<AskedCity>, Error> {
    let rows = tx
        .shared::<demo_asked_cities::Entity>()?
        .filter(demo_asked_cities::Column::SessionId.eq(session.uuid()))
        .order_by_asc(demo_asked_cities::Column::Name)
        .order_by_asc(demo_asked_cities::Column::MemberId)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(AskedCity::try_from).collect()
}

/// To which sessions the house of the scope is asked and has not said anything, the longest ago first.
pub async fn open(tx: &Tx) -> Result<Vec<AskedCity>, Error> {
    let rows = tx
        .shared::<demo_asked_cities::Entity>()?
        .filter(demo_asked_cities::Column::SharedWith.eq(tx.tenant()?.uuid()))
        .filter(demo_asked_cities::Column::State.eq(AskedState::Open.code()))
        .order_by_asc(demo_asked_cities::Column::AskedAt)
        .order_by_asc(demo_asked_cities::Column::SessionId)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(AskedCity::try_from).collect()
}

/// Nothing more is decided of a session: nobody is asked along to it any more.
pub(super) async fn close(tx: &Tx, session: &Session) -> Result<(), Error> {
    demo_asked_cities::Entity::delete_many()
        .filter(demo_asked_cities::Column::TenantId.eq(session.federation.uuid()))
        .filter(demo_asked_cities::Column::SessionId.eq(session.id.uuid()))
        .filter(demo_asked_cities::Column::State.eq(AskedState::Open.code()))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// What a city says: whoever agrees comes along at once. False where it has said something already; whoever gets that drops
/// the transaction.
pub async fn answer(tx: &Tx, asked: &AskedCity, form: &AskedForm, now: DateTime<Utc>) -> Result<bool, Error> {
    let (state, happening) = match form.people {
        Some(_) => (AskedState::Agreed, Happening::CityAgreed),
        None => (AskedState::Declined, Happening::CityDeclined),
    };
    let people = i32::from(form.people.map_or(0, People::get));
    let changed = demo_asked_cities::Entity::update_many()
        .col_expr(demo_asked_cities::Column::State, Expr::value(state.code()))
        .col_expr(demo_asked_cities::Column::People, Expr::value(people))
        .col_expr(demo_asked_cities::Column::Note, Expr::value(form.note.as_str()))
        .col_expr(demo_asked_cities::Column::AnsweredAt, Expr::value(Some(now)))
        .filter(demo_asked_cities::Column::TenantId.eq(asked.federation.uuid()))
        .filter(demo_asked_cities::Column::SessionId.eq(asked.session.uuid()))
        .filter(demo_asked_cities::Column::MemberId.eq(asked.member.uuid()))
        .filter(demo_asked_cities::Column::State.eq(AskedState::Open.code()))
        .exec(tx.connection())
        .await?;
    if changed.rows_affected == 0 {
        return Ok(false);
    }
    if state == AskedState::Agreed {
        come_along(tx, asked, people, now).await?;
    }
    let payload = json!({ "member": asked.member, "people": people });
    let event = Event::of(now, happening.code(), "demo", asked.session.uuid(), payload);
    for house in [Some(asked.federation), asked.by, asked.house].into_iter().flatten() {
        tx.record_for(house, event.clone())?;
    }
    Ok(true)
}

/// Who of those `beside` a session comes along without a request of its own, because it agreed to it or to a request that was
/// joined to it, or because a prefecture asked for it: each may leave again. As far as the tenant of the scope may know.
pub async fn agreed(tx: &Tx, session: &Session, beside: &[Companion]) -> Result<Vec<AskedCity>, Error> {
    let beside: Vec<_> =
        beside.iter().filter(|one| one.request.is_none()).map(|one| one.member.uuid()).collect();
    if beside.is_empty() {
        return Ok(Vec::new());
    }
    let rows = tx
        .shared::<demo_asked_cities::Entity>()?
        .filter(demo_asked_cities::Column::MemberId.is_in(beside))
        .filter(demo_asked_cities::Column::State.eq(AskedState::Agreed.code()))
        .order_by_asc(demo_asked_cities::Column::Name)
        .order_by_asc(demo_asked_cities::Column::MemberId)
        .all(tx.connection())
        .await?;
    let mut agreed = Vec::new();
    for row in rows {
        let city = AskedCity::try_from(row)?;
        if city.session == session.id || is_joined(tx, city.session, session.id).await? {
            agreed.push(city);
        }
    }
    Ok(agreed)
}

/// Whether a request was joined to a session.
async fn is_joined(tx: &Tx, request: DemoId, lead: DemoId) -> Result<bool, Error> {
    let found = sessions::find(tx, request).await?;
    Ok(found.is_some_and(|one| matches!(one.stage, Stage::Joined { into, .. } if into == lead)))
}

/// A city that agreed does not come along to a session after all: neither it nor its offices see it any more. Whoever calls
/// has cancelled what its offices registered before. False where it has left already; whoever gets that drops the
/// transaction.
pub async fn leave(
    tx: &Tx,
    session: &Session,
    city: &AskedCity,
    reason: &Reason,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let changed = demo_asked_cities::Entity::update_many()
        .col_expr(demo_asked_cities::Column::State, Expr::value(AskedState::Declined.code()))
        .col_expr(demo_asked_cities::Column::Note, Expr::value(reason.as_str()))
        .col_expr(demo_asked_cities::Column::LeftAt, Expr::value(Some(now)))
        .filter(demo_asked_cities::Column::TenantId.eq(city.federation.uuid()))
        .filter(demo_asked_cities::Column::SessionId.eq(city.session.uuid()))
        .filter(demo_asked_cities::Column::MemberId.eq(city.member.uuid()))
        .filter(demo_asked_cities::Column::State.eq(AskedState::Agreed.code()))
        .exec(tx.connection())
        .await?;
    if changed.rows_affected == 0 {
        return Ok(false);
    }
    // The session, and the request by which it was asked, where that was joined to it.
    demo_companions::Entity::delete_many()
        .filter(demo_companions::Column::TenantId.eq(city.federation.uuid()))
        .filter(demo_companions::Column::SessionId.is_in([session.id.uuid(), city.session.uuid()]))
        .filter(demo_companions::Column::MemberId.eq(city.member.uuid()))
        .filter(demo_companions::Column::RequestId.is_null())
        .exec(tx.connection())
        .await?;
    let left = |id: DemoId| {
        let payload = json!({ "member": city.member });
        Event::of(now, Happening::CityLeft.code(), "demo", id.uuid(), payload)
    };
    for house in [Some(city.federation), city.by, city.house].into_iter().flatten() {
        tx.record_for(house, left(city.session))?;
    }
    if session.id != city.session {
        for house in [Some(city.federation), city.house].into_iter().flatten() {
            tx.record_for(house, left(session.id))?;
        }
    }
    Ok(true)
}

impl TryFrom<demo_asked_cities::Model> for AskedCity {
    type Error = Error;
    fn try_from(row: demo_asked_cities::Model) -> Result<Self, Error> {
        Ok(Self {
            federation: row.tenant_id.into(),
            session: row.session_id.into(),
            member: row.member_id.into(),
            house: row.shared_with.map(TenantId::from_uuid),
            name: row.name,
            by: row.municipality.map(TenantId::from_uuid),
            lead: row.lead,
            state: AskedState::from_code(&row.state)
                .ok_or_else(|| Error::Unreadable(format!("asked {}", row.state)))?,
            people: sessions::count(row.people)?,
            note: row.note,
            asked_at: row.asked_at,
            left_at: row.left_at,
        })
    }
}
