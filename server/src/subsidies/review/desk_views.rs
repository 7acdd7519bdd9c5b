//! 保存した一覧: kept under a name, and taken away again.

use super::{Pairs, queue, queue_of, told};
use crate::{
    actor::Reader,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{messages::subsidies::named_queue_problem, paths};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    accounts::Role,
    ids::QueueViewId,
    subsidies::{NamedQueue, NamedQueueField, Queue},
};
use elements::FormState;
use store::subsidies::desk_views;

/// Saves the list that the address names.
pub async fn create(
    officer: Reader,
    State(app): State<App>,
    pairs: Pairs,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let list = queue_of(&pairs);
    let saved = match NamedQueue::parse(&typed, &list) {
        Err(problem) => Err(problem),
        Ok(named) => {
            let tx = app.store.write(&officer.scope()).await?;
            let id: QueueViewId = app.clock.id();
            match desk_views::add(&tx, id, officer.id(), &named, app.clock.now()).await? {
                Ok(()) => {
                    tx.commit().await?;
                    Ok(())
                }
                Err(problem) => Err((NamedQueueField::Name, problem)),
            }
        }
    };
    match saved {
        Ok(()) => Ok(told(&paths::queue(&officer.tenant.slug, &list.at(0)), "view_saved")),
        Err((field, problem)) => {
            let form = FormState::rejected(typed, vec![(field.name(), named_queue_problem(problem))]);
            queue::refuse(&page, &app, &officer, list, form).await
        }
    }
}

/// Takes a view away; what is not the officer's, or is gone, stays as it is.
pub async fn remove(
    officer: Reader,
    State(app): State<App>,
    Path((slug, id)): Path<(String, QueueViewId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let administers = officer.has(Role::Administrator);
    let list = paths::applications(&slug);
    if !desk_views::remove(&tx, id, officer.id(), administers, app.clock.now()).await? {
        return Ok(see_other(&list));
    }
    tx.commit().await?;
    Ok(told(&list, "view_removed"))
}

/// Makes a view the one that the officer opens first, or no more.
pub async fn choose_first(
    officer: Reader,
    State(app): State<App>,
    Path((slug, id)): Path<(String, QueueViewId)>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let now = app.clock.now();
    let (done, list) = if typed.get("first") == "yes" {
        let Some(chosen) = desk_views::choose_first(&tx, id, officer.id(), now).await? else {
            return Ok(see_other(&paths::applications(&slug)));
        };
        ("view_first", chosen.named.queue)
    } else {
        desk_views::choose_none(&tx, officer.id(), now).await?;
        ("view_not_first", Queue::default())
    };
    tx.commit().await?;
    Ok(told(&paths::queue(&slug, &list), done))
}
