//! 申込状況の表 as rows: the cells as they came, and what is said of them.

use crate::{
    Error, Tx,
    entities::{event_table_rows, event_tables},
    events::Event,
};
use chrono::{DateTime, Utc};
use domain::{
    event_tables::{Chosen, Details},
    ids::{AccountId, EventTableId, TenantId},
    imports::{Row, Sheet},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait as _, EntityTrait, QueryFilter, QueryOrder,
    TryInsertResult, sea_query::OnConflict,
};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use uuid::Uuid;

/// A table that is there, without its cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its id.
    pub id: EventTableId,
    /// What is said of it.
    pub details: Details,
    /// The name of the file it came in.
    pub file_name: String,
    /// What a person said of its columns.
    pub chosen: Chosen,
    /// Since when it is kept; none while it is only looked at.
    pub kept_at: Option<DateTime<Utc>>,
    /// Since when it is taken away.
    pub removed_at: Option<DateTime<Utc>>,
    /// Who read it in.
    pub created_by: AccountId,
    /// When.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// Counts its edits.
    pub version: i32,
}

impl From<event_tables::Model> for Kept {
    fn from(row: event_tables::Model) -> Self {
        // What cannot be read any more leaves the columns to the words of the file.
        let words = row.chosen.and_then(|words| serde_json::from_value(words).ok()).unwrap_or_default();
        Self {
            chosen: Chosen::of_words(&words),
            id: row.id.into(),
            details: Details { title: row.title, held_on: row.held_on, source: row.source },
            file_name: row.file_name,
            kept_at: row.kept_at,
            removed_at: row.removed_at,
            created_by: row.created_by.into(),
            created_at: row.created_at,
            updated_at: row.updated_at,
            version: row.version,
        }
    }
}

/// What became of a table that was read in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It is new, to be looked at.
    New(EventTableId),
    /// The house has the same table already.
    Known(EventTableId),
}

/// A table that was read in.
#[derive(Debug)]
pub struct New<'a> {
    /// Its id, if it is new.
    pub id: EventTableId,
    /// What is said of it.
    pub details: &'a Details,
    /// The name of the file.
    pub file_name: &'a str,
    /// Its cells as they came.
    pub sheet: &'a Sheet,
    /// Who read it in.
    pub by: AccountId,
}

