//! S7: attaching files. A file is judged by its content at once, and drawn by a child process right after.

use super::{
    applications::back,
    files,
    filler::{Filler, Fills},
    own::Own,
};
use crate::{
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::{FILE_LIMIT, Posted, Upload, UploadedFile},
};
use app::{
    messages::subsidies::{refusal, task_title},
    subsidies::{DocumentPage, DocumentsPage, EarlierFile},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    attachments::{Kind, Refusal},
    form::Typed,
    ids::{ApplicationId, AttachmentId, JobId, TenantId},
    subsidies::{AttachmentState, ReceiptNumber, RequiredDocument, Task},
};
use elements::FormState;
use leptos::prelude::*;
use serde_json::json;
use std::{io::Write as _, time::Duration};
use store::{
    Tx, files as stored,
    jobs::{self, NewJob},
    subsidies::{
        applications,
        attachments::{self, Attachment},
    },
};

/// Files that one application may have at once (ASVS 5.2.4).
const MOST_FILES: usize = 20;
/// How long the page waits for files that are being examined.
const PATIENCE: Duration = Duration::from_secs(2);

/// What is asked for and what is attached.
pub async fn index<A: Fills>(
    actor: A,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    page: Page,
) -> Result<Response, Error> {
    let filler = actor.filler();
    let mut own = load(&app, &filler, id).await?;
    if !own.may_change(Task::Documents) {
        return Ok(back(&filler, id));
    }
    // An examination takes a moment; who has just sent a file wants to see what became of it.
    let mut waited = Duration::ZERO;
    while waited < PATIENCE && own.files.iter().any(|file| file.state == AttachmentState::Checking) {
        let pause = Duration::from_millis(200);
        tokio::time::sleep(pause).await;
        waited += pause;
        own = load(&app, &filler, id).await?;
    }
    render(&app, &page, &filler, &own, FormState::empty()).await
}

/// The page of the documents, with what was typed of a page of a file.
pub(super) async fn render(
    app: &App,
    page: &Page,
    filler: &Filler,
    own: &Own,
    form: FormState,
) -> Result<Response, Error> {
    let (id, rejected) = (own.application.id, form.has_errors());
    let documents = own.version.rules.documents.clone();
    let earlier = earlier(app, filler, own).await?;
    let (asked, asked_of_all) = (own.asked_of_documents(), own.asked_of_all_documents());
    let (files, filling) = (files(&own.files), filler.filling());
    let title = task_title(Task::Documents);
    let view = move || view! { <DocumentsPage filling id documents files asked asked_of_all earlier form/> };
    Ok(if rejected { page.unprocessable(title, view) } else { page.ok(title, view) })
}

/// The form for one document.
pub async fn show<A: Fills>(
    actor: A,
    State(app): State<App>,
    Path((_, id, key)): Path<(String, ApplicationId, String)>,
    page: Page,
) -> Result<Response, Error> {
    let filler = actor.filler();
    let own = load(&app, &filler, id).await?;
    if !own.may_change(Task::Documents) {
        return Ok(back(&filler, id));
    }
    let document = document(&own, &key)?;
    Ok(form(&page, &filler, &own, document, FormState::empty()))
}

/// Takes a file, or says what to send instead.
pub async fn create<A: Fills>(
    actor: A,
    State(app): State<App>,
    Path((_, id, key)): Path<(String, ApplicationId, String)>,
    page: Page,
    Upload { typed: _, files }: Upload,
) -> Result<Response, Error> {
    let filler = actor.filler();
    let own = load(&app, &filler, id).await?;
    if !own.may_change(Task::Documents) {
        return Ok(back(&filler, id));
    }
    let document = document(&own, &key)?;
    let file = files.into_iter().find(|file| file.field == "file");
    let (file, kind) = match judged(file, own.files.len())? {
        Ok(good) => good,
        Err(why) => {
            let rejected = FormState::rejected(Typed::default(), vec![("file", why)]);
            return Ok(form(&page, &filler, &own, document, rejected));
        }
    };
    let media_type = kind.media_type();
    let tenant = filler.tenant.id;
    let kept =
        app.storage.put(&app.clock, tenant, Some(filler.id()), &file.name, media_type, file.bytes).await?;
    let tx = app.store.write(&filler.scope()).await?;
    let own = Own::find_to_change(&tx, &filler, id).await?;
    if !own.may_change(Task::Documents) {
        return Ok(back(&filler, id));
    }
    stored::add(&tx, &kept).await?;
    attach(&app, &tx, tenant, id, &document.key, &kept).await?;
    tx.commit().await?;
    Ok(see_other(&filler.filling().task(id, Task::Documents)))
}

/// A file of an earlier application serves again: the same bytes, examined before.
pub async fn reuse<A: Fills>(
    actor: A,
    State(app): State<App>,
    Path((_, id, key)): Path<(String, ApplicationId, String)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let filler = actor.filler();
    let tx = app.store.write(&filler.scope()).await?;
    let own = Own::find_to_change(&tx, &filler, id).await?;
    if !own.may_change(Task::Documents) {
        return Ok(back(&filler, id));
    }
    let document = document(&own, &key)?;
    let wanted = typed.get("attachment");
    let good = earlier_files(&tx, &own).await?;
    let wanted =
        good.into_iter().find(|(file, _)| file.id.to_string() == wanted && file.document == document.key);
    let why = match wanted {
        Some((file, _)) if own.files.len() < MOST_FILES => {
            let again = Attachment {
                id: app.clock.id::<AttachmentId>(),
                application: id,
                created_at: app.clock.now(),
                ..file
            };
            attachments::add(&tx, &again).await?;
            tx.commit().await?;
            return Ok(see_other(&filler.filling().task(id, Task::Documents)));
        }
        Some(_) => too_many(),
        None => "前回の書類は、もう使えません。ファイルを選んで添付してください".to_owned(),
    };
    drop(tx);
    let form = FormState::rejected(typed, vec![("", why)]);
    render(&app, &page, &filler, &own, form).await
}

