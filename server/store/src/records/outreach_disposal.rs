//! What officers wrote of people while they reached offices: notes of calls and visits, records of 伴走支援, the addresses
//! and texts of mails; and what offices wrote into surveys. It belongs to no application, so it stands in no list of
//! disposal; when its time is over one person proposes that it goes and another approves. Counts, days, offices and
//! results stay.

use super::{DecideError, State};
use crate::{Error, Tx, entities::outreach_disposals, events::Event};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{AccountId, DisposalId},
    tokyo,
    year_end::Retention,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait as _, EntityTrait, QueryFilter, QueryOrder, TryInsertResult, Value,
    sea_query::{Expr, OnConflict},
};
use serde_json::json;

/// The word of the one that waits.
const LIVE: &str = "live";
/// Notes of what came back from whom a list names.
const NOTES: &str = "activity_recipients WHERE tenant_id = $1 AND note <> '' AND result_at <= $2";
/// Records of support whose next action is done; $3 is the day.
const SUPPORT: &str = "follow_ups WHERE tenant_id = $1 AND created_at <= $2 AND held_on <= $3 AND open_on IS NULL \
     AND (spoken_with <> '' OR notes <> '' OR agreed <> '' OR done_note <> '')";
/// Mails of outreach that have their end.
const MAILS: &str = "mails WHERE tenant_id = $1 AND class = 'outreach' AND recipient <> '' AND created_at <= $2 \
     AND state NOT IN ('waiting', 'paused', 'sending')";
/// Addresses in the audiences of mailings that are over.
const ADDRESSES: &str = "mailing_recipients WHERE tenant_id = $1 AND email <> '' AND mailing_id IN \
     (SELECT m.id FROM mailings m WHERE m.tenant_id = $1 AND m.updated_at <= $2 \
      AND m.stage IN ('sent', 'cancelled', 'expired'))";
/// Who was asked by a survey.
const ASKED: &str = "survey_invitations WHERE tenant_id = $1 AND email <> '' AND created_at <= $2";
/// Texts of handed-in answers; the counts of choices stay.
const ANSWERS: &str = "survey_answers WHERE tenant_id = $1 AND text <> '' AND response_id IN \
     (SELECT r.id FROM survey_responses r WHERE r.tenant_id = $1 AND r.submitted_at <= $2)";
/// What is kept beside them of how they were filled in, or of some that never were.
const FILLED_IN: &str = "survey_responses WHERE tenant_id = $1 AND updated_at <= $2";

/// How many rows hold words whose time is over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OldWords {
    /// Notes of calls, visits and letters.
    pub notes: u64,
    /// Records of 伴走支援.
    pub support: u64,
    /// Mails of outreach, with their texts.
    pub mails: u64,
    /// Addresses in audiences of mailings and surveys.
    pub addresses: u64,
    /// Texts of answers to surveys.
    pub answers: u64,
}

impl OldWords {
    /// All of them.
    pub const fn total(self) -> u64 {
        self.notes + self.support + self.mails + self.addresses + self.answers
    }
}

/// A proposal, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutreachDisposal {
    /// Its id.
    pub id: DisposalId,
    /// What ended until this day goes.
    pub until: NaiveDate,
    /// What became of it.
    pub state: State,
    /// A word of whoever proposed it.
    pub note: String,
    /// Who proposed it.
    pub by: AccountId,
    /// When.
    pub at: DateTime<Utc>,
    /// Who decided, when, and with which word.
    pub decided: Option<(AccountId, DateTime<Utc>, String)>,
    /// How many rows went.
    pub gone: u64,
}

impl TryFrom<outreach_disposals::Model> for OutreachDisposal {
    type Error = Error;
    fn try_from(row: outreach_disposals::Model) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            until: row.until,
            state: State::read(&row.state)?,
            note: row.note,
            by: row.made_by.into(),
            at: row.made_at,
            decided: row.decided_by.zip(row.decided_at).map(|(by, at)| (by.into(), at, row.decision_note)),
            gone: u64::try_from(row.gone).unwrap_or(0),
        })
    }
}

/// Until which day something must have ended for its time to be over today; none before the calendar of the product.
pub fn ended_until(now: DateTime<Utc>) -> Option<NaiveDate> {
    Retention::USUAL.completed_before(tokyo::date(now))
}

/// A statement about one kind of words until a day. Only that of support asks for the day itself.
fn statement(tx: &Tx, sql: &str, until: NaiveDate) -> Result<sea_orm::Statement, Error> {
    let mut values: Vec<Value> = vec![tx.tenant()?.uuid().into(), tokyo::end_of(until).into()];
    if sql.contains("$3") {
        values.push(until.into());
    }
    Ok(tx.statement(sql, values))
}

/// What would go of the house now.
pub async fn count(tx: &Tx, until: NaiveDate) -> Result<OldWords, Error> {
    Ok(OldWords {
        notes: rows_of(tx, NOTES, until).await?,
        support: rows_of(tx, SUPPORT, until).await?,
        mails: rows_of(tx, MAILS, until).await?,
        addresses: rows_of(tx, ADDRESSES, until).await? + rows_of(tx, ASKED, until).await?,
        answers: rows_of(tx, ANSWERS, until).await?,
    })
}

