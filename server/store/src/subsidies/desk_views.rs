//! 保存した一覧: queues under a name, an officer's own and those of the house.

use crate::{
    Error, Tx,
    entities::{queue_view_firsts, queue_views},
    events::Event,
};
use chrono::{DateTime, Utc};
use domain::{
    form::Typed,
    ids::{AccountId, QueueViewId},
    subsidies::{NamedQueue, NamedQueueProblem, Queue},
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait as _, QueryFilter, QueryOrder, sea_query::OnConflict,
};
use serde_json::json;

/// A saved view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// Its id.
    pub id: QueueViewId,
    /// Who saved it.
    pub by: AccountId,
    /// Its name and its list.
    pub named: NamedQueue,
}

/// Saves a view.
pub async fn add(
    tx: &Tx,
    id: QueueViewId,
    by: AccountId,
    named: &NamedQueue,
    now: DateTime<Utc>,
) -> Result<Result<(), NamedQueueProblem>, Error> {
    let own = tx.rows::<queue_views::Entity>()?.filter(queue_views::Column::AccountId.eq(by.uuid()));
    if own.count(tx.connection()).await? >= NamedQueue::MOST {
        return Ok(Err(NamedQueueProblem::TooMany));
    }
    let NamedQueue { name, shared, queue } = named;
    let row = queue_views::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        account_id: by.uuid(),
        shared: *shared,
        name: name.clone(),
        query: text(queue)?,
        created_at: now,
    };
    let keys = [queue_views::Column::TenantId, queue_views::Column::AccountId, queue_views::Column::Name];
    let added = queue_views::Entity::insert(queue_views::ActiveModel::from(row))
        .on_conflict(OnConflict::columns(keys).do_nothing().to_owned())
        .exec_without_returning(tx.connection())
        .await?;
    if added == 0 {
        return Ok(Err(NamedQueueProblem::NameTaken));
    }
    tx.record(Event::of(now, "queue_view.saved", "queue_view", id.uuid(), json!({ "shared": shared })))?;
    Ok(Ok(()))
}

/// The views that an officer has: their own and those of the house, by name.
pub async fn of(tx: &Tx, officer: AccountId) -> Result<Vec<Saved>, Error> {
    let theirs = Condition::any()
        .add(queue_views::Column::AccountId.eq(officer.uuid()))
        .add(queue_views::Column::Shared.eq(true));
    let rows = tx
        .rows::<queue_views::Entity>()?
        .filter(theirs)
        .order_by_asc(queue_views::Column::Name)
        .order_by_asc(queue_views::Column::Id)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Saved::try_from).collect()
}

/// Takes a view away: whoever saved it, or an administrator one of the house.
pub async fn remove(
    tx: &Tx,
    id: QueueViewId,
    by: AccountId,
    administers: bool,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let own = queue_views::Column::AccountId.eq(by.uuid());
    let whose = if administers {
        Condition::any().add(own).add(queue_views::Column::Shared.eq(true))
    } else {
        Condition::all().add(own)
    };
    let rows = tx.rows::<queue_views::Entity>()?;
    let theirs = rows.filter(queue_views::Column::Id.eq(id.uuid())).filter(whose);
    if theirs.one(tx.connection()).await?.is_none() {
        return Ok(false);
    }
    let tenant = tx.tenant()?.uuid();
    // Whoever opened it first opens the usual list from now on.
    queue_view_firsts::Entity::delete_many()
        .filter(queue_view_firsts::Column::TenantId.eq(tenant))
        .filter(queue_view_firsts::Column::ViewId.eq(id.uuid()))
        .exec(tx.connection())
        .await?;
    queue_views::Entity::delete_many()
        .filter(queue_views::Column::TenantId.eq(tenant))
        .filter(queue_views::Column::Id.eq(id.uuid()))
        .exec(tx.connection())
        .await?;
    tx.record(Event::of(now, "queue_view.removed", "queue_view", id.uuid(), json!({})))?;
    Ok(true)
}

/// The view that an officer opens first.
pub async fn first(tx: &Tx, officer: AccountId) -> Result<Option<Saved>, Error> {
    let chosen = tx
        .rows::<queue_view_firsts::Entity>()?
        .filter(queue_view_firsts::Column::AccountId.eq(officer.uuid()))
        .one(tx.connection())
        .await?;
    match chosen {
        Some(chosen) => one(tx, chosen.view_id.into(), officer).await,
        None => Ok(None),
    }
}

/// A view that an officer has.
async fn one(tx: &Tx, id: QueueViewId, officer: AccountId) -> Result<Option<Saved>, Error> {
    let row = tx
        .rows::<queue_views::Entity>()?
        .filter(queue_views::Column::Id.eq(id.uuid()))
        .filter(
            Condition::any()
                .add(queue_views::Column::AccountId.eq(officer.uuid()))
                .add(queue_views::Column::Shared.eq(true)),
        )
        .one(tx.connection())
        .await?;
    row.map(Saved::try_from).transpose()
}

/// Makes a view the one that an officer opens first; none where the officer has no such view.
pub async fn choose_first(
    tx: &Tx,
    id: QueueViewId,
    officer: AccountId,
    now: DateTime<Utc>,
) -> Result<Option<Saved>, Error> {
    let Some(chosen) = one(tx, id, officer).await? else { return Ok(None) };
    let row = queue_view_firsts::Model {
        tenant_id: tx.tenant()?.uuid(),
        account_id: officer.uuid(),
        view_id: id.uuid(),
    };
    let keys = [queue_view_firsts::Column::TenantId, queue_view_firsts::Column::AccountId];
    queue_view_firsts::Entity::insert(queue_view_firsts::ActiveModel::from(row))
        .on_conflict(OnConflict::columns(keys).update_column(queue_view_firsts::Column::ViewId).to_owned())
        .exec_without_returning(tx.connection())
        .await?;
    tx.record(Event::of(now, "queue_view.first-chosen", "queue_view", id.uuid(), json!({ "first": true })))?;
    Ok(Some(chosen))
}

/// An officer opens the usual list first again.
pub async fn choose_none(tx: &Tx, officer: AccountId, now: DateTime<Utc>) -> Result<(), Error> {
    let Some(chosen) = first(tx, officer).await? else { return Ok(()) };
    queue_view_firsts::Entity::delete_many()
        .filter(queue_view_firsts::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(queue_view_firsts::Column::AccountId.eq(officer.uuid()))
        .exec(tx.connection())
        .await?;
    let (id, facts) = (chosen.id.uuid(), json!({ "first": false }));
    tx.record(Event::of(now, "queue_view.first-chosen", "queue_view", id, facts))
}

/// A list as a row keeps it.
pub(super) fn text(queue: &Queue) -> Result<String, Error> {
    Ok(serde_json::to_string(&queue.pairs())?)
}

/// The list of a row.
pub(super) fn queue(text: &str) -> Result<Queue, Error> {
    let pairs: Vec<(String, String)> = serde_json::from_str(text)?;
    Ok(Queue::parse(&Typed::new(pairs)))
}

impl TryFrom<queue_views::Model> for Saved {
    type Error = Error;
    fn try_from(row: queue_views::Model) -> Result<Self, Error> {
        let queue_views::Model { tenant_id: _, id, account_id, shared, name, query, created_at: _ } = row;
        let named = NamedQueue { name, shared, queue: queue(&query)? };
        Ok(Self { id: id.into(), by: account_id.into(), named })
    }
}
