//! Restore into an empty place, and the drill that proves a backup by restoring it somewhere else.
//!
//! What was restored holds its mail: what waits in the backup may have been sent since it was made.

use super::{
    OperationError,
    archive::{Archive, DATABASE, FILES},
    verify,
};
use crate::{clock::Clock, config::Config};
use std::{
    collections::BTreeMap,
    fs,
    io::{self, BufRead as _, BufReader},
    path::Path,
};
use store::{
    Scope, Settings, Store,
    operations::{self, Act, Mark},
    snapshots::{self, Kind, Receiving, Snapshot},
};
use uuid::Uuid;

/// How many rows go into one statement.
const ROWS: usize = 200;

/// What was restored.
#[derive(Debug)]
pub struct Restored {
    /// Files.
    pub files: usize,
    /// Mails that wait, and stay until they are released.
    pub mails_held: i64,
    /// The ids of the keys that the configuration must have.
    pub keys_needed: Vec<String>,
}

/// Restores a backup into the place that the configuration names, which must be empty; on PostgreSQL as the owner role.
pub async fn restore(
    config: &Config,
    clock: &Clock,
    file: &Path,
    app_role: Option<&str>,
) -> Result<Restored, OperationError> {
    let mut archive = Archive::open(file)?;
    let configured = Kind::of(&config.database);
    if archive.manifest.database != configured {
        return Err(OperationError::OtherKind { made: archive.manifest.database, configured });
    }
    if !snapshots::is_empty(&config.database).await? {
        return Err(OperationError::NotEmpty("the database".into()));
    }
    let folder = config.files();
    fs::create_dir_all(&folder)?;
    if fs::read_dir(&folder)?.next().is_some() {
        return Err(OperationError::NotEmpty(folder.display().to_string()));
    }
    let damage = archive.damage();
    if !damage.is_empty() {
        return Err(OperationError::Damaged(damage));
    }
    let files = put_files(&mut archive, &folder)?;
    match &config.database {
        Settings::Sqlite(path) => put_sqlite(&mut archive, clock, path).await?,
        Settings::Postgres { url, .. } => put_postgres(&mut archive, clock, url, app_role).await?,
    }
    let store = Store::open(&config.database).await?;
    let mails_held = hold(&store, clock, &archive).await?;
    Ok(Restored { files, mails_held, keys_needed: archive.manifest.keys_needed })
}

/// Restores a backup into an empty place, verifies all of it, and remembers in `live` that this went well.
pub async fn drill(
    live: &Config,
    place: &Config,
    clock: &Clock,
    file: &Path,
) -> Result<Restored, OperationError> {
    let restored = restore(place, clock, file, None).await?;
    let report = verify::live(place).await?;
    if !report.damage.is_empty() {
        return Err(OperationError::Damaged(report.damage));
    }
    let manifest = Archive::open(file)?.manifest;
    let scratch = tempfile::tempdir_in(&place.data)?;
    let now = Snapshot::take(&place.database, scratch.path()).await?;
    for (table, rows) in &manifest.tables {
        let found = now.tables().get(table);
        if table != "operations" && found != Some(rows) {
            return Err(OperationError::Differs(format!("{table} had {rows} rows and has {found:?}")));
        }
    }
    let store = Store::open(&live.database).await?;
    let tx = store.write(&Scope::system("remember a drill")).await?;
    let detail = format!("backup of {}", manifest.made_at.format("%Y-%m-%dT%H:%M:%SZ"));
    operations::mark(&tx, Act::Drill, Mark { at: clock.now(), detail }).await?;
    tx.commit().await?;
    Ok(restored)
}

/// Files go first: a database without its files would look whole.
fn put_files(archive: &mut Archive, folder: &Path) -> Result<usize, OperationError> {
    let mut count = 0;
    for part in archive.manifest.parts.clone() {
        let Some(place) = part.name.strip_prefix(FILES) else { continue };
        // Two ids and nothing else: a name in a file decides no path.
        let ids = place
            .split_once('/')
            .and_then(|(tenant, id)| Some((Uuid::parse_str(tenant).ok()?, Uuid::parse_str(id).ok()?)));
        let Some((tenant, id)) = ids else { return Err(OperationError::Part(part.name)) };
        let folder = folder.join(tenant.to_string());
        fs::create_dir_all(&folder)?;
        let mut out = fs::File::create_new(folder.join(id.to_string()))?;
        io::copy(&mut archive.part(&part.name)?, &mut out)?;
        out.sync_all()?;
        count += 1;
    }
    Ok(count)
}

/// The database gets its name last, when its mail is held already.
async fn put_sqlite(archive: &mut Archive, clock: &Clock, path: &Path) -> Result<(), OperationError> {
    let mut partial = path.as_os_str().to_owned();
    partial.push(".partial");
    let partial = std::path::PathBuf::from(partial);
    let mut out = fs::File::create(&partial)?;
    io::copy(&mut archive.part(&format!("{DATABASE}hiromeru.sqlite"))?, &mut out)?;
    out.sync_all()?;
    let settings = Settings::Sqlite(partial.clone());
    store::migrate(&settings, None).await?;
    let store = Store::open(&settings).await?;
    hold(&store, clock, archive).await?;
    store.close().await?;
    fs::File::open(&partial)?.sync_all()?;
    fs::rename(&partial, path)?;
    Ok(())
}

async fn put_postgres(
    archive: &mut Archive,
    clock: &Clock,
    url: &str,
    app_role: Option<&str>,
) -> Result<(), OperationError> {
    let receiving = Receiving::begin(url, &archive.manifest.schema).await?;
    let tables: BTreeMap<String, String> = archive
        .manifest
        .parts
        .iter()
        .filter_map(|part| {
            let table = part.name.strip_prefix(DATABASE)?.strip_suffix(".jsonl")?;
            Some((part.name.clone(), table.to_owned()))
        })
        .collect();
    for (part, table) in tables {
        let mut lines = BufReader::new(archive.part(&part)?).lines();
        loop {
            let rows: Vec<String> = lines.by_ref().take(ROWS).collect::<Result<_, _>>()?;
            if rows.is_empty() {
                break;
            }
            receiving.rows(&table, &rows).await?;
        }
    }
    Ok(receiving.finish(app_role, clock.now()).await?)
}

async fn hold(store: &Store, clock: &Clock, archive: &Archive) -> Result<i64, OperationError> {
    let tx = store.write(&Scope::system("hold the mail of what was restored")).await?;
    let detail = format!("backup of {}", archive.manifest.made_at.format("%Y-%m-%dT%H:%M:%SZ"));
    for act in [Act::Restore, Act::Hold] {
        operations::mark(&tx, act, Mark { at: clock.now(), detail: detail.clone() }).await?;
    }
    let waiting = operations::mails_waiting(&tx).await?;
    tx.commit().await?;
    Ok(waiting)
}
