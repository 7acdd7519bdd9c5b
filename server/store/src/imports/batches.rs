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
    imports::{Choices, Counts, ListKind, Refusal},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait as _, EntityTrait, ExprTrait as _, PaginatorTrait as _, QueryFilter,
    QueryOrder, QuerySelect as _, sea_query::Expr,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

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
    /// How far it is being read, carried out or taken back.
    pub progress: Progress,
    /// Why it is refused, where it was read after it was sent.
    pub refusal: Option<Refusal>,
    /// Who took it back.
    pub undone_by: Option<AccountId>,
    /// When.
    pub undone_at: Option<DateTime<Utc>>,
    /// Counts its edits.
    pub version: i32,
}

/// How much of a long piece of work is done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Pieces that are done.
    pub done: u32,
    /// Pieces in all.
    pub total: u32,
}

/// Where a batch stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BatchState {
    /// The file waits to be read, or is being read.
    Reading,
    /// The file is none that is taken.
    Refused,
    /// Nothing is written yet.
    Previewed,
    /// The register is being given it, piece by piece.
    Committing,
    /// A person stopped that; what was written stays until it is taken back.
    Stopped,
    /// The register has it.
    Committed,
    /// It is being taken back, piece by piece.
    Undoing,
    /// It was taken back, but for what was changed since.
    Undone,
    /// A person put it away; nothing was written.
    Discarded,
}

impl BatchState {
    const ALL: [Self; 9] = [
        Self::Reading,
        Self::Refused,
        Self::Previewed,
        Self::Committing,
        Self::Stopped,
        Self::Committed,
        Self::Undoing,
        Self::Undone,
        Self::Discarded,
    ];

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Reading => "reading",
            Self::Refused => "refused",
            Self::Previewed => "previewed",
            Self::Committing => "committing",
            Self::Stopped => "stopped",
            Self::Committed => "committed",
            Self::Undoing => "undoing",
            Self::Undone => "undone",
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
    /// Those that are kept with the import: all but those of other municipalities.
    pub kept: usize,
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

/// Who acts: nobody where the command line does.
pub(super) fn by_hand_or_program(tx: &Tx) -> Uuid {
    tx.account().map_or(Uuid::nil(), AccountId::uuid)
}

/// A file that was sent.
#[derive(Debug, Clone, Copy)]
pub struct NewBatch<'a> {
    /// Its id.
    pub id: BatchId,
    /// The file, whose bytes are stored already.
    pub file: &'a File,
    /// What is chosen about it.
    pub choices: &'a Choices,
    /// Its cells with what they come to, stored as well; none where it is read later.
    pub read: Option<(&'a File, Summary)>,
}

/// Adds a batch.
pub async fn add(tx: &Tx, batch: NewBatch<'_>, now: DateTime<Utc>) -> Result<(), Error> {
    let NewBatch { id, file, choices, read } = batch;
    files::add(tx, file).await?;
    if let Some((cells, _)) = read {
        files::add(tx, cells).await?;
    }
    let state = if read.is_some() { BatchState::Previewed } else { BatchState::Reading };
    let row = import_batches::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        file_id: file.id.uuid(),
        // Until it is read, its cells are those of the file as it was sent.
        cells_file_id: read.map_or(file.id, |(cells, _)| cells.id).uuid(),
        file_name: file.name.clone(),
        state: state.word().to_owned(),
        choices: serde_json::to_value(choices)?,
        summary: serde_json::to_value(read.map(|(_, summary)| summary).unwrap_or_default())?,
        created_by: by_hand_or_program(tx),
        created_at: now,
        committed_by: None,
        committed_at: None,
        version: 1,
        kind: kind(choices.kind).to_owned(),
        progress: 0,
        total: 0,
        refusal: None,
        undone_by: None,
        undone_at: None,
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

/// Keeps the cells of a batch that was read after it was sent.
pub async fn previewed(
    tx: &Tx,
    batch: &Batch,
    cells: &File,
    choices: &Choices,
    summary: Summary,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    files::add(tx, cells).await?;
    let step =
        Step { chosen: Some((choices, summary)), cells: Some(cells.id), ..Step::to(BatchState::Previewed) };
    advance(tx, batch.id, batch.version, &[BatchState::Reading], step).await?;
    tx.record(Event::of(now, "import.read", "import", batch.id.uuid(), json!({ "records": summary.records })))
}

/// Keeps why a batch that was read after it was sent is refused.
pub async fn refuse(tx: &Tx, batch: &Batch, refusal: Refusal, now: DateTime<Utc>) -> Result<(), Error> {
    let step = Step { refusal: Some(refusal), ..Step::to(BatchState::Refused) };
    advance(tx, batch.id, batch.version, &[BatchState::Reading], step).await?;
    tx.record(Event::of(now, "import.refused", "import", batch.id.uuid(), json!({})))
}

/// The word of a kind, by which lists of one kind are found.
const fn kind(kind: ListKind) -> &'static str {
    match kind {
        ListKind::Offices => "offices",
        ListKind::Adopters => "adopters",
        ListKind::Contacts => "contacts",
    }
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

/// The other import that wrote a file with the same content into the register last, and when.
pub async fn same_file(tx: &Tx, batch: BatchId) -> Result<Option<(BatchId, DateTime<Utc>)>, Error> {
    let sql = "SELECT b.id AS id, b.committed_at AS at FROM import_batches own
        JOIN files sent ON sent.tenant_id = own.tenant_id AND sent.id = own.file_id
        JOIN import_batches b ON b.tenant_id = own.tenant_id AND b.id <> own.id AND b.state = $3
        JOIN files f ON f.tenant_id = b.tenant_id AND f.id = b.file_id AND f.hash = sent.hash
        WHERE own.tenant_id = $1 AND own.id = $2 ORDER BY b.committed_at DESC LIMIT 1";
    let values = [tx.tenant()?.uuid().into(), batch.uuid().into(), BatchState::Committed.word().into()];
    let row = tx.connection().query_one_raw(tx.statement(sql, values)).await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some((BatchId::from_uuid(row.try_get("", "id")?), row.try_get("", "at")?)))
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
    let chosen = Step { chosen: Some((choices, summary)), ..Step::to(BatchState::Previewed) };
    advance(tx, id, version, &[BatchState::Previewed], chosen).await
}

/// Keeps that nothing of a batch was written, because a person wants it whole and some of its rows have errors; with the
/// choices of the batch as they are handed in.
pub async fn withhold(tx: &Tx, batch: &Batch, summary: Summary, now: DateTime<Utc>) -> Result<(), Error> {
    choose(tx, batch.id, batch.version, &batch.choices, summary).await?;
    let payload = json!({ "errors": summary.errors });
    tx.record(Event::of(now, "import.withheld", "import", batch.id.uuid(), payload))
}

/// Puts a batch away; nothing of it was written.
pub async fn discard(tx: &Tx, id: BatchId, version: i32, now: DateTime<Utc>) -> Result<(), Error> {
    advance(
        tx,
        id,
        version,
        &[BatchState::Previewed, BatchState::Reading, BatchState::Refused],
        Step::to(BatchState::Discarded),
    )
    .await?;
    tx.record(Event::of(now, "import.discarded", "import", id.uuid(), json!({})))
}

/// What a step of a batch writes besides its new state.
pub(super) struct Step<'a> {
    pub state: BatchState,
    pub chosen: Option<(&'a Choices, Summary)>,
    pub committed: Option<(AccountId, DateTime<Utc>)>,
    pub undone: Option<(AccountId, DateTime<Utc>)>,
    pub progress: Option<Progress>,
    pub cells: Option<FileId>,
    pub refusal: Option<Refusal>,
}

impl Step<'_> {
    pub(super) const fn to(state: BatchState) -> Self {
        Self {
            state,
            chosen: None,
            committed: None,
            undone: None,
            progress: None,
            cells: None,
            refusal: None,
        }
    }
}

