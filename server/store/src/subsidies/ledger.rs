//! 予算の台帳: every yen that is reserved, committed or released is a line, written with the one conditional update that
//! takes it. The row of the programme holds the sum, so that the database itself refuses to promise a yen twice.

use crate::{
    Error, Tx, awards,
    entities::{applications, budget_entries},
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{ApplicationId, ProgrammeId},
    money::Yen,
    subsidies::{Balance, Entry, EntryKind, StageName},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait as _, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};

/// One line as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number within the programme, from 1.
    pub number: i32,
    /// Of which application; none where the budget itself changed.
    pub application: Option<ApplicationId>,
    /// What moved.
    pub entry: Entry,
    /// When.
    pub at: DateTime<Utc>,
}

/// Takes (or gives back) what a line says, and writes it; false where the budget does not hold that much.
pub(crate) async fn post(
    tx: &Tx,
    programme: ProgrammeId,
    application: ApplicationId,
    entry: Entry,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let row = tx
        .connection()
        .query_one_raw(tx.statement(
            "UPDATE programmes SET reserved_yen = reserved_yen + $1, next_entry = next_entry + 1
             WHERE tenant_id = $2 AND id = $3 AND reserved_yen + $1 BETWEEN 0 AND budget_yen
             RETURNING next_entry - 1 AS number",
            [entry.taken().get().into(), tx.tenant()?.uuid().into(), programme.uuid().into()],
        ))
        .await?;
    let Some(row) = row else { return Ok(false) };
    write(tx, programme, row.try_get("", "number")?, Some(application), entry, now).await?;
    Ok(true)
}

/// Writes a line under a number that its update has taken.
pub(super) async fn write(
    tx: &Tx,
    programme: ProgrammeId,
    number: i32,
    application: Option<ApplicationId>,
    entry: Entry,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = budget_entries::Model {
        tenant_id: tx.tenant()?.uuid(),
        programme_id: programme.uuid(),
        seq: number,
        application_id: application.map(ApplicationId::uuid),
        kind: entry.kind.code().to_owned(),
        budget_yen: entry.budget.get(),
        reserved_yen: entry.reserved.get(),
        committed_yen: entry.committed.get(),
        at: now,
        paid_yen: entry.paid.get(),
    };
    budget_entries::Entity::insert(budget_entries::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Writes that the budget was set or changed, in the transaction that changed it.
pub(super) async fn allot(
    tx: &Tx,
    programme: ProgrammeId,
    before: Yen,
    after: Yen,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = tx
        .connection()
        .query_one_raw(tx.statement(
            "UPDATE programmes SET next_entry = next_entry + 1 WHERE tenant_id = $1 AND id = $2
             RETURNING next_entry - 1 AS number",
            [tx.tenant()?.uuid().into(), programme.uuid().into()],
        ))
        .await?
        .ok_or(Error::Missing)?;
    write(tx, programme, row.try_get("", "number")?, None, Entry::allotted(before, after), now).await
}

/// What stands: the sum of the lines.
pub async fn balance(tx: &Tx, programme: ProgrammeId) -> Result<Balance, Error> {
    let row = tx
        .connection()
        .query_one_raw(tx.statement(
            "SELECT CAST(COALESCE(SUM(budget_yen), 0) AS bigint) AS budget,
             CAST(COALESCE(SUM(reserved_yen), 0) AS bigint) AS reserved,
             CAST(COALESCE(SUM(committed_yen), 0) AS bigint) AS committed,
             CAST(COALESCE(SUM(paid_yen), 0) AS bigint) AS paid
             FROM budget_entries WHERE tenant_id = $1 AND programme_id = $2",
            [tx.tenant()?.uuid().into(), programme.uuid().into()],
        ))
        .await?
        .ok_or(Error::Missing)?;
    let yen = |name: &str| row.try_get::<i64>("", name).map(Yen);
    Ok(Balance {
        budget: yen("budget")?,
        reserved: yen("reserved")?,
        committed: yen("committed")?,
        paid: yen("paid")?,
    })
}

/// What the applications of a programme hold of its budget together: what is asked for and open, and what awards hold.
pub async fn held(tx: &Tx, programme: ProgrammeId) -> Result<Yen, Error> {
    let open = |name: &StageName| name.holds_money() && *name != StageName::Granted;
    let holding = StageName::ALL.into_iter().filter(open).map(StageName::code);
    let asked: Option<i64> = tx
        .rows::<applications::Entity>()?
        .select_only()
        .column_as(Expr::cust("CAST(COALESCE(SUM(amount_yen), 0) AS bigint)"), "total")
        .filter(applications::Column::ProgrammeId.eq(programme.uuid()))
        .filter(applications::Column::Stage.is_in(holding))
        .into_tuple()
        .one(tx.connection())
        .await?;
    Yen(asked.unwrap_or(0))
        .checked_add(awards::committed(tx, programme).await?)
        .ok_or_else(|| Error::Unreadable("a sum of amounts".to_owned()))
}

/// The newest lines, at most `limit`, and how many there are.
pub async fn newest(tx: &Tx, programme: ProgrammeId, limit: u64) -> Result<(Vec<Line>, u64), Error> {
    let query =
        tx.rows::<budget_entries::Entity>()?.filter(budget_entries::Column::ProgrammeId.eq(programme.uuid()));
    let total = query.clone().count(tx.connection()).await?;
    let rows = query.order_by_desc(budget_entries::Column::Seq).limit(limit).all(tx.connection()).await?;
    Ok((rows.into_iter().map(Line::try_from).collect::<Result<_, _>>()?, total))
}

/// Every line, the first first.
pub async fn all(tx: &Tx, programme: ProgrammeId) -> Result<Vec<Line>, Error> {
    let rows = tx
        .rows::<budget_entries::Entity>()?
        .filter(budget_entries::Column::ProgrammeId.eq(programme.uuid()))
        .order_by_asc(budget_entries::Column::Seq)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Line::try_from).collect()
}

/// The lines of one application, the first first.
pub async fn of_application(tx: &Tx, application: ApplicationId) -> Result<Vec<Line>, Error> {
    let rows = tx
        .rows::<budget_entries::Entity>()?
        .filter(budget_entries::Column::ApplicationId.eq(application.uuid()))
        .order_by_asc(budget_entries::Column::Seq)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Line::try_from).collect()
}

/// What was taken and given back since a moment, for the pace.
pub async fn taken_since(
    tx: &Tx,
    programme: ProgrammeId,
    since: DateTime<Utc>,
) -> Result<Vec<(DateTime<Utc>, Yen)>, Error> {
    let rows = tx
        .rows::<budget_entries::Entity>()?
        .filter(budget_entries::Column::ProgrammeId.eq(programme.uuid()))
        .filter(budget_entries::Column::At.gte(since))
        .all(tx.connection())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.at, Yen(row.reserved_yen.saturating_add(row.committed_yen))))
        .collect())
}

impl TryFrom<budget_entries::Model> for Line {
    type Error = Error;
    fn try_from(row: budget_entries::Model) -> Result<Self, Error> {
        let kind = EntryKind::from_code(&row.kind)
            .ok_or_else(|| Error::Unreadable(format!("ledger line {}", row.kind)))?;
        Ok(Self {
            number: row.seq,
            application: row.application_id.map(ApplicationId::from_uuid),
            entry: Entry {
                kind,
                budget: Yen(row.budget_yen),
                reserved: Yen(row.reserved_yen),
                committed: Yen(row.committed_yen),
                paid: Yen(row.paid_yen),
            },
            at: row.at,
        })
    }
}
