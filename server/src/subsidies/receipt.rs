//! S9: the number to keep and what happens next.

use super::{
    applications::{back, expected},
    filler::Fills,
    own::Own,
};
use crate::{app::App, clock::in_japan, error::Error, page::Page};
use app::{
    messages::subsidies::arrival,
    subsidies::{ReceiptPage, ReceiptView},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    email::Email,
    ids::ApplicationId,
    subsidies::{StageName, Task},
    wareki::format_date_with_weekday,
};
use leptos::prelude::*;
use store::subsidies::waiting;

/// The receipt of a received application.
pub async fn show<A: Fills>(
    actor: A,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    page: Page,
) -> Result<Response, Error> {
    let filler = actor.filler();
    let tx = app.store.read(&filler.scope()).await?;
    let own = Own::find(&tx, &filler, id).await?;
    let rules = &own.version.rules;
    let place = waiting::place(&tx, &own.application, rules).await?;
    let waits = (own.application.stage.name() == StageName::Waiting).then_some((rules.exhaustion, place));
    let (Some(receipt), Some(submitted), Some(expected)) =
        (own.application.receipt, own.application.submitted_at, expected(&tx, &own).await?)
    else {
        return Ok(back(&filler, id));
    };
    let local = in_japan(submitted);
    let registered = format!("{}{}", format_date_with_weekday(local.date_naive()), local.format("%-H時%M分"));
    let answers = own.application.answers.typed(Task::Contact);
    // As the mail was sent: what was received has an address that reads, unless it came on paper and has none.
    let email = Email::parse(answers.get("email")).ok().map(|email| email.to_string());
    let view = ReceiptView {
        filling: filler.filling(),
        municipality: filler.tenant.name.clone(),
        id,
        receipt,
        received: match own.application.arrival {
            None => registered,
            Some(paper) => format!("{}　登録 {registered}", arrival(paper)),
        },
        asked: own.application.amount,
        expected,
        waits,
        email,
        desk: own.version.rules.desk.clone(),
    };
    Ok(page.ok("申請を受け付けました", move || view! { <ReceiptPage receipt=view/> }))
}
