//! Where the bytes of files lie: a folder, at `{tenant}/{id}`; names and hashes are columns.

use crate::{clock::Clock, keys::hex};
use chrono::{DateTime, Utc};
use domain::ids::{AccountId, FileId, TenantId};
use futures::TryStreamExt as _;
use object_store::{
    MultipartUpload as _, ObjectStore, ObjectStoreExt as _, PutPayload, local::LocalFileSystem,
    path::Path as ObjectPath,
};
use sha2::{Digest as _, Sha256};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::Path,
    sync::Arc,
};
use store::files::File;
use tokio::io::AsyncReadExt as _;

/// The file storage.
#[derive(Debug, Clone)]
pub struct Storage(Arc<dyn ObjectStore>);

/// The storage did not take or give the bytes.
#[derive(Debug, thiserror::Error)]
#[error("the file storage: {0}")]
pub struct StorageError(#[from] object_store::Error);

impl Storage {
    /// Opens, or makes, the folder.
    pub fn open(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let files = LocalFileSystem::new_with_prefix(folder).map_err(io::Error::other)?;
        Ok(Self(Arc::new(files)))
    }

    /// Stores bytes under a new id. The row is the caller's, in its transaction; bytes without a row are swept
    /// (`jobs/sweep.rs`).
    pub async fn put(
        &self,
        clock: &Clock,
        tenant: TenantId,
        account: Option<AccountId>,
        name: &str,
        media_type: &str,
        bytes: Vec<u8>,
    ) -> Result<File, StorageError> {
        let file = File {
            id: clock.id(),
            name: shown_name(name),
            media_type: media_type.to_owned(),
            size: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
            hash: hex(&Sha256::digest(&bytes)),
            account,
            created_at: clock.now(),
        };
        self.0.put(&place(tenant, file.id), PutPayload::from(bytes)).await?;
        Ok(file)
    }

    /// The same for a file that lies on this machine: part by part, so that a large one takes no room in memory.
    pub async fn put_from(
        &self,
        clock: &Clock,
        tenant: TenantId,
        media_type: &str,
        path: &Path,
    ) -> Result<File, StorageError> {
        let id = clock.id();
        let mut source = tokio::fs::File::open(path).await.map_err(unreadable)?;
        let mut upload = self.0.put_multipart(&place(tenant, id)).await?;
        let (mut sum, mut size) = (Sha256::new(), 0);
        loop {
            let mut part = Vec::new();
            (&mut source).take(PART).read_to_end(&mut part).await.map_err(unreadable)?;
            if part.is_empty() {
                break;
            }
            sum.update(&part);
            size += part.len();
            upload.put_part(part.into()).await?;
        }
        upload.complete().await?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(File {
            id,
            name: shown_name(&name),
            media_type: media_type.to_owned(),
            size: i64::try_from(size).unwrap_or(i64::MAX),
            hash: hex(&sum.finalize()),
            account: None,
            created_at: clock.now(),
        })
    }

    /// The files whose bytes were written before an instant, by tenant. What is not named as ours is left out.
    pub async fn written_before(
        &self,
        instant: DateTime<Utc>,
    ) -> Result<BTreeMap<TenantId, BTreeSet<FileId>>, StorageError> {
        let mut found: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        let mut objects = self.0.list(None);
        while let Some(object) = objects.try_next().await? {
            let mut parts = object.location.parts();
            let (tenant, id) = (parts.next(), parts.next());
            let tenant = tenant.and_then(|part| part.as_ref().parse::<TenantId>().ok());
            let id = id.and_then(|part| part.as_ref().parse::<FileId>().ok());
            if let (Some(tenant), Some(id), None, true) =
                (tenant, id, parts.next(), object.last_modified < instant)
            {
                found.entry(tenant).or_default().insert(id);
            }
        }
        Ok(found)
    }

    /// Takes bytes away that no row knows.
    pub async fn remove(&self, tenant: TenantId, id: FileId) -> Result<(), StorageError> {
        match self.0.delete(&place(tenant, id)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// The bytes of a file.
    pub async fn get(&self, tenant: TenantId, id: FileId) -> Result<Vec<u8>, StorageError> {
        Ok(self.0.get(&place(tenant, id)).await?.bytes().await?.into())
    }
}

/// Of a file that is stored part by part.
const PART: u64 = 1 << 20;

/// The file that is to be stored cannot be read.
fn unreadable(error: io::Error) -> StorageError {
    StorageError(object_store::Error::Generic { store: "the file to be stored", source: error.into() })
}

fn place(tenant: TenantId, id: FileId) -> ObjectPath {
    ObjectPath::from(format!("{tenant}/{id}"))
}

/// A file's name to show and to save under: no folders, no control or direction characters, 120 characters (ASVS 5.3.2).
fn shown_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or("");
    let tidy = domain::text::tidy_name(last);
    let mut shown: String = tidy.chars().take(120).collect();
    if shown.trim_matches('.').is_empty() {
        "file".clone_into(&mut shown);
    }
    shown
}
