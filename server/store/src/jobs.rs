//! Work done after the answer: rows of ours, enqueued in the transaction of the change, leased, retried, idempotent.

use crate::{Error, Tx, entities::jobs, plans, tx::Engine};
use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::{JobId, TenantId};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, PaginatorTrait,
    QueryFilter, sea_query::Expr,
};
use serde_json::Value;

/// How often a job is tried before it waits for a person.
pub const MAX_ATTEMPTS: i32 = 12;
/// Sends a mail about signing in.
pub const SIGN_IN: &str = "mail.sign_in";

/// Which jobs a worker takes: each lane is one after another, and none waits for the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// Mails about signing in: somebody looks at the screen and waits.
    SignIn,
    /// Everything else: a notice takes seconds, an import minutes.
    Rest,
}

impl Lane {
    /// The condition, as the indexes have it word for word.
    const fn condition(self) -> &'static str {
        match self {
            Self::SignIn => "kind = 'mail.sign_in'",
            Self::Rest => "kind <> 'mail.sign_in'",
        }
    }
}

/// Work to enqueue.
#[derive(Debug, Clone)]
pub struct NewJob {
    /// Its id.
    pub id: JobId,
    /// Whose work it is; [`crate::events::NO_TENANT`] for mail that belongs to an account alone.
    pub tenant: TenantId,
    /// What to do: `mail.send`.
    pub kind: &'static str,
    /// With what: ids only.
    pub payload: Value,
    /// A second job with the same key is not made.
    pub unique_key: Option<String>,
    /// Not before.
    pub run_at: DateTime<Utc>,
}

/// A job that a worker holds.
#[derive(Debug, Clone)]
pub struct Leased {
    /// Its id.
    pub id: JobId,
    /// Whose.
    pub tenant: TenantId,
    /// What to do.
    pub kind: String,
    /// With what.
    pub payload: Value,
    /// The how manieth try this is, from 1.
    pub attempt: i32,
}

