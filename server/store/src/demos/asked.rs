//! いっしょに開くお誘い: the cities that another names for its request. Each has a row of its own, which the federation, the
//! city that asked and the one that is asked see; whoever agrees comes along from then on.

use super::{companions, members::Member, sessions, sessions::Session};
use crate::{
    Error, Tx,
    entities::{demo_asked_cities, demo_companions},
    events::Event,
};
use chrono::{DateTime, Utc};
use domain::{
    demos::{AskedForm, AskedState, Happening, People},
    ids::{DemoId, MemberId, TenantId},
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
    /// Its word; may be empty.
    pub note: String,
    /// When it was asked.
    pub asked_at: DateTime<Utc>,
}

/// A city asks others for its request, in its own house.
pub async fn ask(tx: &Tx, session: &Session, cities: &[Member], now: DateTime<Utc>) -> Result<(), Error> {
    for city in cities {
        let row = demo_asked_cities::Model {
            tenant_id: session.federation.uuid(),
            session_id: session.id.uuid(),
            member_id: city.id.uuid(),
            shared_with: city.municipality.map(TenantId::uuid),
            municipality: session.municipality.map(TenantId::uuid),
            name: city.name.clone(),
            lead: session.name.clone(),
            state: AskedState::Open.code().to_owned(),
            people: 0,
            note: String::new(),
            asked_at: now,
            answered_at: None,
        };
        demo_asked_cities::Entity::insert(demo_asked_cities::ActiveModel::from(row))
            .exec_without_returning(tx.connection())
            .await?;
        let payload = json!({ "member": city.id });
        let event = Event::of(now, Happening::CityAsked.code(), "demo", session.id.uuid(), payload);
        for house in [Some(session.federation), session.municipality, city.municipality].into_iter().flatten()
        {
            tx.record_for(house, event.clone())?;
        }
    }
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
    }
    let payload = json!({ "member": asked.member, "people": people });
    let event = Event::of(now, happening.code(), "demo", asked.session.uuid(), payload);
    for house in [Some(asked.federation), asked.by, asked.house].into_iter().flatten() {
        tx.record_for(house, event.clone())?;
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
        })
    }
}
