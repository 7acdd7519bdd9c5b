//! Mails to applicants: statutory, so that no opt-out stops them; one recipient each.

use super::{filler::Filler, own::Own};
use crate::{app::App, error::Error};
use app::{
    mails::{self, MailText},
    paths,
};
use domain::{
    ids::{JobId, MailId},
    subsidies::{NewApplication, ReceiptNumber, Task},
};
use store::{
    Tx,
    mails::{self as post, Class, Mail},
    subsidies::applications::Application,
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
    send(app, tx, filler, own, to, text).await
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
    send(app, tx, filler, own, to, text).await
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
    send(app, tx, filler, own, (email.as_str(), &name), text).await
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
    filler: &Filler,
    own: &Own,
    (recipient, recipient_name): (&str, &str),
    text: MailText,
) -> Result<(), Error> {
    let id: MailId = app.clock.id();
    let mail = Mail {
        id,
        tenant: filler.tenant.id,
        class: Class::Statutory,
        recipient: recipient.to_owned(),
        recipient_name: recipient_name.to_owned(),
        sender_name: filler.tenant.name.clone(),
        subject: text.subject,
        body: text.body,
        message_id: id.to_string(),
        about: Some(("application", own.application.id.uuid())),
        created_at: app.clock.now(),
    };
    Ok(post::enqueue(tx, app.clock.id::<JobId>(), mail).await?)
}
