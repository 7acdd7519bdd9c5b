//! Uploading a list.

use super::{child, home, prepared::Read};
use std::collections::BTreeSet;

use crate::{
    actor::Keeper,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Upload,
};
use app::{imports::UploadPage, messages::imports as words, paths};
use axum::{extract::State, response::Response};
use domain::{
    form::Typed,
    ids::BatchId,
    imports::{Choices, Refusal, SCOPE, read},
};
use elements::FormState;
use leptos::prelude::*;
use std::sync::Arc;
use store::imports;

const TITLE: &str = "一覧を取り込む";
/// The largest national file has 16 MB.
const LARGEST: usize = 20 * 1024 * 1024;

fn show(keeper: &Keeper, form: FormState) -> impl FnOnce() -> AnyView + use<> {
    let (slug, name) = (keeper.tenant.slug.clone(), keeper.tenant.name.clone());
    let codes = keeper.tenant.codes.join("、");
    let municipality = if codes.is_empty() { name } else { format!("{name}（{codes}）") };
    move || view! { <UploadPage slug municipality form/> }.into_any()
}

/// The form.
pub async fn new(keeper: Keeper, page: Page) -> Response {
    page.ok(TITLE, show(&keeper, FormState::filled(Typed::default().with(SCOPE, "own"))))
}

/// Reads a list and shows what it would do, or says why it is refused.
pub async fn create(
    keeper: Keeper,
    State(app): State<App>,
    page: Page,
    upload: Upload,
) -> Result<Response, Error> {
    let Upload { typed, files } = upload;
    let rejected = |sentence: String| {
        let form = FormState::rejected(typed.clone(), vec![("file", sentence)]);
        page.unprocessable(TITLE, show(&keeper, form))
    };
    let Some(file) = files.into_iter().find(|file| file.field == "file") else {
        return Ok(rejected("一覧のファイルを選んでください".to_owned()));
    };
    if file.bytes.len() > LARGEST {
        let limit_mb = (LARGEST / 1024 / 1024) as u64;
        return Ok(rejected(words::refusal(Refusal::TooLarge { limit_mb })));
    }
    let municipalities = if typed.get(SCOPE) == "all" { BTreeSet::default() } else { home(&keeper.tenant) };
    let choices = Choices { municipalities, ..Choices::default() };
    let workbook = match child::read(&app, &file.name, file.bytes.clone()).await? {
        Ok(workbook) => workbook,
        Err(refusal) => return Ok(rejected(words::refusal(refusal))),
    };
    let chosen = choices.clone();
    let understood = tokio::task::spawn_blocking(move || {
        let reading = read(&workbook, &chosen)?;
        let cells = serde_json::to_vec(&workbook).unwrap_or_default();
        Ok((Read { workbook: Arc::new(workbook), reading: Arc::new(reading) }, cells))
    });
    let (read, cells) = match understood.await.map_err(|_| Error::Internal("reading an import failed"))? {
        Ok(read) => read,
        Err(refusal) => return Ok(rejected(words::refusal(refusal))),
    };
    let tenant = keeper.tenant.id;
    let account = Some(keeper.id());
    let media_type = infer::get(&file.bytes).map_or("text/csv", |kind| kind.mime_type());
    let stored = app.storage.put(&app.clock, tenant, account, &file.name, media_type, file.bytes).await?;
    let cells = app.storage.put(&app.clock, tenant, None, "cells.json", "application/json", cells).await?;
    let tx = app.store.write(&keeper.scope()).await?;
    let summary = read.summary(&read.plan(&tx).await?);
    let batch: BatchId = app.clock.id();
    imports::add(&tx, batch, &stored, &cells, &choices, summary, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&paths::import(&keeper.tenant.slug, batch)))
}