/// The same for the same cells, whatever the file is called.
fn fingerprint(rows: &[Row]) -> Result<String, Error> {
    let written = serde_json::to_vec(rows).map_err(|error| Error::Unreadable(error.to_string()))?;
    Ok(Sha256::digest(written).iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

/// Keeps the cells of a table to be looked at. The same cells again change nothing.
pub async fn add(tx: &Tx, new: New<'_>, now: DateTime<Utc>) -> Result<Added, Error> {
    let New { id, details, file_name, sheet, by } = new;
    let unreadable = |error: serde_json::Error| Error::Unreadable(error.to_string());
    let fingerprint = fingerprint(&sheet.rows)?;
    let bare = Sheet { rows: Vec::new(), ..sheet.clone() };
    let row = event_tables::ActiveModel {
        tenant_id: Set(tx.tenant()?.uuid()),
        id: Set(id.uuid()),
        title: Set(details.title.clone()),
        held_on: Set(details.held_on),
        source: Set(details.source.clone()),
        file_name: Set(file_name.to_owned()),
        fingerprint: Set(fingerprint.clone()),
        sheet: Set(serde_json::to_value(&bare).map_err(unreadable)?),
        kept_at: Set(None),
        removed_at: Set(None),
        created_by: Set(by.uuid()),
        created_at: Set(now),
        updated_at: Set(now),
        version: Set(1),
        chosen: Set(None),
    };
    let added = event_tables::Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(tx.connection())
        .await?;
    if !matches!(added, TryInsertResult::Inserted(1)) {
        let known = tx
            .rows::<event_tables::Entity>()?
            .filter(event_tables::Column::Fingerprint.eq(fingerprint))
            .one(tx.connection())
            .await?;
        return known.map(|row| Added::Known(row.id.into())).ok_or(Error::Stale);
    }
    let mut rows = Vec::with_capacity(sheet.rows.len());
    for row in &sheet.rows {
        rows.push(event_table_rows::ActiveModel {
            tenant_id: Set(tx.tenant()?.uuid()),
            event_table_id: Set(id.uuid()),
            number: Set(i32::try_from(row.number).map_err(|_| Error::Unreadable(row.number.to_string()))?),
            cells: Set(serde_json::to_value(row).map_err(unreadable)?),
        });
    }
    event_table_rows::Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    let payload = json!({ "rows": sheet.rows.len() });
    tx.record(Event::of(now, "event_table.read", "event_table", id.uuid(), payload))?;
    Ok(Added::New(id))
}

/// Every table: those of the latest events first.
pub async fn all(tx: &Tx) -> Result<Vec<Kept>, Error> {
    let rows = tx
        .rows::<event_tables::Entity>()?
        .order_by_desc(event_tables::Column::CreatedAt)
        .order_by_desc(event_tables::Column::Id)
        .all(tx.connection())
        .await?;
    let mut all: Vec<Kept> = rows.into_iter().map(Kept::from).collect();
    all.sort_by_key(|kept| std::cmp::Reverse(kept.details.held_on));
    Ok(all)
}

/// One, with its cells as they came.
pub async fn find(tx: &Tx, id: EventTableId) -> Result<Option<(Kept, Sheet)>, Error> {
    let query = tx.rows::<event_tables::Entity>()?.filter(event_tables::Column::Id.eq(id.uuid()));
    let Some(row) = query.one(tx.connection()).await? else { return Ok(None) };
    let unreadable = |error: serde_json::Error| Error::Unreadable(error.to_string());
    let bare: Sheet = serde_json::from_value(row.sheet.clone()).map_err(unreadable)?;
    let rows = tx
        .rows::<event_table_rows::Entity>()?
        .filter(event_table_rows::Column::EventTableId.eq(id.uuid()))
        .order_by_asc(event_table_rows::Column::Number)
        .all(tx.connection())
        .await?;
    let rows = rows.into_iter().map(|row| serde_json::from_value(row.cells));
    let rows: Vec<Row> = rows.collect::<Result<_, _>>().map_err(unreadable)?;
    Ok(Some((row.into(), Sheet { rows, ..bare })))
}

/// Keeps a table that was looked at, or says something else of it, over the version that was seen.
pub async fn save(
    tx: &Tx,
    kept: &Kept,
    version: i32,
    details: &Details,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = event_tables::ActiveModel {
        title: Set(details.title.clone()),
        held_on: Set(details.held_on),
        source: Set(details.source.clone()),
        kept_at: Set(Some(kept.kept_at.unwrap_or(now))),
        updated_at: Set(now),
        version: Set(version + 1),
        ..Default::default()
    };
    write(tx, kept.id, version, row).await?;
    let (id, payload) = (kept.id.uuid(), json!({ "version": version + 1 }));
    tx.record(if kept.kept_at.is_some() {
        Event::of(now, "event_table.edited", "event_table", id, payload)
    } else {
        Event::of(now, "event_table.kept", "event_table", id, payload)
    })
}

/// Takes what a person says of the columns, or follows the words of the file again where that is nothing; over the version
/// that was seen.
pub async fn choose(
    tx: &Tx,
    kept: &Kept,
    version: i32,
    chosen: &Chosen,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let words = if chosen.is_empty() { None } else { Some(serde_json::to_value(chosen.words())?) };
    let row = event_tables::ActiveModel {
        chosen: Set(words),
        updated_at: Set(now),
        version: Set(version + 1),
        ..Default::default()
    };
    write(tx, kept.id, version, row).await?;
    let payload = json!({ "columns": chosen.words().len() });
    tx.record(Event::of(now, "event_table.columns_chosen", "event_table", kept.id.uuid(), payload))
}

/// Takes a table away, or brings it back, over the version that was seen.
pub async fn put_away(
    tx: &Tx,
    kept: &Kept,
    version: i32,
    away: bool,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    if kept.removed_at.is_some() == away {
        return Ok(());
    }
    let row = event_tables::ActiveModel {
        removed_at: Set(away.then_some(now)),
        updated_at: Set(now),
        version: Set(version + 1),
        ..Default::default()
    };
    write(tx, kept.id, version, row).await?;
    let id = kept.id.uuid();
    tx.record(if away {
        Event::of(now, "event_table.removed", "event_table", id, json!({}))
    } else {
        Event::of(now, "event_table.restored", "event_table", id, json!({}))
    })
}

/// Deletes a table with its cells, over the version that was seen: one that was only looked at, or was taken away before.
pub async fn delete(tx: &Tx, kept: &Kept, version: i32, now: DateTime<Utc>) -> Result<(), Error> {
    // The version first: whoever was faster with the row keeps its cells.
    write(
        tx,
        kept.id,
        version,
        event_tables::ActiveModel { version: Set(version + 1), ..Default::default() },
    )
    .await?;
    take_out(tx, kept.id).await?;
    tx.record(Event::of(now, "event_table.deleted", "event_table", kept.id.uuid(), json!({})))
}

/// Deletes a table with its cells.
async fn take_out(tx: &Tx, id: EventTableId) -> Result<(), Error> {
    let tenant = tx.tenant()?.uuid();
    event_table_rows::Entity::delete_many()
        .filter(event_table_rows::Column::TenantId.eq(tenant))
        .filter(event_table_rows::Column::EventTableId.eq(id.uuid()))
        .exec(tx.connection())
        .await?;
    event_tables::Entity::delete_many()
        .filter(event_tables::Column::TenantId.eq(tenant))
        .filter(event_tables::Column::Id.eq(id.uuid()))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// The houses with tables that were read in, and neither kept nor changed since a moment. The scope is the system's.
pub async fn with_old_drafts(tx: &Tx, before: DateTime<Utc>) -> Result<Vec<TenantId>, Error> {
    let sql = "SELECT DISTINCT tenant_id FROM event_tables WHERE kept_at IS NULL AND updated_at < $1";
    let rows = tx.connection().query_all_raw(tx.statement(sql, [before.into()])).await?;
    rows.iter().map(|row| Ok(row.try_get::<Uuid>("", "tenant_id")?.into())).collect()
}

/// Deletes those tables of this house; how many. Twice is once.
pub async fn forget_drafts(tx: &Tx, before: DateTime<Utc>, now: DateTime<Utc>) -> Result<u64, Error> {
    let old = tx
        .rows::<event_tables::Entity>()?
        .filter(event_tables::Column::KeptAt.is_null())
        .filter(event_tables::Column::UpdatedAt.lt(before))
        .all(tx.connection())
        .await?;
    let mut gone = 0;
    for row in old {
        let id: EventTableId = row.id.into();
        let next = event_tables::ActiveModel { version: Set(row.version + 1), ..Default::default() };
        match write(tx, id, row.version, next).await {
            Ok(()) => {}
            // Somebody keeps it, or changed it, at this moment.
            Err(Error::Stale) => continue,
            Err(error) => return Err(error),
        }
        take_out(tx, id).await?;
        tx.record(Event::of(now, "event_table.expired", "event_table", row.id, json!({})))?;
        gone += 1;
    }
    Ok(gone)
}

async fn write(tx: &Tx, id: EventTableId, version: i32, row: event_tables::ActiveModel) -> Result<(), Error> {
    let saved = event_tables::Entity::update_many()
        .set(row)
        .filter(event_tables::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(event_tables::Column::Id.eq(id.uuid()))
        .filter(event_tables::Column::Version.eq(version))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(saved.rows_affected)
}
