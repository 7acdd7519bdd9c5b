//! Attempts: told before they are made. Whoever hands a mail over says so first and commits it, so that after a power
//! cut it is known which mails may have arrived: outreach among them is not sent again (送達不明), whatever nobody may
//! stop is sent again under its Message-ID (`docs/decisions/0043-an-attempt-is-told-before-it-is-made.md`).

use super::{Class, Stored, days, lanes, stopping};
use crate::{
    Error, Tx,
    entities::{mail_attempts, mails},
    plans,
    tx::Engine,
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{MailId, TenantId},
    mailings::Refusal,
    mails::Pace,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, Statement,
    sea_query::{Expr, ExprTrait as _, OnConflict},
};
use uuid::Uuid;

/// The states in which an answer still says what became of a mail. A mail that nobody may stop is `waiting` where two
/// workers tried it and the other one failed.
const UNANSWERED: [&str; 3] = ["waiting", "sending", "unknown"];

/// A mail that is being handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tried {
    /// The mail.
    pub stored: Stored,
    /// The how manieth attempt it is, from 1.
    pub attempt: i32,
    /// A date for a calendar that it carries.
    pub calendar: Option<String>,
    /// When the attempt began.
    pub began: DateTime<Utc>,
    /// After this moment it does not leave any more, however long it waited for its turn.
    pub not_after: Option<DateTime<Utc>>,
}

/// What a hand took.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Begun {
    /// The mails to hand over now.
    pub tried: Vec<Tried>,
    /// How many others were put off, stopped or given up.
    pub others: usize,
    /// The last tenant that had its turn.
    pub last: Option<TenantId>,
}

/// How an attempt ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// The server took it.
    Taken {
        /// What it said.
        answer: String,
    },
    /// It can be tried again.
    Later {
        /// Why.
        answer: String,
        /// When; given up without one.
        due_at: Option<DateTime<Utc>>,
    },
    /// The server will never take it.
    Refused {
        /// Who refused it.
        refusal: Refusal,
        /// What was said.
        answer: String,
    },
    /// It was handed over and no answer came.
    Unknown {
        /// What happened.
        answer: String,
    },
    /// There was no time for it: no attempt was made.
    NotMade,
}

impl End {
    const fn word(&self) -> &'static str {
        match self {
            Self::Taken { .. } => "taken",
            Self::Later { .. } => "later",
            Self::Refused { .. } => "refused",
            Self::Unknown { .. } => "unknown",
            Self::NotMade => "not_made",
        }
    }
    fn answer(&self) -> Option<&str> {
        match self {
            Self::Taken { answer }
            | Self::Later { answer, .. }
            | Self::Refused { answer, .. }
            | Self::Unknown { answer } => Some(answer),
            Self::NotMade => None,
        }
    }
}