/// Why one more file is not taken.
fn too_many() -> String {
    format!("添付できるのは{MOST_FILES}ファイルまでです。いらないファイルを削除してください")
}

/// What can serve again, as the page shows it.
async fn earlier(app: &App, filler: &Filler, own: &Own) -> Result<Vec<EarlierFile>, Error> {
    let tx = app.store.read(&filler.scope()).await?;
    let files = earlier_files(&tx, own).await?;
    Ok(files
        .into_iter()
        .map(|(file, receipt)| EarlierFile { id: file.id, document: file.document, name: file.name, receipt })
        .collect())
}

/// Readable files of received applications of the same office, for documents that this one asks for as well; the newest
/// application first.
async fn earlier_files(tx: &Tx, own: &Own) -> Result<Vec<(Attachment, ReceiptNumber)>, Error> {
    let mut files = Vec::new();
    for application in applications::of_offices(tx, &[own.office.id]).await? {
        let (Some(receipt), true) = (application.receipt, application.id != own.application.id) else {
            continue;
        };
        for file in attachments::of_application(tx, application.id).await? {
            let asked = own.version.rules.document(&file.document).is_some();
            let known = files.iter().any(|(known, _): &(Attachment, _)| known.file == file.file);
            if asked && !known && file.state == AttachmentState::Good {
                files.push((file, receipt));
            }
        }
    }
    Ok(files)
}

/// Attaches a stored file to an application, and has it examined.
pub(crate) async fn attach(
    app: &App,
    tx: &Tx,
    tenant: TenantId,
    application: ApplicationId,
    document: &str,
    kept: &stored::File,
) -> Result<(), Error> {
    let now = app.clock.now();
    let attachment = Attachment {
        id: app.clock.id::<AttachmentId>(),
        application,
        document: document.to_owned(),
        file: kept.id,
        name: kept.name.clone(),
        state: AttachmentState::Checking,
        problem: None,
        pages: Vec::new(),
        evidence_page: None,
        has_words: None,
        created_at: now,
    };
    attachments::add(tx, &attachment).await?;
    let job = NewJob {
        id: app.clock.id::<JobId>(),
        tenant,
        kind: super::examination::JOB,
        payload: json!({ "attachment": attachment.id }),
        unique_key: Some(format!("{}:{}", super::examination::JOB, attachment.id)),
        run_at: now,
    };
    Ok(jobs::enqueue(tx, job).await?)
}

async fn load(app: &App, filler: &Filler, id: ApplicationId) -> Result<Own, Error> {
    let tx = app.store.read(&filler.scope()).await?;
    Own::find(&tx, filler, id).await
}

fn document(own: &Own, key: &str) -> Result<RequiredDocument, Error> {
    own.version.rules.document(key).cloned().ok_or(Error::NotFound)
}

/// The file and what it is by its content, or a sentence that says what to send instead.
pub(crate) fn judged(
    file: Option<UploadedFile>,
    have: usize,
) -> Result<Result<(UploadedFile, Kind), String>, Error> {
    let Some(file) = file else {
        return Ok(Err("添付するファイルを選んでください".to_owned()));
    };
    if have >= MOST_FILES {
        return Ok(Err(too_many()));
    }
    if file.bytes.len() > FILE_LIMIT {
        let megabytes = FILE_LIMIT / 1024 / 1024;
        return Ok(Err(format!("ファイルが大きすぎます。{megabytes}MBまでのファイルを添付してください")));
    }
    match inspected(&file.bytes)? {
        Ok(kind) => Ok(Ok((file, kind))),
        Err(reason) => Ok(Err(refusal(reason))),
    }
}

/// What the bytes are. The name of a file is never asked.
fn inspected(bytes: &[u8]) -> Result<Result<Kind, Refusal>, Error> {
    let unwritable = |_| Error::Internal("a temporary file cannot be written");
    let mut file = tempfile::NamedTempFile::new().map_err(unwritable)?;
    file.write_all(bytes).map_err(unwritable)?;
    match raster::inspect(file.path()) {
        Ok(kind) => Ok(Ok(kind)),
        Err(raster::Error::Refused(reason)) => Ok(Err(reason)),
        Err(raster::Error::Files(_)) => Err(Error::Internal("a temporary file cannot be read")),
    }
}

fn form(page: &Page, filler: &Filler, own: &Own, document: RequiredDocument, form: FormState) -> Response {
    let (id, filling) = (own.application.id, filler.filling());
    let asked = own
        .asked_of_documents()
        .into_iter()
        .filter(|(key, _)| *key == document.key)
        .map(|(_, sentence)| sentence)
        .collect();
    let title = document.name.clone();
    let rejected = form.has_errors();
    let view = move || view! { <DocumentPage filling id document asked form/> };
    if rejected { page.unprocessable(&title, view) } else { page.ok(&title, view) }
}
