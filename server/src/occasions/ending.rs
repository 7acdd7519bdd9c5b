//! Publishing an occasion, and calling it off.

use super::{
    found, found_to_change, fresh,
    letters::{self, Letter},
    registered, told,
};
use crate::{
    actor::HostClerk,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{messages::subsidies::reason_error, occasions::OccasionCancellationPage, paths};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{ids::OccasionId, occasions::Stage, subsidies::Reason};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    occasions::{self, Kept, bodies},
};

const TITLE: &str = "催しを中止する";

/// Publishes it; twice is once.
pub async fn publish(
    officer: HostClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, OccasionId)>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let kept = found_to_change(&tx, id).await?;
    if kept.stage != Stage::Draft {
        return Ok(see_other(&paths::occasion(&slug, id)));
    }
    fresh(&typed, &slug, &kept)?;
    occasions::publish(&tx, &kept, app.clock.now()).await?;
    tx.commit().await?;
    Ok(told(&slug, id, "published"))
}

/// Asks why it is called off.
pub async fn ask(
    officer: HostClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, OccasionId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let kept = found(&tx, id).await?;
    if !matches!(kept.stage, Stage::Published { .. }) {
        return Ok(see_other(&paths::occasion(&slug, id)));
    }
    render(&tx, &page, slug, &kept, FormState::empty()).await
}

/// Calls it off; every body that registered is told.
pub async fn cancel(
    officer: HostClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, OccasionId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let kept = found_to_change(&tx, id).await?;
    if !matches!(kept.stage, Stage::Published { .. }) {
        return Ok(see_other(&paths::occasion(&slug, id)));
    }
    fresh(&typed, &slug, &kept)?;
    let reason = match Reason::parse(typed.get("reason")) {
        Ok(reason) => reason,
        Err(error) => {
            let rejected = FormState::rejected(typed, vec![("reason", reason_error("中止する理由", error))]);
            return render(&tx, &page, slug, &kept, rejected).await;
        }
    };
    occasions::cancel(&tx, &kept, reason.clone(), app.clock.now()).await?;
    for body in bodies::of_occasion(&tx, id).await? {
        let letter = Letter::CalledOff(reason.as_str());
        letters::to(&app, &tx, &officer.tenant, &kept, &body, letter).await?;
    }
    tx.commit().await?;
    Ok(told(&slug, id, "cancelled"))
}

async fn render(tx: &Tx, page: &Page, slug: String, kept: &Kept, form: FormState) -> Result<Response, Error> {
    let registered = registered(&bodies::of_occasion(tx, kept.id).await?);
    let rejected = form.has_errors();
    let (id, version, title) = (kept.id, kept.version, kept.occasion.title.clone());
    let view = move || view! { <OccasionCancellationPage slug id version title registered form/> };
    Ok(if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) })
}
