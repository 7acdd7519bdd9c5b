//! まとめて行う操作: which applications were chosen, as they were then; what became of each; what can be taken back.

use super::{desk_views, review::Before};
use crate::{
    Error, Tx,
    entities::{bulk_acts, bulk_items, corrections, criterion_checks},
    events::Event,
    tx::Engine,
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{AccountId, ApplicationId, BulkId},
    subsidies::{BulkChoice, BulkKind, Criterion, Queue, RowResult, Verdict},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};
use serde_json::json;
use std::collections::BTreeMap;

/// How far an act is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Chosen, and not confirmed.
    Prepared,
    /// Confirmed; the worker is at it.
    Running,
    /// Every row has its result.
    Done,
    /// Being taken back.
    Undoing,
    /// Taken back, as far as that was possible.
    Undone,
}

impl State {
    const ALL: [Self; 5] = [Self::Prepared, Self::Running, Self::Done, Self::Undoing, Self::Undone];

    const fn code(self) -> &'static str {
        match self {
            Self::Prepared => "prepared",
            Self::Running => "running",
            Self::Done => "done",
            Self::Undoing => "undoing",
            Self::Undone => "undone",
        }
    }
}

/// An act on many applications.
#[derive(Debug, Clone, PartialEq)]
pub struct Bulk {
    /// Its id.
    pub id: BulkId,
    /// Whose.
    pub by: AccountId,
    /// What.
    pub kind: BulkKind,
    /// The list it was begun from.
    pub list: Queue,
    /// What was chosen for it; none while it is only prepared.
    pub choice: Option<BulkChoice>,
    /// How far it is.
    pub state: State,
    /// When every row had its result.
    pub done_at: Option<DateTime<Utc>>,
}

/// One row of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The application.
    pub application: ApplicationId,
    /// As it was when it was chosen.
    pub version: i32,
    /// What became of it.
    pub result: Option<RowResult>,
    /// As it was just before.
    pub before: Option<Before>,
    /// Its version after the act.
    pub after: Option<i32>,
    /// Whether it was taken back; none while nobody tried.
    pub undone: Option<bool>,
}

