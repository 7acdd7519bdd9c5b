//! Backup while serving: one moment of the database, then the files that its rows name. Bytes are stored before their
//! rows and never change, so that the files need no moment of their own.

use super::{
    OperationError,
    archive::{DATABASE, FILES, Manifest, Writing},
};
use crate::{
    clock::Clock,
    config::Config,
    keys::{Keyring, hex},
    storage::Storage,
};
use sha2::{Digest as _, Sha256};
use std::path::{Path, PathBuf};
use store::{
    Scope, Store,
    operations::{self, Act, Mark},
    snapshots::Snapshot,
};

/// What was written.
#[derive(Debug)]
pub struct Written {
    /// Where.
    pub target: PathBuf,
    /// Bytes.
    pub size: u64,
    /// What it tells of itself.
    pub manifest: Manifest,
}

/// Writes a backup to `target`; into a folder under a name with the time.
pub async fn write(config: &Config, clock: &Clock, target: &Path) -> Result<Written, OperationError> {
    std::fs::create_dir_all(&config.data)?;
    let scratch = tempfile::tempdir_in(&config.data)?;
    let snapshot = Snapshot::take(&config.database, scratch.path()).await?;
    let written = put(config, clock, &snapshot, &named(clock, target, "hiromeru"), true).await?;
    remember(config, clock, &written).await?;
    Ok(written)
}

/// Before the schema is changed: the database without files, below the data folder. Nothing when there are no data yet.
pub async fn before_upgrade(config: &Config, clock: &Clock) -> Result<Option<Written>, OperationError> {
    let scratch = tempfile::tempdir_in(&config.data)?;
    let snapshot = Snapshot::take(&config.database, scratch.path()).await?;
    if !snapshot.has_data() {
        return Ok(None);
    }
    let folder = config.data.join("backups");
    std::fs::create_dir_all(&folder)?;
    let target = named(clock, &folder, "before-migrate");
    Ok(Some(put(config, clock, &snapshot, &target, false).await?))
}

fn named(clock: &Clock, target: &Path, stem: &str) -> PathBuf {
    if target.is_dir() {
        target.join(format!("{stem}-{}.zip", clock.now().format("%Y%m%dT%H%M%SZ")))
    } else {
        target.to_owned()
    }
}

async fn put(
    config: &Config,
    clock: &Clock,
    snapshot: &Snapshot,
    target: &Path,
    with_files: bool,
) -> Result<Written, OperationError> {
    let mut manifest = Manifest::new(clock.now(), snapshot.kind());
    manifest.schema = snapshot.schema().to_vec();
    manifest.tables = snapshot.tables().clone();
    manifest.chains = snapshot.heads().await?;
    manifest.with_files = with_files;
    manifest.keys_needed = Keyring::read(&config.keys).map(|keys| keys.ids()).unwrap_or_default();
    let mut writing = Writing::begin(target)?;
    match fill(config, snapshot, &mut writing, &mut manifest).await {
        Ok(()) => {}
        Err(error) => {
            writing.abandon();
            return Err(error);
        }
    }
    let size = writing.finish(manifest.clone())?;
    Ok(Written { target: target.to_owned(), size, manifest })
}

async fn fill(
    config: &Config,
    snapshot: &Snapshot,
    writing: &mut Writing,
    manifest: &mut Manifest,
) -> Result<(), OperationError> {
    for part in snapshot.parts() {
        let name = format!("{DATABASE}{part}");
        let mut sink = writing.part(&name)?;
        snapshot.write(&part, &mut sink).await?;
        let told = sink.told();
        writing.end(name, told);
    }
    if !manifest.with_files {
        return Ok(());
    }
    let storage = Storage::open(&config.files())?;
    for file in snapshot.files().await? {
        let place = format!("{}/{}", file.tenant, file.id);
        match storage.get(file.tenant, file.id).await {
            Ok(bytes) => {
                if hex(&Sha256::digest(&bytes)) != file.hash {
                    manifest.damaged_files.push(place.clone());
                }
                writing.add(format!("{FILES}{place}"), &bytes)?;
            }
            // A backup without it is better than none; the command says so and fails.
            Err(_) => manifest.damaged_files.push(place),
        }
    }
    Ok(())
}

/// Remembers the backup where the administrator's screen finds it.
async fn remember(config: &Config, clock: &Clock, written: &Written) -> Result<(), OperationError> {
    let store = Store::open(&config.database).await?;
    if store.pending_migrations().await? > 0 {
        // The place to remember it may not be there yet.
        return Ok(());
    }
    let tx = store.write(&Scope::system("remember a backup")).await?;
    let name = written.target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let detail = format!("{name}, {} bytes", written.size);
    operations::mark(&tx, Act::Backup, Mark { at: clock.now(), detail }).await?;
    Ok(tx.commit().await?)
}
