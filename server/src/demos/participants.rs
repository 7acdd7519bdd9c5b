//! The list of participants, to print; looking at it is recorded.

use super::{found, views};
use crate::{
    actor::Partner,
    app::App,
    error::Error,
    page::{Page, see_other},
};
use app::{
    demos::{ParticipantLine, ParticipantsPage},
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::ids::DemoId;
use leptos::prelude::*;
use store::{demos::registrations, views as looks};

/// Everybody who is registered.
pub async fn show(
    officer: Partner,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let session = found(&tx, id).await?;
    if session.stage.session().is_none() {
        return Ok(see_other(&paths::demo_session(&slug, id)));
    }
    looks::record(&tx, app.clock.id(), app.clock.now(), "demo", id.uuid(), "participants").await?;
    let all = registrations::of_session(&tx, id).await?;
    tx.commit().await?;
    let registered = views::registered(&all);
    let lines = all
        .into_iter()
        .filter(|one| !one.is_walk_in())
        .map(|one| ParticipantLine {
            code: one.code.to_string(),
            office: one.office_name,
            name: one.name,
            people: one.people,
        })
        .collect();
    let about = format!("{}　{}", views::about(&session), views::location(&session.request));
    Ok(page.ok("参加者名簿", move || {
        view! { <ParticipantsPage slug id about registered lines/> }
    }))
}
