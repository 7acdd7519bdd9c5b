//! 年度の締め: closing a year, opening it again, and what was carried over by name.

use super::{arrivals, sweep, tally};
use crate::{
    Error, Tx,
    entities::{carried_over, year_closings},
    events::Event,
    subsidies::programmes::{self, ProgrammeError},
};
use chrono::{DateTime, Utc};
use domain::{
    fiscal_year::FiscalYear,
    ids::{AccountId, ApplicationId, ClosingId},
    money::Yen,
    subsidies::{ProgrammeState, Reason},
    tokyo,
    year_end::{Hindrance, Left, LeftKind, hindrances},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QueryResult, sea_query::Expr,
};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A year as it was closed.
#[derive(Debug, Clone, PartialEq)]
pub struct Closing {
    /// Its id.
    pub id: ClosingId,
    /// Which year.
    pub year: FiscalYear,
    /// By whom.
    pub by: AccountId,
    /// When.
    pub at: DateTime<Utc>,
    /// A word about it; may be empty.
    pub note: String,
    /// Who opened it again, when and why.
    pub reopened: Option<(AccountId, DateTime<Utc>, String)>,
}

/// Something that was not final when a year was closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// What.
    pub kind: LeftKind,
    /// Which.
    pub id: Uuid,
    /// Of which application.
    pub application: Option<ApplicationId>,
    /// Where it stood.
    pub stage: String,
    /// How much money was still to move.
    pub amount: Yen,
    /// Since when it stood there.
    pub since: DateTime<Utc>,
}

