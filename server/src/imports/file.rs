//! The file of an import as it was sent.

use super::BatchPath;
use crate::{actor::Reader, app::App, download, error::Error};
use axum::{
    extract::{Path, State},
    response::Response,
};
use store::{files, imports, views};

/// The bytes as they came, under the name they came with; that they were taken is kept.
pub async fn download(
    reader: Reader,
    State(app): State<App>,
    Path(BatchPath { batch }): Path<BatchPath>,
) -> Result<Response, Error> {
    let tx = app.store.look(&reader.scope()).await?;
    let batch = imports::find(&tx, batch).await?.ok_or(Error::NotFound)?;
    let file = files::find(&tx, batch.file).await?.ok_or(Error::NotFound)?;
    views::record(&tx, app.clock.id(), app.clock.now(), "import", batch.id.uuid(), "file").await?;
    tx.commit().await?;
    let bytes = app.storage.get(reader.tenant.id, file.id).await?;
    Ok(download::file(&file.name, &file.media_type, bytes))
}
