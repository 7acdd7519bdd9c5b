//! Versions of a material: adding one, and its file to save.

use super::{found, found_to_change, told};
use crate::{
    actor::{Clerk, Reader},
    app::App,
    download,
    error::Error,
    page::{Page, see_other},
    posted::Upload,
    subsidies::documents,
};
use app::{
    materials::{VersionFormPage, VersionFormView},
    messages::materials::errors,
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    ids::MaterialId,
    materials::{MaterialField, NewVersion},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    files,
    materials::{
        Kept,
        versions::{self, Content},
    },
};

/// The form.
pub async fn new(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, MaterialId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let kept = found(&tx, id).await?;
    if kept.retired_at.is_some() {
        return Ok(see_other(&paths::material(&slug, id)));
    }
    Ok(render(&page, slug, &kept, FormState::empty()))
}

/// Adds it. A file is judged by its content: what is handed out is a PDF or a picture.
pub async fn create(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, MaterialId)>,
    page: Page,
    Upload { typed, files: sent }: Upload,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let kept = found(&tx, id).await?;
    drop(tx);
    if kept.retired_at.is_some() {
        return Ok(see_other(&paths::material(&slug, id)));
    }
    let file = sent.into_iter().find(|file| file.field == MaterialField::File.name());
    let version = NewVersion::parse(&typed, file.is_some());
    let file = match file {
        Some(file) => documents::judged(Some(file), 0)?.map(Some),
        None => Ok(None),
    };
    let (version, file) = match (version, file) {
        (Ok(version), Ok(file)) => (version, file),
        (version, file) => {
            let mut told = errors(&version.err().unwrap_or_default());
            told.extend(file.err().map(|why| (MaterialField::File.name(), why)));
            return Ok(render(&page, slug, &kept, FormState::rejected(typed, told)));
        }
    };
    let stored = match file {
        Some((file, kind)) => {
            let (tenant, media_type) = (clerk.tenant.id, kind.media_type());
            let name = &file.name;
            Some(app.storage.put(&app.clock, tenant, Some(clerk.id()), name, media_type, file.bytes).await?)
        }
        None => None,
    };
    let tx = app.store.write(&clerk.scope()).await?;
    let kept = found_to_change(&tx, id).await?;
    let content = match (stored, version.link) {
        (Some(file), _) => {
            files::add(&tx, &file).await?;
            Content::File(file.id)
        }
        (None, Some(link)) => Content::Link(link),
        (None, None) => return Err(Error::Internal("a version of a material has neither file nor link")),
    };
    versions::add(&tx, &kept, &content, &version.note, app.clock.now()).await?;
    tx.commit().await?;
    Ok(told(&slug, id, "version"))
}

/// The file of a version, to save.
pub async fn file(
    reader: Reader,
    State(app): State<App>,
    Path((_, id, number)): Path<(String, MaterialId, u32)>,
) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let all = versions::of_material(&tx, id).await?;
    let version = all.into_iter().find(|version| version.number == number).ok_or(Error::NotFound)?;
    let Content::File(file) = version.content else { return Err(Error::NotFound) };
    let file = files::find(&tx, file).await?.ok_or(Error::NotFound)?;
    drop(tx);
    let bytes = app.storage.get(reader.tenant.id, file.id).await?;
    Ok(download::file(&file.name, &file.media_type, bytes))
}

fn render(page: &Page, slug: String, kept: &Kept, form: FormState) -> Response {
    let rejected = form.has_errors();
    let view = VersionFormView { slug, id: kept.id, title: kept.material.title.clone(), form };
    let view = move || view! { <VersionFormPage view/> };
    let title = "新しい版を加える";
    if rejected { page.unprocessable(title, view) } else { page.ok(title, view) }
}
