//! 催し of the house of the scope. Whoever registers from outside does it in the host's scope; what is not published is
//! asked for by its own house alone, and every function for outsiders says so.

pub mod bodies;
pub mod lecturers;
pub mod waiting;

use crate::{Error, Tx, entities::occasions, events::Event, tx::Engine};
use chrono::{DateTime, Utc};
use domain::{
    ids::{OccasionId, TenantId},
    occasions::{Occasion, Stage, Turnout},
    subsidies::Reason,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
use serde_json::json;

/// An occasion as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// Its id.
    pub id: OccasionId,
    /// Whose it is.
    pub host: TenantId,
    /// What it is.
    pub occasion: Occasion,
    /// Where it stands.
    pub stage: Stage,
    /// People that are registered.
    pub registered: u16,
    /// Who came, by channel.
    pub turnout: Vec<Turnout>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
    /// How often it was changed, from 1.
    pub version: i32,
}

impl Kept {
    /// Places that are left, in people; none where there is no limit.
    pub fn left(&self) -> Option<u16> {
        self.occasion.places().map(|places| places.saturating_sub(self.registered))
    }
}

/// Adds an occasion that nobody else sees yet.
pub async fn add(tx: &Tx, id: OccasionId, occasion: &Occasion, now: DateTime<Utc>) -> Result<(), Error> {
    let row = occasions::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        facts: serde_json::to_value(occasion)?,
        stage: Stage::Draft.code().to_owned(),
        stage_facts: serde_json::to_value(Stage::Draft)?,
        starts_at: occasion.starts_at(),
        ends_at: occasion.ends_at(),
        places: occasion.places().map(i32::from),
        registered: 0,
        turnout: json!([]),
        created_at: now,
        updated_at: now,
        version: 1,
    };
    occasions::Entity::insert(occasions::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    tx.record(Event::of(
        now,
        "occasion.added",
        "occasion",
        id.uuid(),
        json!({ "kind": occasion.kind.code() }),
    ))
}

/// One occasion of the house.
pub async fn find(tx: &Tx, id: OccasionId) -> Result<Option<Kept>, Error> {
    let query = tx.rows::<occasions::Entity>()?.filter(occasions::Column::Id.eq(id.uuid()));
    query.one(tx.connection()).await?.map(Kept::try_from).transpose()
}

/// Some occasions of the house.
pub async fn of_ids(tx: &Tx, ids: &[OccasionId]) -> Result<Vec<Kept>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids = ids.iter().map(|id| id.uuid());
    let rows = tx.rows::<occasions::Entity>()?.filter(occasions::Column::Id.is_in(ids));
    rows.all(tx.connection()).await?.into_iter().map(Kept::try_from).collect()
}

/// The same as one, and nobody else changes it until the transaction is over.
pub async fn find_to_change(tx: &Tx, id: OccasionId) -> Result<Option<Kept>, Error> {
    let query = tx.rows::<occasions::Entity>()?.filter(occasions::Column::Id.eq(id.uuid()));
    let query = match tx.engine() {
        Engine::Sqlite => query,
        Engine::Postgres => query.lock_exclusive(),
    };
    query.one(tx.connection()).await?.map(Kept::try_from).transpose()
}

/// Every occasion of the house, the latest first.
pub async fn all(tx: &Tx) -> Result<Vec<Kept>, Error> {
    let rows = tx
        .rows::<occasions::Entity>()?
        .order_by_desc(occasions::Column::StartsAt)
        .order_by_desc(occasions::Column::Id)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Kept::try_from).collect()
}

/// The published ones of the house that are not over, the earliest first: what everybody may read of.
pub async fn to_come(tx: &Tx, now: DateTime<Utc>) -> Result<Vec<Kept>, Error> {
    let rows = tx
        .rows::<occasions::Entity>()?
        .filter(occasions::Column::Stage.eq("published"))
        .filter(occasions::Column::EndsAt.gte(now))
        .order_by_asc(occasions::Column::StartsAt)
        .order_by_asc(occasions::Column::Id)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Kept::try_from).collect()
}

