//! Throwing a draft away. What was received is never thrown away.

use super::{applications::back, filler::Fills, own::Own};
use crate::{
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::subsidies::DisposalPage;
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{ids::ApplicationId, subsidies::Stage};
use leptos::prelude::*;
use store::subsidies::applications;

/// Asks once more.
pub async fn show<A: Fills>(
    actor: A,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    page: Page,
) -> Result<Response, Error> {
    let filler = actor.filler();
    let tx = app.store.read(&filler.scope()).await?;
    let own = Own::find(&tx, &filler, id).await?;
    if own.application.stage != Stage::Draft {
        return Ok(back(&filler, id));
    }
    let (office, filling) = (own.office_line(), filler.filling());
    Ok(page.ok("下書きの削除", move || view! { <DisposalPage filling id office/> }))
}

/// Throws it away.
pub async fn create<A: Fills>(
    actor: A,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let filler = actor.filler();
    let tx = app.store.write(&filler.scope()).await?;
    let own = Own::find_to_change(&tx, &filler, id).await?;
    if own.application.stage != Stage::Draft {
        return Ok(back(&filler, id));
    }
    applications::discard(&tx, id, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&filler.filling().home()))
}
