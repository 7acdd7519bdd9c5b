//! The batches of the tenant: their file, the choices made about it, and what came of it.

use crate::{
    Error, Tx,
    entities::import_batches,
    events::Event,
    files::{self, File},
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{AccountId, BatchId, FileId},
    imports::{Choices, Counts},
};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait as _, PaginatorTrait as _, QueryFilter, QueryOrder, QuerySelect as _,
    sea_query::Expr,
};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// One file that was uploaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Its id.
    pub id: BatchId,
    /// The file as it was sent.
    pub file: FileId,
    /// Its cells as they were read.
    pub cells: FileId,
    /// The name to show.
    pub file_name: String,
    /// Where it stands.
    pub state: BatchState,
    /// What a person chose about it.
    pub choices: Choices,
    /// What came of it; counts of the preview until it is committed.
    pub summary: Summary,
    /// Who uploaded it.
    pub created_by: AccountId,
    /// When.
    pub created_at: DateTime<Utc>,
    /// Who committed it.
    pub committed_by: Option<AccountId>,
    /// When.
    pub committed_at: Option<DateTime<Utc>>,
    /// Counts its edits.
    pub version: i32,
}

/// Where a batch stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BatchState {
    /// Nothing is written yet.
    Previewed,
    /// The register has it.
    Committed,
    /// A person put it away; nothing was written.
    Discarded,
}

impl BatchState {
    const ALL: [Self; 3] = [Self::Previewed, Self::Committed, Self::Discarded];

    const fn word(self) -> &'static str {
        match self {
            Self::Previewed => "previewed",
            Self::Committed => "committed",
            Self::Discarded => "discarded",
        }
    }
}

/// What an import did, in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Summary {
    /// Records of the file.
    pub records: usize,
    /// Written without a word.
    pub ok: usize,
    /// Written with a warning.
    pub warnings: usize,
    /// Not written.
    pub errors: usize,
    /// Not wanted.
    pub skipped: usize,
    /// What happened to offices.
    pub offices: Counts,
    /// What happened to their services.
    pub services: Counts,
}

/// Adds a batch with its two files, whose bytes are stored already.
pub async fn add(
    tx: &Tx,
    id: BatchId,
    file: &File,
    cells: &File,
    choices: &Choices,
    summary: Summary,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    files::add(tx, file).await?;
    files::add(tx, cells).await?;
    let row = import_batches::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        file_id: file.id.uuid(),
        cells_file_id: cells.id.uuid(),
        file_name: file.name.clone(),
        state: BatchState::Previewed.word().to_owned(),
        choices: serde_json::to_value(choices)?,
        summary: serde_json::to_value(summary)?,
        created_by: tx.account().ok_or(Error::Missing)?.uuid(),
        created_at: now,
        committed_by: None,
        committed_at: None,
        version: 1,
    };
    import_batches::Entity::insert(import_batches::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    tx.record(Event::of(
        now,
        "import.uploaded",
        "import",
        id.uuid(),
        json!({ "hash": file.hash, "bytes": file.size }),
    ))
}

/// A batch of the tenant.
pub async fn find(tx: &Tx, id: BatchId) -> Result<Option<Batch>, Error> {
    let row = tx
        .rows::<import_batches::Entity>()?
        .filter(import_batches::Column::Id.eq(id.uuid()))
        .one(tx.connection())
        .await?;
    row.map(Batch::try_from).transpose()
}

/// The batches of the tenant, newest first, and how many there are; the first page is 0.
pub async fn list(tx: &Tx, page: u64, per_page: u64) -> Result<(Vec<Batch>, u64), Error> {
    let query = tx.rows::<import_batches::Entity>()?;
    let total = query.clone().count(tx.connection()).await?;
    let rows = query
        .order_by_desc(import_batches::Column::CreatedAt)
        .order_by_desc(import_batches::Column::Id)
        .offset(page * per_page)
        .limit(per_page)
        .all(tx.connection())
        .await?;
    Ok((rows.into_iter().map(Batch::try_from).collect::<Result<_, _>>()?, total))
}

/// Keeps what a person chose about a batch that is not committed.
pub async fn choose(
    tx: &Tx,
    id: BatchId,
    version: i32,
    choices: &Choices,
    summary: Summary,
) -> Result<(), Error> {
    advance(tx, id, version, BatchState::Previewed, Some((choices, summary)), None).await
}

/// Puts a batch away; nothing of it was written.
pub async fn discard(tx: &Tx, id: BatchId, version: i32, now: DateTime<Utc>) -> Result<(), Error> {
    advance(tx, id, version, BatchState::Discarded, None, None).await?;
    tx.record(Event::of(now, "import.discarded", "import", id.uuid(), json!({})))
}

/// Moves a previewed batch on; a batch that is committed, put away or edited meanwhile is [`Error::Stale`].
pub(super) async fn advance(
    tx: &Tx,
    id: BatchId,
    version: i32,
    state: BatchState,
    chosen: Option<(&Choices, Summary)>,
    committed: Option<(AccountId, DateTime<Utc>)>,
) -> Result<(), Error> {
    let mut update = import_batches::Entity::update_many()
        .col_expr(import_batches::Column::State, Expr::value(state.word()))
        .col_expr(import_batches::Column::Version, Expr::col(import_batches::Column::Version).add(1));
    if let Some((choices, summary)) = chosen {
        update = update
            .col_expr(import_batches::Column::Choices, Expr::value(serde_json::to_value(choices)?))
            .col_expr(import_batches::Column::Summary, Expr::value(serde_json::to_value(summary)?));
    }
    if let Some((account, at)) = committed {
        update = update
            .col_expr(import_batches::Column::CommittedBy, Expr::value(account.uuid()))
            .col_expr(import_batches::Column::CommittedAt, Expr::value(at));
    }
    let changed = update
        .filter(import_batches::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(import_batches::Column::Id.eq(id.uuid()))
        .filter(import_batches::Column::Version.eq(version))
        .filter(import_batches::Column::State.eq(BatchState::Previewed.word()))
        .exec(tx.connection())
        .await?;
    if changed.rows_affected == 0 { Err(Error::Stale) } else { Ok(()) }
}

impl TryFrom<import_batches::Model> for Batch {
    type Error = Error;
    fn try_from(row: import_batches::Model) -> Result<Self, Error> {
        let state = BatchState::ALL.into_iter().find(|state| state.word() == row.state);
        Ok(Self {
            id: row.id.into(),
            file: row.file_id.into(),
            cells: row.cells_file_id.into(),
            file_name: row.file_name,
            state: state.ok_or(Error::Unreadable(row.state))?,
            choices: serde_json::from_value(row.choices)?,
            summary: serde_json::from_value(row.summary)?,
            created_by: row.created_by.into(),
            created_at: row.created_at,
            committed_by: row.committed_by.map(AccountId::from_uuid),
            committed_at: row.committed_at,
            version: row.version,
        })
    }
}
