//! A session as it stands, from its request on.

use super::{ActError, members::Member, record, resources};
use crate::{Error, Tx, entities::demo_sessions, tx::Engine};
use chrono::{DateTime, Utc};
use domain::{
    demos::{Happening, SessionRequest, Side, Stage, StageName},
    ids::{DemoId, MemberId, TenantId},
    subsidies::Reason,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
use serde_json::json;

/// A session.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// Its id.
    pub id: DemoId,
    /// The federation that keeps it.
    pub federation: TenantId,
    /// The municipality that shares it; none while that is only a name.
    pub municipality: Option<TenantId>,
    /// Which member of the federation.
    pub member: MemberId,
    /// The municipality's name.
    pub name: String,
    /// Whether the federation entered it for somebody who telephoned.
    pub told: bool,
    /// What was asked for.
    pub request: SessionRequest,
    /// Where it stands.
    pub stage: Stage,
    /// Places taken, in people.
    pub registered: u16,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// How often it was changed, from 1.
    pub version: i32,
}

impl Session {
    /// Which side the tenant of a scope is on.
    pub fn side(&self, tenant: TenantId) -> Side {
        if self.federation == tenant { Side::Federation } else { Side::Municipality }
    }
    /// Places that are left, in people.
    pub fn left(&self) -> u16 {
        self.stage.session().map_or(0, |held| held.capacity.get().saturating_sub(self.registered))
    }
}

/// 開催依頼 of a member: by itself, or told to its federation.
pub async fn request(
    tx: &Tx,
    id: DemoId,
    member: &Member,
    request: &SessionRequest,
    told: bool,
    now: DateTime<Utc>,
) -> Result<Session, Error> {
    let stage = Stage::Requested { at: now };
    let row = demo_sessions::Model {
        tenant_id: member.federation.uuid(),
        id: id.uuid(),
        member_id: member.id.uuid(),
        shared_with: member.municipality.map(TenantId::uuid),
        municipality: member.name.clone(),
        told,
        request: serde_json::to_value(request)?,
        stage: stage.name().code().to_owned(),
        stage_facts: serde_json::to_value(&stage)?,
        starts_at: None,
        capacity: 0,
        registered: 0,
        next_number: 1,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    let session = Session::try_from(row.clone())?;
    demo_sessions::Entity::insert(demo_sessions::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    let happening = if told { Happening::Told } else { Happening::Requested };
    let payload = json!({ "candidates": request.candidates, "people": request.people });
    record(tx, &session, happening, &payload, now)?;
    Ok(session)
}

/// One session that the tenant of the scope keeps or shares.
pub async fn find(tx: &Tx, id: DemoId) -> Result<Option<Session>, Error> {
    let query = tx.shared::<demo_sessions::Entity>()?.filter(demo_sessions::Column::Id.eq(id.uuid()));
    query.one(tx.connection()).await?.map(Session::try_from).transpose()
}

/// The same, and nobody else changes it until the transaction is over.
pub async fn find_to_change(tx: &Tx, id: DemoId) -> Result<Option<Session>, Error> {
    let query = tx.shared::<demo_sessions::Entity>()?.filter(demo_sessions::Column::Id.eq(id.uuid()));
    let query = match tx.engine() {
        Engine::Sqlite => query,
        Engine::Postgres => query.lock_exclusive(),
    };
    query.one(tx.connection()).await?.map(Session::try_from).transpose()
}

/// Every session of the tenant: those without a date first, then by date, the newest first.
pub async fn all(tx: &Tx) -> Result<Vec<Session>, Error> {
    let rows = tx
        .shared::<demo_sessions::Entity>()?
        .order_by_desc(demo_sessions::Column::CreatedAt)
        .order_by_desc(demo_sessions::Column::Id)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Session::try_from).collect()
}

/// The sessions in one stage, the earliest first.
pub async fn in_stage(tx: &Tx, stage: StageName) -> Result<Vec<Session>, Error> {
    let rows = tx
        .shared::<demo_sessions::Entity>()?
        .filter(demo_sessions::Column::Stage.eq(stage.code()))
        .order_by_asc(demo_sessions::Column::StartsAt)
        .order_by_asc(demo_sessions::Column::CreatedAt)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Session::try_from).collect()
}

/// 断る, with a word why.
pub async fn decline(tx: &Tx, session: &Session, reason: Reason, now: DateTime<Utc>) -> Result<(), ActError> {
    let stage = session.stage.clone().decline(reason, now)?;
    move_to(tx, session, &stage, now).await?;
    Ok(record(tx, session, Happening::Declined, &json!({}), now)?)
}

/// 取りやめる: what was promised is free at once.
pub async fn cancel(
    tx: &Tx,
    session: &Session,
    by: Side,
    reason: Reason,
    now: DateTime<Utc>,
) -> Result<(), ActError> {
    let stage = session.stage.clone().cancel(by, reason, now)?;
    move_to(tx, session, &stage, now).await?;
    resources::release(tx, session.federation.uuid(), session.id).await?;
    let payload = json!({ "by": by.code(), "registered": session.registered });
    Ok(record(tx, session, Happening::Cancelled, &payload, now)?)
}

/// 開催済みにする.
pub async fn hold(tx: &Tx, session: &Session, now: DateTime<Utc>) -> Result<(), ActError> {
    let stage = session.stage.clone().hold(now)?;
    move_to(tx, session, &stage, now).await?;
    Ok(record(tx, session, Happening::Held, &json!({}), now)?)
}

/// Moves a session from the version it was read at.
pub(super) async fn move_to(
    tx: &Tx,
    session: &Session,
    stage: &Stage,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let held = stage.session();
    let mut update = demo_sessions::Entity::update_many()
        .col_expr(demo_sessions::Column::Stage, Expr::value(stage.name().code()))
        .col_expr(demo_sessions::Column::StageFacts, Expr::value(serde_json::to_value(stage)?))
        .col_expr(demo_sessions::Column::UpdatedAt, Expr::value(now))
        .col_expr(demo_sessions::Column::Version, Expr::value(session.version + 1));
    if let Some(held) = held {
        update = update
            .col_expr(demo_sessions::Column::StartsAt, Expr::value(Some(held.slot.starts_at())))
            .col_expr(demo_sessions::Column::Capacity, Expr::value(i32::from(held.capacity.get())));
    }
    let moved = update
        .filter(demo_sessions::Column::TenantId.eq(session.federation.uuid()))
        .filter(demo_sessions::Column::Id.eq(session.id.uuid()))
        .filter(demo_sessions::Column::Version.eq(session.version))
        .exec(tx.connection())
        .await?;
    if moved.rows_affected == 0 { Err(Error::Stale) } else { Ok(()) }
}

impl TryFrom<demo_sessions::Model> for Session {
    type Error = Error;
    fn try_from(row: demo_sessions::Model) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            federation: row.tenant_id.into(),
            municipality: row.shared_with.map(TenantId::from_uuid),
            member: row.member_id.into(),
            name: row.municipality,
            told: row.told,
            request: serde_json::from_value(row.request)?,
            stage: serde_json::from_value(row.stage_facts)?,
            registered: count(row.registered)?,
            created_at: row.created_at,
            version: row.version,
        })
    }
}

/// A number of people as its column holds it.
pub(super) fn count(people: i32) -> Result<u16, Error> {
    u16::try_from(people).map_err(|_| Error::Unreadable(format!("{people} people")))
}
