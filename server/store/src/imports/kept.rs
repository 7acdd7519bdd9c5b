//! The rows of a committed batch, each with its raw cells, what it said and what it changed.

use crate::{
    Error, Tx,
    bulk::{self, Column},
    entities::{import_batches, import_rows},
    offices::Written,
    words::{read, word},
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{BatchId, OfficeId},
    imports::{Change, Difference, Issue, Outcome, Record},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait as _, PaginatorTrait as _, QueryFilter, QueryOrder, QuerySelect as _, Value,
};
use serde::{Serialize, Serializer};
use std::{borrow::Cow, collections::BTreeMap};
use uuid::Uuid;

/// A row to be kept.
#[derive(Debug, Clone, PartialEq)]
pub struct NewRow {
    /// Its place among the kept rows of the batch.
    pub seq: u32,
    /// The name of its sheet; empty for a text file.
    pub sheet: String,
    /// Its number as a spreadsheet program shows it.
    pub row: u32,
    /// Its cells as they were read: column and text.
    pub cells: Vec<(u16, String)>,
    /// What it said.
    pub record: Record,
    /// What became of it.
    pub outcome: Outcome,
    /// What it changed; nothing when it was not written.
    pub change: Option<Change>,
    /// What was odd about it.
    pub issues: Vec<Issue>,
    /// What it changed, detail by detail.
    pub differences: Vec<Difference>,
}

/// A row that was kept.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptRow {
    /// The office it was written to.
    pub office: Option<OfficeId>,
    /// The row.
    pub row: NewRow,
}

/// Which rows are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RowFilter {
    /// Only rows of this outcome.
    pub outcome: Option<Outcome>,
    /// Only rows with this change.
    pub change: Option<Change>,
}

/// An import that an office came from or was changed by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeImport {
    /// The batch.
    pub batch: BatchId,
    /// The name of its file.
    pub file_name: String,
    /// When it was committed.
    pub committed_at: DateTime<Utc>,
    /// The name of the sheet.
    pub sheet: String,
    /// The row.
    pub row: u32,
    /// What it changed.
    pub change: Option<Change>,
    /// What it changed, detail by detail.
    pub differences: Vec<Difference>,
}

const COLUMNS: [Column; 12] = [
    Column::Plain("tenant_id"),
    Column::Plain("batch_id"),
    Column::Plain("seq"),
    Column::Plain("sheet"),
    Column::Plain("row"),
    Column::Plain("office_id"),
    Column::Json("cells"),
    Column::Json("record"),
    Column::Plain("outcome"),
    Column::Plain("change"),
    Column::Json("issues"),
    Column::Json("differences"),
];

/// Keeps the rows of a batch.
pub(super) async fn keep(tx: &Tx, batch: BatchId, rows: &[NewRow], written: &Written) -> Result<(), Error> {
    let tenant = tx.tenant()?.uuid();
    let values = rows.iter().map(|row| {
        let office = row.change.and(row.record.number).and_then(|number| written.get(&number));
        Ok(vec![
            tenant.into(),
            batch.uuid().into(),
            i32::try_from(row.seq).unwrap_or(i32::MAX).into(),
            row.sheet.as_str().into(),
            i32::try_from(row.row).unwrap_or(i32::MAX).into(),
            office.map(|office| office.uuid()).into(),
            json(&Cells(&row.cells))?,
            json(&row.record)?,
            word(row.outcome)?.into(),
            row.change.map(word).transpose()?.unwrap_or_default().into(),
            json(&row.issues)?,
            json(&row.differences)?,
        ])
    });
    let values = values.collect::<Result<Vec<_>, Error>>()?;
    bulk::insert(tx, "import_rows", &COLUMNS, values).await
}

/// Cells to be kept. PostgreSQL takes no NUL in text: it is kept as the sign for it.
struct Cells<'a>(&'a [(u16, String)]);

impl Serialize for Cells<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|(column, text)| {
            let plain: Cow<'_, str> =
                if text.contains('\0') { text.replace('\0', "␀").into() } else { text.as_str().into() };
            (column, plain)
        }))
    }
}

/// A value as the text of its JSON.
pub(super) fn json(value: &impl Serialize) -> Result<Value, Error> {
    Ok(serde_json::to_string(value)?.into())
}

