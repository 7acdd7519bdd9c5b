//! Rows that were kept, as pages show them. Their raw cells stand once, in the stored cells of their import, however many
//! rows it has (`docs/decisions/0104-every-cell-is-kept-once.md`); rows that versions before kept bring theirs.

use super::{
    lines,
    prepared::{Raw, stored},
};
use crate::{app::App, error::Error};
use app::imports::RowLine;
use domain::ids::TenantId;
use store::imports::{Batch, KeptRow, RawCells};

/// Rows of an import with their cells as they were read.
pub async fn lines(
    app: &App,
    tenant: TenantId,
    batch: &Batch,
    rows: Vec<KeptRow>,
) -> Result<Vec<RowLine>, Error> {
    let are_stored = rows.iter().any(|kept| matches!(kept.row.cells, RawCells::Stored { .. }));
    if !are_stored {
        return Ok(rows.into_iter().map(|row| lines::kept(row, None)).collect());
    }
    let bytes = app.storage.get(tenant, batch.cells).await?;
    // Slow for a large file, so away from the threads that serve.
    let shown = tokio::task::spawn_blocking(move || {
        let cells = stored(&bytes)?;
        let mut raw = Raw::over(&cells);
        Some(rows.into_iter().map(|row| lines::kept(row, Some(&mut raw))).collect::<Vec<_>>())
    });
    let shown = shown.await.ok().flatten();
    shown.ok_or(Error::Internal("the stored cells of an import cannot be read"))
}