/// Keeps what was chosen.
pub async fn prepare(
    tx: &Tx,
    id: BulkId,
    kind: BulkKind,
    list: &Queue,
    chosen: &[(ApplicationId, i32)],
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let tenant_id = tx.tenant()?.uuid();
    let row = bulk_acts::Model {
        tenant_id,
        id: id.uuid(),
        account_id: tx.account().ok_or(Error::Missing)?.uuid(),
        kind: kind.code().to_owned(),
        list: desk_views::text(list)?,
        choice: serde_json::Value::Null,
        state: State::Prepared.code().to_owned(),
        created_at: now,
        done_at: None,
        undone_at: None,
    };
    bulk_acts::Entity::insert(bulk_acts::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    let items: Vec<_> = chosen
        .iter()
        .zip(1..)
        .map(|((application, version), seq)| bulk_items::ActiveModel {
            tenant_id: Set(tenant_id),
            bulk_id: Set(id.uuid()),
            application_id: Set(application.uuid()),
            seq: Set(seq),
            version: Set(*version),
            version_after: Set(None),
            result: Set(None),
            before: Set(None),
            undone: Set(String::new()),
        })
        .collect();
    // One statement holds fewer values than this on either database.
    for part in items.chunks(500) {
        bulk_items::Entity::insert_many(part.to_vec()).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

/// An act of the tenant.
pub async fn find(tx: &Tx, id: BulkId) -> Result<Option<Bulk>, Error> {
    one(tx, id, false).await
}

/// The same, for a change.
pub async fn find_to_change(tx: &Tx, id: BulkId) -> Result<Option<Bulk>, Error> {
    one(tx, id, true).await
}

async fn one(tx: &Tx, id: BulkId, to_change: bool) -> Result<Option<Bulk>, Error> {
    let query = tx.rows::<bulk_acts::Entity>()?.filter(bulk_acts::Column::Id.eq(id.uuid()));
    let query = match tx.engine() {
        Engine::Postgres if to_change => query.lock_exclusive(),
        Engine::Postgres | Engine::Sqlite => query,
    };
    query.one(tx.connection()).await?.map(Bulk::try_from).transpose()
}

/// The rows of an act, in the order of the list.
pub async fn items(tx: &Tx, id: BulkId) -> Result<Vec<Item>, Error> {
    let rows = tx
        .rows::<bulk_items::Entity>()?
        .filter(bulk_items::Column::BulkId.eq(id.uuid()))
        .order_by_asc(bulk_items::Column::Seq)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Item::try_from).collect()
}

/// Confirms an act with what was chosen for it.
pub async fn begin(
    tx: &Tx,
    bulk: &Bulk,
    choice: &BulkChoice,
    rows: usize,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let choice = serde_json::to_value(choice)?;
    move_on(
        tx,
        bulk,
        State::Prepared,
        State::Running,
        vec![(bulk_acts::Column::Choice, Expr::value(choice))],
    )
    .await?;
    let payload = json!({ "act": bulk.kind.code(), "applications": rows });
    tx.record(Event::of(now, "bulk.begun", "bulk", bulk.id.uuid(), payload))
}

/// Keeps what became of a row, in the transaction in which it was done.
pub async fn keep(
    tx: &Tx,
    bulk: BulkId,
    application: ApplicationId,
    result: &RowResult,
    done: Option<(&Before, i32)>,
) -> Result<(), Error> {
    let before = done.map(|(before, _)| serde_json::to_value(before)).transpose()?;
    update(
        tx,
        bulk,
        application,
        vec![
            (bulk_items::Column::Result, Expr::value(Some(serde_json::to_value(result)?))),
            (bulk_items::Column::Before, Expr::value(before)),
            (bulk_items::Column::VersionAfter, Expr::value(done.map(|(_, after)| after))),
        ],
    )
    .await
}

/// Keeps whether a row was taken back.
pub async fn keep_undone(
    tx: &Tx,
    bulk: BulkId,
    application: ApplicationId,
    undone: bool,
) -> Result<(), Error> {
    let word = if undone { "yes" } else { "no" };
    update(tx, bulk, application, vec![(bulk_items::Column::Undone, Expr::value(word))]).await
}

async fn update(
    tx: &Tx,
    bulk: BulkId,
    application: ApplicationId,
    columns: Vec<(bulk_items::Column, Expr)>,
) -> Result<(), Error> {
    let mut update = bulk_items::Entity::update_many();
    for (column, value) in columns {
        update = update.col_expr(column, value);
    }
    update
        .filter(bulk_items::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(bulk_items::Column::BulkId.eq(bulk.uuid()))
        .filter(bulk_items::Column::ApplicationId.eq(application.uuid()))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Every row has its result; false where that was so before.
pub async fn finish(tx: &Tx, bulk: &Bulk, done: usize, of: usize, now: DateTime<Utc>) -> Result<bool, Error> {
    let at = vec![(bulk_acts::Column::DoneAt, Expr::value(Some(now)))];
    match move_on(tx, bulk, State::Running, State::Done, at).await {
        Ok(()) => {}
        Err(Error::Stale) => return Ok(false),
        Err(error) => return Err(error),
    }
    let payload = json!({ "act": bulk.kind.code(), "done": done, "applications": of });
    tx.record(Event::of(now, "bulk.done", "bulk", bulk.id.uuid(), payload))?;
    Ok(true)
}

/// Begins to take an act back.
pub async fn begin_undoing(tx: &Tx, bulk: &Bulk, now: DateTime<Utc>) -> Result<(), Error> {
    move_on(tx, bulk, State::Done, State::Undoing, Vec::new()).await?;
    tx.record(Event::of(now, "bulk.undo-begun", "bulk", bulk.id.uuid(), json!({ "act": bulk.kind.code() })))
}

/// It is taken back, as far as that was possible.
pub async fn finish_undoing(tx: &Tx, bulk: &Bulk, undone: usize, now: DateTime<Utc>) -> Result<(), Error> {
    let at = vec![(bulk_acts::Column::UndoneAt, Expr::value(Some(now)))];
    match move_on(tx, bulk, State::Undoing, State::Undone, at).await {
        Ok(()) => {}
        Err(Error::Stale) => return Ok(()),
        Err(error) => return Err(error),
    }
    let payload = json!({ "act": bulk.kind.code(), "undone": undone });
    tx.record(Event::of(now, "bulk.undone", "bulk", bulk.id.uuid(), payload))
}

async fn move_on(
    tx: &Tx,
    bulk: &Bulk,
    from: State,
    to: State,
    also: Vec<(bulk_acts::Column, Expr)>,
) -> Result<(), Error> {
    let mut update =
        bulk_acts::Entity::update_many().col_expr(bulk_acts::Column::State, Expr::value(to.code()));
    for (column, value) in also {
        update = update.col_expr(column, value);
    }
    let moved = update
        .filter(bulk_acts::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(bulk_acts::Column::Id.eq(bulk.id.uuid()))
        .filter(bulk_acts::Column::State.eq(from.code()))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(moved.rows_affected)
}

/// What was judged of one of many applications.
pub type Judged = Vec<(Criterion, Verdict, DateTime<Utc>)>;

/// The verdicts on these applications, each with when it was given, and when each came back from its applicant last.
pub async fn judged(
    tx: &Tx,
    applications: &[ApplicationId],
) -> Result<(BTreeMap<ApplicationId, Judged>, BTreeMap<ApplicationId, DateTime<Utc>>), Error> {
    let ids = || applications.iter().map(|id| id.uuid());
    let mut judged: BTreeMap<ApplicationId, Judged> = BTreeMap::new();
    for row in tx
        .rows::<criterion_checks::Entity>()?
        .filter(criterion_checks::Column::ApplicationId.is_in(ids()))
        .all(tx.connection())
        .await?
    {
        let (Some(criterion), Some(verdict)) =
            (Criterion::from_code(&row.criterion), Verdict::from_code(&row.verdict))
        else {
            return Err(Error::Unreadable(format!("verdict {} on {}", row.verdict, row.criterion)));
        };
        judged.entry(row.application_id.into()).or_default().push((criterion, verdict, row.checked_at));
    }
    let mut back: BTreeMap<ApplicationId, DateTime<Utc>> = BTreeMap::new();
    for row in tx
        .rows::<corrections::Entity>()?
        .filter(corrections::Column::ApplicationId.is_in(ids()))
        .all(tx.connection())
        .await?
    {
        if let Some(at) = row.answered_at {
            let last = back.entry(row.application_id.into()).or_insert(at);
            *last = at.max(*last);
        }
    }
    Ok((judged, back))
}

impl TryFrom<bulk_acts::Model> for Bulk {
    type Error = Error;
    fn try_from(row: bulk_acts::Model) -> Result<Self, Error> {
        let bulk_acts::Model {
            tenant_id: _,
            id,
            account_id,
            kind,
            list,
            choice,
            state,
            created_at: _,
            done_at,
            undone_at: _,
        } = row;
        Ok(Self {
            id: id.into(),
            by: account_id.into(),
            kind: BulkKind::from_code(&kind).ok_or_else(|| Error::Unreadable(format!("bulk act {kind}")))?,
            list: desk_views::queue(&list)?,
            choice: serde_json::from_value(choice)?,
            state: State::ALL
                .into_iter()
                .find(|known| known.code() == state)
                .ok_or_else(|| Error::Unreadable(format!("bulk state {state}")))?,
            done_at,
        })
    }
}

impl TryFrom<bulk_items::Model> for Item {
    type Error = Error;
    fn try_from(row: bulk_items::Model) -> Result<Self, Error> {
        Ok(Self {
            application: row.application_id.into(),
            version: row.version,
            result: row.result.map(serde_json::from_value).transpose()?,
            before: row.before.map(serde_json::from_value).transpose()?,
            after: row.version_after,
            undone: match row.undone.as_str() {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            },
        })
    }
}
