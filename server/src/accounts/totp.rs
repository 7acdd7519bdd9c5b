//! Authenticators (RFC 6238): SHA-1, six digits, thirty seconds, one step to either side (`security.md` 4.6).

use crate::{app::App, error::Error, keys};
use app::{accounts::Enrolment, paths};
use domain::{accounts::TotpCode, ids::AccountId};
use store::accounts::Account;
use totp_rs::{Algorithm, Builder, Secret, Totp};

/// Whose apps show this name beside the code.
const ISSUER: &str = "ひろめる";

/// A new secret of 160 bits, to be confirmed by its first code.
pub(super) fn offer(app: &App, account: &Account) -> Enrolment {
    shown(app, account, &keys::random::<20>())
}

/// The secret that a form carried, as [`offer`] sealed it for this account.
pub(super) fn offered(app: &App, account: AccountId, sealed: &str) -> Option<Vec<u8>> {
    app.keys.open(&offer_of(account), sealed).ok().filter(|secret| secret.len() == 20)
}

/// The secret in the forms that a person needs.
pub(super) fn shown(app: &App, account: &Account, secret: &[u8]) -> Enrolment {
    let text = Secret::from(secret).to_base32();
    let who = account.email.as_deref().unwrap_or(&account.name);
    let label = format!("{}:{}", paths::query(ISSUER), paths::query(who));
    let url = format!(
        "otpauth://totp/{label}?secret={text}&issuer={}&algorithm=SHA1&digits=6&period=30",
        paths::query(ISSUER)
    );
    Enrolment { secret: text, url, sealed: app.keys.seal(&offer_of(account.id), secret) }
}

/// The secret as its row holds it.
pub(super) fn seal(app: &App, account: AccountId, secret: &[u8]) -> String {
    app.keys.seal(&row_of(account), secret)
}

/// The secret in force.
pub(super) fn open(app: &App, account: &Account) -> Result<Vec<u8>, Error> {
    let sealed = account.totp_secret.as_deref().ok_or(Error::NotFound)?;
    app.keys
        .open(&row_of(account.id), sealed)
        .map_err(|_| Error::Internal("a second factor cannot be opened"))
}

/// The half minute whose code this is, the present one or one beside it.
pub(super) fn step(app: &App, secret: &[u8], code: &TotpCode) -> Result<Option<i64>, Error> {
    let now = u64::try_from(app.clock.now().timestamp()).unwrap_or(0);
    Ok(authenticator(secret)?.check(code.as_str(), now).and_then(|step| i64::try_from(step).ok()))
}

fn authenticator(secret: &[u8]) -> Result<Totp, Error> {
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(1)
        .with_step_duration(30)
        .with_secret(Secret::from(secret))
        .build()
        .map_err(|_| Error::Internal("a second factor's secret does not serve"))
}

fn offer_of(account: AccountId) -> String {
    format!("offered second factor of {account}")
}

fn row_of(account: AccountId) -> String {
    format!("second factor of {account}")
}
