//! Mails to applicants: statutory, so that no opt-out stops them; one recipient each.

use super::{filler::Filler, own::Own};
use crate::{app::App, error::Error, mail::letters};
use app::{
    mails::{self, MailText},
    paths,
};
use domain::subsidies::{NewApplication, ReceiptNumber, Task};
use store::{
    Tx,
    subsidies::{
        applications::{self, Application},
        offices, programmes, waiting,
    },
    tenants::Tenant,
};

/// 申請を受け付けました.
pub(super) async fn received(
    app: &App,
    tx: &Tx,
    filler: &Filler,
    own: &Own,
    application: &NewApplication,
    receipt: ReceiptNumber,
) -> Result<(), Error> {
    let text = mails::subsidies::received(&mails::subsidies::About {
        name: &application.contact.contact_name,
        municipality: &filler.tenant.name,
        desk: &own.version.rules.desk,
        programme: &own.version.rules.title,
        office: &own.office.name,
        receipt,
        url: address(app, &filler.tenant.slug, &own.application).as_deref(),
    });
    let Some(email) = &application.contact.email else { return Ok(()) };
    let to = (email.as_str(), application.contact.contact_name.as_str());
    send(app, tx, &filler.tenant, &own.application, to, text).await
}

/// 待機として受け付けました: with the place, where there is one already.
pub(super) async fn queued(
    app: &App,
    tx: &Tx,
    filler: &Filler,
    own: &Own,
    application: &NewApplication,
    receipt: ReceiptNumber,
) -> Result<(), Error> {
    let Some(email) = &application.contact.email else { return Ok(()) };
    let rules = &own.version.rules;
    let received = applications::find(tx, own.application.id).await?.ok_or(Error::NotFound)?;
    let place = waiting::place(tx, &received, rules).await?;
    let url = address(app, &filler.tenant.slug, &own.application);
    let about = mails::subsidies::About {
        name: &application.contact.contact_name,
        municipality: &filler.tenant.name,
        desk: &rules.desk,
        programme: &rules.title,
        office: &own.office.name,
        receipt,
        url: url.as_deref(),
    };
    let text = mails::subsidies::queued(&about, rules.exhaustion, place);
    let to = (email.as_str(), application.contact.contact_name.as_str());
    send(app, tx, &filler.tenant, &own.application, to, text).await
}

/// 待機から繰り上がりました.
pub(super) async fn promoted(
    app: &App,
    tx: &Tx,
    tenant: &Tenant,
    application: &Application,
) -> Result<(), Error> {
    let contact = application.answers.typed(Task::Contact);
    let (email, name) = (contact.get("email").to_owned(), contact.get("contact_name").to_owned());
    let Ok(email) = email.parse::<domain::email::Email>() else { return Ok(()) };
    let version = programmes::version_by_id(tx, application.rules).await?.ok_or(Error::NotFound)?;
    let office = offices::find(tx, application.office).await?.ok_or(Error::NotFound)?;
    let text = mails::subsidies::promoted(&mails::subsidies::About {
        name: &name,
        municipality: &tenant.name,
        desk: &version.rules.desk,
        programme: &version.rules.title,
        office: &office.name,
        receipt: application.receipt.ok_or(Error::NotFound)?,
        url: address(app, &tenant.slug, application).as_deref(),
    });
    send(app, tx, tenant, application, (email.as_str(), &name), text).await
}

/// 再提出を受け付けました.
pub(super) async fn received_again(
    app: &App,
    tx: &Tx,
    filler: &Filler,
    own: &Own,
    application: &NewApplication,
) -> Result<(), Error> {
    let receipt = own.application.receipt.ok_or(Error::NotFound)?;
    let text = mails::subsidies::received_again(&mails::subsidies::About {
        name: &application.contact.contact_name,
        municipality: &filler.tenant.name,
        desk: &own.version.rules.desk,
        programme: &own.version.rules.title,
        office: &own.office.name,
        receipt,
        url: address(app, &filler.tenant.slug, &own.application).as_deref(),
    });
    let Some(email) = &application.contact.email else { return Ok(()) };
    let to = (email.as_str(), application.contact.contact_name.as_str());
    send(app, tx, &filler.tenant, &own.application, to, text).await
}

/// 申請を取り下げました.
pub(super) async fn withdrawn(
    app: &App,
    tx: &Tx,
    filler: &Filler,
    own: &Own,
    receipt: ReceiptNumber,
) -> Result<(), Error> {
    let contact = own.application.answers.typed(Task::Contact);
    let (email, name) = (contact.get("email").to_owned(), contact.get("contact_name").to_owned());
    let Ok(email) = email.parse::<domain::email::Email>() else { return Ok(()) };
    let text = mails::subsidies::withdrawn(&mails::subsidies::About {
        name: &name,
        municipality: &filler.tenant.name,
        desk: &own.version.rules.desk,
        programme: &own.version.rules.title,
        office: &own.office.name,
        receipt,
        url: address(app, &filler.tenant.slug, &own.application).as_deref(),
    });
    send(app, tx, &filler.tenant, &own.application, (email.as_str(), &name), text).await
}

/// The application's page, for whoever can open it: where there is a public side, and not for a paper, whose office may
/// have no account.
pub(super) fn address(app: &App, slug: &str, application: &Application) -> Option<String> {
    let reachable = app.config.public_side && application.arrival.is_none();
    reachable.then(|| format!("{}{}", app.config.public_url, paths::my_application(slug, application.id)))
}

async fn send(
    app: &App,
    tx: &Tx,
    tenant: &Tenant,
    application: &Application,
    to: (&str, &str),
    text: MailText,
) -> Result<(), Error> {
    letters::write(app, tx, tenant, to, text, ("application", application.id.uuid())).await?;
    Ok(())
}
