//! What a federation shares among its municipalities, and when it is promised.

use crate::{
    Error, Tx,
    entities::{demo_absences, demo_bookings, demo_resources},
    events::Event,
};
use chrono::{DateTime, Utc};
use domain::{
    demos::{Diary, Held, ResourceKind, Stock, WeekHours},
    ids::{AbsenceId, DemoId, OccasionId, OpenDateId, ResourceId, TenantId},
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, TryInsertResult,
    sea_query::{Expr, OnConflict},
};
use serde_json::json;
use std::ops::Range;
use uuid::Uuid;

pub use super::absences::{Absence, absences, keep_away, take_back};

/// Something that a federation shares: a lecturer, a demo PC set, a room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// Its id.
    pub id: ResourceId,
    /// What it is.
    pub kind: ResourceKind,
    /// Its name.
    pub name: String,
    /// What is in the box, in the order of the list.
    pub contents: Vec<String>,
    /// When it is there in a week; empty where the federation's own hours hold.
    pub hours: Option<WeekHours>,
    /// Whether it is not lent any more.
    pub retired: bool,
    /// How often it was changed, from 1.
    pub version: i32,
}

impl Resource {
    /// As the search for alternatives sees it.
    pub const fn stock(&self) -> Stock {
        Stock { id: self.id, kind: self.kind, hours: self.hours }
    }
}

/// Why a resource is not free.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Use {
    /// Promised to a session.
    Session(DemoId),
    /// Away, with a word why.
    Absence(String),
    /// Held for whoever takes an open date.
    OpenDate(OpenDateId),
    /// At an occasion of the federation's own.
    Occasion(OccasionId),
}

/// Quarters of a resource that are taken, without a gap, by one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Which resource.
    pub resource: ResourceId,
    /// Which quarters ([`Slot::quarters`]).
    pub quarters: Range<i64>,
    /// By what.
    pub by: Use,
    /// Whether it is on its way, or in the post.
    pub travel: bool,
}

/// Adds a resource to the federation of the scope; false when there is one of that kind and name.
pub async fn add(
    tx: &Tx,
    id: ResourceId,
    kind: ResourceKind,
    name: &str,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let row = demo_resources::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        kind: kind.code().to_owned(),
        name: name.to_owned(),
        created_at: now,
        contents: json!([]),
        hours: None,
        retired_at: None,
        version: 1,
    };
    let done = demo_resources::Entity::insert(demo_resources::ActiveModel::from(row))
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(tx.connection())
        .await?;
    let added = match done {
        TryInsertResult::Inserted(rows) => rows == 1,
        TryInsertResult::Conflicted | TryInsertResult::Empty => false,
    };
    if added {
        tx.record(Event::of(now, "resource.added", "resource", id.uuid(), json!({ "kind": kind.code() })))?;
    }
    Ok(added)
}

/// What the federation lends: demo sets before lecturers, each by name.
pub async fn all(tx: &Tx) -> Result<Vec<Resource>, Error> {
    Ok(every(tx).await?.into_iter().filter(|one| !one.retired).collect())
}

/// Every resource, those too that are not lent any more.
pub async fn every(tx: &Tx) -> Result<Vec<Resource>, Error> {
    let rows = tx
        .rows::<demo_resources::Entity>()?
        .order_by_asc(demo_resources::Column::Kind)
        .order_by_asc(demo_resources::Column::Name)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Resource::try_from).collect()
}

/// One of them.
pub async fn find(tx: &Tx, id: ResourceId) -> Result<Option<Resource>, Error> {
    let query = tx.rows::<demo_resources::Entity>()?.filter(demo_resources::Column::Id.eq(id.uuid()));
    query.one(tx.connection()).await?.map(Resource::try_from).transpose()
}

