//! Inviting staff: a new account with a link to its first password, or news to somebody who signs in already.

use super::{mailing, new_passwords};
use crate::{app::App, error::Error};
use app::{mails::accounts as mails, paths};
use chrono::TimeDelta;
use domain::{
    accounts::{AccountKind, PersonName},
    email::Email,
    ids::TenantId,
};
use serde_json::json;
use store::{
    Tx,
    accounts::{self, Account, NewAccount},
    events::{self, Event},
};

/// How long an invitation serves.
const INVITATION: TimeDelta = TimeDelta::days(3);

/// Adds an account of staff that has no password yet.
pub(crate) async fn add(app: &App, tx: &Tx, name: &PersonName, email: &Email) -> Result<Account, Error> {
    let (id, now) = (app.clock.id(), app.clock.now());
    let account = NewAccount {
        id,
        kind: AccountKind::Staff,
        name: name.as_str().to_owned(),
        email: Some((email.as_str().to_owned(), email.key())),
        password_hash: None,
        demo_key: None,
    };
    accounts::add(tx, account, now).await?;
    let event = Event::of(now, "account.added", "account", id.uuid(), json!({ "kind": "staff" }));
    tx.record_for(events::NO_TENANT, event)?;
    accounts::find(tx, id).await?.ok_or(Error::Internal("an account that was just added"))
}

/// Sends the invitation to a tenant, or the news to somebody who signs in already.
pub(crate) async fn write_to(
    app: &App,
    tx: &Tx,
    (tenant, house): (TenantId, &str),
    inviter: &str,
    account: &Account,
) -> Result<(), Error> {
    let name = &account.name;
    if account.password_hash.is_some() {
        let url = app.address_of(&paths::sign_in_staff());
        return mailing::send_for(app, tx, tenant, house, account, mails::added(name, house, &url)).await;
    }
    let text = |url: &str| mails::invitation(name, house, inviter, url);
    new_passwords::send(app, tx, tenant, house, account, INVITATION, text).await
}
