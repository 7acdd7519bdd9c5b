//! The first of staff's two steps: address and password (`security.md` 4.5).

use super::{
    sign_in::{Asked, ours, refused, rejected},
    throttling,
};
use crate::{
    actor::Anyone,
    app::App,
    error::Error,
    page::{Page, see_other},
    passwords,
    posted::Posted,
    signing_in::{self, with_cookie},
};
use app::{accounts::StaffSignInPage, paths};
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::accounts::{
    AccountKind, Password,
    forms::{AccountErrors, AccountField, AccountProblem, Credentials},
};
use elements::FormState;
use leptos::prelude::*;
use serde_json::json;
use store::{
    Scope,
    accounts::{self, Account},
    events::{self, Event},
    sessions::Level,
};

const TITLE: &str = "職員のログイン";

/// Boxes for address and password.
pub(super) async fn show(_: Anyone, Query(asked): Query<Asked>, page: Page) -> Response {
    let next = asked.path();
    page.ok(TITLE, || view! { <StaffSignInPage form=FormState::empty() next/> })
}

/// Begins a session that reaches the second step and nothing else.
pub(super) async fn create(
    anyone: Anyone,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let next = ours(typed.get("next"));
    let show = |errors: AccountErrors| {
        let (form, next) = (rejected(typed.clone(), &errors), next.clone());
        refused(page.unprocessable(TITLE, || view! { <StaffSignInPage form next/> }), &errors)
    };
    let Credentials { email, password } = match Credentials::parse(&typed) {
        Ok(credentials) => credentials,
        Err(errors) => return Ok(show(errors)),
    };
    let (key, network) = (email.key(), throttling::network(anyone.visit.from));
    let tries = [
        ("password here", format!("{key} {network}"), throttling::PASSWORD_HERE),
        ("password", key.clone(), throttling::PASSWORD),
        ("passwords from", network, throttling::PASSWORDS_HERE),
    ];
    if let Some(problem) = throttling::take(&app, &tries).await? {
        return Ok(show(vec![(AccountField::Password, problem)]));
    }
    let tx = app.store.read(&Scope::system("find who signs in")).await?;
    let account = accounts::by_email(&tx, &key).await?;
    drop(tx);
    let Some(account) = proved(&app, account, &password).await? else {
        return Ok(show(vec![(AccountField::Email, AccountProblem::WrongCredentials)]));
    };
    let tx = app.store.write(&anyone.visit.once(Scope::system_for(account.id))).await?;
    let cookie = signing_in::begin(&app, &tx, &anyone.visit, &account, Level::Password).await?;
    tx.commit().await?;
    let second = paths::second_factor();
    let then = if next.is_empty() { second } else { format!("{second}?next={}", paths::query(&next)) };
    Ok(with_cookie(see_other(&then), cookie))
}

/// The account, if it is staff's and the password is its own. It takes as long when nobody has the address.
async fn proved(app: &App, account: Option<Account>, password: &Password) -> Result<Option<Account>, Error> {
    let known = account.filter(|account| account.kind == AccountKind::Staff && account.disabled_at.is_none());
    let hash = known.as_ref().and_then(|account| account.password_hash.clone());
    if passwords::verify(app, password.expose().to_owned(), hash).await? {
        return Ok(known);
    }
    let now = app.clock.now();
    let facts = json!({ "factor": "password" });
    let event = match &known {
        Some(account) => Event::of(now, "sign-in.failed", "account", account.id.uuid(), facts),
        None => Event::of_many(now, "sign-in.failed", "account", facts),
    };
    let tx = app.store.write(&Scope::system("record a failed sign-in")).await?;
    tx.record_for(events::NO_TENANT, event)?;
    tx.commit().await?;
    Ok(None)
}

/// Whether this is the account's present password, asked again before something that must not happen behind its back;
/// the problem to tell when it is not.
pub(super) async fn present(
    app: &App,
    account: &Account,
    password: &Password,
) -> Result<Option<AccountProblem>, Error> {
    let tries = [("present password", account.id.to_string(), throttling::FACTOR)];
    if let Some(problem) = throttling::take(app, &tries).await? {
        return Ok(Some(problem));
    }
    let good = passwords::verify(app, password.expose().to_owned(), account.password_hash.clone()).await?;
    Ok((!good).then_some(AccountProblem::WrongPassword))
}