/// Keeps what was changed of a resource, from the version it was read at; false when another has its name.
pub async fn update(tx: &Tx, changed: &Resource, now: DateTime<Utc>) -> Result<bool, Error> {
    let same = every(tx).await?.into_iter().find(|one| one.kind == changed.kind && one.name == changed.name);
    if same.is_some_and(|one| one.id != changed.id) {
        return Ok(false);
    }
    let hours = changed.hours.map(serde_json::to_value).transpose()?;
    let retired = changed.retired.then_some(now);
    let done = demo_resources::Entity::update_many()
        .col_expr(demo_resources::Column::Name, Expr::value(changed.name.as_str()))
        .col_expr(demo_resources::Column::Contents, Expr::value(json!(changed.contents)))
        .col_expr(demo_resources::Column::Hours, Expr::value(hours))
        .col_expr(demo_resources::Column::RetiredAt, Expr::value(retired))
        .col_expr(demo_resources::Column::Version, Expr::value(changed.version + 1))
        .filter(demo_resources::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(demo_resources::Column::Id.eq(changed.id.uuid()))
        .filter(demo_resources::Column::Version.eq(changed.version))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(done.rows_affected)?;
    let payload = json!({ "retired": changed.retired, "items": changed.contents.len() });
    tx.record(Event::of(now, "resource.changed", "resource", changed.id.uuid(), payload))?;
    Ok(true)
}

impl TryFrom<demo_resources::Model> for Resource {
    type Error = Error;
    fn try_from(row: demo_resources::Model) -> Result<Self, Error> {
        let kind = ResourceKind::from_code(&row.kind)
            .ok_or_else(|| Error::Unreadable(format!("resource kind {}", row.kind)))?;
        Ok(Self {
            id: row.id.into(),
            kind,
            name: row.name,
            contents: serde_json::from_value(row.contents)?,
            hours: row.hours.map(serde_json::from_value).transpose()?,
            retired: row.retired_at.is_some(),
            version: row.version,
        })
    }
}

/// What takes a resource.
pub(super) enum By {
    /// A session.
    Session(DemoId),
    /// An absence.
    Absence(AbsenceId),
    /// An open date.
    OpenDate(OpenDateId),
    /// An occasion.
    Occasion(OccasionId),
}

/// Quarters of a resource that somebody would like.
pub(super) struct Wanted {
    /// Which resource.
    pub resource: ResourceId,
    /// All of them, with the way there and back.
    pub quarters: Range<i64>,
    /// Those of the thing itself.
    pub own: Range<i64>,
}

impl Wanted {
    /// What an arrangement wants of everything that is promised for it.
    pub fn of(held: &Held) -> Vec<Self> {
        held.promises
            .iter()
            .map(|promise| Self {
                resource: promise.resource,
                quarters: held.quarters(promise.kind),
                own: held.slot.quarters(),
            })
            .collect()
    }
}

/// Takes the quarters of every resource, all or nothing: false when one of them is taken already, by whomever and however
/// many try at once. The rows come in one order, so that two that want the same never wait for each other in a ring.
pub(super) async fn take(
    tx: &Tx,
    wanted: &[Wanted],
    shared_with: Option<TenantId>,
    by: &By,
) -> Result<bool, Error> {
    let tenant_id = tx.tenant()?.uuid();
    let (session_id, absence_id, open_date_id, occasion_id) = match by {
        By::Session(session) => (Some(session.uuid()), None, None, None),
        By::Absence(absence) => (None, Some(absence.uuid()), None, None),
        By::OpenDate(date) => (None, None, Some(date.uuid()), None),
        By::Occasion(occasion) => (None, None, None, Some(occasion.uuid())),
    };
    let mut wanted: Vec<&Wanted> = wanted.iter().collect();
    wanted.sort_unstable_by_key(|one| one.resource);
    for Wanted { resource, quarters, own } in wanted {
        let mut rows: Vec<demo_bookings::ActiveModel> = quarters
            .clone()
            .map(|quarter| {
                demo_bookings::ActiveModel::from(demo_bookings::Model {
                    tenant_id,
                    resource_id: resource.uuid(),
                    quarter,
                    shared_with: shared_with.map(TenantId::uuid),
                    session_id,
                    absence_id,
                    open_date_id,
                    occasion_id,
                    travel: !own.contains(&quarter),
                })
            })
            .collect();
        while !rows.is_empty() {
            let rest = rows.split_off(rows.len().min(AT_ONCE));
            if !insert(tx, rows).await? {
                return Ok(false);
            }
            rows = rest;
        }
    }
    Ok(true)
}

/// How many rows one statement holds: a database takes only so many values.
const AT_ONCE: usize = 2_000;

/// Adds the rows; false when one of them is there already.
async fn insert(tx: &Tx, rows: Vec<demo_bookings::ActiveModel>) -> Result<bool, Error> {
    let wanted = rows.len() as u64;
    let taken = demo_bookings::Entity::insert_many(rows)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(tx.connection())
        .await?;
    Ok(match taken {
        TryInsertResult::Inserted(rows) => rows == wanted,
        TryInsertResult::Conflicted | TryInsertResult::Empty => false,
    })
}

/// Gives everything back that was promised to a session.
pub(super) async fn release(tx: &Tx, federation: Uuid, session: DemoId) -> Result<(), Error> {
    demo_bookings::Entity::delete_many()
        .filter(demo_bookings::Column::TenantId.eq(federation))
        .filter(demo_bookings::Column::SessionId.eq(session.uuid()))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Takes a resource for an occasion of its federation, in the pieces of [`domain::occasions::Occasion::travelling`]; false
/// when it is somewhere else in one of them.
pub(crate) async fn take_for_occasion(
    tx: &Tx,
    occasion: OccasionId,
    resource: ResourceId,
    pieces: &[(Range<i64>, Range<i64>)],
) -> Result<bool, Error> {
    let wanted: Vec<Wanted> = pieces
        .iter()
        .map(|(quarters, own)| Wanted { resource, quarters: quarters.clone(), own: own.clone() })
        .collect();
    take(tx, &wanted, None, &By::Occasion(occasion)).await
}

/// Gives back what was taken for an occasion: one resource, or all of them.
pub(crate) async fn release_from_occasion(
    tx: &Tx,
    occasion: OccasionId,
    resource: Option<ResourceId>,
) -> Result<(), Error> {
    let mut delete = demo_bookings::Entity::delete_many()
        .filter(demo_bookings::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(demo_bookings::Column::OccasionId.eq(occasion.uuid()));
    if let Some(resource) = resource {
        delete = delete.filter(demo_bookings::Column::ResourceId.eq(resource.uuid()));
    }
    delete.exec(tx.connection()).await?;
    Ok(())
}

/// What is taken of the federation's resources within these quarters, by resource and time.
pub async fn taken(tx: &Tx, within: Range<i64>) -> Result<Vec<Taken>, Error> {
    taken_at(tx, &[within]).await
}

/// The same within several times at once, and not between them.
pub async fn taken_at(tx: &Tx, times: &[Range<i64>]) -> Result<Vec<Taken>, Error> {
    let first = times.iter().map(|time| time.start).min();
    let (Some(first), Some(end)) = (first, times.iter().map(|time| time.end).max()) else {
        return Ok(Vec::new());
    };
    let at = |time: &Range<i64>| {
        Condition::all()
            .add(demo_bookings::Column::Quarter.gte(time.start))
            .add(demo_bookings::Column::Quarter.lt(time.end))
    };
    let rows = tx
        .shared::<demo_bookings::Entity>()?
        .filter(demo_bookings::Column::TenantId.eq(tx.tenant()?.uuid()))
        // From the first to the last the index is read, whatever lies between.
        .filter(demo_bookings::Column::Quarter.gte(first))
        .filter(demo_bookings::Column::Quarter.lt(end))
        .filter(times.iter().map(at).fold(Condition::any(), Condition::add))
        .order_by_asc(demo_bookings::Column::ResourceId)
        .order_by_asc(demo_bookings::Column::Quarter)
        .all(tx.connection())
        .await?;
    let mut away: Vec<Uuid> = rows.iter().filter_map(|row| row.absence_id).collect();
    away.dedup();
    let absences = if away.is_empty() {
        Vec::new()
    } else {
        let known = tx.rows::<demo_absences::Entity>()?.filter(demo_absences::Column::Id.is_in(away));
        known.all(tx.connection()).await?
    };
    let mut taken: Vec<Taken> = Vec::new();
    for row in rows {
        let by = match (row.session_id, row.open_date_id, row.occasion_id, row.absence_id) {
            (Some(session), ..) => Use::Session(session.into()),
            (None, Some(date), ..) => Use::OpenDate(date.into()),
            (None, None, Some(occasion), _) => Use::Occasion(occasion.into()),
            (None, None, None, Some(absence)) => {
                let note = absences.iter().find(|known| known.id == absence).map(|known| known.note.clone());
                Use::Absence(note.unwrap_or_default())
            }
            (None, None, None, None) => {
                return Err(Error::Unreadable("a booking by nothing".to_owned()));
            }
        };
        match taken.last_mut() {
            Some(last)
                if last.resource.uuid() == row.resource_id
                    && last.quarters.end == row.quarter
                    && last.by == by
                    && last.travel == row.travel =>
            {
                last.quarters.end += 1;
            }
            Some(_) | None => taken.push(Taken {
                resource: row.resource_id.into(),
                quarters: row.quarter..row.quarter + 1,
                by,
                travel: row.travel,
            }),
        }
    }
    Ok(taken)
}

/// What is taken of the federation's resources within these quarters, by whatever but one session: all that a search for a
/// free date asks.
pub async fn diary(tx: &Tx, within: Range<i64>, but: Option<DemoId>) -> Result<Diary, Error> {
    let mut query = tx
        .shared::<demo_bookings::Entity>()?
        .select_only()
        .column(demo_bookings::Column::ResourceId)
        .column(demo_bookings::Column::Quarter)
        .filter(demo_bookings::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(demo_bookings::Column::Quarter.gte(within.start))
        .filter(demo_bookings::Column::Quarter.lt(within.end))
        .order_by_asc(demo_bookings::Column::ResourceId)
        .order_by_asc(demo_bookings::Column::Quarter);
    if let Some(session) = but {
        query = query.filter(
            Condition::any()
                .add(demo_bookings::Column::SessionId.is_null())
                .add(demo_bookings::Column::SessionId.ne(session.uuid())),
        );
    }
    let rows: Vec<(Uuid, i64)> = query.into_tuple().all(tx.connection()).await?;
    let mut diary = Diary::default();
    let mut run: Option<(Uuid, Range<i64>)> = None;
    for (resource, quarter) in rows {
        match &mut run {
            Some((last, quarters)) if *last == resource && quarters.end == quarter => quarters.end += 1,
            _ => {
                if let Some((last, quarters)) = run.replace((resource, quarter..quarter + 1)) {
                    diary.take(last.into(), quarters);
                }
            }
        }
    }
    if let Some((last, quarters)) = run {
        diary.take(last.into(), quarters);
    }
    Ok(diary)
}
