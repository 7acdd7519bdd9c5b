//! The tasks that prepare a session: whose, by when, done by whom. Each says itself what it is; its rule says when it is
//! due, so that it moves with the date while it is open.

use super::{record, sessions::Session};
use crate::{Error, Tx, entities::demo_chores};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    demos::{Due, Happening, Owner, PlanTask, PlannedChore, Side},
    ids::{AccountId, ChoreId, DemoId, TenantId},
    working_days::WorkingCalendar,
};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait as _, QueryFilter, QueryOrder, sea_query::Expr};
use serde_json::json;

/// A task of one session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Its id.
    pub id: ChoreId,
    /// Of which session.
    pub session: DemoId,
    /// What, whose, and when by its rule.
    pub task: PlanTask,
    /// By which day.
    pub due: NaiveDate,
    /// Its place among those of one day.
    pub position: i32,
    /// What somebody wrote about it.
    pub note: String,
    /// Who did it, once somebody did.
    pub done: Option<Done>,
    /// How often it was changed, from 1.
    pub version: i32,
}

/// Who did a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// When.
    pub at: DateTime<Utc>,
    /// For which side.
    pub side: Side,
    /// The person's name.
    pub name: String,
}

/// Adds the plan of a session.
pub(super) async fn add(
    tx: &Tx,
    session: &Session,
    plan: &[PlannedChore],
    id: &(dyn Fn() -> ChoreId + Sync),
) -> Result<(), Error> {
    if plan.is_empty() {
        return Ok(());
    }
    let rows = plan.iter().map(|one| row(session, one, id()));
    demo_chores::Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    Ok(())
}

fn row(session: &Session, one: &PlannedChore, id: ChoreId) -> demo_chores::ActiveModel {
    demo_chores::ActiveModel::from(demo_chores::Model {
        tenant_id: session.federation.uuid(),
        id: id.uuid(),
        session_id: session.id.uuid(),
        shared_with: session.municipality.map(TenantId::uuid),
        title: one.task.title.clone(),
        details: one.task.details.clone(),
        owner: one.task.owner.code().to_owned(),
        due_rule: one.task.due.code(),
        due_on: one.due,
        position: one.position,
        note: String::new(),
        done_at: None,
        done_by: None,
        done_side: None,
        done_name: None,
        version: 1,
    })
}

/// One task more, for this session alone.
pub async fn add_one(
    tx: &Tx,
    session: &Session,
    id: ChoreId,
    task: PlanTask,
    due: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let last = of_session(tx, session.id).await?.iter().map(|task| task.position).max().unwrap_or(0);
    let one = PlannedChore { task, due, position: last + 1 };
    demo_chores::Entity::insert(row(session, &one, id)).exec_without_returning(tx.connection()).await?;
    record(tx, session, Happening::ChoreAdded, &json!({ "chore": id, "due": due }), now)
}

/// Takes an open task out of the plan of this session; false when it was done or is gone.
pub async fn remove(tx: &Tx, session: &Session, task: ChoreId, now: DateTime<Utc>) -> Result<bool, Error> {
    let removed = demo_chores::Entity::delete_many()
        .filter(demo_chores::Column::TenantId.eq(session.federation.uuid()))
        .filter(demo_chores::Column::SessionId.eq(session.id.uuid()))
        .filter(demo_chores::Column::Id.eq(task.uuid()))
        .filter(demo_chores::Column::DoneAt.is_null())
        .exec(tx.connection())
        .await?;
    if removed.rows_affected == 1 {
        record(tx, session, Happening::ChoreRemoved, &json!({ "chore": task }), now)?;
    }
    Ok(removed.rows_affected == 1)
}

/// Counts the open tasks of a session back from another date; how many moved. What is done stays as it is.
pub async fn replan(
    tx: &Tx,
    session: &Session,
    date: NaiveDate,
    calendar: &WorkingCalendar,
) -> Result<usize, Error> {
    let mut moved = 0;
    for task in of_session(tx, session.id).await?.into_iter().filter(|task| task.done.is_none()) {
        let due = task.task.due.before(date, calendar);
        if due == task.due {
            continue;
        }
        let changed = demo_chores::Entity::update_many()
            .col_expr(demo_chores::Column::DueOn, Expr::value(due))
            .col_expr(demo_chores::Column::Version, Expr::value(task.version + 1))
            .filter(demo_chores::Column::TenantId.eq(session.federation.uuid()))
            .filter(demo_chores::Column::Id.eq(task.id.uuid()))
            .filter(demo_chores::Column::DoneAt.is_null())
            .exec(tx.connection())
            .await?;
        moved += usize::try_from(changed.rows_affected).unwrap_or(0);
    }
    Ok(moved)
}

/// The tasks of a session, in the order of time.
pub async fn of_session(tx: &Tx, session: DemoId) -> Result<Vec<Task>, Error> {
    let rows = tx
        .shared::<demo_chores::Entity>()?
        .filter(demo_chores::Column::SessionId.eq(session.uuid()))
        .all(tx.connection())
        .await?;
    sorted(rows)
}

/// The open tasks of every session that are due until a day, those due first first.
pub async fn open_until(tx: &Tx, until: NaiveDate) -> Result<Vec<Task>, Error> {
    sorted(open_rows(tx, until)?.all(tx.connection()).await?)
}

