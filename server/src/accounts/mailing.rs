//! Mails about signing in, written within the change that causes them.

use crate::{app::App, error::Error};
use app::mails::{
    MailText,
    accounts::{Changed, changed},
};
use domain::{
    ids::{MailId, TenantId},
    tokyo,
};
use store::{
    Tx,
    accounts::Account,
    events,
    mails::{self, Class, Mail},
};

/// Sends a mail about signing in to an account, if it has an address.
pub(super) async fn send(app: &App, tx: &Tx, account: &Account, text: MailText) -> Result<(), Error> {
    send_for(app, tx, events::NO_TENANT, "ひろめる", account, text).await
}

/// The same in the name of a tenant.
pub(super) async fn send_for(
    app: &App,
    tx: &Tx,
    tenant: TenantId,
    sender: &str,
    account: &Account,
    text: MailText,
) -> Result<(), Error> {
    let Some(recipient) = account.email.clone() else { return Ok(()) };
    let MailText { subject, body } = text;
    let id: MailId = app.clock.id();
    let mail = Mail {
        id,
        tenant,
        class: Class::SignIn,
        recipient,
        recipient_name: account.name.clone(),
        sender_name: sender.to_owned(),
        subject,
        body,
        message_id: id.to_string(),
        about: Some(("account", account.id.uuid())),
        created_at: app.clock.now(),
    };
    mails::enqueue(tx, app.clock.id(), mail).await?;
    Ok(())
}

/// Tells a person that something about their signing in changed, in case it was not them.
pub(super) async fn tell(app: &App, tx: &Tx, account: &Account, what: Changed) -> Result<(), Error> {
    let text = changed(&account.name, what, &tokyo::format(app.clock.now()));
    send(app, tx, account, text).await
}
