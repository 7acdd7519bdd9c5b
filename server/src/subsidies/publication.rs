//! Publishing a programme: a look at what it pays and what changes, then the next version.

use super::{count, programmes::saved_rules, waiting};
use crate::{
    actor::Keeper,
    app::App,
    clock::in_japan,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::subsidies::{differences, wrong_programme_state},
    paths,
    subsidies::{Effect, PublicationPage, PublicationView},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    ids::ProgrammeId,
    subsidies::{self, Rules, StageName},
};
use leptos::prelude::*;
use store::{
    Tx, initiatives,
    subsidies::{
        applications, offices,
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
    if typed.version() != programme.version {
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
        Err(ProgrammeError::YearIsClosed) => {
            "この年度は締められています。公開するには、決裁者が年度を開き直す必要があります".to_owned()
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
    let rules = saved_rules(officer, programme)?;
    let (open, effects) = effects(tx, &slug, programme, &rules).await?;
    let differences =
        programme.current.as_ref().map(|current| differences(&current.rules, &rules)).unwrap_or_default();
    let initiative = initiatives::by_id(tx, programme.initiative).await?;
    Ok(PublicationView {
        slug,
        id: programme.id,
        version: programme.version,
        state: programme.state,
        rules,
        fee: initiative.licence_on(app.clock.today()).fee,
        received: count(&counts, |stage| stage != StageName::Draft),
        differences,
        drafts: count(&counts, |stage| stage == StageName::Draft),
        open,
        effects,
        refused,
    })
}

/// Applications under review, and those of them whose amount would be another under new rules. What was received keeps
/// its own version whatever comes of this.
async fn effects(
    tx: &Tx,
    slug: &str,
    programme: &Programme,
    rules: &Rules,
) -> Result<(usize, Vec<Effect>), Error> {
    let open = applications::undecided(tx, programme.id).await?;
    let ids: Vec<_> = open.iter().map(|application| application.office).collect();
    let offices = offices::several(tx, &ids).await?;
    let mut effects = Vec::new();
    for application in &open {
        let Some(receipt) = application.receipt else { continue };
        let office = offices.iter().find(|office| office.id == application.office);
        let own = rules.for_office(office.map(offices::Office::traits).unwrap_or_default());
        // As on the day of receipt: a later day would only make more of the answers true.
        let today = in_japan(application.submitted_at.unwrap_or_default()).date_naive();
        let answered = subsidies::Application {
            rules: &own,
            answers: &application.answers,
            attached: &[],
            arrival: application.arrival,
            today,
        };
        let new = answered.expense().ok().map(|expense| expense.asked);
        if new != Some(application.amount) {
            effects.push(Effect {
                receipt: receipt.to_string(),
                href: paths::application(slug, application.id),
                now: application.amount,
                new,
            });
        }
    }
    Ok((open.len(), effects))
}