/// Moves a batch on from one of some states; one that stands elsewhere, or was edited meanwhile, is [`Error::Stale`].
pub(super) async fn advance(
    tx: &Tx,
    id: BatchId,
    version: i32,
    from: &[BatchState],
    step: Step<'_>,
) -> Result<(), Error> {
    let Step { state, chosen, committed, undone, progress, cells, refusal } = step;
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
    if let Some((account, at)) = undone {
        update = update
            .col_expr(import_batches::Column::UndoneBy, Expr::value(account.uuid()))
            .col_expr(import_batches::Column::UndoneAt, Expr::value(at));
    }
    if let Some(Progress { done, total }) = progress {
        update = update
            .col_expr(import_batches::Column::Progress, Expr::value(count(done)))
            .col_expr(import_batches::Column::Total, Expr::value(count(total)));
    }
    if let Some(cells) = cells {
        update = update.col_expr(import_batches::Column::CellsFileId, Expr::value(cells.uuid()));
    }
    if let Some(refusal) = refusal {
        update =
            update.col_expr(import_batches::Column::Refusal, Expr::value(serde_json::to_value(refusal)?));
    }
    let changed = update
        .filter(import_batches::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(import_batches::Column::Id.eq(id.uuid()))
        .filter(import_batches::Column::Version.eq(version))
        .filter(import_batches::Column::State.is_in(from.iter().map(|state| state.word())))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(changed.rows_affected)
}

/// Notes that a piece is done. False where somebody stopped the work, or another worker did the piece.
pub(super) async fn step_on(tx: &Tx, id: BatchId, state: BatchState, done: u32) -> Result<bool, Error> {
    let changed = import_batches::Entity::update_many()
        .col_expr(import_batches::Column::Progress, Expr::value(count(done + 1)))
        .filter(import_batches::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(import_batches::Column::Id.eq(id.uuid()))
        .filter(import_batches::Column::State.eq(state.word()))
        .filter(import_batches::Column::Progress.eq(count(done)))
        .exec(tx.connection())
        .await?;
    Ok(changed.rows_affected == 1)
}

fn count(pieces: u32) -> i32 {
    i32::try_from(pieces).unwrap_or(i32::MAX)
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
            progress: Progress {
                done: u32::try_from(row.progress).unwrap_or(0),
                total: u32::try_from(row.total).unwrap_or(0),
            },
            refusal: row.refusal.map(serde_json::from_value).transpose()?,
            undone_by: row.undone_by.map(AccountId::from_uuid),
            undone_at: row.undone_at,
            version: row.version,
        })
    }
}