/// The query of [`open_until`], for the test of its plan.
pub(super) fn open_rows(tx: &Tx, until: NaiveDate) -> Result<sea_orm::Select<demo_chores::Entity>, Error> {
    Ok(tx
        .shared::<demo_chores::Entity>()?
        .filter(demo_chores::Column::DoneAt.is_null())
        .filter(demo_chores::Column::DueOn.lte(until))
        .order_by_asc(demo_chores::Column::DueOn))
}

fn sorted(rows: Vec<demo_chores::Model>) -> Result<Vec<Task>, Error> {
    let mut tasks = rows.into_iter().map(Task::try_from).collect::<Result<Vec<_>, _>>()?;
    tasks.sort_by_key(|task| (task.due, task.position));
    Ok(tasks)
}

/// Marks a task of a session done; false when it was done already.
pub async fn done(
    tx: &Tx,
    session: &Session,
    task: ChoreId,
    (by, name): (AccountId, &str),
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let side = session.side(tx.tenant()?);
    let changed = demo_chores::Entity::update_many()
        .col_expr(demo_chores::Column::DoneAt, Expr::value(Some(now)))
        .col_expr(demo_chores::Column::DoneBy, Expr::value(Some(by.uuid())))
        .col_expr(demo_chores::Column::DoneSide, Expr::value(Some(side.code())))
        .col_expr(demo_chores::Column::DoneName, Expr::value(Some(name)))
        .col_expr(demo_chores::Column::Version, Expr::col(demo_chores::Column::Version).add(1))
        .filter(demo_chores::Column::TenantId.eq(session.federation.uuid()))
        .filter(demo_chores::Column::SessionId.eq(session.id.uuid()))
        .filter(demo_chores::Column::Id.eq(task.uuid()))
        .filter(demo_chores::Column::DoneAt.is_null())
        .exec(tx.connection())
        .await?;
    if changed.rows_affected == 1 {
        let payload = json!({ "chore": task, "side": side.code() });
        record(tx, session, Happening::ChoreDone, &payload, now)?;
    }
    Ok(changed.rows_affected == 1)
}

/// Opens a task again, due by its rule before `date`; false when it was open.
pub async fn reopen(
    tx: &Tx,
    session: &Session,
    task: &Task,
    due: NaiveDate,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let changed = demo_chores::Entity::update_many()
        .col_expr(demo_chores::Column::DoneAt, Expr::value(None::<DateTime<Utc>>))
        .col_expr(demo_chores::Column::DoneBy, Expr::value(None::<uuid::Uuid>))
        .col_expr(demo_chores::Column::DoneSide, Expr::value(None::<String>))
        .col_expr(demo_chores::Column::DoneName, Expr::value(None::<String>))
        .col_expr(demo_chores::Column::DueOn, Expr::value(due))
        .col_expr(demo_chores::Column::Version, Expr::col(demo_chores::Column::Version).add(1))
        .filter(demo_chores::Column::TenantId.eq(session.federation.uuid()))
        .filter(demo_chores::Column::SessionId.eq(session.id.uuid()))
        .filter(demo_chores::Column::Id.eq(task.id.uuid()))
        .filter(demo_chores::Column::DoneAt.is_not_null())
        .exec(tx.connection())
        .await?;
    if changed.rows_affected == 1 {
        record(tx, session, Happening::ChoreReopened, &json!({ "chore": task.id }), now)?;
    }
    Ok(changed.rows_affected == 1)
}

/// Writes a note over the version that was seen.
pub async fn note(
    tx: &Tx,
    session: &Session,
    (task, version): (ChoreId, i32),
    note: &str,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let changed = demo_chores::Entity::update_many()
        .col_expr(demo_chores::Column::Note, Expr::value(note))
        .col_expr(demo_chores::Column::Version, Expr::value(version + 1))
        .filter(demo_chores::Column::TenantId.eq(session.federation.uuid()))
        .filter(demo_chores::Column::SessionId.eq(session.id.uuid()))
        .filter(demo_chores::Column::Id.eq(task.uuid()))
        .filter(demo_chores::Column::Version.eq(version))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(changed.rows_affected)?;
    record(tx, session, Happening::ChoreNoted, &json!({ "chore": task }), now)
}

impl TryFrom<demo_chores::Model> for Task {
    type Error = Error;
    fn try_from(row: demo_chores::Model) -> Result<Self, Error> {
        let unknown = |what: &str| Error::Unreadable(format!("task {what}"));
        let done = match (row.done_at, row.done_side, row.done_name) {
            (Some(at), Some(side), Some(name)) => {
                Some(Done { at, side: Side::from_code(&side).ok_or_else(|| unknown(&side))?, name })
            }
            _ => None,
        };
        Ok(Self {
            id: row.id.into(),
            session: row.session_id.into(),
            task: PlanTask {
                title: row.title,
                details: row.details,
                owner: Owner::from_code(&row.owner).ok_or_else(|| unknown(&row.owner))?,
                due: Due::from_code(&row.due_rule).ok_or_else(|| unknown(&row.due_rule))?,
            },
            due: row.due_on,
            position: row.position,
            note: row.note,
            done,
            version: row.version,
        })
    }
}
