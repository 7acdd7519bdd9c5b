//! S9: the number to keep and what happens next.

use super::{
    applications::{back, expected},
    own::Own,
};
use crate::{actor::Applicant, app::App, clock::in_japan, error::Error, page::Page};
use app::subsidies::{ReceiptPage, ReceiptView};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{email::Email, ids::ApplicationId, subsidies::Task, wareki::format_date_with_weekday};
use leptos::prelude::*;

/// The receipt of a received application.
pub async fn show(
    applicant: Applicant,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ApplicationId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&applicant.scope()).await?;
    let own = Own::find(&tx, &applicant, id).await?;
    let (Some(receipt), Some(submitted), Some(expected)) =
        (own.application.receipt, own.application.submitted_at, expected(&tx, &own).await?)
    else {
        return Ok(back(&slug, id));
    };
    let local = in_japan(submitted);
    let answers = own.application.answers.typed(Task::Contact);
    // As the mail was sent: an application that was received has an address that reads.
    let email = Email::parse(answers.get("email")).map_err(|_| Error::NotFound)?.to_string();
    let view = ReceiptView {
        slug,
        municipality: applicant.tenant.name.clone(),
        id,
        receipt,
        received: format!("{}{}", format_date_with_weekday(local.date_naive()), local.format("%-H時%M分")),
        asked: own.application.amount,
        expected,
        email,
        desk: own.version.rules.desk.clone(),
    };
    Ok(page.ok("申請を受け付けました", move || view! { <ReceiptPage receipt=view/> }))
}
