//! Mails of the review to applicants: statutory, so that no opt-out stops them; one recipient each.

use super::case::Case;
use crate::{actor::Officer, app::App, error::Error, mail::letters, subsidies::letters::address};
use app::{
    mails::{self, MailText, subsidies::About},
    messages::subsidies::target,
};
use domain::subsidies::{CorrectionRequest, Outcome};
use store::{Tx, tenants::Tenant};

/// 補正をお願いします.
pub(super) async fn returned(
    app: &App,
    tx: &Tx,
    house: &Tenant,
    case: &Case,
    request: &CorrectionRequest,
) -> Result<(), Error> {
    let places: Vec<_> = request.items.iter().map(|item| target(&item.target, &case.version.rules)).collect();
    send(app, tx, house, case, |about| mails::subsidies::returned(about, request.due, &places)).await
}

/// メッセージがあります.
pub(super) async fn written(app: &App, tx: &Tx, house: &Tenant, case: &Case) -> Result<(), Error> {
    send(app, tx, house, case, mails::subsidies::written).await
}

/// 交付を決定しました, or 不交付と決定しました.
pub(super) async fn decided(
    app: &App,
    tx: &Tx,
    officer: &Officer,
    case: &Case,
    outcome: &Outcome,
    document_number: &str,
) -> Result<(), Error> {
    send(app, tx, &officer.tenant, case, |about| match outcome {
        Outcome::Grant { .. } => mails::subsidies::granted(about, document_number),
        Outcome::Refuse { .. } => mails::subsidies::refused(about, document_number),
    })
    .await
}

async fn send(
    app: &App,
    tx: &Tx,
    house: &Tenant,
    case: &Case,
    write: impl FnOnce(&About) -> MailText,
) -> Result<(), Error> {
    let (Some(email), name) = case.contact() else {
        // Received applications have an address; where a correction broke it, the office is called.
        tracing::warn!(application.id = %case.application.id, "an applicant has no address to write to");
        return Ok(());
    };
    let text = write(&About {
        name: &name,
        municipality: &house.name,
        desk: &case.version.rules.desk,
        programme: &case.version.rules.title,
        office: &case.office.name,
        receipt: case.receipt,
        url: address(app, &house.slug, &case.application).as_deref(),
    });
    let to = (email.as_str(), name.as_str());
    letters::write(app, tx, house, to, text, ("application", case.application.id.uuid())).await?;
    Ok(())
}
