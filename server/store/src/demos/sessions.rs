//! A session as it stands, from its request on.

use super::{ActError, asked, calendar, members::Member, record, resources};
use crate::{
    Error, Tx,
    entities::{demo_companions, demo_sessions},
    tx::Engine,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    demos::{Happening, People, Place, SessionRequest, Side, Slot, Stage, StageName, counts_in},
    fiscal_year::FiscalYear,
    ids::{DemoId, MemberId, TenantId},
    subsidies::Reason,
    tokyo,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::Expr,
};
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
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
    /// How often it was changed, from 1.
    pub version: i32,
    /// What calendars were told, counted.
    pub sequence: i32,
}

impl Session {
    /// Which side the tenant of a scope is on.
    pub fn side(&self, tenant: TenantId) -> Side {
        if self.federation == tenant { Side::Federation } else { Side::Municipality }
    }
    /// Where it is: as arranged, or as asked for.
    pub fn place(&self) -> (Place, &str) {
        match self.stage.session() {
            Some(held) => (held.place, &held.venue),
            None => (self.request.place, &self.request.venue),
        }
    }
    /// The municipality in whose name somebody of the tenant of a scope comes to it: the one that asked for it, or one
    /// that joined it.
    pub fn comes_from(&self, tenant: TenantId) -> Option<TenantId> {
        if tenant == self.federation { self.municipality } else { Some(tenant) }
    }
    /// When it is, or would be by its first candidate.
    pub fn day(&self) -> Option<NaiveDate> {
        let held = self.stage.session().map(|held| held.slot);
        held.or_else(|| self.request.candidates.first().copied()).map(|slot| slot.date)
    }
    /// In which year it counts as one of its municipality; none where it does not.
    pub fn counts_in(&self) -> Option<FiscalYear> {
        counts_in(self.stage.name(), self.place().0, self.day()?)
    }
    /// Whether so many may wait for places: whoever asks for more than there are would wait for ever.
    pub fn may_wait(&self, people: People) -> bool {
        self.stage.session().is_some_and(|held| people <= held.capacity)
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
        ends_at: None,
        sequence: 0,
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

/// The sessions that the tenant of the scope keeps or shares, and those of other municipalities that it joined.
pub(crate) fn visible(tx: &Tx) -> Result<Select<demo_sessions::Entity>, Error> {
    let tenant = tx.tenant()?.uuid();
    let joined = demo_companions::Entity::find()
        .select_only()
        .column(demo_companions::Column::SessionId)
        .filter(demo_companions::Column::SharedWith.eq(tenant))
        .into_query();
    Ok(demo_sessions::Entity::find().filter(
        Condition::any()
            .add(demo_sessions::Column::TenantId.eq(tenant))
            .add(demo_sessions::Column::SharedWith.eq(tenant))
            .add(demo_sessions::Column::Id.in_subquery(joined)),
    ))
}

/// One session that the tenant of the scope keeps, shares or joined.
pub async fn find(tx: &Tx, id: DemoId) -> Result<Option<Session>, Error> {
    let query = visible(tx)?.filter(demo_sessions::Column::Id.eq(id.uuid()));
    query.one(tx.connection()).await?.map(Session::try_from).transpose()
}

/// One that the tenant keeps or shares, and nobody else changes it until the transaction is over. Whoever joined a
/// session does not change it.
pub async fn find_to_change(tx: &Tx, id: DemoId) -> Result<Option<Session>, Error> {
    one_locked(tx, tx.shared::<demo_sessions::Entity>()?, id).await
}

/// One that the tenant keeps, shares or joined, to take places in it, and nobody else does until the transaction is over.
pub async fn find_to_come(tx: &Tx, id: DemoId) -> Result<Option<Session>, Error> {
    one_locked(tx, visible(tx)?, id).await
}

async fn one_locked(
    tx: &Tx,
    query: Select<demo_sessions::Entity>,
    id: DemoId,
) -> Result<Option<Session>, Error> {
    let query = query.filter(demo_sessions::Column::Id.eq(id.uuid()));
    let query = match tx.engine() {
        Engine::Sqlite => query,
        Engine::Postgres => query.lock_exclusive(),
    };
    query.one(tx.connection()).await?.map(Session::try_from).transpose()
}

/// Every session of the tenant: those without a date first, then by date, the newest first.
pub async fn all(tx: &Tx) -> Result<Vec<Session>, Error> {
    let rows = visible(tx)?
        .order_by_desc(demo_sessions::Column::CreatedAt)
        .order_by_desc(demo_sessions::Column::Id)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Session::try_from).collect()
}

/// The sessions in one stage, the earliest first.
pub async fn in_stage(tx: &Tx, stage: StageName) -> Result<Vec<Session>, Error> {
    in_stages(tx, &[stage]).await
}

/// The sessions in some stages, the earliest first.
pub async fn in_stages(tx: &Tx, stages: &[StageName]) -> Result<Vec<Session>, Error> {
    let rows = calendar::seen(tx)
        .await?
        .filter(demo_sessions::Column::Stage.is_in(stages.iter().map(|stage| stage.code())))
        .order_by_asc(demo_sessions::Column::StartsAt)
        .order_by_asc(demo_sessions::Column::CreatedAt)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Session::try_from).collect()
}

