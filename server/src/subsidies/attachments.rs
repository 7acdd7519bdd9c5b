//! One attached file: to look at again, and to take away.

use super::{applications::back, documents, filler::Fills, own::Own};
use crate::{
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::subsidies::evidence_page_error,
    subsidies::{RemovalPage, evidence_page_field},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    ids::{ApplicationId, AttachmentId},
    subsidies::{Task, evidence_page},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    files as stored,
    subsidies::attachments::{self, Attachment},
};

/// The file as it was sent, to save; never shown in the browser (ASVS 3.2.1).
pub async fn show<A: Fills>(
    actor: A,
    State(app): State<App>,
    Path((_, id, attachment)): Path<(String, ApplicationId, AttachmentId)>,
) -> Result<Response, Error> {
    let filler = actor.filler();
    let tx = app.store.look(&filler.scope()).await?;
    let own = Own::find(&tx, &filler, id).await?;
    let file = match of(&own, attachment) {
        Ok(found) => found.file,
        // What came with a message is no document of the application, and is opened in the same way.
        Err(_) => {
            let enclosed = attachments::of_messages(&tx, id).await?;
            let found = enclosed.into_values().flatten().find(|one| one.id == attachment);
            found.ok_or(Error::NotFound)?.file
        }
    };
    let file = stored::find(&tx, file).await?.ok_or(Error::NotFound)?;
    filler.looked(&app, &tx, id, "attachment").await?;
    tx.commit().await?;
    let bytes = app.storage.get(filler.tenant.id, file.id).await?;
    Ok(crate::download::file(&file.name, &file.media_type, bytes))
}

/// Asks once more.
pub async fn ask<A: Fills>(
    actor: A,
    State(app): State<App>,
    Path((_, id, attachment)): Path<(String, ApplicationId, AttachmentId)>,
    page: Page,
) -> Result<Response, Error> {
    let filler = actor.filler();
    let tx = app.store.read(&filler.scope()).await?;
    let own = Own::find(&tx, &filler, id).await?;
    let name = of(&own, attachment)?.name.clone();
    if !own.may_change(Task::Documents) {
        return Ok(back(&filler, id));
    }
    let filling = filler.filling();
    Ok(page.ok("ファイルの削除", move || view! { <RemovalPage filling id attachment name/> }))
}

/// Takes the file away.
pub async fn remove<A: Fills>(
    actor: A,
    State(app): State<App>,
    Path((_, id, attachment)): Path<(String, ApplicationId, AttachmentId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let filler = actor.filler();
    let tx = app.store.write(&filler.scope()).await?;
    let own = Own::find_to_change(&tx, &filler, id).await?;
    if !own.may_change(Task::Documents) {
        return Ok(back(&filler, id));
    }
    attachments::remove(&tx, of(&own, attachment)?, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&filler.filling().task(id, Task::Documents)))
}

/// Keeps on which page of a file the evidence is, so that whoever reviews it need not look for it.
pub async fn mark<A: Fills>(
    actor: A,
    State(app): State<App>,
    Path((_, id, attachment)): Path<(String, ApplicationId, AttachmentId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let filler = actor.filler();
    let tx = app.store.write(&filler.scope()).await?;
    let own = Own::find_to_change(&tx, &filler, id).await?;
    if !own.may_change(Task::Documents) {
        return Ok(back(&filler, id));
    }
    let file = of(&own, attachment)?;
    let (field, pages) = (evidence_page_field(attachment), file.pages.len());
    match evidence_page(typed.get(&field), pages) {
        Ok(marked) => {
            if marked != file.evidence_page {
                attachments::mark(&tx, file, marked, app.clock.now()).await?;
            }
            tx.commit().await?;
            Ok(see_other(&filler.filling().task(id, Task::Documents)))
        }
        Err(error) => {
            drop(tx);
            let form = FormState::rejected(typed, vec![(field, evidence_page_error(error, pages))]);
            documents::render(&app, &page, &filler, &own, form).await
        }
    }
}

fn of(own: &Own, id: AttachmentId) -> Result<&Attachment, Error> {
    own.files.iter().find(|file| file.id == id).ok_or(Error::NotFound)
}
