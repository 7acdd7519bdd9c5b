//! Giving a draft up, or stopping a sending.

use super::load;
use crate::{
    actor::Clerk,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{mailings::CancellationPage, paths};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::ids::MailingId;
use leptos::prelude::*;
use store::mailings;

/// Asks once more; what is over is only looked at.
pub async fn show(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, MailingId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let (mailing, _) = load(&tx, id).await?;
    if mailing.stage.cancel(clerk.id(), app.clock.now()).is_err() {
        return Ok(see_other(&paths::mailing(&slug, id)));
    }
    let (subject, from) = (mailing.text.subject.clone(), mailing.stage.name());
    Ok(page.ok("取りやめの確認", move || view! { <CancellationPage slug id subject from/> }))
}

/// Stops what has not left yet. Where somebody was faster there is nothing left to stop.
pub async fn create(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, MailingId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let (mailing, _) = load(&tx, id).await?;
    let now = app.clock.now();
    if let Ok(stage) = mailing.stage.cancel(clerk.id(), now) {
        match mailings::cancel(&tx, &mailing, stage, now).await {
            Ok(_) => tx.commit().await?,
            Err(store::Error::Stale) => return Ok(see_other(&paths::mailing(&slug, id))),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(see_other(&format!("{}?done=cancelled", paths::mailing(&slug, id))))
}
