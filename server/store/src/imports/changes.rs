//! What an import changed, office by office, and taking it back: an office is again what it was, unless somebody
//! changed it since or works with it.

use super::batches::{self, Batch, BatchState, Progress, Step, advance};
use crate::{
    Error, Tx,
    bulk::{Column, Rows},
    entities::import_changes,
    events::Event,
    offices::{self, Before, ImportChange, Undone},
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{BatchId, OfficeId},
    office_number::OfficeNumber,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait as _, EntityTrait, PaginatorTrait as _, QueryFilter, QueryOrder as _,
    QuerySelect as _, Select, sea_query::Expr,
};
use serde_json::json;
use uuid::Uuid;

/// Offices of one piece: a short transaction, so that nobody else waits for long.
pub const PIECE: u64 = 200;

/// The changes of a batch that are not taken back. That is done in the order of the offices, so they are those after the
/// last one that was. Its condition is written out, as the index of these rows is: a value would hide it.
async fn still_there(tx: &Tx, batch: BatchId) -> Result<Select<import_changes::Entity>, Error> {
    let changes =
        tx.rows::<import_changes::Entity>()?.filter(import_changes::Column::BatchId.eq(batch.uuid()));
    let last = changes
        .clone()
        .filter(Expr::cust("undone <> ''"))
        .order_by_desc(import_changes::Column::OfficeId)
        .one(tx.connection())
        .await?;
    Ok(match last {
        Some(last) => changes.filter(import_changes::Column::OfficeId.gt(last.office_id)),
        None => changes,
    })
}

/// An office that an import changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptChange {
    /// The office; it may be gone.
    pub office: OfficeId,
    /// Its number.
    pub number: OfficeNumber,
    /// Its name.
    pub name: String,
    /// The import made it.
    pub is_new: bool,
    /// What taking it back did; none while nothing was taken back.
    pub undone: Option<Undone>,
}

/// What a piece changed, to be kept.
pub(super) fn to_keep(tx: &Tx, batch: BatchId, changes: &[ImportChange]) -> Result<Rows, Error> {
    let tenant = tx.tenant()?.uuid();
    let values = changes.iter().map(|change| {
        let before = change.before.as_ref().map(serde_json::to_string).transpose()?;
        Ok(vec![
            tenant.into(),
            batch.uuid().into(),
            change.office.uuid().into(),
            change.number.as_str().into(),
            change.name.as_str().into(),
            before.into(),
            change.version.into(),
            "".into(),
        ])
    });
    let values = values.collect::<Result<Vec<_>, Error>>()?;
    Ok(Rows::of_values(tx, "import_changes", &COLUMNS, values))
}

const COLUMNS: [Column; 8] = [
    Column::Plain("tenant_id"),
    Column::Plain("batch_id"),
    Column::Plain("office_id"),
    Column::Plain("number"),
    Column::Plain("name"),
    Column::Json("before"),
    Column::Plain("version"),
    Column::Plain("undone"),
];

/// What an import changed, in pages; the first page is 0. With `refused`, only what could not be taken back.
pub async fn of_batch(
    tx: &Tx,
    batch: BatchId,
    refused: bool,
    page: u64,
    per_page: u64,
) -> Result<(Vec<KeptChange>, u64), Error> {
    let mut query =
        tx.rows::<import_changes::Entity>()?.filter(import_changes::Column::BatchId.eq(batch.uuid()));
    if refused {
        let words = [Undone::ChangedSince, Undone::InUse].map(Undone::word);
        query = query.filter(import_changes::Column::Undone.is_in(words));
    }
    let total = query.clone().count(tx.connection()).await?;
    let rows = query
        .order_by_asc(import_changes::Column::Number)
        .offset(page * per_page)
        .limit(per_page)
        .all(tx.connection())
        .await?;
    Ok((rows.into_iter().map(KeptChange::try_from).collect::<Result<_, _>>()?, total))
}

/// How many changes of a batch are not taken back yet.
pub async fn left(tx: &Tx, batch: BatchId) -> Result<u64, Error> {
    Ok(still_there(tx, batch).await?.count(tx.connection()).await?)
}

/// What taking a batch back would do, as the register stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Outlook {
    /// Offices that the import made and that would go.
    pub created: u64,
    /// Offices that would be again what they were.
    pub changed: u64,
    /// Offices that somebody changed since; they stay.
    pub refused: u64,
}

