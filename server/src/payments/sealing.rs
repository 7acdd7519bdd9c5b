//! What is sealed: accounts, the sender's own, the lines of files. Each is bound to its row and its tenant.

use crate::{app::App, error::Error};
use domain::{
    ids::{BankAccountId, OfficeId, PaymentId, TenantId},
    zengin::{BankAccount, Sender, Transfer},
};
use serde::{Serialize, de::DeserializeOwned};
use std::collections::BTreeSet;
use store::{
    Tx,
    payments::{
        accounts::{self, Party, StoredAccount},
        runs::Payment,
        senders::StoredSender,
    },
};
use uuid::Uuid;

fn seal<T: Serialize>(app: &App, owner: &str, what: &T) -> Result<String, Error> {
    let plain = serde_json::to_vec(what).map_err(|_| Error::Internal("an account cannot be written down"))?;
    Ok(app.keys.seal(owner, &plain))
}

fn open<T: DeserializeOwned>(app: &App, owner: &str, sealed: &str) -> Result<T, Error> {
    let plain = app.keys.open(owner, sealed).map_err(|_| Error::Internal("an account cannot be opened"))?;
    serde_json::from_slice(&plain).map_err(|_| Error::Internal("an account cannot be read"))
}

fn of_account(tenant: TenantId, id: BankAccountId) -> String {
    format!("bank account {tenant} {id}")
}

fn of_sender(tenant: TenantId, version: i32) -> String {
    format!("pay sender {tenant} {version}")
}

fn of_payment(tenant: TenantId, id: PaymentId) -> String {
    format!("payment {tenant} {id}")
}

/// Seals an account for its row.
pub fn seal_account(
    app: &App,
    tenant: TenantId,
    id: BankAccountId,
    account: &BankAccount,
) -> Result<String, Error> {
    seal(app, &of_account(tenant, id), account)
}

/// Opens an account. Whoever shows it to a person records that.
pub(super) fn open_account(
    app: &App,
    tenant: TenantId,
    stored: &StoredAccount,
) -> Result<BankAccount, Error> {
    open(app, &of_account(tenant, stored.id), &stored.sealed)
}

/// Whom else money goes to on the account of an office: compared where it is opened, and shown to nobody. Its own
/// corporation is nobody else.
pub(crate) async fn same_account(
    app: &App,
    tx: &Tx,
    tenant: TenantId,
    (office, corporation): (OfficeId, Option<Uuid>),
) -> Result<BTreeSet<Party>, Error> {
    let Some(stored) = accounts::of_office(tx, office, corporation).await? else {
        return Ok(BTreeSet::new());
    };
    // What cannot be opened is told where it is needed; here nothing is known of it.
    let Ok(own) = open_account(app, tenant, &stored) else { return Ok(BTreeSet::new()) };
    let theirs = [Some(Party::Office(office)), corporation.map(Party::Corporation)];
    let is_other = |party: Party| !theirs.contains(&Some(party));
    let same =
        |other: &StoredAccount| open_account(app, tenant, other).is_ok_and(|other| own.is_same(&other));
    let alike = accounts::alike(tx, &stored).await?.into_iter();
    Ok(alike.filter(|other| is_other(other.party) && same(other)).map(|other| other.party).collect())
}

/// Seals a sender for its row.
pub fn seal_sender(app: &App, tenant: TenantId, version: i32, sender: &Sender) -> Result<String, Error> {
    seal(app, &of_sender(tenant, version), sender)
}

/// Opens a sender.
pub(super) fn open_sender(app: &App, tenant: TenantId, stored: &StoredSender) -> Result<Sender, Error> {
    open(app, &of_sender(tenant, stored.version), &stored.sealed)
}

/// Seals the line of a file for its row.
pub(super) fn seal_transfer(
    app: &App,
    tenant: TenantId,
    id: PaymentId,
    transfer: &Transfer,
) -> Result<String, Error> {
    seal(app, &of_payment(tenant, id), transfer)
}

/// Opens the line of a file.
pub(super) fn open_transfer(app: &App, tenant: TenantId, payment: &Payment) -> Result<Transfer, Error> {
    open(app, &of_payment(tenant, payment.id), &payment.sealed)
}

/// What a form carries on between two pages and nobody may change: sealed for whoever is asking.
pub(super) fn seal_for<T: Serialize>(app: &App, whose: &str, what: &T) -> Result<String, Error> {
    seal(app, &format!("carried {whose}"), what)
}

/// Opens it again; none where it is not for them.
pub(super) fn open_for<T: DeserializeOwned>(app: &App, whose: &str, sealed: &str) -> Option<T> {
    open(app, &format!("carried {whose}"), sealed).ok()
}