/// What an act on an occasion changes.
enum Change<'a> {
    Facts(&'a Occasion),
    Stage(&'a Stage),
    Turnout(&'a [Turnout]),
    /// Nothing of itself: who came of its bodies.
    Bodies,
}

/// Changes what it is.
pub async fn edit(tx: &Tx, kept: &Kept, occasion: &Occasion, now: DateTime<Utc>) -> Result<(), Error> {
    change(tx, kept, Change::Facts(occasion), now).await?;
    let moved = kept.occasion.starts_at() != occasion.starts_at();
    tx.record(Event::of(now, "occasion.edited", "occasion", kept.id.uuid(), json!({ "moved": moved })))
}

/// Publishes it.
pub async fn publish(tx: &Tx, kept: &Kept, now: DateTime<Utc>) -> Result<(), Error> {
    change(tx, kept, Change::Stage(&Stage::Published { at: now }), now).await?;
    tx.record(Event::of(now, "occasion.published", "occasion", kept.id.uuid(), json!({})))
}

/// Calls it off: whoever speaks at it is free then.
pub async fn cancel(tx: &Tx, kept: &Kept, reason: Reason, now: DateTime<Utc>) -> Result<(), Error> {
    change(tx, kept, Change::Stage(&Stage::Cancelled { at: now, reason }), now).await?;
    lecturers::release_all(tx, kept.id).await?;
    let payload = json!({ "registered": kept.registered });
    tx.record(Event::of(now, "occasion.cancelled", "occasion", kept.id.uuid(), payload))
}

/// Keeps who came by channel.
pub async fn count_channels(
    tx: &Tx,
    kept: &Kept,
    turnout: &[Turnout],
    now: DateTime<Utc>,
) -> Result<(), Error> {
    change(tx, kept, Change::Turnout(turnout), now).await?;
    let payload = json!({ "turnout": turnout });
    tx.record(Event::of(now, "occasion.counted", "occasion", kept.id.uuid(), payload))
}

/// Who came of its bodies was counted: a form that was made before that is stale.
pub async fn count_bodies(tx: &Tx, kept: &Kept, now: DateTime<Utc>) -> Result<(), Error> {
    change(tx, kept, Change::Bodies, now).await
}

async fn change(tx: &Tx, kept: &Kept, what: Change<'_>, now: DateTime<Utc>) -> Result<(), Error> {
    let update = occasions::Entity::update_many()
        .col_expr(occasions::Column::UpdatedAt, Expr::value(now))
        .col_expr(occasions::Column::Version, Expr::value(kept.version + 1));
    let update = match what {
        Change::Facts(occasion) => update
            .col_expr(occasions::Column::Facts, Expr::value(serde_json::to_value(occasion)?))
            .col_expr(occasions::Column::StartsAt, Expr::value(occasion.starts_at()))
            .col_expr(occasions::Column::EndsAt, Expr::value(occasion.ends_at()))
            .col_expr(occasions::Column::Places, Expr::value(occasion.places().map(i32::from))),
        Change::Stage(stage) => update
            .col_expr(occasions::Column::Stage, Expr::value(stage.code()))
            .col_expr(occasions::Column::StageFacts, Expr::value(serde_json::to_value(stage)?)),
        Change::Turnout(turnout) => {
            update.col_expr(occasions::Column::Turnout, Expr::value(serde_json::to_value(turnout)?))
        }
        Change::Bodies => update,
    };
    let changed = update
        .filter(occasions::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(occasions::Column::Id.eq(kept.id.uuid()))
        .filter(occasions::Column::Version.eq(kept.version))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(changed.rows_affected)
}

impl TryFrom<occasions::Model> for Kept {
    type Error = Error;
    fn try_from(row: occasions::Model) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            host: row.tenant_id.into(),
            occasion: serde_json::from_value(row.facts)?,
            stage: serde_json::from_value(row.stage_facts)?,
            registered: count(row.registered)?,
            turnout: serde_json::from_value(row.turnout)?,
            updated_at: row.updated_at,
            version: row.version,
        })
    }
}

/// A number of people as its column holds it.
fn count(people: i32) -> Result<u16, Error> {
    u16::try_from(people).map_err(|_| Error::Unreadable(format!("{people} people")))
}
