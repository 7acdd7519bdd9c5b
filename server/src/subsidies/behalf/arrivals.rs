//! When and how the paper of a draft came, put right.

use crate::{
    actor::Clerk,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
    subsidies::{
        filler::{Filler, Fills as _},
        own::Own,
    },
};
use app::{messages::subsidies::arrival_errors, subsidies::behalf::ArrivalPage};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    ids::ApplicationId,
    subsidies::{Arrival, Stage},
};
use elements::FormState;
use leptos::prelude::*;
use store::subsidies::applications;

const TITLE: &str = "到達日と方法を直す";

/// The form, as it stands.
pub async fn show(
    clerk: Clerk,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    page: Page,
) -> Result<Response, Error> {
    let filler = clerk.filler();
    let tx = app.store.read(&filler.scope()).await?;
    let own = Own::find(&tx, &filler, id).await?;
    let draft = own.application.stage == Stage::Draft;
    match own.application.arrival.filter(|_| draft) {
        Some(arrival) => Ok(render(&page, &filler, &own, FormState::filled(arrival.fill()))),
        None => Ok(see_other(&filler.filling().application(id))),
    }
}

/// Keeps it.
pub async fn save(
    clerk: Clerk,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let filler = clerk.filler();
    let tx = app.store.write(&filler.scope()).await?;
    let own = Own::find_to_change(&tx, &filler, id).await?;
    let tasks = filler.filling().application(id);
    if own.application.stage != Stage::Draft {
        return Ok(see_other(&tasks));
    }
    let arrival = match Arrival::parse(&typed, &own.version.rules, app.clock.today()) {
        Ok(arrival) => arrival,
        Err(problems) => {
            let form = FormState::rejected(typed, arrival_errors(&problems));
            return Ok(render(&page, &filler, &own, form));
        }
    };
    applications::save_arrival(&tx, id, arrival, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&tasks))
}

fn render(page: &Page, filler: &Filler, own: &Own, form: FormState) -> Response {
    let rejected = form.has_errors();
    let (slug, id, office) = (filler.tenant.slug.clone(), own.application.id, own.office_line());
    let view = move || view! { <ArrivalPage slug id office form/> };
    if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) }
}
