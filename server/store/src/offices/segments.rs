//! 対象リスト: segments of the register, saved under a name; whom they mean is asked anew each time.

use super::{
    reached,
    rows::{live, status},
    search::{Found, containing, known_by, listed},
};
use crate::{
    Error, Tx, adoption,
    entities::{applications, corporations, office_services, offices, segments},
    events::Event,
    plans::holds,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    adoption::current,
    fiscal_year::FiscalYear,
    ids::{OfficeId, SegmentId},
    mailings::Candidate,
    offices::{Adopted, Applied, MailAddress, NamedSegment, Query, Segment},
    text::hex,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, PaginatorTrait as _, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait as _, Select,
    sea_query::{OnConflict, SelectStatement},
};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// A saved segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// Its id.
    pub id: SegmentId,
    /// Its name and whom it means.
    pub named: NamedSegment,
    /// Counts its edits.
    pub version: i32,
    /// When it was last saved.
    pub updated_at: DateTime<Utc>,
}

impl TryFrom<segments::Model> for Saved {
    type Error = Error;
    fn try_from(row: segments::Model) -> Result<Self, Error> {
        let segments::Model { tenant_id: _, id, name, filter, created_at: _, updated_at, version, meant: _ } =
            row;
        let named = NamedSegment { name, segment: serde_json::from_value(filter)? };
        Ok(Self { id: id.into(), named, version, updated_at })
    }
}

/// Saves a new segment, however many mean the same.
pub async fn add(tx: &Tx, id: SegmentId, named: &NamedSegment, now: DateTime<Utc>) -> Result<(), Error> {
    segments::Entity::insert(segments::ActiveModel::from(fresh(tx, id, named, None, now)?))
        .exec_without_returning(tx.connection())
        .await?;
    added(tx, id, now)
}

/// Saves a segment once: where somebody else just saved one that means the same, theirs is given back. Whoever comes second
/// waits until the first has.
pub async fn add_once(
    tx: &Tx,
    id: SegmentId,
    named: &NamedSegment,
    now: DateTime<Utc>,
) -> Result<SegmentId, Error> {
    let meant = hex(&Sha256::digest(serde_json::to_vec(&named.segment)?));
    let row = fresh(tx, id, named, Some(meant.clone()), now)?;
    let written = segments::Entity::insert(segments::ActiveModel::from(row))
        .try_insert()
        .on_conflict(
            OnConflict::columns([segments::Column::TenantId, segments::Column::Meant])
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(tx.connection())
        .await?;
    if written > 0 {
        added(tx, id, now)?;
        return Ok(id);
    }
    let theirs = tx
        .rows::<segments::Entity>()?
        .filter(segments::Column::Meant.eq(meant))
        .one(tx.connection())
        .await?
        .ok_or(Error::Stale)?;
    Ok(theirs.id.into())
}

fn fresh(
    tx: &Tx,
    id: SegmentId,
    named: &NamedSegment,
    meant: Option<String>,
    now: DateTime<Utc>,
) -> Result<segments::Model, Error> {
    Ok(segments::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        name: named.name.clone(),
        filter: serde_json::to_value(&named.segment)?,
        created_at: now,
        updated_at: now,
        version: 1,
        meant,
    })
}

fn added(tx: &Tx, id: SegmentId, now: DateTime<Utc>) -> Result<(), Error> {
    tx.record(Event::of(now, "segment.added", "segment", id.uuid(), json!({})))
}

