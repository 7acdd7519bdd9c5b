//! Handfuls: the next mails of outreach, from every tenant alike. They are turned as they are taken, by one statement a
//! tenant; the few that must not leave, or not now, are put back in the same transaction
//! (`docs/decisions/0077-what-outreach-waits-for.md`).

use super::{Stored, attempts::Tried, days, lanes, stopping};
use crate::{Error, Tx, entities::mails, plans, tx::Engine};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{email::Email, ids::TenantId, mails::Pace};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, Statement, Value,
    sea_query::{Expr, ExprTrait as _},
};
use std::collections::VecDeque;
use uuid::Uuid;

/// So many mails of a tenant are taken at once where there are, however many tenants wait: a handful is not a statement
/// for each of its mails.
const LEAST: usize = 8;
/// How long a hand remembers whose mails are due.
const REMEMBERED: TimeDelta = TimeDelta::seconds(1);

/// What a hand took.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Begun {
    /// The mails to hand over now.
    pub tried: Vec<Tried>,
    /// How many others were put off, stopped or given up.
    pub others: usize,
}

/// Whose turn it is, as a hand remembers it for a moment.
#[derive(Debug, Clone, Default)]
pub struct Turns {
    /// Tenants whose mails were due, the next first.
    queue: VecDeque<Place>,
    /// When it was asked whose were.
    asked: Option<DateTime<Utc>>,
    /// The tenant that had the last turn.
    last: Option<Uuid>,
}

/// A tenant, and the mail after which its next one stands: what was taken before it is not walked over again.
#[derive(Debug, Clone)]
struct Place {
    tenant: Uuid,
    after: Option<(DateTime<Utc>, Uuid)>,
}

/// A mail that was just taken.
pub(super) struct Taken {
    /// Its row, as it stands now.
    pub(super) row: mails::Model,
    /// Where the mailing stands that it is of.
    pub(super) stage: Option<String>,
    /// Its recipient, where that is an address.
    pub(super) email: Option<Email>,
}

impl Turns {
    fn are_remembered(&self, now: DateTime<Utc>) -> bool {
        !self.queue.is_empty() && self.asked.is_some_and(|asked| asked <= now && now - asked < REMEMBERED)
    }

    /// Asks whose mails are due, and goes on after the tenant that had the last turn.
    async fn ask(&mut self, tx: &Tx, now: DateTime<Utc>) -> Result<(), Error> {
        let mut tenants = due_tenants(tx, now).await?;
        if let Some(last) = self.last {
            let turn = tenants.partition_point(|tenant| *tenant <= last);
            let all = tenants.len().max(1);
            tenants.rotate_left(turn % all);
        }
        self.queue = tenants.into_iter().map(|tenant| Place { tenant, after: None }).collect();
        self.asked = Some(now);
        Ok(())
    }
}

/// Whether outreach is due, so that nobody takes the writer's place for nothing.
pub async fn is_due(tx: &Tx, now: DateTime<Utc>) -> Result<bool, Error> {
    Ok(!due_tenants(tx, now).await?.is_empty())
}

/// The tenants with outreach that is due, in order; from one to the next by the index, however much waits. None while mail
/// is held after a restore ([`crate::operations::Act::Hold`]).
async fn due_tenants(tx: &Tx, now: DateTime<Utc>) -> Result<Vec<Uuid>, Error> {
    let sql = "
        WITH RECURSIVE houses(tenant) AS (
            SELECT * FROM (SELECT tenant_id FROM mails WHERE class = 'outreach' AND state = 'waiting'
                           ORDER BY tenant_id LIMIT 1) AS first_one
            UNION ALL
            SELECT (SELECT m.tenant_id FROM mails m WHERE m.class = 'outreach' AND m.state = 'waiting'
                    AND m.tenant_id > houses.tenant ORDER BY m.tenant_id LIMIT 1)
            FROM houses WHERE houses.tenant IS NOT NULL
        )
        SELECT tenant FROM houses WHERE tenant IS NOT NULL
        AND EXISTS (SELECT 1 FROM mails d WHERE d.class = 'outreach' AND d.state = 'waiting'
                    AND d.tenant_id = houses.tenant AND d.due_at <= $1)
        AND NOT EXISTS (SELECT 1 FROM operations WHERE kind = 'hold')
        ORDER BY tenant";
    let rows = tx.connection().query_all_raw(tx.statement(sql, [now.into()])).await?;
    rows.iter().map(|row| Ok(row.try_get("", "tenant")?)).collect()
}

/// Takes at most `size` mails that are due, from every tenant alike, beginning after the one that had the last turn. What
/// is returned is to be committed before anything is handed over.
pub async fn begin(
    tx: &Tx,
    size: usize,
    turns: &mut Turns,
    pace: &Pace,
    now: DateTime<Utc>,
) -> Result<Begun, Error> {
    let mut found = Vec::new();
    if turns.are_remembered(now) {
        found = serve(tx, size, turns, now).await?;
    }
    if found.is_empty() {
        turns.ask(tx, now).await?;
        found = serve(tx, size, turns, now).await?;
    }
    let total = found.len();
    let found = stopping::without_stopped(tx, found, now).await?;
    let found = days::within(tx, found, pace, now).await?;
    let found = lanes::at_their_pace(tx, found, pace, now).await?;
    days::spend(tx, found.len(), pace, now).await?;
    let others = total - found.len();
    let tried = found.into_iter().map(|taken| tried(taken.row, now)).collect::<Result<_, Error>>()?;
    Ok(Begun { tried, others })
}

