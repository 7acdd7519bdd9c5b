//! Attempts: told before they are made. Whoever hands a mail over says so first and commits it, so that after a power
//! cut it is known which mails may have arrived: outreach among them is not sent again (送達不明), whatever nobody may
//! stop is sent again under its Message-ID (`docs/decisions/0043-an-attempt-is-told-before-it-is-made.md`).

use super::{Class, Stored};
use crate::{
    Error, Tx,
    entities::{mail_attempts, mails},
    tx::Engine,
};
use chrono::{DateTime, Utc};
use domain::{ids::MailId, mailings::Refusal};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, Value,
    sea_query::{Expr, ExprTrait as _},
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

/// Keeps how attempts ended. An answer that comes late counts: it is known then what became of the mail. Where all were
/// taken, this is one statement on PostgreSQL and two on SQLite, however many they are.
pub async fn end(tx: &Tx, ended: &[(Tried, End)], now: DateTime<Utc>) -> Result<(), Error> {
    let mut taken = Vec::with_capacity(ended.len());
    for (tried, end) in ended {
        let mail = &tried.stored.mail;
        match end {
            End::Taken { .. } if mail.class != Class::SignIn => taken.push(mail.id.uuid()),
            end => turn(tx, tried, end, now).await?,
        }
    }
    let told: Vec<_> = ended.iter().filter(|(_, end)| *end != End::NotMade).collect();
    if told.is_empty() {
        return Ok(());
    }
    let (tell, mut values) = telling(tx.engine(), &told, now);
    if taken.is_empty() {
        tx.connection().execute_raw(tx.statement(&tell, values)).await?;
        return Ok(());
    }
    match tx.engine() {
        Engine::Sqlite => {
            tx.connection().execute_raw(tx.statement(&tell, values)).await?;
            let (mark, values) = marking(tx.engine(), 0, &taken, now);
            tx.connection().execute_raw(tx.statement(&mark, values)).await?;
        }
        Engine::Postgres => {
            let (mark, others) = marking(tx.engine(), values.len(), &taken, now);
            values.extend(others);
            let sql = format!("WITH told AS ({tell}) {mark}");
            tx.connection().execute_raw(tx.statement(&sql, values)).await?;
        }
    }
    Ok(())
}

/// So many places for values, after so many others. SQLite looks for a place with a name among all names before it.
fn places(engine: Engine, before: usize, count: usize) -> String {
    let places: Vec<String> = match engine {
        Engine::Sqlite => vec!["?".to_owned(); count],
        Engine::Postgres => (before + 1..=before + count).map(|place| format!("${place}")).collect(),
    };
    places.join(", ")
}

/// Columns of an attempt.
const COLUMNS: usize = 7;

/// Writes attempts down. One that was told before keeps what was told first, unless nothing was known then.
fn telling(engine: Engine, told: &[&(Tried, End)], now: DateTime<Utc>) -> (String, Vec<Value>) {
    let mut values: Vec<Value> = Vec::with_capacity(told.len() * COLUMNS);
    let mut rows = Vec::with_capacity(told.len());
    for (tried, end) in told {
        rows.push(format!("({})", places(engine, values.len(), COLUMNS)));
        let row: [Value; COLUMNS] = [
            tried.stored.mail.id.uuid().into(),
            tried.attempt.into(),
            tried.stored.mail.tenant.uuid().into(),
            tried.began.into(),
            now.into(),
            end.word().into(),
            end.answer().map(str::to_owned).into(),
        ];
        values.extend(row);
    }
    let sql = format!(
        "INSERT INTO mail_attempts (mail_id, attempt, tenant_id, began_at, ended_at, ended, answer) VALUES {}
         ON CONFLICT (mail_id, attempt) DO UPDATE
         SET ended_at = excluded.ended_at, ended = excluded.ended, answer = excluded.answer
         WHERE mail_attempts.ended = 'unknown'",
        rows.join(", ")
    );
    (sql, values)
}

/// Marks mails that were taken.
fn marking(engine: Engine, before: usize, taken: &[Uuid], now: DateTime<Utc>) -> (String, Vec<Value>) {
    let sql = format!(
        "UPDATE mails SET state = 'sent', sent_at = {} WHERE id IN ({}) AND state IN ('{}')",
        places(engine, before, 1),
        places(engine, before + 1, taken.len()),
        UNANSWERED.join("', '"),
    );
    let values = std::iter::once(Value::from(now)).chain(taken.iter().map(|id| Value::from(*id))).collect();
    (sql, values)
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
    // Words, not values: the index is of these rows alone.
    let sql = "SELECT * FROM mails WHERE class = 'outreach' AND state = 'sending' AND tried_at < $1
               ORDER BY tried_at, id";
    let rows = tx.connection().query_all_raw(tx.statement(sql, [before.into()])).await?;
    let count = rows.len();
    let ended: Vec<_> = rows
        .iter()
        .map(|row| {
            let row = mails::Model::from_query_result(row, "")?;
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
    let sql =
        "SELECT 1 AS n FROM mails WHERE class = 'outreach' AND state = 'sending' AND tried_at < $1 LIMIT 1";
    let found = tx.connection().query_one_raw(tx.statement(sql, [before.into()])).await?;
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
