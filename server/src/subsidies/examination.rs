//! The job that examines an attached file: a child process draws its pages, another reads its words, and what they find is
//! kept. A file whose words cannot be had is as good as any other: only the search does not find it.

use crate::{app::App, jobs::JobError, kill};
use domain::{
    attachments::{Kind, Page, Refusal},
    ids::{AttachmentId, JobId, TenantId},
    subsidies::AttachmentState,
};
use raster::{
    Pictures,
    child::{Report, args, report, words_args, words_report},
};
use serde::Deserialize;
use serde_json::json;
use std::path::Path;
use store::{
    Scope, files as stored,
    jobs::{self, NewJob},
    subsidies::{
        attachments::{self, Attachment},
        document_words,
    },
};
use tokio::process::Command;

/// Name of the job.
pub const JOB: &str = "attachment.examine";
/// Name of the job that reads the words of a file that was examined before they were looked for.
pub const READ: &str = "attachment.read-words";
/// Files that are read in one day besides those that come in.
const A_DAY: u64 = 500;

/// What the job is told.
#[derive(Debug, Deserialize)]
struct Payload {
    attachment: AttachmentId,
}

/// Examines one attachment. Doing it twice changes nothing.
pub async fn perform(app: &App, tenant: TenantId, payload: &serde_json::Value) -> Result<(), JobError> {
    let Payload { attachment } =
        serde_json::from_value(payload.clone()).map_err(|error| JobError::Never(error.to_string()))?;
    let scope = Scope::tenant_by_system(tenant, "examine an attachment");
    let tx = app.store.read(&scope).await?;
    let Some(found) = attachments::find(&tx, attachment).await? else { return Ok(()) };
    drop(tx);
    if found.state != AttachmentState::Checking {
        return Ok(());
    }
    let later = |error: &dyn std::fmt::Display| JobError::Later(error.to_string());
    let bytes = app.storage.get(tenant, found.file).await.map_err(|error| later(&error))?;
    let folder = tempfile::tempdir().map_err(|error| later(&error))?;
    let document = folder.path().join("document");
    let pictures = folder.path().join("pages");
    tokio::fs::create_dir(&pictures).await.map_err(|error| later(&error))?;
    tokio::fs::write(&document, bytes).await.map_err(|error| later(&error))?;
    let drawn = draw(app, &document, &pictures).await?;

    let (mut files, mut words) = (Vec::new(), Vec::new());
    let outcome = match drawn {
        Err(refusal) => Err(refusal),
        Ok(drawn) => {
            if drawn.kind == Kind::Pdf {
                words = read(app, &document).await?;
            }
            let mut kept = Vec::with_capacity(drawn.pages.len());
            for page in drawn.pages {
                let bytes =
                    tokio::fs::read(pictures.join(&page.file)).await.map_err(|error| later(&error))?;
                let media_type = if Path::new(&page.file).extension().is_some_and(|end| end == "png") {
                    "image/png"
                } else {
                    "image/jpeg"
                };
                let file = app
                    .storage
                    .put(&app.clock, tenant, None, &page.file, media_type, bytes)
                    .await
                    .map_err(|error| later(&error))?;
                kept.push(Page { file: file.id.to_string(), ..page });
                files.push(file);
            }
            Ok(kept)
        }
    };
    kill::point("examination.stored");
    let tx = app.store.write(&scope).await?;
    for file in &files {
        stored::add(&tx, file).await?;
    }
    attachments::examined(&tx, attachment, &outcome, app.clock.now()).await?;
    if outcome.is_ok() {
        document_words::keep(&tx, attachment, found.file, &words).await?;
    }
    Ok(tx.commit().await?)
}

/// Has the words read of files that were examined before they were looked for, so many a day.
pub async fn plan_reading(app: &App) -> Result<usize, store::Error> {
    let tx = app.store.write(&Scope::system("read the words of earlier files")).await?;
    let unread = document_words::unread(&tx, A_DAY).await?;
    for (tenant, attachment) in &unread {
        let job = NewJob {
            id: app.clock.id::<JobId>(),
            tenant: *tenant,
            kind: READ,
            payload: json!({ "attachment": attachment }),
            unique_key: Some(format!("{READ}:{attachment}")),
            run_at: app.clock.now(),
        };
        jobs::enqueue(&tx, job).await?;
    }
    tx.commit().await?;
    Ok(unread.len())
}

/// Reads the words of one file. Doing it twice changes nothing.
pub async fn perform_reading(
    app: &App,
    tenant: TenantId,
    payload: &serde_json::Value,
) -> Result<(), JobError> {
    let Payload { attachment } =
        serde_json::from_value(payload.clone()).map_err(|error| JobError::Never(error.to_string()))?;
    let scope = Scope::tenant_by_system(tenant, "read the words of a file");
    let tx = app.store.read(&scope).await?;
    let Some(found) = attachments::find(&tx, attachment).await?.filter(is_unread) else { return Ok(()) };
    drop(tx);
    let later = |error: &dyn std::fmt::Display| JobError::Later(error.to_string());
    let bytes = app.storage.get(tenant, found.file).await.map_err(|error| later(&error))?;
    let folder = tempfile::tempdir().map_err(|error| later(&error))?;
    let document = folder.path().join("document");
    tokio::fs::write(&document, bytes).await.map_err(|error| later(&error))?;
    let words = read(app, &document).await?;
    let tx = app.store.write(&scope).await?;
    // It may have been taken away meanwhile, with the application.
    if attachments::find(&tx, attachment).await?.as_ref().is_some_and(is_unread) {
        document_words::keep_later(&tx, attachment, found.file, &words, app.clock.now()).await?;
    }
    Ok(tx.commit().await?)
}

fn is_unread(attachment: &Attachment) -> bool {
    attachment.state == AttachmentState::Good && attachment.has_words.is_none()
}

/// The words of each page, as a child read them.
async fn read(app: &App, document: &Path) -> Result<Vec<String>, JobError> {
    let output = Command::new(app.program.as_path())
        .args(words_args(document, Some(app.fonts.file())))
        .env_clear()
        .kill_on_drop(true)
        .output()
        .await
        .map_err(|error| JobError::Later(format!("the child does not start: {error}")))?;
    words_report(output.status, &output.stdout, &output.stderr)
        .map_err(|error| JobError::Later(error.to_string()))
}

/// The pages as the child drew them, or why it did not.
async fn draw(app: &App, document: &Path, pictures: &Path) -> Result<Result<Pictures, Refusal>, JobError> {
    let output = Command::new(app.program.as_path())
        .args(args(document, pictures, Some(app.fonts.file())))
        // What is configured here is not the child's to read, whatever a file makes it do.
        .env_clear()
        .kill_on_drop(true)
        .output()
        .await
        .map_err(|error| JobError::Later(format!("the child does not start: {error}")))?;
    match report(output.status, &output.stdout, &output.stderr) {
        Ok(Report::Drawn(pictures)) => Ok(Ok(pictures)),
        Ok(Report::Refused(refusal)) => Ok(Err(refusal)),
        Err(error) => Err(JobError::Later(error.to_string())),
    }
}
