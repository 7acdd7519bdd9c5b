//! Throwing a draft away. What was received is never thrown away.

use super::{applications::back, own::Own};
use crate::{
    actor::Applicant,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{paths, subsidies::DisposalPage};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{ids::ApplicationId, subsidies::Stage};
use leptos::prelude::*;
use store::subsidies::applications;

/// Asks once more.
pub async fn show(
    applicant: Applicant,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ApplicationId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&applicant.scope()).await?;
    let own = Own::find(&tx, &applicant, id).await?;
    if own.application.stage != Stage::Draft {
        return Ok(back(&slug, id));
    }
    let office = own.office_line();
    Ok(page.ok("下書きの削除", move || view! { <DisposalPage slug id office/> }))
}

/// Throws it away.
pub async fn create(
    applicant: Applicant,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ApplicationId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&applicant.scope()).await?;
    let own = Own::find_to_change(&tx, &applicant, id).await?;
    if own.application.stage != Stage::Draft {
        return Ok(back(&slug, id));
    }
    applications::discard(&tx, id, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&paths::my(&slug)))
}
