//! Files as rows: name, kind, size and hash. The bytes lie in the file storage at `{tenant}/{id}`.

use crate::{Error, Tx, entities::files, snapshots::KeptFile};
use chrono::{DateTime, Utc};
use domain::ids::{AccountId, FileId, TenantId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::BTreeSet;
use uuid::Uuid;

/// A stored file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its random-looking id, which is its path too.
    pub id: FileId,
    /// The name to show and to save under; never a path.
    pub name: String,
    /// Its kind, found from its content.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// SHA-256, hexadecimal.
    pub hash: String,
    /// Who sent it; none for what the program wrote.
    pub account: Option<AccountId>,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// Adds a file whose bytes are already stored.
pub async fn add(tx: &Tx, file: &File) -> Result<(), Error> {
    let File { id, name, media_type, size, hash, account, created_at } = file.clone();
    let row = files::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        name,
        media_type,
        size,
        hash,
        account_id: account.map(AccountId::uuid),
        created_at,
    };
    files::Entity::insert(files::ActiveModel::from(row)).exec(tx.connection()).await?;
    Ok(())
}

/// A file of the tenant.
pub async fn find(tx: &Tx, id: FileId) -> Result<Option<File>, Error> {
    let row =
        tx.rows::<files::Entity>()?.filter(files::Column::Id.eq(id.uuid())).one(tx.connection()).await?;
    Ok(row.map(|row| File {
        id: row.id.into(),
        name: row.name,
        media_type: row.media_type,
        size: row.size,
        hash: row.hash,
        account: row.account_id.map(AccountId::from_uuid),
        created_at: row.created_at,
    }))
}

/// Every file of every tenant, for verification. The scope is the system's.
pub async fn every(tx: &Tx) -> Result<Vec<KeptFile>, Error> {
    // In plain SQL, so that a database of an older schema can be verified too.
    let rows =
        tx.connection().query_all_raw(tx.statement("SELECT tenant_id, id, hash FROM files", [])).await?;
    rows.iter()
        .map(|row| {
            Ok(KeptFile {
                tenant: TenantId::from_uuid(row.try_get("", "tenant_id")?),
                id: FileId::from_uuid(row.try_get("", "id")?),
                hash: row.try_get("", "hash")?,
            })
        })
        .collect()
}

/// Which of these files the tenant has.
pub async fn known(tx: &Tx, ids: &[FileId]) -> Result<BTreeSet<FileId>, Error> {
    let mut known = BTreeSet::new();
    // Databases take a limited number of values in one statement.
    for part in ids.chunks(500) {
        let rows: Vec<Uuid> = tx
            .rows::<files::Entity>()?
            .select_only()
            .column(files::Column::Id)
            .filter(files::Column::Id.is_in(part.iter().map(|id| id.uuid())))
            .into_tuple()
            .all(tx.connection())
            .await?;
        known.extend(rows.into_iter().map(FileId::from_uuid));
    }
    Ok(known)
}
