//! Mails to applicants: statutory, so that no opt-out stops them; one recipient each.

use super::own::Own;
use crate::{actor::Applicant, app::App, error::Error};
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
};

/// 申請を受け付けました.
pub(super) async fn received(
    app: &App,
    tx: &Tx,
    applicant: &Applicant,
    own: &Own,
    application: &NewApplication,
    receipt: ReceiptNumber,
) -> Result<(), Error> {
    let text = mails::subsidies::received(&mails::subsidies::About {
        name: &application.contact.contact_name,
        municipality: &applicant.tenant.name,
        desk: &own.version.rules.desk,
        programme: &own.version.rules.title,
        office: &own.office.name,
        receipt,
        url: &address(app, applicant, own),
    });
    let to = (application.contact.email.as_str(), application.contact.contact_name.as_str());
    send(app, tx, applicant, own, to, text).await
}

/// 再提出を受け付けました.
pub(super) async fn received_again(
    app: &App,
    tx: &Tx,
    applicant: &Applicant,
    own: &Own,
    application: &NewApplication,
) -> Result<(), Error> {
    let receipt = own.application.receipt.ok_or(Error::NotFound)?;
    let text = mails::subsidies::received_again(&mails::subsidies::About {
        name: &application.contact.contact_name,
        municipality: &applicant.tenant.name,
        desk: &own.version.rules.desk,
        programme: &own.version.rules.title,
        office: &own.office.name,
        receipt,
        url: &address(app, applicant, own),
    });
    let to = (application.contact.email.as_str(), application.contact.contact_name.as_str());
    send(app, tx, applicant, own, to, text).await
}

/// 申請を取り下げました.
pub(super) async fn withdrawn(
    app: &App,
    tx: &Tx,
    applicant: &Applicant,
    own: &Own,
    receipt: ReceiptNumber,
) -> Result<(), Error> {
    let contact = own.application.answers.typed(Task::Contact);
    let (email, name) = (contact.get("email").to_owned(), contact.get("contact_name").to_owned());
    let Ok(email) = email.parse::<domain::email::Email>() else { return Ok(()) };
    let text = mails::subsidies::withdrawn(&mails::subsidies::About {
        name: &name,
        municipality: &applicant.tenant.name,
        desk: &own.version.rules.desk,
        programme: &own.version.rules.title,
        office: &own.office.name,
        receipt,
        url: &address(app, applicant, own),
    });
    send(app, tx, applicant, own, (email.as_str(), &name), text).await
}

fn address(app: &App, applicant: &Applicant, own: &Own) -> String {
    format!("{}{}", app.config.public_url, paths::my_application(&applicant.tenant.slug, own.application.id))
}

async fn send(
    app: &App,
    tx: &Tx,
    applicant: &Applicant,
    own: &Own,
    (recipient, recipient_name): (&str, &str),
    text: MailText,
) -> Result<(), Error> {
    let id: MailId = app.clock.id();
    let mail = Mail {
        id,
        tenant: applicant.tenant.id,
        class: Class::Statutory,
        recipient: recipient.to_owned(),
        recipient_name: recipient_name.to_owned(),
        sender_name: applicant.tenant.name.clone(),
        subject: text.subject,
        body: text.body,
        message_id: id.to_string(),
        about: Some(("application", own.application.id.uuid())),
        created_at: app.clock.now(),
    };
    Ok(post::enqueue(tx, app.clock.id::<JobId>(), mail).await?)
}
