//! The rows of adopter lists: what each says, what was found for it, and what a person decided.

use crate::{
    Error, Tx,
    entities::{adopter_rows, import_batches},
    words::{read, word},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    adoption::Source,
    ids::{AccountId, BatchId, OfficeId},
    imports::{Choices, Record},
    matching::{MatchKind, Proposal},
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, EntityTrait, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, sea_query::Expr,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How a row came to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowKind {
    /// It stands in the list, and was matched like this.
    Matched(MatchKind),
    /// The list before had the office, and this one leaves it out.
    Gone,
}

impl RowKind {
    fn word(self) -> Result<String, Error> {
        match self {
            Self::Matched(kind) => word(kind),
            Self::Gone => Ok("gone".to_owned()),
        }
    }

    fn of_word(word: &str) -> Result<Self, Error> {
        if word == "gone" { Ok(Self::Gone) } else { read(word).map(Self::Matched) }
    }
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// A person has to look.
    Open,
    /// It is evidence of an office.
    Matched,
    /// It concerns no office of the register.
    SetAside,
    /// The office that is left out has stopped.
    Stopped,
    /// The office that is left out goes on.
    Kept,
    /// It was evidence of an office until the list was taken back.
    TakenBack,
}

/// A row to be kept.
#[derive(Debug, Clone, PartialEq)]
pub struct NewAdopterRow {
    /// Its place in the batch.
    pub seq: u32,
    /// The name of its sheet.
    pub sheet: String,
    /// Its number as a spreadsheet program shows it; 0 for an office that is left out.
    pub row: u32,
    /// Its cells as they were read: column and text.
    pub cells: Vec<(u16, String)>,
    /// What it said.
    pub record: Record,
    /// How it came to be there.
    pub kind: RowKind,
    /// The offices it may mean.
    pub proposals: Vec<Proposal>,
    /// What became of it.
    pub standing: Standing,
    /// The office it is evidence of.
    pub office: Option<OfficeId>,
}

/// A row that was kept.
#[derive(Debug, Clone, PartialEq)]
pub struct AdopterRow {
    /// The row.
    pub row: NewAdopterRow,
    /// Who decided; nobody where the match was sure.
    pub decided_by: Option<AccountId>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
}

/// Keeps the rows of a batch.
pub async fn keep(tx: &Tx, batch: BatchId, rows: &[NewAdopterRow]) -> Result<(), Error> {
    let tenant_id = tx.tenant()?.uuid();
    for chunk in rows.chunks(500) {
        let mut models = Vec::with_capacity(chunk.len());
        for row in chunk {
            let cells: Vec<(u16, String)> =
                row.cells.iter().map(|(column, text)| (*column, text.replace('\0', "␀"))).collect();
            models.push(adopter_rows::ActiveModel::from(adopter_rows::Model {
                tenant_id,
                batch_id: batch.uuid(),
                seq: i32::try_from(row.seq).unwrap_or(i32::MAX),
                sheet: row.sheet.clone(),
                row: i32::try_from(row.row).unwrap_or(i32::MAX),
                cells: serde_json::to_value(cells)?,
                record: serde_json::to_value(&row.record)?,
                kind: row.kind.word()?,
                proposals: serde_json::to_value(&row.proposals)?,
                standing: word(row.standing)?,
                office_id: row.office.map(OfficeId::uuid),
                decided_by: None,
                decided_at: None,
            }));
        }
        adopter_rows::Entity::insert_many(models).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

/// Rows of a batch that stand like this, and how many there are; the first page is 0.
pub async fn of_batch(
    tx: &Tx,
    batch: BatchId,
    standing: Standing,
    page: u64,
    per_page: u64,
) -> Result<(Vec<AdopterRow>, u64), Error> {
    let query = tx
        .rows::<adopter_rows::Entity>()?
        .filter(adopter_rows::Column::BatchId.eq(batch.uuid()))
        .filter(adopter_rows::Column::Standing.eq(word(standing)?));
    let total = query.clone().count(tx.connection()).await?;
    let rows = query
        .order_by_asc(adopter_rows::Column::Seq)
        .offset(page * per_page)
        .limit(per_page)
        .all(tx.connection())
        .await?;
    Ok((rows.into_iter().map(AdopterRow::try_from).collect::<Result<_, _>>()?, total))
}

/// One row of a batch.
pub async fn find(tx: &Tx, batch: BatchId, seq: u32) -> Result<Option<AdopterRow>, Error> {
    let row = tx
        .rows::<adopter_rows::Entity>()?
        .filter(adopter_rows::Column::BatchId.eq(batch.uuid()))
        .filter(adopter_rows::Column::Seq.eq(i32::try_from(seq).unwrap_or(i32::MAX)))
        .one(tx.connection())
        .await?;
    row.map(AdopterRow::try_from).transpose()
}

/// How many rows of a batch stand how.
pub async fn counts(tx: &Tx, batch: BatchId) -> Result<BTreeMap<Standing, u64>, Error> {
    let sql = "SELECT standing, COUNT(*) AS n FROM adopter_rows WHERE tenant_id = $1 AND batch_id = $2 GROUP BY standing";
    let values = [tx.tenant()?.uuid().into(), batch.uuid().into()];
    let mut counts = BTreeMap::new();
    for row in tx.connection().query_all_raw(tx.statement(sql, values)).await? {
        let standing: String = row.try_get("", "standing")?;
        counts.insert(read(&standing)?, u64::try_from(row.try_get::<i64>("", "n")?).unwrap_or(0));
    }
    Ok(counts)
}

/// Decides an open row; one that somebody decided before is [`Error::Stale`].
pub async fn decide(
    tx: &Tx,
    batch: BatchId,
    seq: u32,
    standing: Standing,
    office: Option<OfficeId>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let by = tx.account().ok_or(Error::Missing)?;
    let changed = adopter_rows::Entity::update_many()
        .col_expr(adopter_rows::Column::Standing, Expr::value(word(standing)?))
        .col_expr(adopter_rows::Column::OfficeId, Expr::value(office.map(OfficeId::uuid)))
        .col_expr(adopter_rows::Column::DecidedBy, Expr::value(by.uuid()))
        .col_expr(adopter_rows::Column::DecidedAt, Expr::value(now))
        .filter(adopter_rows::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(adopter_rows::Column::BatchId.eq(batch.uuid()))
        .filter(adopter_rows::Column::Seq.eq(i32::try_from(seq).unwrap_or(i32::MAX)))
        .filter(adopter_rows::Column::Standing.eq(word(Standing::Open)?))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(changed.rows_affected)
}

/// The latest committed list of a source before a day: its day, and the offices its rows were matched to.
pub async fn list_before(
    tx: &Tx,
    source: Source,
    as_of: NaiveDate,
) -> Result<Option<(NaiveDate, BTreeSet<OfficeId>)>, Error> {
    let batches = tx
        .rows::<import_batches::Entity>()?
        .filter(import_batches::Column::State.eq("committed"))
        .filter(import_batches::Column::Kind.eq("adopters"))
        .all(tx.connection())
        .await?;
    let mut latest: Option<(NaiveDate, uuid::Uuid)> = None;
    for batch in batches {
        let choices: Choices = serde_json::from_value(batch.choices)?;
        let Some(facts) = choices.adopters.filter(|facts| facts.source == source && facts.as_of < as_of)
        else {
            continue;
        };
        if latest.is_none_or(|(day, _)| facts.as_of > day) {
            latest = Some((facts.as_of, batch.id));
        }
    }
    let Some((day, batch)) = latest else { return Ok(None) };
    let rows = tx
        .rows::<adopter_rows::Entity>()?
        .filter(adopter_rows::Column::BatchId.eq(batch))
        .filter(adopter_rows::Column::Standing.eq(word(Standing::Matched)?))
        .all(tx.connection())
        .await?;
    Ok(Some((day, rows.into_iter().filter_map(|row| row.office_id).map(OfficeId::from_uuid).collect())))
}

impl TryFrom<adopter_rows::Model> for AdopterRow {
    type Error = Error;
    fn try_from(row: adopter_rows::Model) -> Result<Self, Error> {
        Ok(Self {
            row: NewAdopterRow {
                seq: u32::try_from(row.seq).unwrap_or(0),
                sheet: row.sheet,
                row: u32::try_from(row.row).unwrap_or(0),
                cells: serde_json::from_value(row.cells)?,
                record: serde_json::from_value(row.record)?,
                kind: RowKind::of_word(&row.kind)?,
                proposals: serde_json::from_value(row.proposals)?,
                standing: read(&row.standing)?,
                office: row.office_id.map(OfficeId::from_uuid),
            },
            decided_by: row.decided_by.map(AccountId::from_uuid),
            decided_at: row.decided_at,
        })
    }
}
