//! A statutory mail in the name of a house: what the letters of every noun have in common.

use crate::{app::App, error::Error};
use app::mails::MailText;
use domain::ids::MailId;
use store::{
    Tx,
    mails::{self, Class, Mail},
    tenants::Tenant,
};
use uuid::Uuid;

/// Writes a mail to an address and a name, with the job that sends it, in the transaction of the change that it tells of.
pub(crate) async fn write(
    app: &App,
    tx: &Tx,
    house: &Tenant,
    (address, name): (&str, &str),
    text: MailText,
    about: (&'static str, Uuid),
) -> Result<MailId, Error> {
    let id: MailId = app.clock.id();
    let mail = Mail {
        id,
        tenant: house.id,
        class: Class::Statutory,
        recipient: address.to_owned(),
        recipient_name: name.to_owned(),
        sender_name: house.name.clone(),
        subject: text.subject,
        body: text.body,
        message_id: id.to_string(),
        about: Some(about),
        created_at: app.clock.now(),
    };
    mails::enqueue(tx, app.clock.id(), mail).await?;
    Ok(id)
}