/// Why a year was not closed. Whoever gets one drops the transaction.
#[derive(Debug, thiserror::Error)]
pub enum CloseError {
    /// The database.
    #[error(transparent)]
    Store(#[from] Error),
    /// It is closed.
    #[error("the year is closed already")]
    Closed,
    /// Something is undecided or missing.
    #[error("the year cannot be closed: {0:?}")]
    Hindered(Vec<Hindrance>),
    /// Somebody changes a programme of it at this moment.
    #[error(transparent)]
    Programme(ProgrammeError),
}

/// Why a year was not opened again.
#[derive(Debug, thiserror::Error)]
pub enum ReopenError {
    /// The database.
    #[error(transparent)]
    Store(#[from] Error),
    /// It is not closed.
    #[error("the year is not closed")]
    Open,
}

/// Closes a year: its programmes receive no more, and what is decided and not settled is carried over by name. Nothing
/// can arrive between the looking and the closing: the rows of the programmes are taken first.
pub async fn close(
    tx: &Tx,
    id: ClosingId,
    year: FiscalYear,
    note: &str,
    now: DateTime<Utc>,
) -> Result<(), CloseError> {
    let by = tx.account().ok_or(Error::Missing)?;
    hold(tx, year, now).await?;
    for programme in programmes::all(tx).await?.iter().filter(|one| one.fiscal_year == year) {
        match programme.state {
            ProgrammeState::Published { .. } => {
                programmes::close(tx, programme, now).await.map_err(CloseError::Programme)?;
            }
            ProgrammeState::Draft | ProgrammeState::Closed { .. } => {}
        }
    }
    let today = tokyo::date(now);
    let left = sweep::counts(tx, year).await?;
    let missing = arrivals::papers_missing(tx, year.start(), year.end()).await?;
    let tally = tally::total(&tally::of_year(tx, year).await?);
    let hindered = hindrances(year, today, &left, missing, tally);
    if !hindered.is_empty() {
        return Err(CloseError::Hindered(hindered));
    }
    let facts = json!({
        "received": tally.received, "granted": tally.granted, "refused": tally.refused,
        "withdrawn": tally.withdrawn,
        "left": left.iter().map(|(kind, n)| json!([kind.code(), n])).collect::<Vec<_>>(),
    });
    let written = tx
        .connection()
        .execute_raw(tx.statement(
            "INSERT INTO year_closings (tenant_id, id, fiscal_year, live_year, facts, note, closed_by, closed_at, reopen_reason)
             VALUES ($1, $2, $3, $3, $4, $5, $6, $7, '') ON CONFLICT (tenant_id, live_year) DO NOTHING",
            [
                tx.tenant()?.uuid().into(),
                id.uuid().into(),
                year.year().into(),
                facts.into(),
                note.into(),
                by.uuid().into(),
                now.into(),
            ],
        ))
        .await
        .map_err(Error::from)?;
    if written.rows_affected() == 0 {
        return Err(CloseError::Closed);
    }
    let carried = carry_over(tx, id, year).await?;
    let payload = json!({ "year": year, "received": tally.received, "carried": carried });
    Ok(tx.record(Event::of(now, "year.closed", "year", id.uuid(), payload))?)
}

/// Takes the rows of a year's programmes, so that nobody is received and none is opened again meanwhile.
async fn hold(tx: &Tx, year: FiscalYear, now: DateTime<Utc>) -> Result<(), Error> {
    tx.connection()
        .execute_raw(tx.statement(
            "UPDATE programmes SET updated_at = $3 WHERE tenant_id = $1 AND fiscal_year = $2",
            [tx.tenant()?.uuid().into(), year.year().into(), now.into()],
        ))
        .await?;
    Ok(())
}

/// Rows that are carried over at once.
const AT_ONCE: u64 = 500;

async fn carry_over(tx: &Tx, closing: ClosingId, year: FiscalYear) -> Result<i32, Error> {
    let mut seq = 0;
    for kind in LeftKind::ALL.into_iter().filter(|kind| kind.left() == Left::CarriedOver) {
        let mut offset = 0;
        loop {
            let items = sweep::page(tx, year, Some(kind), offset, AT_ONCE).await?;
            let last = (items.len() as u64) < AT_ONCE;
            for item in items {
                seq += 1;
                let row = carried_over::Model {
                    tenant_id: tx.tenant()?.uuid(),
                    closing_id: closing.uuid(),
                    seq,
                    kind: item.kind.code().to_owned(),
                    subject_id: item.id,
                    application_id: item.application.map(ApplicationId::uuid),
                    stage: item.stage,
                    amount_yen: item.amount.get(),
                    since: item.since,
                };
                let row = carried_over::ActiveModel::from(row);
                carried_over::Entity::insert(row).exec_without_returning(tx.connection()).await?;
            }
            if last {
                break;
            }
            offset += AT_ONCE;
        }
    }
    Ok(seq)
}

/// Opens a closed year again; its programmes stay closed until somebody opens them.
pub async fn reopen(
    tx: &Tx,
    year: FiscalYear,
    reason: &Reason,
    now: DateTime<Utc>,
) -> Result<(), ReopenError> {
    let by = tx.account().ok_or(Error::Missing)?;
    let closing = live(tx, year).await?.ok_or(ReopenError::Open)?;
    let opened = year_closings::Entity::update_many()
        .col_expr(year_closings::Column::LiveYear, Expr::value(None::<i32>))
        .col_expr(year_closings::Column::ReopenedBy, Expr::value(by.uuid()))
        .col_expr(year_closings::Column::ReopenedAt, Expr::value(now))
        .col_expr(year_closings::Column::ReopenReason, Expr::value(reason.as_str()))
        .filter(year_closings::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(year_closings::Column::Id.eq(closing.id.uuid()))
        .filter(year_closings::Column::LiveYear.is_not_null())
        .exec(tx.connection())
        .await
        .map_err(Error::from)?;
    if opened.rows_affected == 0 {
        return Err(ReopenError::Open);
    }
    let payload = json!({ "year": year });
    Ok(tx.record(Event::of(now, "year.reopened", "year", closing.id.uuid(), payload))?)
}

/// The closing of a year that holds.
pub async fn live(tx: &Tx, year: FiscalYear) -> Result<Option<Closing>, Error> {
    let row = tx
        .rows::<year_closings::Entity>()?
        .filter(year_closings::Column::LiveYear.eq(year.year()))
        .one(tx.connection())
        .await?;
    row.map(Closing::try_from).transpose()
}

/// Whether a year is closed now.
pub async fn holds(tx: &Tx, year: FiscalYear) -> Result<bool, Error> {
    Ok(live(tx, year).await?.is_some())
}

/// The years that are closed now.
pub async fn closed_years(tx: &Tx) -> Result<BTreeSet<FiscalYear>, Error> {
    let rows = tx
        .rows::<year_closings::Entity>()?
        .filter(year_closings::Column::LiveYear.is_not_null())
        .all(tx.connection())
        .await?;
    rows.into_iter().map(|row| Closing::try_from(row).map(|closing| closing.year)).collect()
}

/// Every closing of a year, the newest first.
pub async fn history(tx: &Tx, year: FiscalYear) -> Result<Vec<Closing>, Error> {
    let rows = tx
        .rows::<year_closings::Entity>()?
        .filter(year_closings::Column::FiscalYear.eq(year.year()))
        .order_by_desc(year_closings::Column::ClosedAt)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Closing::try_from).collect()
}

/// What a closing carried over, in the order of the list.
pub async fn carried(tx: &Tx, closing: ClosingId) -> Result<Vec<Carried>, Error> {
    let rows = tx
        .rows::<carried_over::Entity>()?
        .filter(carried_over::Column::ClosingId.eq(closing.uuid()))
        .order_by_asc(carried_over::Column::Seq)
        .all(tx.connection())
        .await?;
    rows.into_iter()
        .map(|row| {
            let kind = LeftKind::from_code(&row.kind)
                .ok_or_else(|| Error::Unreadable(format!("what is carried over: {}", row.kind)))?;
            Ok(Carried {
                kind,
                id: row.subject_id,
                application: row.application_id.map(ApplicationId::from_uuid),
                stage: row.stage,
                amount: Yen(row.amount_yen),
                since: row.since,
            })
        })
        .collect()
}

/// The offices of what a closing carried over, by application.
pub async fn carried_offices(tx: &Tx, closing: ClosingId) -> Result<BTreeMap<ApplicationId, String>, Error> {
    let asked = "SELECT DISTINCT a.id, o.name FROM carried_over c
        JOIN applications a ON a.tenant_id = c.tenant_id AND a.id = c.application_id
        JOIN offices o ON o.tenant_id = a.tenant_id AND o.id = a.office_id
        WHERE c.tenant_id = $1 AND c.closing_id = $2";
    let values = [tx.tenant()?.uuid().into(), closing.uuid().into()];
    let rows = tx.connection().query_all_raw(tx.statement(asked, values)).await?;
    let name = |row: &QueryResult| -> Result<(ApplicationId, String), Error> {
        let application: Uuid = row.try_get("", "id")?;
        Ok((application.into(), row.try_get("", "name")?))
    };
    rows.iter().map(name).collect()
}

impl TryFrom<year_closings::Model> for Closing {
    type Error = Error;
    fn try_from(row: year_closings::Model) -> Result<Self, Error> {
        let reopened = row
            .reopened_by
            .zip(row.reopened_at)
            .map(|(by, at)| (AccountId::from_uuid(by), at, row.reopen_reason.clone()));
        Ok(Self {
            id: row.id.into(),
            year: FiscalYear::from_year(row.fiscal_year)
                .map_err(|error| Error::Unreadable(error.to_string()))?,
            by: row.closed_by.into(),
            at: row.closed_at,
            note: row.note,
            reopened,
        })
    }
}
