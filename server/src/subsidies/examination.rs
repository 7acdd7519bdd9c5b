//! The job that examines an attached file: a child process draws its pages, and what it finds is kept.

use crate::{app::App, jobs::JobError, kill};
use domain::{
    attachments::{Page, Refusal},
    ids::{AttachmentId, TenantId},
    subsidies::AttachmentState,
};
use raster::child::{Report, args, report};
use serde::Deserialize;
use std::path::Path;
use store::{Scope, files as stored, subsidies::attachments};
use tokio::process::Command;

/// Name of the job.
pub const JOB: &str = "attachment.examine";

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

    let mut files = Vec::new();
    let outcome = match drawn {
        Err(refusal) => Err(refusal),
        Ok(pages) => {
            let mut kept = Vec::with_capacity(pages.len());
            for page in pages {
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
    Ok(tx.commit().await?)
}

/// The pages as the child drew them, or why it did not.
async fn draw(app: &App, document: &Path, pictures: &Path) -> Result<Result<Vec<Page>, Refusal>, JobError> {
    let output = Command::new(app.program.as_path())
        .args(args(document, pictures, Some(app.fonts.file())))
        // What is configured here is not the child's to read, whatever a file makes it do.
        .env_clear()
        .kill_on_drop(true)
        .output()
        .await
        .map_err(|error| JobError::Later(format!("the child does not start: {error}")))?;
    match report(output.status, &output.stdout, &output.stderr) {
        Ok(Report::Drawn(pictures)) => Ok(Ok(pictures.pages)),
        Ok(Report::Refused(refusal)) => Ok(Err(refusal)),
        Err(error) => Err(JobError::Later(error.to_string())),
    }
}
