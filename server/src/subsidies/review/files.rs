//! What was attached, for officers: pages as pictures, and the original to save. Every look is kept.

use crate::{actor::Reader, app::App, error::Error};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::ids::{ApplicationId, AttachmentId, FileId};
use store::{
    Tx, files as stored,
    subsidies::{
        applications,
        attachments::{self, Attachment},
    },
    views,
};

/// A page as a picture; the first is 1.
pub async fn page(
    officer: Reader,
    State(app): State<App>,
    Path((_, application, attachment, number)): Path<(String, ApplicationId, AttachmentId, usize)>,
) -> Result<Response, Error> {
    let tx = app.store.look(&officer.scope()).await?;
    let found = find(&tx, application, attachment).await?;
    let page = number.checked_sub(1).and_then(|place| found.pages.get(place)).ok_or(Error::NotFound)?;
    let id: FileId = page.file.parse().map_err(|_| Error::Internal("a page names no file"))?;
    let file = stored::find(&tx, id).await?.ok_or(Error::NotFound)?;
    views::record(&tx, app.clock.id(), app.clock.now(), "attachment", attachment.uuid(), "page").await?;
    tx.commit().await?;
    let bytes = app.storage.get(officer.tenant.id, file.id).await?;
    Ok(crate::download::picture(&file.media_type, bytes))
}

/// The file as it was sent, to save; never shown in the browser.
pub async fn original(
    officer: Reader,
    State(app): State<App>,
    Path((_, application, attachment)): Path<(String, ApplicationId, AttachmentId)>,
) -> Result<Response, Error> {
    let tx = app.store.look(&officer.scope()).await?;
    let found = find(&tx, application, attachment).await?;
    let file = stored::find(&tx, found.file).await?.ok_or(Error::NotFound)?;
    views::record(&tx, app.clock.id(), app.clock.now(), "attachment", attachment.uuid(), "original").await?;
    tx.commit().await?;
    let bytes = app.storage.get(officer.tenant.id, file.id).await?;
    Ok(crate::download::file(&file.name, &file.media_type, bytes))
}

/// A file of a received application; a draft's files are its applicant's alone.
async fn find(tx: &Tx, application: ApplicationId, id: AttachmentId) -> Result<Attachment, Error> {
    let application = applications::find(tx, application).await?.ok_or(Error::NotFound)?;
    let received = application.receipt.is_some();
    let attachment = attachments::find(tx, id).await?;
    attachment.filter(|found| received && found.application == application.id).ok_or(Error::NotFound)
}
