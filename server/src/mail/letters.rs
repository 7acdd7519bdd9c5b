//! A statutory mail in the name of a house, or of this program to its officers: what the letters of every noun have in
//! common.

use crate::{app::App, error::Error};
use app::mails::MailText;
use domain::ids::MailId;
use store::{
    Tx,
    mails::{self, Class, Mail},
    tenants::Tenant,
};
use uuid::Uuid;

/// In whose name officers are told of work that waits for them.
const PROGRAM: &str = "ひろめる";

/// Writes a mail to an address and a name, with the job that sends it, in the transaction of the change that it tells of.
pub(crate) async fn write(
    app: &App,
    tx: &Tx,
    house: &Tenant,
    to: (&str, &str),
    text: MailText,
    about: (&'static str, Uuid),
) -> Result<MailId, Error> {
    enqueue(app, tx, (house, &house.name), to, text, Some(about)).await
}

/// Writes one to an officer of the house, in the name of this program; about nothing, where it tells of many at once.
pub(crate) async fn write_to_officer(
    app: &App,
    tx: &Tx,
    house: &Tenant,
    to: (&str, &str),
    text: MailText,
    about: Option<(&'static str, Uuid)>,
) -> Result<MailId, Error> {
    enqueue(app, tx, (house, PROGRAM), to, text, about).await
}

async fn enqueue(
    app: &App,
    tx: &Tx,
    (house, sender): (&Tenant, &str),
    (address, name): (&str, &str),
    text: MailText,
    about: Option<(&'static str, Uuid)>,
) -> Result<MailId, Error> {
    let id: MailId = app.clock.id();
    let mail = Mail {
        id,
        tenant: house.id,
        class: Class::Statutory,
        recipient: address.to_owned(),
        recipient_name: name.to_owned(),
        sender_name: sender.to_owned(),
        subject: text.subject,
        body: text.body,
        message_id: id.to_string(),
        about,
        created_at: app.clock.now(),
    };
    mails::enqueue(tx, app.clock.id(), mail).await?;
    Ok(id)
}
