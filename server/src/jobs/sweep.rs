//! The daily job that takes away what nothing needs any more: bytes whose row never came, keys of forms that no page can
//! send again, tries that no throttle counts any more, tables that were read in and never kept, and words about people
//! whose time is over and that belong to no application
//! (`docs/decisions/0008-what-nothing-needs-is-swept-every-day.md`).

use super::JobError;
use crate::{app::App, subsidies::examination};
use chrono::TimeDelta;
use domain::{event_tables::DRAFT_DAYS, ids::FileId};
use std::collections::BTreeSet;
use store::{
    Scope, event_tables, files, kept_forms,
    mails::{bounces, days, lanes},
    once, records, throttles,
};

/// Name of the job.
pub const JOB: &str = "sweep";
/// How old bytes without a row must be: longer than any request or job that is still about to write the row.
const UNCLAIMED: TimeDelta = TimeDelta::days(1);
/// How long a form's key is kept: longer than any session in which its page can still be sent.
const KEYS: TimeDelta = TimeDelta::days(30);
/// How long a domain's minute is kept in which nothing was sent.
const LANES: TimeDelta = TimeDelta::days(1);
/// How long a report is kept that belongs to no mail of anybody.
const NOBODYS: TimeDelta = TimeDelta::days(90);
/// How long tries are counted after the last one: longer than any throttle needs to be as if nobody had tried.
const TRIES: TimeDelta = TimeDelta::days(1);
/// How long a form waits whose session had ended when it was sent.
const FORMS: TimeDelta = TimeDelta::days(7);

/// Sweeps. Doing it twice changes nothing.
pub async fn perform(app: &App) -> Result<(), JobError> {
    let files = unclaimed(app).await?;
    let scope = Scope::system("sweep keys of forms");
    let tx = app.store.write(&scope).await?;
    let keys = once::sweep(&tx, app.clock.now(), KEYS).await?;
    let forms = kept_forms::sweep(&tx, app.clock.now(), FORMS).await?;
    let now = app.clock.now();
    let tries = throttles::sweep(&tx, now - TRIES).await?;
    lanes::sweep(&tx, now - LANES).await?;
    days::sweep(&tx, now).await?;
    bounces::sweep(&tx, now - NOBODYS).await?;
    let houses = records::with_old_words(&tx, now).await?;
    let drafts_before = now - TimeDelta::days(DRAFT_DAYS.into());
    let drafting = event_tables::with_old_drafts(&tx, drafts_before).await?;
    tx.commit().await?;
    let mut drafts = 0;
    for house in drafting {
        let tx = app.store.write(&Scope::tenant_by_system(house, "sweep tables that nobody kept")).await?;
        drafts += event_tables::forget_drafts(&tx, drafts_before, now).await?;
        tx.commit().await?;
    }
    let mut words = 0;
    for house in houses {
        let tx = app.store.write(&Scope::tenant_by_system(house, "sweep words whose time is over")).await?;
        words += records::forget_old_words(&tx, now).await?;
        tx.commit().await?;
    }
    let unread = examination::plan_reading(app).await?;
    tracing::info!(files, keys, forms, tries, drafts, words, unread, "swept");
    Ok(())
}

/// Takes away bytes that are a day old and have no row; how many.
async fn unclaimed(app: &App) -> Result<usize, JobError> {
    let later = |error: crate::storage::StorageError| JobError::Later(error.to_string());
    let before = app.clock.now() - UNCLAIMED;
    let mut swept = 0;
    for (tenant, stored) in app.storage.written_before(before).await.map_err(later)? {
        let tx = app.store.read(&Scope::tenant_by_system(tenant, "sweep files")).await?;
        let stored: Vec<FileId> = stored.into_iter().collect();
        let known: BTreeSet<FileId> = files::known(&tx, &stored).await?;
        drop(tx);
        for id in stored.into_iter().filter(|id| !known.contains(id)) {
            app.storage.remove(tenant, id).await.map_err(later)?;
            swept += 1;
        }
    }
    Ok(swept)
}
