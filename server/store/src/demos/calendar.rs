//! Sessions by their days: for the calendar's pages, its feeds and the reminders.

use super::{
    chores,
    sessions::{self, Session},
};
use crate::{
    Error, Tx,
    entities::{demo_bookings, demo_companions, demo_resources, demo_sessions},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    demos::{Agenda, Busy, Place, ResourceKind, Span, StageName, busy},
    ids::{DemoId, ResourceId},
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect as _, QueryTrait as _, Select,
};
use std::ops::Range;
use uuid::Uuid;

/// From when until when sessions begin; without an end where there is none.
pub type Moments = (Option<DateTime<Utc>>, Option<DateTime<Utc>>);

/// The sessions of the tenant that have a date within these moments, the earliest first.
pub async fn between(tx: &Tx, moments: Moments) -> Result<Vec<Session>, Error> {
    let rows = dated(seen(tx).await?, moments).all(tx.connection()).await?;
    rows.into_iter().map(Session::try_from).collect()
}

/// The same, and those that wait for a date, the first that asked first.
pub async fn between_and_waiting(tx: &Tx, moments: Moments) -> Result<(Vec<Session>, Vec<Session>), Error> {
    let seen = seen(tx).await?;
    let waiting = seen
        .clone()
        .filter(demo_sessions::Column::Stage.eq(StageName::Requested.code()))
        .order_by_asc(demo_sessions::Column::CreatedAt)
        .all(tx.connection())
        .await?;
    let between = dated(seen, moments).all(tx.connection()).await?;
    Ok((
        between.into_iter().map(Session::try_from).collect::<Result<Vec<_>, _>>()?,
        waiting.into_iter().map(Session::try_from).collect::<Result<Vec<_>, _>>()?,
    ))
}

/// The sessions of a list: those that have no date, the newest first (they wait, or never got one), and those of its days.
/// What will not be held is over, whatever its date; a month shows dates alone.
pub async fn of_list(
    tx: &Tx,
    agenda: &Agenda,
    today: NaiveDate,
) -> Result<(Vec<Session>, Vec<Session>), Error> {
    let seen = seen(tx).await?;
    let of_days = match agenda.span {
        Span::Over => dated(seen.clone(), (None, None)).filter(
            Condition::any()
                .add(demo_sessions::Column::StartsAt.lt(domain::tokyo::start_of(today)))
                .add(demo_sessions::Column::Stage.eq(StageName::Cancelled.code())),
        ),
        Span::Coming | Span::Month(_) => dated(seen.clone(), agenda.moments(today)),
    };
    let of_days = of_agenda(tx, of_days, agenda).await?;
    let undated = match agenda.span {
        Span::Coming | Span::Over => {
            let undated = seen
                .filter(demo_sessions::Column::StartsAt.is_null())
                .order_by_desc(demo_sessions::Column::CreatedAt)
                .order_by_desc(demo_sessions::Column::Id);
            of_agenda(tx, undated, agenda).await?
        }
        Span::Month(_) => Vec::new(),
    };
    Ok((undated, of_days))
}

/// Those of a query that the list is of.
async fn of_agenda(
    tx: &Tx,
    query: Select<demo_sessions::Entity>,
    agenda: &Agenda,
) -> Result<Vec<Session>, Error> {
    let rows = narrowed(query, agenda).all(tx.connection()).await?;
    let sessions = rows.into_iter().map(Session::try_from).collect::<Result<Vec<_>, _>>()?;
    // Where it is stands in what was arranged, or in what was asked for.
    Ok(sessions.into_iter().filter(|one| at_place(one, agenda.place)).collect())
}

/// Some sessions of the tenant. They are found by their ids, so that those it joined are asked for in the same statement.
pub async fn of_ids(tx: &Tx, ids: &[DemoId]) -> Result<Vec<Session>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = sessions::visible(tx)?
        .filter(demo_sessions::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Session::try_from).collect()
}

