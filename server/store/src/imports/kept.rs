//! The rows of a committed batch, each with where its raw cells stand, what it said and what it changed.

use crate::{
    Error, Tx,
    bulk::{Column, Rows},
    entities::{import_batches, import_rows},
    offices::Written,
    words::{read, word},
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{BatchId, OfficeId},
    imports::{Change, Difference, Issue, Outcome, ReadRow, Record},
    office_number::OfficeNumber,
    service_type::ServiceType,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait as _, PaginatorTrait as _, QueryFilter, QueryOrder, QuerySelect as _,
};
use serde::{Deserialize, Serialize};
use std::{cmp::Reverse, collections::BTreeMap};
use uuid::Uuid;

/// The raw cells of a kept row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum RawCells {
    /// Column and text: rows that versions before kept.
    Here(Vec<(u16, String)>),
    /// In the stored cells of the batch, which hold every cell once: from the number of the row on.
    Stored {
        /// The place of the sheet among those of the file.
        sheet: usize,
        /// Physical rows of the record.
        lines: u32,
    },
}

/// A row to be kept, as its columns hold it: written down before anybody waits for the database.
#[derive(Debug, Clone)]
pub struct RowText {
    seq: u32,
    sheet: String,
    row: u32,
    number: Option<OfficeNumber>,
    cells: String,
    record: String,
    outcome: Outcome,
    issues: String,
    change: Option<Change>,
    differences: String,
}

impl RowText {
    /// Writes a row down: its place among the kept rows of the batch, the name of its sheet (empty for a text file), how
    /// many physical rows its cells stand in, and what they say.
    pub fn of(seq: u32, sheet: &str, lines: u32, row: &ReadRow) -> Result<Self, Error> {
        Ok(Self {
            seq,
            sheet: sheet.to_owned(),
            row: row.place.row,
            number: row.record.number,
            cells: serde_json::to_string(&RawCells::Stored { sheet: row.place.sheet, lines })?,
            record: serde_json::to_string(&Named::of(&row.record))?,
            outcome: row.outcome,
            issues: serde_json::to_string(&row.issues)?,
            change: None,
            differences: "[]".to_owned(),
        })
    }

    /// The same with what it changes, detail by detail; nothing for a row that is not written.
    pub fn planned(self, change: Option<Change>, differences: &[&Difference]) -> Result<Self, Error> {
        Ok(Self { change, differences: serde_json::to_string(differences)?, ..self })
    }
}

/// What a kept row holds.
#[derive(Debug, Clone, PartialEq)]
pub struct RowContent {
    /// Its place among the kept rows of the batch.
    pub seq: u32,
    /// The name of its sheet; empty for a text file.
    pub sheet: String,
    /// Its number as a spreadsheet program shows it.
    pub row: u32,
    /// Its cells as they were read.
    pub cells: RawCells,
    /// What it said, in short: number, name and services. All of it stands in the cells.
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
    pub row: RowContent,
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

/// The rows of a batch, to be kept.
pub(super) fn to_keep(tx: &Tx, batch: BatchId, rows: Vec<RowText>, written: &Written) -> Result<Rows, Error> {
    let tenant = tx.tenant()?.uuid();
    let values = rows.into_iter().map(|row| {
        let RowText { seq, sheet, row, number, cells, record, outcome, issues, change, differences } = row;
        let office = change.and(number).and_then(|number| written.get(&number));
        Ok(vec![
            tenant.into(),
            batch.uuid().into(),
            i32::try_from(seq).unwrap_or(i32::MAX).into(),
            sheet.into(),
            i32::try_from(row).unwrap_or(i32::MAX).into(),
            office.map(|office| office.uuid()).into(),
            cells.into(),
            record.into(),
            word(outcome)?.into(),
            change.map(word).transpose()?.unwrap_or_default().into(),
            issues.into(),
            differences.into(),
        ])
    });
    let values = values.collect::<Result<Vec<_>, Error>>()?;
    Ok(Rows::of_values(tx, "import_rows", &COLUMNS, values))
}

/// What is kept of a record besides its cells: what it is known by, in the form of the whole.
#[derive(Serialize)]
struct Named<'a> {
    number: Option<OfficeNumber>,
    services: &'a [ServiceType],
    particulars: NameOf<'a>,
}

#[derive(Serialize)]
struct NameOf<'a> {
    name: &'a str,
}

impl<'a> Named<'a> {
    fn of(record: &'a Record) -> Self {
        let particulars = NameOf { name: &record.particulars.name };
        Self { number: record.number, services: &record.services, particulars }
    }
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
    // Put in order here: SQLite, asked for an order that an index has, reads all of the house in that order.
    let mut rows = tx
        .rows::<import_rows::Entity>()?
        .filter(import_rows::Column::OfficeId.eq(office.uuid()))
        .filter(import_rows::Column::Change.ne(word(Change::Unchanged)?))
        .all(tx.connection())
        .await?;
    rows.sort_unstable_by_key(|row| (Reverse(row.batch_id), row.seq));
    rows.truncate(200);
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
            row: RowContent {
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
