//! The list of imports.

use crate::{actor::Reader, app::App, error::Error, page::Page};
use app::imports::{BatchLine, BatchStanding, ImportsPage};
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::accounts::Role;
use leptos::prelude::*;
use std::collections::BTreeMap;
use store::{
    accounts,
    imports::{self, Batch, BatchState},
};

const PER_PAGE: u64 = 30;

/// What an address of the list may say.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    page: String,
    done: String,
}

/// Imports, newest first.
pub async fn index(
    reader: Reader,
    State(app): State<App>,
    page: Page,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let number = asked.page.parse().unwrap_or(1).clamp(1, 10_000);
    let tx = app.store.read(&reader.scope()).await?;
    let (batches, total) = imports::list(&tx, number - 1, PER_PAGE).await?;
    let names: BTreeMap<_, _> = accounts::members(&tx)
        .await?
        .into_iter()
        .map(|member| (member.account.id, member.account.name))
        .collect();
    drop(tx);
    let lines = batches.into_iter().map(|batch| {
        let by = batch.committed_by.unwrap_or(batch.created_by);
        line(&batch, names.get(&by).cloned().unwrap_or_default())
    });
    let lines: Vec<_> = lines.collect();
    let done = (asked.done == "discarded").then_some("取込を取りやめました。台帳には何も書き込んでいません");
    let slug = reader.tenant.slug.clone();
    let keeper = reader.has(Role::Clerk) || reader.has(Role::Administrator);
    Ok(page.ok("取込", move || {
        view! { <ImportsPage slug batches=lines page=number per_page=PER_PAGE total keeper done/> }
    }))
}

fn line(batch: &Batch, by: String) -> BatchLine {
    let offices = batch.summary.offices;
    BatchLine {
        id: batch.id,
        file_name: batch.file_name.clone(),
        by,
        at: batch.committed_at.unwrap_or(batch.created_at),
        standing: standing(batch.state),
        offices: [offices.created, offices.updated + offices.completed, offices.unchanged],
        errors: batch.summary.errors,
    }
}

/// Where a batch stands, for a page.
pub const fn standing(state: BatchState) -> BatchStanding {
    match state {
        BatchState::Reading => BatchStanding::Reading,
        BatchState::Refused => BatchStanding::Refused,
        BatchState::Previewed => BatchStanding::Previewed,
        BatchState::Committing => BatchStanding::Committing,
        BatchState::Stopped => BatchStanding::Stopped,
        BatchState::Committed => BatchStanding::Committed,
        BatchState::Undoing => BatchStanding::Undoing,
        BatchState::Undone => BatchStanding::Undone,
        BatchState::Discarded => BatchStanding::Discarded,
    }
}
