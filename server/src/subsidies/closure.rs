//! Ending the reception of a programme, and opening it again.

use super::{count, programmes::conflict};
use crate::{
    actor::Keeper,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{paths, subsidies::ClosurePage};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{ids::ProgrammeId, subsidies::StageName};
use leptos::prelude::*;
use store::{
    Tx,
    subsidies::{
        applications,
        programmes::{self, Programme, ProgrammeError},
    },
};

const TITLE: &str = "受付の終了";

/// Asks once more.
pub async fn show(
    officer: Keeper,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ProgrammeId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let programme = programmes::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let open = open(&tx, id).await?;
    Ok(page.ok(TITLE, move || view! { <ClosurePage slug id title=programme.title open/> }))
}

/// Ends the reception.
pub async fn create(
    officer: Keeper,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ProgrammeId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let programme = programmes::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let outcome = programmes::close(&tx, &programme, app.clock.now()).await;
    if ended(&tx, &slug, &programme, outcome).await? {
        tx.commit().await?;
    }
    Ok(see_other(&format!("{}?done=closed", paths::programme(&slug, id))))
}

/// Opens the reception again.
pub async fn reopen(
    officer: Keeper,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ProgrammeId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let programme = programmes::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let outcome = programmes::reopen(&tx, &programme, app.clock.now()).await;
    if ended(&tx, &slug, &programme, outcome).await? {
        tx.commit().await?;
    }
    Ok(see_other(&format!("{}?done=reopened", paths::programme(&slug, id))))
}

/// Whether the change was made; where the state refused it, somebody else has made it already.
async fn ended(
    tx: &Tx,
    slug: &str,
    programme: &Programme,
    outcome: Result<(), ProgrammeError>,
) -> Result<bool, Error> {
    match outcome {
        Ok(()) => Ok(true),
        Err(ProgrammeError::State(_)) => Ok(false),
        Err(ProgrammeError::Store(store::Error::Stale)) => {
            Err(conflict(tx, slug, programme, Vec::new()).await?)
        }
        Err(ProgrammeError::Store(error)) => Err(error.into()),
        // The year's page tells since when it is closed and who opens it again.
        Err(ProgrammeError::YearIsClosed) => {
            Err(Error::Elsewhere(paths::year_end(slug, programme.fiscal_year)))
        }
        Err(ProgrammeError::BudgetBelowReserved { .. } | ProgrammeError::YearChanged) => {
            Err(Error::Internal("closing touches neither budget nor year"))
        }
    }
}

async fn open(tx: &Tx, programme: ProgrammeId) -> Result<u64, Error> {
    Ok(count(&applications::counts(tx, programme).await?, StageName::is_open))
}