/// Gives every tenant of the queue its turn, until there are `size` mails.
async fn serve(tx: &Tx, size: usize, turns: &mut Turns, now: DateTime<Utc>) -> Result<Vec<Taken>, Error> {
    let mut found = Vec::with_capacity(size);
    for waiting in (1..=turns.queue.len()).rev() {
        let left = size.saturating_sub(found.len());
        if left == 0 {
            break;
        }
        let Some(mut place) = turns.queue.pop_front() else { break };
        // An equal part of what is left, for everybody who still has no turn.
        let share = left.div_ceil(waiting).max(LEAST).min(left);
        let some = take(tx, &place, share, now).await?;
        // Who has nothing more leaves the queue until it is asked again whose mails are due.
        let Some(last) = some.last() else { continue };
        place.after = last.row.due_at.map(|due_at| (due_at, last.row.id));
        turns.last = Some(place.tenant);
        turns.queue.push_back(place);
        found.extend(some);
    }
    Ok(found)
}

/// Takes the next mails of a tenant, in their order, each with where its mailing stands.
async fn take(tx: &Tx, place: &Place, size: usize, now: DateTime<Utc>) -> Result<Vec<Taken>, Error> {
    let (next, values) = next(tx, place, size, now);
    let sql = format!(
        "WITH next AS MATERIALIZED ({next})
         UPDATE mails SET state = 'sending', attempts = attempts + 1, tried_at = $2
         WHERE id IN (SELECT id FROM next)
         RETURNING *, (SELECT g.stage FROM mailings g WHERE mails.subject_kind = 'mailing'
                       AND g.tenant_id = mails.tenant_id AND g.id = mails.subject_id) AS stage"
    );
    let rows = tx.connection().query_all_raw(tx.statement(&sql, values)).await?;
    let mut taken = rows
        .iter()
        .map(|row| {
            let stage = row.try_get("", "stage")?;
            let row = mails::Model::from_query_result(row, "")?;
            let email = Email::parse(&row.recipient).ok();
            Ok(Taken { row, stage, email })
        })
        .collect::<Result<Vec<Taken>, Error>>()?;
    // Databases return what they changed in any order.
    taken.sort_by_key(|one| (one.row.due_at, one.row.id));
    Ok(taken)
}

/// The query for the next mails of a tenant, and its values. How many stands in its text, so that PostgreSQL plans for it.
fn next(tx: &Tx, place: &Place, size: usize, now: DateTime<Utc>) -> (String, Vec<Value>) {
    let skip = match tx.engine() {
        Engine::Sqlite => "",
        Engine::Postgres => "FOR UPDATE SKIP LOCKED",
    };
    let mut values: Vec<Value> = vec![place.tenant.into(), now.into()];
    let after = match place.after {
        None => "",
        Some((due_at, id)) => {
            values.push(due_at.into());
            values.push(id.into());
            "AND (due_at, id) > ($3, $4)"
        }
    };
    let sql = format!(
        "SELECT id FROM mails WHERE class = 'outreach' AND state = 'waiting' AND tenant_id = $1 AND due_at <= $2 {after}
         AND NOT EXISTS (SELECT 1 FROM operations WHERE kind = 'hold')
         ORDER BY due_at, id LIMIT {size} {skip}"
    );
    (sql, values)
}

/// How the database finds the next mails of a tenant, the first and those after them: for the test that it does not sort all
/// that are due.
pub async fn plan(tx: &Tx, tenant: TenantId, now: DateTime<Utc>) -> Result<String, Error> {
    let statement = |after| -> Statement {
        let (sql, values) = next(tx, &Place { tenant: tenant.uuid(), after }, LEAST, now);
        tx.statement(&sql, values)
    };
    let plans = plans::of(tx, vec![statement(None), statement(Some((now, tenant.uuid())))]).await?;
    Ok(plans.into_iter().map(|(_, steps)| steps).collect())
}

/// Puts back mails that were just taken and do not leave, or not now: no attempt is made with them.
pub(super) async fn put_back(
    tx: &Tx,
    ids: Vec<Uuid>,
    state: &str,
    due_at: Option<DateTime<Utc>>,
) -> Result<(), Error> {
    let mut put = mails::Entity::update_many()
        .col_expr(mails::Column::State, Expr::value(state))
        .col_expr(mails::Column::Attempts, Expr::col(mails::Column::Attempts).sub(1))
        .col_expr(mails::Column::TriedAt, Expr::cust("CASE WHEN attempts > 1 THEN tried_at END"))
        .filter(mails::Column::Id.is_in(ids));
    if let Some(due_at) = due_at {
        put = put.col_expr(mails::Column::DueAt, Expr::value(due_at));
    }
    put.exec(tx.connection()).await?;
    Ok(())
}

fn tried(mut row: mails::Model, now: DateTime<Utc>) -> Result<Tried, Error> {
    let calendar = row.calendar.take();
    let (attempt, not_after) = (row.attempts, row.not_after);
    Ok(Tried { stored: Stored::try_from(row)?, attempt, calendar, began: now, not_after })
}
