//! What a federation lends: adding to it, and keeping it away.

use super::Done;
use crate::{
    actor::FederationClerk,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    demos::{ResourceLine, ResourcesPage},
    messages::demos::resource_errors,
    paths,
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{
    demos::{ResourceField, ResourceForm, ResourceProblem},
    ids::ResourceId,
};
use elements::FormState;
use leptos::prelude::*;
use store::{Tx, demos::resources};

const TITLE: &str = "デモ機と講師";

/// What there is.
pub async fn index(
    officer: FederationClerk,
    State(app): State<App>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let done = match done.as_deref() {
        Some("added") => Some("登録しました。"),
        Some("away") => Some("使えない日を登録しました。"),
        Some(_) | None => None,
    };
    render(&app, &tx, &page, officer.tenant.slug.clone(), FormState::empty(), done).await
}

/// Adds a resource, or days on which one is away.
pub async fn create(
    officer: FederationClerk,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let slug = officer.tenant.slug.clone();
    let tx = app.store.write(&officer.scope()).await?;
    let ids: Vec<ResourceId> = resources::all(&tx).await?.into_iter().map(|one| one.id).collect();
    let now = app.clock.now();
    let outcome = match ResourceForm::parse(&typed, &ids) {
        Err(problems) => Err(problems),
        Ok(ResourceForm::Add { kind, name }) => {
            let added = resources::add(&tx, app.clock.id(), kind, &name, now).await?;
            if added { Ok("added") } else { Err(vec![(ResourceField::Name, ResourceProblem::Taken)]) }
        }
        Ok(ResourceForm::Away { resource, first, last, why }) => {
            let kept = resources::keep_away(&tx, app.clock.id(), resource, (first, last), &why, now).await?;
            if kept { Ok("away") } else { Err(vec![(ResourceField::First, ResourceProblem::Promised)]) }
        }
    };
    match outcome {
        Ok(done) => {
            tx.commit().await?;
            Ok(see_other(&format!("{}?done={done}", paths::demo_resources(&slug))))
        }
        Err(problems) => {
            // Nothing of it stays.
            drop(tx);
            let tx = app.store.read(&officer.scope()).await?;
            let rejected = FormState::rejected(typed, resource_errors(&problems));
            render(&app, &tx, &page, slug, rejected, None).await
        }
    }
}

async fn render(
    app: &App,
    tx: &Tx,
    page: &Page,
    slug: String,
    form: FormState,
    done: Option<&'static str>,
) -> Result<Response, Error> {
    let absences = resources::absences(tx, app.clock.today()).await?;
    let lines: Vec<ResourceLine> = resources::all(tx)
        .await?
        .into_iter()
        .map(|one| ResourceLine {
            id: one.id,
            kind: one.kind,
            name: one.name,
            away: absences
                .iter()
                .filter(|absence| absence.resource == one.id)
                .map(|absence| (absence.first, absence.last, absence.why.clone()))
                .collect(),
        })
        .collect();
    let (rejected, done) = (form.has_errors(), done.map(str::to_owned));
    let view = move || view! { <ResourcesPage slug lines form done/> };
    Ok(if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) })
}
