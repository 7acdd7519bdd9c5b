//! 受付票: that a paper was received, to hand over or to fax back.

use crate::{
    actor::Clerk,
    app::App,
    clock::in_japan,
    error::Error,
    page::see_other,
    subsidies::{applications::expected, desk_of, filler::Fills as _, own::Own},
};
use app::messages::subsidies::way;
use axum::{
    extract::{Path, State},
    response::Response,
};
use documents::ReceiptSlip;
use domain::{ids::ApplicationId, subsidies::Task};

/// The slip, as a file.
pub async fn show(
    clerk: Clerk,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
) -> Result<Response, Error> {
    let filler = clerk.filler();
    let tx = app.store.look(&filler.scope()).await?;
    let own = Own::find(&tx, &filler, id).await?;
    let (Some(receipt), Some(registered), Some(arrival), Some(expected)) = (
        own.application.receipt,
        own.application.submitted_at,
        own.application.arrival,
        expected(&tx, &own).await?,
    ) else {
        return Ok(see_other(&filler.filling().application(id)));
    };
    filler.looked(&app, &tx, id, "receipt").await?;
    tx.commit().await?;
    let corporation = own.application.answers.typed(Task::Contact).get("corporation").trim().to_owned();
    let slip = ReceiptSlip {
        addressee: [corporation, own.office.name.clone()]
            .into_iter()
            .filter(|line| !line.is_empty())
            .collect(),
        office_number: own.office.number.to_string(),
        programme: own.version.rules.title.clone(),
        receipt_number: receipt.to_string(),
        arrived_on: arrival.on,
        way: way(arrival.way).to_owned(),
        registered_on: in_japan(registered).date_naive(),
        asked: own.application.amount,
        expected,
        contact: desk_of(&filler.tenant, &own.version.rules),
    };
    let name = slip.file_name();
    let (now, fonts) = (app.clock.now(), app.fonts.clone());
    let made = tokio::task::spawn_blocking(move || slip.render(now, &fonts))
        .await
        .map_err(|_| Error::Internal("setting the slip was broken off"))?
        .map_err(|_| Error::Internal("the slip cannot be set"))?;
    Ok(crate::download::file(&name, "application/pdf", made.pdf))
}
