//! Verification: the chains of events, and the hashes of files and of a backup's parts.

use super::{
    Damage, Harm, OperationError,
    archive::{Archive, DATABASE, FILES},
};
use crate::{config::Config, keys::hex, storage::Storage};
use sha2::{Digest as _, Sha256};
use std::{
    fs, io,
    io::BufReader,
    path::{Path, PathBuf},
};
use store::{
    Scope, Settings, Store,
    events::{self, End},
    files,
    snapshots::{self, Head, Kind},
};

/// What was looked at, and what is not as it was.
#[derive(Debug, Default)]
pub struct Report {
    /// Chains of events.
    pub chains: usize,
    /// Events in them.
    pub events: i64,
    /// Files, or parts of a backup.
    pub files: usize,
    /// What is not as it was.
    pub damage: Vec<Damage>,
}

/// Looks through the place that the configuration names, while it serves.
pub async fn live(config: &Config) -> Result<Report, OperationError> {
    let store = Store::open(&config.database).await?;
    let mut report = chains(&store).await?;
    let storage = Storage::open(&config.files())?;
    let tx = store.read(&Scope::system("verify")).await?;
    let kept = files::every(&tx).await?;
    drop(tx);
    report.files = kept.len();
    for file in kept {
        let place = format!("{}/{}", file.tenant, file.id);
        let harm = match storage.get(file.tenant, file.id).await {
            Err(_) => Some(Harm::Missing),
            Ok(bytes) => (hex(&Sha256::digest(&bytes)) != file.hash).then_some(Harm::Changed),
        };
        report.damage.extend(harm.map(|harm| Damage::File { place, harm }));
    }
    Ok(report)
}

/// Compares the chains with where a backup saw them end: who rewrites a whole chain cannot rewrite the backup.
pub async fn against(config: &Config, file: &Path) -> Result<Vec<Damage>, OperationError> {
    let manifest = Archive::open(file)?.manifest;
    let store = Store::open(&config.database).await?;
    let mut found = Vec::new();
    for Head { tenant, seq, hash } in manifest.chains {
        let tx = store.read(&Scope::tenant_by_system(tenant, "verify")).await?;
        if events::hash_at(&tx, seq).await?.as_ref() != Some(&hash) {
            found.push(Damage::Rewritten { tenant: tenant.to_string(), seq });
        }
    }
    Ok(found)
}

/// Looks through a backup without restoring it. `scratch` is a folder for a copy of a database.
pub async fn file(file: &Path, scratch: &Path) -> Result<Report, OperationError> {
    let mut archive = Archive::open(file)?;
    let damage = archive.damage();
    if !damage.is_empty() {
        // What is inside such a file proves nothing.
        return Ok(Report { files: archive.manifest.parts.len(), damage, ..Report::default() });
    }
    let mut report = match archive.manifest.database {
        Kind::Sqlite => {
            let copy = copy_out(&mut archive, scratch)?;
            let store = Store::open(&Settings::Sqlite(copy)).await?;
            let report = chains(&store).await?;
            store.close().await?;
            report
        }
        Kind::Postgresql => {
            let heads = archive.manifest.chains.clone();
            let lines = BufReader::new(archive.part(&format!("{DATABASE}events.jsonl"))?);
            let broken = snapshots::first_broken_of_lines(lines, &heads)?;
            Report {
                chains: heads.len(),
                events: heads.iter().map(|head| head.seq).sum(),
                files: 0,
                damage: broken
                    .into_iter()
                    .map(|(tenant, seq)| Damage::Chain { tenant: tenant.to_string(), seq })
                    .collect(),
            }
        }
    };
    report.files = archive.manifest.parts.iter().filter(|part| part.name.starts_with(FILES)).count();
    let damaged = archive.manifest.damaged_files.iter();
    report.damage.extend(damaged.map(|place| Damage::File { place: place.clone(), harm: Harm::Changed }));
    Ok(report)
}

fn copy_out(archive: &mut Archive, scratch: &Path) -> Result<PathBuf, OperationError> {
    let copy = scratch.join("verify.sqlite");
    let mut out = fs::File::create(&copy)?;
    io::copy(&mut archive.part(&format!("{DATABASE}hiromeru.sqlite"))?, &mut out)?;
    Ok(copy)
}

async fn chains(store: &Store) -> Result<Report, OperationError> {
    let tx = store.read(&Scope::system("verify")).await?;
    let ends = events::ends(&tx).await?;
    drop(tx);
    let mut report = Report { chains: ends.len(), ..Report::default() };
    for End { tenant, slug, seq: last } in ends {
        report.events += last;
        let tx = store.read(&Scope::tenant_by_system(tenant, "verify")).await?;
        if let Some(seq) = events::first_broken(&tx).await? {
            let tenant = slug.unwrap_or_else(|| tenant.to_string());
            report.damage.push(Damage::Chain { tenant, seq });
        }
    }
    Ok(report)
}
