//! The file for the bank: as it was released, to the byte; whoever takes it is kept.

use super::loaded::{Loaded, number};
use crate::{actor::Reviewer, app::App, download, error::Error, keys};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::ids::PayRunId;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use store::views;

/// The file.
pub async fn show(
    officer: Reviewer,
    State(app): State<App>,
    Path((_, id)): Path<(String, PayRunId)>,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let loaded = Loaded::to_write(&tx, id).await?;
    if !loaded.has_file() {
        return Err(Error::NotFound);
    }
    let file = loaded
        .file(&app, &tx, officer.tenant.id)
        .await?
        .map_err(|_| Error::Internal("what was released does not fit any more"))?;
    if keys::hex(&Sha256::digest(&file)) != loaded.run.file_hash {
        tracing::error!(run = %id, "the file of a run is not what was released");
        return Err(Error::Internal("the file is not what was released"));
    }
    let now = app.clock.now();
    views::record(&tx, app.clock.id(), now, "pay_run", id.uuid(), "bank_file").await?;
    let accounts: BTreeSet<_> = loaded.counted().map(|payment| payment.account).collect();
    let looks = accounts.into_iter().map(|account| (app.clock.id(), account.uuid())).collect();
    views::record_all(&tx, now, "bank_account", looks, "bank_file").await?;
    tx.commit().await?;
    let name = format!("総合振込_{}.txt", number(&loaded.run));
    Ok(download::file(&name, "text/plain; charset=Shift_JIS", file))
}