/// Rows of a batch in the order of the file, and how many there are; the first page is 0.
pub async fn rows(
    tx: &Tx,
    batch: BatchId,
    filter: RowFilter,
    page: u64,
    per_page: u64,
) -> Result<(Vec<KeptRow>, u64), Error> {
    let mut query = tx.rows::<import_rows::Entity>()?.filter(import_rows::Column::BatchId.eq(batch.uuid()));
    if let Some(outcome) = filter.outcome {
        query = query.filter(import_rows::Column::Outcome.eq(word(outcome)?));
    }
    if let Some(change) = filter.change {
        query = query.filter(import_rows::Column::Change.eq(word(change)?));
    }
    let total = query.clone().count(tx.connection()).await?;
    let rows = query
        .order_by_asc(import_rows::Column::Seq)
        .offset(page * per_page)
        .limit(per_page)
        .all(tx.connection())
        .await?;
    Ok((rows.into_iter().map(KeptRow::try_from).collect::<Result<_, _>>()?, total))
}

/// How many rows of a batch are kept so far.
pub async fn kept_rows(tx: &Tx, batch: BatchId) -> Result<u64, Error> {
    let rows = tx.rows::<import_rows::Entity>()?.filter(import_rows::Column::BatchId.eq(batch.uuid()));
    Ok(rows.count(tx.connection()).await?)
}

/// How many rows of a batch have each outcome and change.
pub async fn counts(tx: &Tx, batch: BatchId) -> Result<BTreeMap<(Outcome, Option<Change>), u64>, Error> {
    let sql = "SELECT outcome, change, COUNT(*) AS n FROM import_rows WHERE tenant_id = $1 AND batch_id = $2 GROUP BY outcome, change";
    let values = [tx.tenant()?.uuid().into(), batch.uuid().into()];
    let rows = tx.connection().query_all_raw(tx.statement(sql, values)).await?;
    let mut counts = BTreeMap::new();
    for row in rows {
        let (outcome, change): (String, String) = (row.try_get("", "outcome")?, row.try_get("", "change")?);
        let count: i64 = row.try_get("", "n")?;
        counts.insert((read(&outcome)?, change_of(&change)?), u64::try_from(count).unwrap_or(0));
    }
    Ok(counts)
}

/// The imports that wrote to an office, newest first.
pub async fn of_office(tx: &Tx, office: OfficeId) -> Result<Vec<OfficeImport>, Error> {
    let rows = tx
        .rows::<import_rows::Entity>()?
        .filter(import_rows::Column::OfficeId.eq(office.uuid()))
        .filter(import_rows::Column::Change.ne(word(Change::Unchanged)?))
        .order_by_desc(import_rows::Column::BatchId)
        .order_by_asc(import_rows::Column::Seq)
        .limit(200)
        .all(tx.connection())
        .await?;
    let batches: BTreeMap<Uuid, import_batches::Model> = tx
        .rows::<import_batches::Entity>()?
        .filter(import_batches::Column::Id.is_in(rows.iter().map(|row| row.batch_id)))
        .all(tx.connection())
        .await?
        .into_iter()
        .map(|batch| (batch.id, batch))
        .collect();
    let mut imports = Vec::with_capacity(rows.len());
    for row in rows {
        let Some((batch, committed_at)) =
            batches.get(&row.batch_id).and_then(|batch| Some((batch, batch.committed_at?)))
        else {
            continue;
        };
        imports.push(OfficeImport {
            batch: row.batch_id.into(),
            file_name: batch.file_name.clone(),
            committed_at,
            sheet: row.sheet,
            row: u32::try_from(row.row).unwrap_or(0),
            change: change_of(&row.change)?,
            differences: serde_json::from_value(row.differences)?,
        });
    }
    Ok(imports)
}

fn change_of(word: &str) -> Result<Option<Change>, Error> {
    if word.is_empty() { Ok(None) } else { read(word).map(Some) }
}

impl TryFrom<import_rows::Model> for KeptRow {
    type Error = Error;
    fn try_from(row: import_rows::Model) -> Result<Self, Error> {
        let import_rows::Model {
            tenant_id: _,
            batch_id: _,
            seq,
            sheet,
            row: number,
            office_id,
            cells,
            record,
            outcome,
            change,
            issues,
            differences,
        } = row;
        Ok(Self {
            office: office_id.map(OfficeId::from_uuid),
            row: NewRow {
                seq: u32::try_from(seq).unwrap_or(0),
                sheet,
                row: u32::try_from(number).unwrap_or(0),
                cells: serde_json::from_value(cells)?,
                record: record.map(serde_json::from_value).transpose()?.unwrap_or_default(),
                outcome: read(&outcome)?,
                change: change_of(&change)?,
                issues: serde_json::from_value(issues)?,
                differences: serde_json::from_value(differences)?,
            },
        })
    }
}
