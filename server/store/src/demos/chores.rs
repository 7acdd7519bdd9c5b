//! The tasks that prepare a session: whose, by when, done by whom.

use super::{record, sessions::Session};
use crate::{Error, Tx, entities::demo_chores};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    demos::{Chore, Happening, PlannedChore, Side},
    ids::{AccountId, ChoreId, DemoId, TenantId},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use serde_json::json;

/// A task of one session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Its id.
    pub id: ChoreId,
    /// Of which session.
    pub session: DemoId,
    /// What.
    pub chore: Chore,
    /// Whose.
    pub owner: Side,
    /// By when.
    pub due: NaiveDate,
    /// Who did it, once somebody did.
    pub done: Option<Done>,
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
    let rows = plan.iter().map(|task| {
        demo_chores::ActiveModel::from(demo_chores::Model {
            tenant_id: session.federation.uuid(),
            id: id().uuid(),
            session_id: session.id.uuid(),
            shared_with: session.municipality.map(TenantId::uuid),
            chore: task.chore.code().to_owned(),
            owner: task.owner.code().to_owned(),
            due_on: task.due,
            done_at: None,
            done_by: None,
            done_side: None,
            done_name: None,
        })
    });
    demo_chores::Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    Ok(())
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

/// The open tasks of every session, those due first first.
pub async fn open(tx: &Tx) -> Result<Vec<Task>, Error> {
    let rows = tx
        .shared::<demo_chores::Entity>()?
        .filter(demo_chores::Column::DoneAt.is_null())
        .order_by_asc(demo_chores::Column::DueOn)
        .all(tx.connection())
        .await?;
    sorted(rows)
}

fn sorted(rows: Vec<demo_chores::Model>) -> Result<Vec<Task>, Error> {
    let mut tasks = rows.into_iter().map(Task::try_from).collect::<Result<Vec<_>, _>>()?;
    tasks.sort_by_key(|task| (task.due, task.chore));
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

/// Opens a task again; false when it was open.
pub async fn reopen(tx: &Tx, session: &Session, task: ChoreId, now: DateTime<Utc>) -> Result<bool, Error> {
    let changed = demo_chores::Entity::update_many()
        .col_expr(demo_chores::Column::DoneAt, Expr::value(None::<DateTime<Utc>>))
        .col_expr(demo_chores::Column::DoneBy, Expr::value(None::<uuid::Uuid>))
        .col_expr(demo_chores::Column::DoneSide, Expr::value(None::<String>))
        .col_expr(demo_chores::Column::DoneName, Expr::value(None::<String>))
        .filter(demo_chores::Column::TenantId.eq(session.federation.uuid()))
        .filter(demo_chores::Column::SessionId.eq(session.id.uuid()))
        .filter(demo_chores::Column::Id.eq(task.uuid()))
        .filter(demo_chores::Column::DoneAt.is_not_null())
        .exec(tx.connection())
        .await?;
    if changed.rows_affected == 1 {
        record(tx, session, Happening::ChoreReopened, &json!({ "chore": task }), now)?;
    }
    Ok(changed.rows_affected == 1)
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
            chore: Chore::from_code(&row.chore).ok_or_else(|| unknown(&row.chore))?,
            owner: Side::from_code(&row.owner).ok_or_else(|| unknown(&row.owner))?,
            due: row.due_on,
            done,
        })
    }
}