/// Saves a segment over the version it was edited from.
pub async fn save(
    tx: &Tx,
    id: SegmentId,
    version: i32,
    named: &NamedSegment,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let saved = segments::Entity::update_many()
        .set(segments::ActiveModel {
            name: Set(named.name.clone()),
            filter: Set(serde_json::to_value(&named.segment)?),
            updated_at: Set(now),
            version: Set(version + 1),
            // It is theirs from now on: the next who uses a ready one finds it by whom it means, or saves another.
            meant: Set(None),
            ..Default::default()
        })
        .filter(segments::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(segments::Column::Id.eq(id.uuid()))
        .filter(segments::Column::Version.eq(version))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(saved.rows_affected)?;
    tx.record(Event::of(now, "segment.edited", "segment", id.uuid(), json!({ "version": version + 1 })))
}

/// Every segment of the tenant, by name.
pub async fn all(tx: &Tx) -> Result<Vec<Saved>, Error> {
    let rows =
        tx.rows::<segments::Entity>()?.order_by_asc(segments::Column::Name).all(tx.connection()).await?;
    rows.into_iter().map(Saved::try_from).collect()
}

/// One that means the same offices by the same conditions; of several the first by name.
pub async fn meaning(tx: &Tx, segment: &Segment) -> Result<Option<Saved>, Error> {
    Ok(all(tx).await?.into_iter().find(|saved| saved.named.segment == *segment))
}

/// A segment of the tenant.
pub async fn find(tx: &Tx, id: SegmentId) -> Result<Option<Saved>, Error> {
    let row = tx
        .rows::<segments::Entity>()?
        .filter(segments::Column::Id.eq(id.uuid()))
        .one(tx.connection())
        .await?;
    row.map(Saved::try_from).transpose()
}

/// Whether another segment has this name, so that officers can tell them apart.
pub async fn is_named(tx: &Tx, name: &str, but: Option<SegmentId>) -> Result<bool, Error> {
    let mut rows = tx.rows::<segments::Entity>()?.filter(segments::Column::Name.eq(name));
    if let Some(id) = but {
        rows = rows.filter(segments::Column::Id.ne(id.uuid()));
    }
    Ok(rows.count(tx.connection()).await? > 0)
}

/// How many offices it means now.
pub async fn count(tx: &Tx, segment: &Segment) -> Result<u64, Error> {
    Ok(meant(tx, segment).await?.count(tx.connection()).await?)
}

/// A page of the offices it means now, as in the register's list; the first page is 0.
pub async fn offices(tx: &Tx, segment: &Segment, page: u64, per_page: u64) -> Result<Found, Error> {
    let query = meant(tx, segment).await?;
    let total = query.clone().count(tx.connection()).await?;
    let rows = query
        .order_by_asc(offices::Column::NameKana)
        .order_by_asc(offices::Column::Number)
        .offset(page * per_page)
        .limit(per_page)
        .all(tx.connection())
        .await?;
    Ok(Found { offices: listed(tx, rows).await?, total })
}

/// Every office it means now, by number.
pub async fn candidates(tx: &Tx, segment: &Segment) -> Result<Vec<Candidate>, Error> {
    by_number(tx, meant(tx, segment).await?).await
}

/// These offices, by number.
pub(crate) async fn candidates_of(tx: &Tx, chosen: &[OfficeId]) -> Result<Vec<Candidate>, Error> {
    let chosen = chosen.iter().copied().map(OfficeId::uuid);
    by_number(tx, live(tx)?.filter(offices::Column::Id.is_in(chosen))).await
}

/// The offices that `chosen` selects the ids of, by number.
pub(crate) async fn candidates_among(tx: &Tx, chosen: SelectStatement) -> Result<Vec<Candidate>, Error> {
    by_number(tx, live(tx)?.filter(offices::Column::Id.in_subquery(chosen))).await
}

async fn by_number(tx: &Tx, found: Select<offices::Entity>) -> Result<Vec<Candidate>, Error> {
    // Put in order here: SQLite, asked for an order that an index has, reads all of the house in that order.
    let mut rows = found.all(tx.connection()).await?;
    rows.sort_unstable_by(|one, other| one.number.cmp(&other.number));
    rows.into_iter()
        .map(|row| {
            Ok(Candidate {
                office: row.id.into(),
                number: row.number.parse().map_err(|_| Error::Unreadable(row.number))?,
                name: row.name,
                email: row.email,
                status: status(&row.status)?,
            })
        })
        .collect()
}

/// The offices that a segment means.
pub(super) async fn meant(tx: &Tx, segment: &Segment) -> Result<Select<offices::Entity>, Error> {
    let Segment {
        services,
        municipality,
        area,
        district,
        corporation,
        mail,
        status: open,
        application,
        adoption,
        halt: _,
        linking: _,
        partners: _,
        association: _,
        survey: _,
        session: _,
        mailing: _,
        activity: _,
        group: _,
        numbers: _,
        silent_since: _,
        words,
    } = segment;
    let mut query = live(tx)?;
    if !services.is_empty() {
        query = query.filter(offices::Column::Id.in_subquery(providing(tx, segment)?));
    }
    if let Some(municipality) = municipality {
        query = query.filter(offices::Column::MunicipalityCode.eq(municipality.as_str()));
    }
    for word in area.split_whitespace() {
        query = query.filter(offices::Column::Address.like(containing(word)));
    }
    for word in district.split_whitespace() {
        query = query.filter(offices::Column::Area.like(containing(word)));
    }
    match adoption {
        Some(Adopted::Yes) => query = query.filter(offices::Column::Id.is_in(adopters(tx).await?)),
        Some(Adopted::No) => query = query.filter(offices::Column::Id.is_not_in(adopters(tx).await?)),
        None => {}
    }
    if !Query::parse(corporation).is_empty() {
        query = query.filter(offices::Column::CorporationId.in_subquery(owners(tx, corporation)?));
    }
    match mail {
        Some(MailAddress::Known) => query = query.filter(offices::Column::Email.ne("")),
        Some(MailAddress::Unknown) => query = query.filter(offices::Column::Email.eq("")),
        None => {}
    }
    if let Some(open) = open {
        query = query.filter(offices::Column::Status.eq(open.name()));
    }
    match application {
        Some(Applied::Live(year)) => {
            query = query.filter(offices::Column::Id.in_subquery(applied(tx, *year)?));
        }
        Some(Applied::Not(year)) => {
            query = query.filter(offices::Column::Id.not_in_subquery(applied(tx, *year)?));
        }
        None => {}
    }
    for word in Query::parse(words).words() {
        query = query.filter(known_by(tx, word)?);
    }
    reached::narrowed(tx, query, segment).await
}

/// The offices that count as adopters, as far as is known.
pub(crate) async fn adopters(tx: &Tx) -> Result<Vec<Uuid>, Error> {
    let known = adoption::every(tx).await?.into_iter();
    let counts = known
        .filter(|(_, evidence)| current(evidence, NaiveDate::MAX).is_some_and(|holds| holds.state.counts()));
    Ok(counts.map(|(office, _)| office.uuid()).collect())
}

/// The offices that provide one of the services.
fn providing(tx: &Tx, segment: &Segment) -> Result<SelectStatement, Error> {
    let codes = segment.services.iter().map(|service| service.code());
    Ok(tx
        .rows::<office_services::Entity>()?
        .select_only()
        .column(office_services::Column::OfficeId)
        .filter(office_services::Column::ServiceCode.is_in(codes))
        .into_query())
}

/// The corporations that words or a number name.
fn owners(tx: &Tx, words: &str) -> Result<SelectStatement, Error> {
    let mut rows = tx.rows::<corporations::Entity>()?.select_only().column(corporations::Column::Id);
    for word in Query::parse(words).words() {
        rows = rows.filter(
            Condition::any()
                .add(corporations::Column::SearchKey.like(containing(word)))
                .add(corporations::Column::Number.eq(word.as_str())),
        );
    }
    Ok(rows.into_query())
}

/// The offices with an application in the year that holds their place.
fn applied(tx: &Tx, year: FiscalYear) -> Result<SelectStatement, Error> {
    Ok(tx
        .rows::<applications::Entity>()?
        .select_only()
        .column(applications::Column::OfficeId)
        .filter(applications::Column::FiscalYear.eq(year.year()))
        .filter(holds(applications::Column::LiveKey))
        .into_query())
}
