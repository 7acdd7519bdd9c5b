//! Takes reports of what did not arrive: from the folder that the configuration names, and from files that an officer
//! brings. Each is taken once, by its bytes.

use crate::app::App;
use domain::{ids::TenantId, mails::Report};
use mailtext::reports;
use std::{
    collections::BTreeSet,
    io,
    path::{Path, PathBuf},
};
use store::{
    Scope, Tx,
    mails::bounces::{self, Source, Taken},
};
use tokio::fs;

/// The largest message that is read: a report repeats what was sent, and that is small.
const LARGEST: u64 = 4 * 1024 * 1024;
/// The largest mbox file that is read.
const LARGEST_BOX: u64 = 64 * 1024 * 1024;
/// Folders of a maildir.
const NEW: &str = "new";
const SEEN: &str = "cur";

/// What came of reports.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counted {
    /// They belong to a mail.
    pub matched: u64,
    /// Addresses that take no outreach from now on.
    pub suppressed: u64,
    /// No mail is known that they belong to.
    pub unmatched: u64,
    /// They were taken before.
    pub known: u64,
    /// Messages that report nothing.
    pub no_report: u64,
}

impl Counted {
    const fn add(&mut self, taken: Taken) {
        match taken {
            Taken::Suppressed => {
                self.matched += 1;
                self.suppressed += 1;
            }
            Taken::Counted | Taken::Nothing => self.matched += 1,
            Taken::Unmatched => self.unmatched += 1,
            Taken::Known => self.known += 1,
        }
    }

    /// How many reports were taken now.
    pub const fn taken(&self) -> u64 {
        self.matched + self.unmatched
    }
}

/// Takes what one file holds, within a change of the tenant's officer.
pub async fn bring(app: &App, tx: &Tx, tenant: TenantId, file: &[u8]) -> Result<Counted, store::Error> {
    let mut counted = Counted::default();
    let messages = reports::messages(file);
    counted.no_report += u64::from(messages.is_empty());
    for message in messages {
        take(app, tx, &reports::read(&message), Source::Upload(tenant), &mut counted).await?;
    }
    Ok(counted)
}

async fn take(
    app: &App,
    tx: &Tx,
    reports: &[Report],
    source: Source,
    counted: &mut Counted,
) -> Result<(), store::Error> {
    if reports.is_empty() {
        counted.no_report += 1;
    }
    for report in reports {
        let taken = bounces::take(tx, report, source, &|| app.clock.id(), app.clock.now()).await?;
        counted.add(taken);
    }
    Ok(())
}

/// Why the folder of reports cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum CollectError {
    /// The system refuses.
    #[error("mail.bounces: {}: {source}", file.display())]
    Files {
        /// What.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The rows cannot be written.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Reads the folder that the configuration names, if any. What was read in a maildir goes from `new` to `cur`.
pub async fn collect(app: &App) -> Result<Counted, CollectError> {
    let Some(place) = app.config.mail.as_ref().and_then(|mail| mail.bounces.clone()) else {
        return Ok(Counted::default());
    };
    collect_from(app, &place).await
}

/// The same of a maildir, a folder of messages, or an mbox file.
pub async fn collect_from(app: &App, place: &Path) -> Result<Counted, CollectError> {
    let failed = |file: &Path, source| CollectError::Files { file: file.to_owned(), source };
    let mut counted = Counted::default();
    let about = fs::metadata(place).await.map_err(|error| failed(place, error))?;
    if about.is_file() {
        if about.len() > LARGEST_BOX {
            return Err(failed(
                place,
                io::Error::other("the mbox file is larger than 64 MB: move what is old away"),
            ));
        }
        let file = fs::read(place).await.map_err(|error| failed(place, error))?;
        for message in reports::messages(&file) {
            keep(app, &message, &mut counted).await?;
        }
        return Ok(counted);
    }
    let new = place.join(NEW);
    let is_maildir = fs::try_exists(&new).await.map_err(|error| failed(&new, error))?;
    let folder = if is_maildir { new } else { place.to_owned() };
    for file in files(&folder).await.map_err(|error| failed(&folder, error))? {
        let size = fs::metadata(&file).await.map_err(|error| failed(&file, error))?.len();
        if size <= LARGEST {
            let message = fs::read(&file).await.map_err(|error| failed(&file, error))?;
            keep(app, &message, &mut counted).await?;
        } else {
            counted.no_report += 1;
        }
        if is_maildir {
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let seen = place.join(SEEN).join(format!("{name}:2,S"));
            fs::rename(&file, &seen).await.map_err(|error| failed(&seen, error))?;
        }
    }
    Ok(counted)
}

/// The files of a folder, in order; hidden ones and folders are left alone.
async fn files(folder: &Path) -> io::Result<BTreeSet<PathBuf>> {
    let (mut files, mut entries) = (BTreeSet::new(), fs::read_dir(folder).await?);
    while let Some(entry) = entries.next_entry().await? {
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if !hidden && entry.file_type().await?.is_file() {
            files.insert(entry.path());
        }
    }
    Ok(files)
}

/// Takes one message in a change of its own.
async fn keep(app: &App, message: &[u8], counted: &mut Counted) -> Result<(), store::Error> {
    let reports = reports::read(message);
    if reports.is_empty() {
        counted.no_report += 1;
        return Ok(());
    }
    let tx = app.store.write(&Scope::system("take a report of what did not arrive")).await?;
    take(app, &tx, &reports, Source::Folder, counted).await?;
    tx.commit().await
}