/// Enqueues work with the change that needs it.
pub async fn enqueue(tx: &Tx, job: NewJob) -> Result<(), Error> {
    let NewJob { id, tenant, kind, payload, unique_key, run_at } = job;
    let row = jobs::Model {
        id: id.uuid(),
        tenant_id: tenant.uuid(),
        kind: kind.to_owned(),
        payload,
        unique_key,
        run_at,
        attempts: 0,
        leased_until: None,
        leased_by: None,
        done_at: None,
        failed_at: None,
        last_error: None,
        created_at: run_at,
    };
    jobs::Entity::insert(jobs::ActiveModel::from(row))
        .try_insert()
        .on_conflict(sea_orm::sea_query::OnConflict::column(jobs::Column::UniqueKey).do_nothing().to_owned())
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Lets a job wait until a moment; whether it was still there to be put off. No worker takes it meanwhile: whoever has it
/// already goes on with it as it was.
pub async fn put_off(tx: &Tx, unique_key: &str, until: DateTime<Utc>) -> Result<bool, Error> {
    let waits = jobs::Entity::update_many()
        .col_expr(jobs::Column::RunAt, Expr::value(until))
        .filter(jobs::Column::UniqueKey.eq(unique_key))
        .filter(jobs::Column::Attempts.eq(0))
        .filter(jobs::Column::DoneAt.is_null())
        .exec(tx.connection())
        .await?;
    Ok(waits.rows_affected == 1)
}

/// Takes the next job of a lane that is due, for `lease`. A worker that dies loses its lease and another takes the job. While mail
/// is held after a restore ([`crate::operations::Act::Hold`]), no job that sends one, or writes
/// those of a mailing, is due.
pub async fn lease(
    tx: &Tx,
    worker: &str,
    lane: Lane,
    now: DateTime<Utc>,
    lease: TimeDelta,
) -> Result<Option<Leased>, Error> {
    let next = next(tx, lane);
    let sql = format!(
        "UPDATE jobs SET attempts = attempts + 1, leased_until = $1, leased_by = $2 WHERE id = ({next}) RETURNING *"
    );
    let row = tx
        .connection()
        .query_one_raw(tx.statement(&sql, [(now + lease).into(), worker.into(), now.into()]))
        .await?;
    row.map(|row| {
        let row = jobs::Model::from_query_result(&row, "")?;
        Ok(Leased {
            id: row.id.into(),
            tenant: row.tenant_id.into(),
            kind: row.kind,
            payload: row.payload,
            attempt: row.attempts,
        })
    })
    .transpose()
}

/// The job whose turn it is in the lane, `$3` the moment.
fn next(tx: &Tx, lane: Lane) -> String {
    let lane = lane.condition();
    let skip = match tx.engine() {
        Engine::Sqlite => "",
        Engine::Postgres => "FOR UPDATE SKIP LOCKED",
    };
    format!(
        "SELECT id FROM jobs WHERE done_at IS NULL AND failed_at IS NULL AND {lane} AND run_at <= $3
         AND (leased_until IS NULL OR leased_until < $3)
         AND (kind NOT IN ('mail.send', 'mail.sign_in', 'mailing.send') OR NOT EXISTS (SELECT 1 FROM operations o WHERE o.kind = 'hold'))
         ORDER BY run_at, id LIMIT 1 {skip}"
    )
}

/// How the database finds the next job: for the test that it does not sort all that are due.
pub async fn plan(tx: &Tx, lane: Lane, now: DateTime<Utc>) -> Result<String, Error> {
    let query = tx.statement(&next(tx, lane).replace("$3", "$1"), [now.into()]);
    Ok(plans::of(tx, vec![query]).await?.into_iter().map(|(_, steps)| steps).collect())
}

/// Marks a job done.
pub async fn done(tx: &Tx, id: JobId, now: DateTime<Utc>) -> Result<(), Error> {
    set(
        tx,
        jobs::ActiveModel {
            id: Set(id.uuid()),
            done_at: Set(Some(now)),
            leased_until: Set(None),
            ..Default::default()
        },
    )
    .await
}

/// Puts a job back to be tried again; `error` is for operators and holds no personal data.
pub async fn retry(tx: &Tx, id: JobId, at: DateTime<Utc>, error: &str) -> Result<(), Error> {
    set(
        tx,
        jobs::ActiveModel {
            id: Set(id.uuid()),
            run_at: Set(at),
            leased_until: Set(None),
            last_error: Set(Some(error.to_owned())),
            ..Default::default()
        },
    )
    .await
}

/// Gives a job up until a person looks at it.
pub async fn fail(tx: &Tx, id: JobId, now: DateTime<Utc>, error: &str) -> Result<(), Error> {
    set(
        tx,
        jobs::ActiveModel {
            id: Set(id.uuid()),
            failed_at: Set(Some(now)),
            leased_until: Set(None),
            last_error: Set(Some(error.to_owned())),
            ..Default::default()
        },
    )
    .await
}

/// How many jobs wait, and how many were given up; without those of the day whose hour has not come.
pub async fn backlog(tx: &Tx, now: DateTime<Utc>) -> Result<(u64, u64), Error> {
    let open =
        jobs::Entity::find().filter(jobs::Column::DoneAt.is_null()).filter(jobs::Column::CreatedAt.lte(now));
    let waiting = open.clone().filter(jobs::Column::FailedAt.is_null()).count(tx.connection()).await?;
    let failed = open.filter(jobs::Column::FailedAt.is_not_null()).count(tx.connection()).await?;
    Ok((waiting, failed))
}

/// Jobs of one kind that are not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// What to do.
    pub kind: String,
    /// Given up, until a person looks.
    pub failed: bool,
    /// How many.
    pub count: i64,
    /// Since when the oldest is due.
    pub oldest: DateTime<Utc>,
}

/// The jobs that are not done, by kind. The scope is the system's.
pub async fn open(tx: &Tx) -> Result<Vec<Open>, Error> {
    let rows = tx
        .connection()
        .query_all_raw(tx.statement(
            "SELECT kind, failed_at IS NOT NULL AS failed, count(*) AS n, min(run_at) AS oldest FROM jobs
             WHERE done_at IS NULL GROUP BY kind, failed_at IS NOT NULL ORDER BY kind, failed_at IS NOT NULL",
            [],
        ))
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Open {
                kind: row.try_get("", "kind")?,
                failed: row.try_get("", "failed")?,
                count: row.try_get("", "n")?,
                oldest: row.try_get("", "oldest")?,
            })
        })
        .collect()
}

/// How long to wait before the next try: 10 s, doubled each time, at most about 6 h.
pub fn backoff(attempt: i32) -> TimeDelta {
    let doublings = attempt.clamp(1, 12) - 1;
    TimeDelta::seconds((10_i64 << doublings).min(6 * 3600))
}

async fn set(tx: &Tx, row: jobs::ActiveModel) -> Result<(), Error> {
    jobs::Entity::update(row).exec(tx.connection()).await?;
    Ok(())
}