async fn rows_of(tx: &Tx, part: &str, until: NaiveDate) -> Result<u64, Error> {
    let sql = format!("SELECT COUNT(*) AS n FROM {part}");
    let row = tx.connection().query_one_raw(statement(tx, &sql, until)?).await?;
    let n: i64 = row.ok_or(Error::Missing)?.try_get("", "n")?;
    Ok(u64::try_from(n).unwrap_or(0))
}

/// Every proposal, the newest first.
pub async fn all(tx: &Tx) -> Result<Vec<OutreachDisposal>, Error> {
    let rows = tx
        .rows::<outreach_disposals::Entity>()?
        .order_by_desc(outreach_disposals::Column::MadeAt)
        .order_by_desc(outreach_disposals::Column::Id)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(OutreachDisposal::try_from).collect()
}

/// Proposes that what ended until a day goes. While one waits another is [`Error::Stale`].
pub async fn propose(
    tx: &Tx,
    id: DisposalId,
    until: NaiveDate,
    note: &str,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = outreach_disposals::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        until,
        state: State::Proposed.code().to_owned(),
        live_key: Some(LIVE.to_owned()),
        note: note.to_owned(),
        made_by: tx.account().ok_or(Error::Missing)?.uuid(),
        made_at: now,
        decided_by: None,
        decided_at: None,
        decision_note: String::new(),
        gone: 0,
    };
    let added = outreach_disposals::Entity::insert(outreach_disposals::ActiveModel::from(row))
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(tx.connection())
        .await?;
    if !matches!(added, TryInsertResult::Inserted(1)) {
        return Err(Error::Stale);
    }
    let payload = json!({ "until": until });
    tx.record(Event::of(now, "disposal.outreach-proposed", "disposal", id.uuid(), payload))
}

/// Approves a proposal, and takes away what it is about; or sends it back. How many rows went. Whoever proposed it may
/// take it away, and not approve it.
pub async fn decide(
    tx: &Tx,
    proposal: &OutreachDisposal,
    approves: bool,
    note: &str,
    now: DateTime<Utc>,
) -> Result<u64, DecideError> {
    let by = tx.account().ok_or(Error::Missing)?;
    if approves && proposal.by == by {
        return Err(DecideError::SamePerson);
    }
    let gone = if approves { forget(tx, proposal.until).await? } else { 0 };
    let state = if approves { State::Approved } else { State::Refused };
    let written = outreach_disposals::Entity::update_many()
        .col_expr(outreach_disposals::Column::State, Expr::value(state.code()))
        .col_expr(outreach_disposals::Column::LiveKey, Expr::value(None::<String>))
        .col_expr(outreach_disposals::Column::DecidedBy, Expr::value(by.uuid()))
        .col_expr(outreach_disposals::Column::DecidedAt, Expr::value(now))
        .col_expr(outreach_disposals::Column::DecisionNote, Expr::value(note))
        .col_expr(outreach_disposals::Column::Gone, Expr::value(i64::try_from(gone).unwrap_or(i64::MAX)))
        .filter(outreach_disposals::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(outreach_disposals::Column::Id.eq(proposal.id.uuid()))
        .filter(outreach_disposals::Column::State.eq(State::Proposed.code()))
        .exec(tx.connection())
        .await
        .map_err(Error::from)?;
    if written.rows_affected == 0 {
        return Err(DecideError::Decided);
    }
    let (id, payload) = (proposal.id.uuid(), json!({ "until": proposal.until, "gone": gone }));
    tx.record(if approves {
        Event::of(now, "disposal.outreach-approved", "disposal", id, payload)
    } else {
        Event::of(now, "disposal.outreach-refused", "disposal", id, payload)
    })?;
    Ok(gone)
}

/// Takes the words away; the rows stay with their counts, days and results.
async fn forget(tx: &Tx, until: NaiveDate) -> Result<u64, Error> {
    let notes = blank(tx, NOTES, "note = ''", until).await?;
    let said = "spoken_with = '', notes = '', agreed = '', done_note = ''";
    let support = blank(tx, SUPPORT, said, until).await?;
    let mails = blank(tx, MAILS, "recipient = '', recipient_name = '', body = ''", until).await?;
    let addresses = blank(tx, ADDRESSES, "email = ''", until).await?;
    // Who is no office was a person at a session.
    let asked = "email = '', name = CASE WHEN office_id IS NULL THEN '' ELSE name END";
    let addresses = addresses + blank(tx, ASKED, asked, until).await?;
    let answers = blank(tx, ANSWERS, "text = ''", until).await?;
    blank(tx, FILLED_IN, "draft = '{}'", until).await?;
    Ok(notes + support + mails + addresses + answers)
}

async fn blank(tx: &Tx, part: &str, words: &str, until: NaiveDate) -> Result<u64, Error> {
    let sql = format!("UPDATE {}", part.replacen(" WHERE", &format!(" SET {words} WHERE"), 1));
    Ok(tx.connection().execute_raw(statement(tx, &sql, until)?).await?.rows_affected())
}