/// The sessions that count for a year: those on site that stand, by the day on which they are, or would be.
pub async fn of_year(tx: &Tx, year: FiscalYear) -> Result<Vec<Session>, Error> {
    let over = [StageName::Joined, StageName::Declined, StageName::Cancelled];
    let dated = Condition::all()
        .add(demo_sessions::Column::StartsAt.gte(tokyo::start_of(year.start())))
        .add(demo_sessions::Column::StartsAt.lt(tokyo::start_of(year.next().start())));
    let rows = visible(tx)?
        .filter(demo_sessions::Column::Stage.is_not_in(over.map(StageName::code)))
        .filter(Condition::any().add(demo_sessions::Column::StartsAt.is_null()).add(dated))
        .all(tx.connection())
        .await?;
    let all = rows.into_iter().map(Session::try_from).collect::<Result<Vec<_>, _>>()?;
    Ok(all.into_iter().filter(|one| one.counts_in() == Some(year)).collect())
}

/// What is asked for is changed in its place, before anybody answered; `fields` are those that differ.
pub async fn amend(
    tx: &Tx,
    session: &Session,
    (request, fields): (&SessionRequest, &[&str]),
    now: DateTime<Utc>,
) -> Result<Session, Error> {
    ask_otherwise(tx, session, request, now).await?;
    let payload = json!({ "fields": fields, "candidates": request.candidates, "people": request.people });
    record(tx, session, Happening::Amended, &payload, now)?;
    Ok(Session { request: request.clone(), updated_at: now, version: session.version + 1, ..session.clone() })
}

/// Other dates are offered, where none of those that were asked for can be had: it waits as before.
pub async fn offer_dates(
    tx: &Tx,
    session: &Session,
    slots: &[Slot],
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let request = SessionRequest { offered: slots.to_vec(), ..session.request.clone() };
    ask_otherwise(tx, session, &request, now).await?;
    record(tx, session, Happening::DatesOffered, &json!({ "slots": slots }), now)
}

/// One of the dates that were offered is asked for, and no other.
pub async fn choose_date(tx: &Tx, session: &Session, slot: Slot, now: DateTime<Utc>) -> Result<(), Error> {
    let request = SessionRequest { candidates: vec![slot], offered: Vec::new(), ..session.request.clone() };
    ask_otherwise(tx, session, &request, now).await?;
    record(tx, session, Happening::DateChosen, &json!({ "slot": slot }), now)
}

/// What is asked for is changed, while it waits, from the version it was read at.
async fn ask_otherwise(
    tx: &Tx,
    session: &Session,
    request: &SessionRequest,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let changed = demo_sessions::Entity::update_many()
        .col_expr(demo_sessions::Column::Request, Expr::value(serde_json::to_value(request)?))
        .col_expr(demo_sessions::Column::UpdatedAt, Expr::value(now))
        .col_expr(demo_sessions::Column::Version, Expr::value(session.version + 1))
        .filter(demo_sessions::Column::TenantId.eq(session.federation.uuid()))
        .filter(demo_sessions::Column::Id.eq(session.id.uuid()))
        .filter(demo_sessions::Column::Version.eq(session.version))
        .filter(demo_sessions::Column::Stage.eq(StageName::Requested.code()))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(changed.rows_affected)
}

/// 断る, with a word why.
pub async fn decline(tx: &Tx, session: &Session, reason: Reason, now: DateTime<Utc>) -> Result<(), ActError> {
    let stage = session.stage.clone().decline(reason, now)?;
    move_to(tx, session, &stage, false, now).await?;
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
    move_to(tx, session, &stage, true, now).await?;
    resources::release(tx, session.federation.uuid(), session.id).await?;
    let payload = json!({ "by": by.code(), "registered": session.registered });
    Ok(record(tx, session, Happening::Cancelled, &payload, now)?)
}

/// 開催済みにする.
pub async fn hold(tx: &Tx, session: &Session, now: DateTime<Utc>) -> Result<(), ActError> {
    let stage = session.stage.clone().hold(now)?;
    move_to(tx, session, &stage, false, now).await?;
    Ok(record(tx, session, Happening::Held, &json!({}), now)?)
}

/// Moves a session from the version it was read at; `told` where calendars have to be told of it.
pub(super) async fn move_to(
    tx: &Tx,
    session: &Session,
    stage: &Stage,
    told: bool,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let held = stage.session();
    let mut update = demo_sessions::Entity::update_many()
        .col_expr(demo_sessions::Column::Stage, Expr::value(stage.name().code()))
        .col_expr(demo_sessions::Column::StageFacts, Expr::value(serde_json::to_value(stage)?))
        .col_expr(demo_sessions::Column::UpdatedAt, Expr::value(now))
        .col_expr(demo_sessions::Column::Sequence, Expr::value(session.sequence + i32::from(told)))
        .col_expr(demo_sessions::Column::Version, Expr::value(session.version + 1));
    if let Some(held) = held {
        update = update
            .col_expr(demo_sessions::Column::StartsAt, Expr::value(Some(held.slot.starts_at())))
            .col_expr(demo_sessions::Column::EndsAt, Expr::value(Some(held.slot.ends_at())))
            .col_expr(demo_sessions::Column::Capacity, Expr::value(i32::from(held.capacity.get())));
    }
    let moved = update
        .filter(demo_sessions::Column::TenantId.eq(session.federation.uuid()))
        .filter(demo_sessions::Column::Id.eq(session.id.uuid()))
        .filter(demo_sessions::Column::Version.eq(session.version))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(moved.rows_affected)?;
    if stage.name().is_over() { asked::close(tx, session).await } else { Ok(()) }
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
            updated_at: row.updated_at,
            version: row.version,
            sequence: row.sequence,
        })
    }
}

/// A number of people as its column holds it.
pub(super) fn count(people: i32) -> Result<u16, Error> {
    u16::try_from(people).map_err(|_| Error::Unreadable(format!("{people} people")))
}
