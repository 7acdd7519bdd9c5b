//! S11 口座: an office tells its own account.

use super::{telling, told::Teller};
use crate::{
    actor::Applicant,
    app::App,
    error::Error,
    page::Page,
    posted::{Posted, Upload},
};
use app::paths;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::ids::OfficeId;
use serde::Deserialize;
use store::{
    Tx,
    payments::accounts::{ToldBy, speaks_for_all},
    subsidies::offices,
};

/// What was just done, told once after a redirect.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

async fn teller<'a>(
    app: &'a App,
    tx: &Tx,
    applicant: &'a Applicant,
    office: OfficeId,
) -> Result<Teller<'a>, Error> {
    if !applicant.speaks_for(office) {
        return Err(Error::NotFound);
    }
    let office = offices::find(tx, office).await?.ok_or(Error::NotFound)?;
    let may_corporation = match office.corporation_id {
        Some(corporation) => speaks_for_all(tx, applicant.id(), corporation).await?,
        None => false,
    };
    let slug = &applicant.tenant.slug;
    Ok(Teller {
        app,
        tenant: &applicant.tenant,
        account: applicant.id(),
        visit: &applicant.visit,
        scope: applicant.scope(),
        by: ToldBy::Applicant,
        may_corporation,
        confirmation: paths::my_account_confirmation(slug, office.id),
        back: paths::my_account(slug, office.id),
        office,
    })
}

/// The form; what is saved stands above it, masked.
pub async fn show(
    applicant: Applicant,
    State(app): State<App>,
    Path((_, office)): Path<(String, OfficeId)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&applicant.scope()).await?;
    let teller = teller(&app, &tx, &applicant, office).await?;
    let done = (done == "saved").then_some("振込先口座を保存しました。");
    telling::form(&tx, &teller, &page, done).await
}

/// Looks over what was typed; nothing is saved yet.
pub async fn check(
    applicant: Applicant,
    State(app): State<App>,
    Path((_, office)): Path<(String, OfficeId)>,
    page: Page,
    upload: Upload,
) -> Result<Response, Error> {
    let tx = app.store.read(&applicant.scope()).await?;
    let teller = teller(&app, &tx, &applicant, office).await?;
    telling::check(&tx, &teller, &page, upload).await
}

/// Saves it, for whoever has just signed in.
pub async fn save(
    applicant: Applicant,
    State(app): State<App>,
    Path((_, office)): Path<(String, OfficeId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.read(&applicant.scope()).await?;
    let teller = teller(&app, &tx, &applicant, office).await?;
    telling::save(tx, &teller, &page, typed).await
}