/// Whether outreach is due, so that nobody takes the writer's place for nothing.
pub async fn is_due(tx: &Tx, now: DateTime<Utc>) -> Result<bool, Error> {
    if is_held(tx).await? {
        return Ok(false);
    }
    for tenant in waiting(tx).await? {
        let sql = "SELECT 1 AS n FROM mails WHERE class = 'outreach' AND state = 'waiting'
                   AND tenant_id = $1 AND due_at <= $2 LIMIT 1";
        let found = tx.connection().query_one_raw(tx.statement(sql, [tenant.into(), now.into()])).await?;
        if found.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// While mail is held after a restore ([`crate::operations::Act::Hold`]) none is handed over.
async fn is_held(tx: &Tx) -> Result<bool, Error> {
    let sql = "SELECT 1 AS n FROM operations WHERE kind = 'hold' LIMIT 1";
    Ok(tx.connection().query_one_raw(tx.statement(sql, [])).await?.is_some())
}

/// The tenants whose outreach waits, in order; from one to the next by the index, however much waits.
async fn waiting(tx: &Tx) -> Result<Vec<Uuid>, Error> {
    let sql = "
        WITH RECURSIVE houses(tenant) AS (
            SELECT * FROM (SELECT tenant_id FROM mails WHERE class = 'outreach' AND state = 'waiting'
                           ORDER BY tenant_id LIMIT 1) AS first_one
            UNION ALL
            SELECT (SELECT m.tenant_id FROM mails m WHERE m.class = 'outreach' AND m.state = 'waiting'
                    AND m.tenant_id > houses.tenant ORDER BY m.tenant_id LIMIT 1)
            FROM houses WHERE houses.tenant IS NOT NULL
        )
        SELECT tenant FROM houses WHERE tenant IS NOT NULL";
    let rows = tx.connection().query_all_raw(tx.statement(sql, [])).await?;
    rows.iter().map(|row| Ok(row.try_get("", "tenant")?)).collect()
}

/// Takes at most `size` mails that are due, from every tenant alike, beginning after the one that had the last turn. What
/// is returned is to be committed before anything is handed over.
pub async fn begin(
    tx: &Tx,
    size: usize,
    after: Option<TenantId>,
    pace: &Pace,
    now: DateTime<Utc>,
) -> Result<Begun, Error> {
    if is_held(tx).await? {
        return Ok(Begun::default());
    }
    let mut tenants = waiting(tx).await?;
    if let Some(after) = after {
        let turn = tenants.iter().filter(|tenant| **tenant <= after.uuid()).count();
        let all = tenants.len().max(1);
        tenants.rotate_left(turn % all);
    }
    let mut found: Vec<mails::Model> = Vec::new();
    let mut last = None;
    for (place, tenant) in tenants.iter().enumerate() {
        let left = size.saturating_sub(found.len());
        // An equal part of what is left, for everybody who still has no turn.
        let share = left.div_ceil(tenants.len() - place);
        if share == 0 {
            break;
        }
        let some = due(tx, *tenant, share, now).await?;
        if !some.is_empty() {
            last = Some((*tenant).into());
        }
        found.extend(some);
    }
    let total = found.len();
    let found = stopping::without_stopped(tx, found, now).await?;
    let found = days::within(tx, found, pace, now).await?;
    let found = lanes::at_their_pace(tx, found, pace, now).await?;
    days::spend(tx, found.len(), pace, now).await?;
    let ids: Vec<Uuid> = found.iter().map(|row| row.id).collect();
    if !ids.is_empty() {
        mails::Entity::update_many()
            .col_expr(mails::Column::State, Expr::value("sending"))
            .col_expr(mails::Column::Attempts, Expr::col(mails::Column::Attempts).add(1))
            .col_expr(mails::Column::TriedAt, Expr::value(now))
            .filter(mails::Column::Id.is_in(ids))
            .exec(tx.connection())
            .await?;
    }
    let others = total - found.len();
    let tried = found.into_iter().map(|row| tried(row, now)).collect::<Result<_, Error>>()?;
    Ok(Begun { tried, others, last })
}

fn tried(mut row: mails::Model, now: DateTime<Utc>) -> Result<Tried, Error> {
    let calendar = row.calendar.take();
    let (attempt, not_after) = (row.attempts + 1, row.not_after);
    Ok(Tried { stored: Stored::try_from(row)?, attempt, calendar, began: now, not_after })
}

async fn due(tx: &Tx, tenant: Uuid, size: usize, now: DateTime<Utc>) -> Result<Vec<mails::Model>, Error> {
    let rows = tx.connection().query_all_raw(next_due(tx, tenant, size, now)).await?;
    rows.iter().map(|row| Ok(mails::Model::from_query_result(row, "")?)).collect()
}

fn next_due(tx: &Tx, tenant: Uuid, size: usize, now: DateTime<Utc>) -> Statement {
    let skip = match tx.engine() {
        Engine::Sqlite => "",
        Engine::Postgres => "FOR UPDATE SKIP LOCKED",
    };
    let sql = format!(
        "SELECT * FROM mails WHERE class = 'outreach' AND state = 'waiting' AND tenant_id = $1 AND due_at <= $2
         ORDER BY due_at, id LIMIT $3 {skip}"
    );
    let size = i64::try_from(size).unwrap_or(i64::MAX);
    tx.statement(&sql, [tenant.into(), now.into(), size.into()])
}

/// How the database finds the next mails of a tenant: for the test that it does not sort all that are due.
pub async fn plan(tx: &Tx, tenant: TenantId, now: DateTime<Utc>) -> Result<String, Error> {
    let plans = plans::of(tx, vec![next_due(tx, tenant.uuid(), 16, now)]).await?;
    Ok(plans.into_iter().map(|(_, steps)| steps).collect())
}

/// Says that a mail of any class is handed over now; the how manieth attempt it is. None where it has its end.
pub async fn begin_one(tx: &Tx, id: MailId, now: DateTime<Utc>) -> Result<Option<i32>, Error> {
    let begun = mails::Entity::update_many()
        .col_expr(mails::Column::State, Expr::value("sending"))
        .col_expr(mails::Column::Attempts, Expr::col(mails::Column::Attempts).add(1))
        .col_expr(mails::Column::TriedAt, Expr::value(now))
        .filter(mails::Column::Id.eq(id.uuid()))
        .filter(mails::Column::State.is_in(["waiting", "sending"]))
        .exec(tx.connection())
        .await?;
    if begun.rows_affected == 0 {
        return Ok(None);
    }
    let row = mails::Entity::find_by_id(id.uuid()).one(tx.connection()).await?;
    Ok(row.map(|row| row.attempts))
}

/// Keeps how attempts ended. An answer that comes late counts: it is known then what became of the mail.
pub async fn end(tx: &Tx, ended: &[(Tried, End)], now: DateTime<Utc>) -> Result<(), Error> {
    let mut taken = Vec::new();
    let mut told = Vec::with_capacity(ended.len());
    for (tried, end) in ended {
        let mail = &tried.stored.mail;
        match end {
            End::Taken { .. } if mail.class != Class::SignIn => taken.push(mail.id.uuid()),
            end => turn(tx, tried, end, now).await?,
        }
        if *end != End::NotMade {
            told.push(mail_attempts::ActiveModel::from(mail_attempts::Model {
                mail_id: mail.id.uuid(),
                attempt: tried.attempt,
                tenant_id: mail.tenant.uuid(),
                began_at: tried.began,
                ended_at: now,
                ended: end.word().to_owned(),
                answer: end.answer().map(str::to_owned),
            }));
        }
    }
    if !taken.is_empty() {
        mails::Entity::update_many()
            .col_expr(mails::Column::State, Expr::value("sent"))
            .col_expr(mails::Column::SentAt, Expr::value(now))
            .filter(mails::Column::Id.is_in(taken))
            .filter(mails::Column::State.is_in(UNANSWERED))
            .exec(tx.connection())
            .await?;
    }
    tell(tx, told).await
}

/// Writes attempts down. One that was told before keeps what was told first, unless nothing was known then.
async fn tell(tx: &Tx, told: Vec<mail_attempts::ActiveModel>) -> Result<(), Error> {
    if told.is_empty() {
        return Ok(());
    }
    let known = OnConflict::columns([mail_attempts::Column::MailId, mail_attempts::Column::Attempt])
        .update_columns([
            mail_attempts::Column::EndedAt,
            mail_attempts::Column::Ended,
            mail_attempts::Column::Answer,
        ])
        .action_and_where(Expr::col((mail_attempts::Entity, mail_attempts::Column::Ended)).eq("unknown"))
        .to_owned();
    mail_attempts::Entity::insert_many(told)
        .on_conflict(known)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

async fn turn(tx: &Tx, tried: &Tried, end: &End, now: DateTime<Utc>) -> Result<(), Error> {
    let mail = &tried.stored.mail;
    let mut row = mails::ActiveModel::default();
    match end {
        End::Taken { .. } => {
            row.state = Set("sent".to_owned());
            row.sent_at = Set(Some(now));
            if mail.class == Class::SignIn {
                // Whoever reads the database later cannot sign in with it.
                row.body = Set(String::new());
            }
        }
        End::Later { due_at: Some(due_at), .. } => {
            row.state = Set("waiting".to_owned());
            if mail.class == Class::Outreach {
                row.due_at = Set(Some(*due_at));
            }
        }
        End::Later { answer, due_at: None } => {
            row.state = Set("given_up".to_owned());
            row.result = Set(Some(answer.clone()));
        }
        End::Refused { refusal, answer } => {
            row.state = Set("refused".to_owned());
            row.result = Set(Some(answer.clone()));
            row.refusal = Set(Some(refusal.code().to_owned()));
        }
        End::Unknown { answer } => {
            // What nobody may stop waits for its next try, under its Message-ID.
            let state = if mail.class == Class::Outreach { "unknown" } else { "waiting" };
            row.state = Set(state.to_owned());
            row.result = Set(Some(answer.clone()).filter(|_| mail.class == Class::Outreach));
        }
        End::NotMade => {
            row.state = Set("waiting".to_owned());
            row.attempts = Set(tried.attempt - 1);
        }
    }
    let mut turned = mails::Entity::update_many()
        .set(row)
        .filter(mails::Column::Id.eq(mail.id.uuid()))
        .filter(mails::Column::State.is_in(UNANSWERED));
    if mail.class == Class::Outreach {
        // What is kept once more must not put back what another hand has taken since.
        turned = turned.filter(mails::Column::TriedAt.eq(tried.began));
    }
    turned.exec(tx.connection()).await?;
    Ok(())
}

/// Outreach that was handed over before `before` and never answered: nobody knows whether it arrived, and it is not sent
/// again. How many. The scope is the system's.
pub async fn lost(tx: &Tx, before: DateTime<Utc>, now: DateTime<Utc>, why: &str) -> Result<usize, Error> {
    let rows = mails::Entity::find()
        .filter(mails::Column::Class.eq(Class::Outreach.word()))
        .filter(mails::Column::State.eq("sending"))
        .filter(mails::Column::TriedAt.lt(before))
        .order_by_asc(mails::Column::Id)
        .all(tx.connection())
        .await?;
    let count = rows.len();
    let ended: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let (attempt, began) = (row.attempts, row.tried_at.unwrap_or(now));
            let stored = Stored::try_from(row)?;
            let end = End::Unknown { answer: why.to_owned() };
            Ok((Tried { stored, attempt, calendar: None, began, not_after: None }, end))
        })
        .collect::<Result<_, Error>>()?;
    end(tx, &ended, now).await?;
    Ok(count)
}

/// Whether there is outreach whose answer did not come since before `before`.
pub async fn has_lost(tx: &Tx, before: DateTime<Utc>) -> Result<bool, Error> {
    let found = mails::Entity::find()
        .filter(mails::Column::Class.eq(Class::Outreach.word()))
        .filter(mails::Column::State.eq("sending"))
        .filter(mails::Column::TriedAt.lt(before))
        .one(tx.connection())
        .await?;
    Ok(found.is_some())
}

/// An attempt as it was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// The how manieth, from 1.
    pub attempt: i32,
    /// When it began.
    pub began: DateTime<Utc>,
    /// When it ended.
    pub ended: DateTime<Utc>,
    /// `taken`, `later`, `refused`, `unknown`.
    pub how: String,
    /// What was said.
    pub answer: Option<String>,
}

/// Every attempt of a mail of the tenant, in order.
pub async fn of(tx: &Tx, mail: MailId) -> Result<Vec<Attempt>, Error> {
    let rows = tx
        .rows::<mail_attempts::Entity>()?
        .filter(mail_attempts::Column::MailId.eq(mail.uuid()))
        .order_by_asc(mail_attempts::Column::Attempt)
        .all(tx.connection())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Attempt {
            attempt: row.attempt,
            began: row.began_at,
            ended: row.ended_at,
            how: row.ended,
            answer: row.answer,
        })
        .collect())
}