/// Looks at what taking back would do.
pub async fn outlook(tx: &Tx, batch: BatchId) -> Result<Outlook, Error> {
    let sql = "SELECT c.before IS NULL AS made, o.version IS NOT NULL AND o.version = c.version AND o.merged_into IS NULL AS untouched, COUNT(*) AS n
        FROM import_changes c LEFT JOIN offices o ON o.tenant_id = c.tenant_id AND o.id = c.office_id
        WHERE c.tenant_id = $1 AND c.batch_id = $2 GROUP BY 1, 2";
    let values = [tx.tenant()?.uuid().into(), batch.uuid().into()];
    let mut outlook = Outlook::default();
    for row in tx.connection().query_all_raw(tx.statement(sql, values)).await? {
        let (made, untouched): (bool, bool) = (row.try_get("", "made")?, row.try_get("", "untouched")?);
        let count = u64::try_from(row.try_get::<i64>("", "n")?).unwrap_or(0);
        match (untouched, made) {
            (false, _) => outlook.refused += count,
            (true, true) => outlook.created += count,
            (true, false) => outlook.changed += count,
        }
    }
    Ok(outlook)
}

/// Begins taking back what a batch wrote.
pub async fn begin_undoing(tx: &Tx, batch: &Batch, version: i32, now: DateTime<Utc>) -> Result<(), Error> {
    let account = tx.account().ok_or(Error::Missing)?;
    let (_, changed) = of_batch(tx, batch.id, false, 0, 1).await?;
    let total = u32::try_from(changed.div_ceil(PIECE)).unwrap_or(u32::MAX);
    let step = Step {
        undone: Some((account, now)),
        progress: Some(Progress { done: 0, total }),
        ..Step::to(BatchState::Undoing)
    };
    advance(tx, batch.id, version, &[BatchState::Committed, BatchState::Stopped], step).await?;
    tx.record(Event::of(now, "import.undo-begun", "import", batch.id.uuid(), json!({ "offices": changed })))
}

/// Notes that a batch is taken back in the transaction that does it, where that is no work in pieces.
pub async fn take_back_at_once(
    tx: &Tx,
    batch: &Batch,
    version: i32,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let account = tx.account().ok_or(Error::Missing)?;
    let step = Step { undone: Some((account, now)), ..Step::to(BatchState::Undone) };
    advance(tx, batch.id, version, &[BatchState::Committed], step).await
}

/// Takes back one piece; false where another worker did.
pub async fn undo(
    tx: &Tx,
    batch: BatchId,
    done: u32,
    ids: &(dyn Fn() -> Uuid + Sync),
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    if !batches::step_on(tx, batch, BatchState::Undoing, done).await? {
        return Ok(false);
    }
    let rows = still_there(tx, batch)
        .await?
        .order_by_asc(import_changes::Column::OfficeId)
        .limit(PIECE)
        .all(tx.connection())
        .await?;
    let changes = rows.into_iter().map(ImportChange::try_from).collect::<Result<Vec<_>, _>>()?;
    let done = offices::take_back(tx, &changes, ids, now).await?;
    for undone in Undone::ALL {
        let offices: Vec<Uuid> =
            done.iter().filter(|(_, did)| *did == undone).map(|(office, _)| office.uuid()).collect();
        if offices.is_empty() {
            continue;
        }
        import_changes::Entity::update_many()
            .col_expr(import_changes::Column::Undone, Expr::value(undone.word()))
            .filter(import_changes::Column::TenantId.eq(tx.tenant()?.uuid()))
            .filter(import_changes::Column::BatchId.eq(batch.uuid()))
            .filter(import_changes::Column::OfficeId.is_in(offices))
            .exec(tx.connection())
            .await?;
    }
    Ok(true)
}

/// Ends taking back.
pub async fn finish_undoing(tx: &Tx, batch: &Batch, now: DateTime<Utc>) -> Result<(), Error> {
    advance(tx, batch.id, batch.version, &[BatchState::Undoing], Step::to(BatchState::Undone)).await?;
    let (_, all) = of_batch(tx, batch.id, false, 0, 1).await?;
    let (_, refused) = of_batch(tx, batch.id, true, 0, 1).await?;
    let payload = json!({ "taken_back": all - refused, "refused": refused });
    tx.record(Event::of(now, "import.undone", "import", batch.id.uuid(), payload))
}

impl TryFrom<import_changes::Model> for KeptChange {
    type Error = Error;
    fn try_from(row: import_changes::Model) -> Result<Self, Error> {
        Ok(Self {
            office: row.office_id.into(),
            number: row.number.parse().map_err(|_| Error::Unreadable(row.number.clone()))?,
            name: row.name,
            is_new: row.before.is_none(),
            undone: Undone::of_word(&row.undone)?,
        })
    }
}

impl TryFrom<import_changes::Model> for ImportChange {
    type Error = Error;
    fn try_from(row: import_changes::Model) -> Result<Self, Error> {
        Ok(Self {
            office: row.office_id.into(),
            number: row.number.parse().map_err(|_| Error::Unreadable(row.number.clone()))?,
            name: row.name,
            before: row.before.map(serde_json::from_value::<Before>).transpose()?,
            version: row.version,
        })
    }
}
