//! Publishing a programme: a look at what it pays and what changes, then the next version.

use super::{count, programmes::saved_rules, waiting};
use crate::{
    actor::Keeper,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::subsidies::wrong_programme_state,
    paths,
    subsidies::{PublicationPage, PublicationView},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{ids::ProgrammeId, subsidies::StageName};
use leptos::prelude::*;
use store::{
    Tx, initiatives,
    subsidies::{
        applications,
        programmes::{self, Programme, ProgrammeError},
    },
};

const TITLE: &str = "公開の確認";
const CHANGED: &str = "表示した後に内容が変わりました。いまの内容を確かめて、もう一度公開してください";

/// What would be published.
pub async fn show(
    officer: Keeper,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ProgrammeId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let programme = programmes::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let publication = publication(&app, &tx, &officer, slug, &programme, None).await?;
    Ok(page.ok(TITLE, move || view! { <PublicationPage publication/> }))
}

/// Publishes it, or says why not.
pub async fn create(
    officer: Keeper,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ProgrammeId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let programme = programmes::find(&tx, id).await?.ok_or(Error::NotFound)?;
    if typed.get("version") != programme.version.to_string() {
        let publication =
            publication(&app, &tx, &officer, slug, &programme, Some(CHANGED.to_owned())).await?;
        return Ok(page.unprocessable(TITLE, move || view! { <PublicationPage publication/> }));
    }
    let rules = saved_rules(&officer, &programme)?;
    let why = match programmes::publish(&tx, &programme, app.clock.id(), &rules, app.clock.now()).await {
        Ok(_) => {
            // A larger budget lets those who wait move up.
            waiting::move_up(&app, &tx, &officer.tenant, id).await?;
            tx.commit().await?;
            return Ok(see_other(&format!("{}?done=published", paths::programme(&slug, id))));
        }
        Err(ProgrammeError::Store(store::Error::Stale)) => CHANGED.to_owned(),
        Err(ProgrammeError::Store(error)) => return Err(error.into()),
        Err(ProgrammeError::State(error)) => wrong_programme_state(error).to_owned(),
        Err(ProgrammeError::BudgetBelowReserved { reserved }) => {
            format!("予算額を、すでに確保している{reserved}より少なくすることはできません")
        }
        Err(ProgrammeError::YearChanged) => {
            "公開した後に年度を変えることはできません。新しい年度の制度を作ってください".to_owned()
        }
    };
    drop(tx);
    let tx = app.store.read(&officer.scope()).await?;
    let programme = programmes::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let publication = publication(&app, &tx, &officer, slug, &programme, Some(why)).await?;
    Ok(page.unprocessable(TITLE, move || view! { <PublicationPage publication/> }))
}

async fn publication(
    app: &App,
    tx: &Tx,
    officer: &Keeper,
    slug: String,
    programme: &Programme,
    refused: Option<String>,
) -> Result<PublicationView, Error> {
    let counts = applications::counts(tx, programme.id).await?;
    let initiative = initiatives::by_id(tx, programme.initiative).await?;
    Ok(PublicationView {
        slug,
        id: programme.id,
        version: programme.version,
        state: programme.state,
        rules: saved_rules(officer, programme)?,
        fee: initiative.licence_on(app.clock.today()).fee,
        received: count(&counts, |stage| stage != StageName::Draft),
        refused,
    })
}
