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
    occasions::{
        self, Kept,
        bodies::{self, Registered},
    },
    views,
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
    fresh(&tx, &typed, &slug, &kept).await?;
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
    let tx = app.store.look(&officer.scope()).await?;
    let kept = found(&tx, id).await?;
    if !matches!(kept.stage, Stage::Published { .. }) {
        return Ok(see_other(&paths::occasion(&slug, id)));
    }
    let all = bodies::of_occasion(&tx, id).await?;
    if all.iter().any(is_silent) {
        // The names and telephones of those who are to be called are of the list of bodies.
        views::record(&tx, app.clock.id(), app.clock.now(), "occasion", id.uuid(), "bodies").await?;
    }
    tx.commit().await?;
    Ok(render(&page, slug, &kept, all, FormState::empty()))
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
    fresh(&tx, &typed, &slug, &kept).await?;
    let reason = match Reason::parse(typed.get("reason")) {
        Ok(reason) => reason,
        Err(error) => {
            let rejected = FormState::rejected(typed, vec![("reason", reason_error("中止する理由", error))]);
            let all = bodies::of_occasion(&tx, id).await?;
            return Ok(render(&page, slug, &kept, all, rejected));
        }
    };
    occasions::cancel(&tx, &kept, reason.clone(), app.clock.now()).await?;
    let (mut mailed, mut silent) = (false, false);
    for body in bodies::of_occasion(&tx, id).await? {
        let letter = Letter::CalledOff(reason.as_str());
        let wrote = letters::to(&app, &tx, &officer.tenant, &kept, &body, letter).await?;
        (mailed, silent) = (mailed || wrote, silent || !wrote);
    }
    tx.commit().await?;
    let done = match (mailed, silent) {
        (_, true) => "cancelled_call",
        (true, false) => "cancelled",
        (false, false) => "cancelled_alone",
    };
    Ok(told(&slug, id, done))
}

/// Whether a body gave no address, so that it is called.
fn is_silent(body: &Registered) -> bool {
    body.said.contact.email.is_empty()
}

fn render(page: &Page, slug: String, kept: &Kept, all: Vec<Registered>, form: FormState) -> Response {
    let registered = registered(&all);
    let to_call: Vec<(String, String, String)> = all
        .into_iter()
        .filter(is_silent)
        .map(|one| (one.name, one.said.contact.name, one.said.contact.phone))
        .collect();
    let rejected = form.has_errors();
    let (id, version, title) = (kept.id, kept.version, kept.occasion.title.clone());
    let view = move || view! { <OccasionCancellationPage slug id version title registered to_call form/> };
    if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) }
}
