//! One attached file: to look at again, and to take away.

use super::{applications::back, own::Own};
use crate::{
    actor::Applicant,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{paths, subsidies::RemovalPage};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    ids::{ApplicationId, AttachmentId},
    subsidies::Task,
};
use leptos::prelude::*;
use store::{
    files as stored,
    subsidies::attachments::{self, Attachment},
};

/// The file as it was sent, to save; never shown in the browser (ASVS 3.2.1).
pub async fn show(
    applicant: Applicant,
    State(app): State<App>,
    Path((_, id, attachment)): Path<(String, ApplicationId, AttachmentId)>,
) -> Result<Response, Error> {
    let tx = app.store.read(&applicant.scope()).await?;
    let own = Own::find(&tx, &applicant, id).await?;
    let attachment = of(&own, attachment)?;
    let file = stored::find(&tx, attachment.file).await?.ok_or(Error::NotFound)?;
    drop(tx);
    let bytes = app.storage.get(applicant.tenant.id, file.id).await?;
    Ok(crate::download::file(&file.name, &file.media_type, bytes))
}

/// Asks once more.
pub async fn ask(
    applicant: Applicant,
    State(app): State<App>,
    Path((slug, id, attachment)): Path<(String, ApplicationId, AttachmentId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&applicant.scope()).await?;
    let own = Own::find(&tx, &applicant, id).await?;
    let name = of(&own, attachment)?.name.clone();
    if !own.may_change(Task::Documents) {
        return Ok(back(&slug, id));
    }
    Ok(page.ok("ファイルの削除", move || view! { <RemovalPage slug id attachment name/> }))
}

/// Takes the file away.
pub async fn remove(
    applicant: Applicant,
    State(app): State<App>,
    Path((slug, id, attachment)): Path<(String, ApplicationId, AttachmentId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&applicant.scope()).await?;
    let own = Own::find_to_change(&tx, &applicant, id).await?;
    if !own.may_change(Task::Documents) {
        return Ok(back(&slug, id));
    }
    attachments::remove(&tx, of(&own, attachment)?, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&paths::my_task(&slug, id, Task::Documents)))
}

fn of(own: &Own, id: AttachmentId) -> Result<&Attachment, Error> {
    own.files.iter().find(|file| file.id == id).ok_or(Error::NotFound)
}