/// When the federation of the scope has little left to promise: nothing in it says whose a promise is. What `without` has
/// is left out.
pub async fn busy_within(tx: &Tx, within: Range<i64>, without: &[DemoId]) -> Result<Vec<Busy>, Error> {
    let lent: Vec<(Uuid, String)> = tx
        .rows::<demo_resources::Entity>()?
        .select_only()
        .column(demo_resources::Column::Id)
        .column(demo_resources::Column::Kind)
        .filter(demo_resources::Column::RetiredAt.is_null())
        .into_tuple()
        .all(tx.connection())
        .await?;
    let resources = lent
        .into_iter()
        .filter_map(|(id, kind)| Some((ResourceId::from_uuid(id), ResourceKind::from_code(&kind)?)))
        .collect::<Vec<_>>();
    let rows: Vec<(Uuid, i64, Option<Uuid>)> = tx
        .shared::<demo_bookings::Entity>()?
        .select_only()
        .column(demo_bookings::Column::ResourceId)
        .column(demo_bookings::Column::Quarter)
        .column(demo_bookings::Column::SessionId)
        .filter(demo_bookings::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(demo_bookings::Column::Quarter.gte(within.start))
        .filter(demo_bookings::Column::Quarter.lt(within.end))
        .order_by_asc(demo_bookings::Column::ResourceId)
        .order_by_asc(demo_bookings::Column::Quarter)
        .into_tuple()
        .all(tx.connection())
        .await?;
    let mut taken: Vec<(ResourceId, Range<i64>)> = Vec::new();
    let own = |session: Option<Uuid>| session.is_some_and(|id| without.contains(&id.into()));
    for (resource, quarter, _) in rows.into_iter().filter(|(.., session)| !own(*session)) {
        let resource = ResourceId::from_uuid(resource);
        match taken.last_mut() {
            Some((last, quarters)) if *last == resource && quarters.end == quarter => quarters.end += 1,
            Some(_) | None => taken.push((resource, quarter..quarter + 1)),
        }
    }
    Ok(busy(&resources, &taken))
}

/// The sessions that the tenant of the scope keeps or shares, and those of others that it joined. Which these are is
/// asked first: a question within a question would read every session.
pub(super) async fn seen(tx: &Tx) -> Result<Select<demo_sessions::Entity>, Error> {
    let tenant = tx.tenant()?.uuid();
    let joined: Vec<Uuid> = demo_companions::Entity::find()
        .filter(demo_companions::Column::SharedWith.eq(tenant))
        .all(tx.connection())
        .await?
        .into_iter()
        .map(|row| row.session_id)
        .collect();
    let mut own = Condition::any()
        .add(demo_sessions::Column::TenantId.eq(tenant))
        .add(demo_sessions::Column::SharedWith.eq(tenant));
    if !joined.is_empty() {
        own = own.add(demo_sessions::Column::Id.is_in(joined));
    }
    Ok(demo_sessions::Entity::find().filter(own))
}

fn dated(seen: Select<demo_sessions::Entity>, (from, until): Moments) -> Select<demo_sessions::Entity> {
    let mut query = seen
        .filter(demo_sessions::Column::StartsAt.is_not_null())
        .order_by_asc(demo_sessions::Column::StartsAt)
        .order_by_asc(demo_sessions::Column::Id);
    if let Some(from) = from {
        query = query.filter(demo_sessions::Column::StartsAt.gte(from));
    }
    if let Some(until) = until {
        query = query.filter(demo_sessions::Column::StartsAt.lt(until));
    }
    query
}

fn narrowed(query: Select<demo_sessions::Entity>, agenda: &Agenda) -> Select<demo_sessions::Entity> {
    let stage = agenda.stage.map(|stage| demo_sessions::Column::Stage.eq(stage.code()));
    let member = agenda.member.map(|member| demo_sessions::Column::MemberId.eq(member.uuid()));
    query.filter([stage, member].into_iter().flatten().fold(Condition::all(), Condition::add))
}

fn at_place(session: &Session, place: Option<Place>) -> bool {
    place.is_none_or(|place| session.place().0 == place)
}

/// How the database goes about the calendar's queries, each with the steps of its plan: for the test that none of them
/// reads every session. On PostgreSQL a scan of a whole table is only planned where no index serves.
pub async fn plans(tx: &Tx, day: NaiveDate) -> Result<Vec<(String, String)>, Error> {
    let backend = tx.engine().backend();
    let agenda = Agenda::default();
    let at = |day| domain::tokyo::start_of(day);
    let week = (Some(at(day)), Some(at(day + chrono::Duration::days(7))));
    let queries = [
        narrowed(dated(seen(tx).await?, agenda.moments(day)), &agenda).build(backend),
        dated(seen(tx).await?, week).build(backend),
        chores::open_rows(tx, day)?.build(backend),
    ];
    crate::plans::of(tx, queries.into()).await
}
