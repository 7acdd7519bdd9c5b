//! Choosing a password by a mailed link: the invited and the forgetful. The second factor stays what it was (ASVS 6.4.3).

use super::{
    mailing,
    sign_in::{refused, rejected},
};
use crate::{
    actor::Anyone,
    app::App,
    error::Error,
    keys,
    page::{Page, see_other},
    passwords,
    posted::Posted,
    signing_in::{self, with_cookie},
};
use app::{
    accounts::{NewPasswordPage, WhyNew},
    mails::{MailText, accounts::Changed},
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use chrono::TimeDelta;
use domain::{
    accounts::{AccountKind, forms},
    ids::TenantId,
};
use elements::FormState;
use leptos::prelude::*;
use serde_json::json;
use store::{
    Scope, Tx,
    accounts::{self, Account, SignInLink},
    events::{self, Event},
    sessions::{self, Level},
    tenants,
};

const TITLE: &str = "新しいパスワード";

/// Writes a link to a new password and the mail that carries it; links before it no longer serve.
pub(super) async fn send(
    app: &App,
    tx: &Tx,
    tenant: TenantId,
    sender: &str,
    account: &Account,
    age: TimeDelta,
    text: impl FnOnce(&str) -> MailText,
) -> Result<(), Error> {
    let now = app.clock.now();
    let token = keys::token();
    accounts::end_links(tx, account.id, now).await?;
    let link = SignInLink {
        id: app.clock.id(),
        token_hash: keys::sha256(&token),
        // Neither a code nor a browser opens it: no hash has these forms.
        code_hash: "-".into(),
        browser_hash: "-".into(),
        account: account.id,
        next: String::new(),
        attempts: 0,
        created_at: now,
        expires_at: now + age,
        used_at: None,
    };
    accounts::add_link(tx, link).await?;
    let url = app.address_of(&paths::new_password(&token));
    mailing::send_for(app, tx, tenant, sender, account, text(&url)).await
}

/// The staff account that a link opens, while it serves.
async fn opened(app: &App, tx: &Tx, token: &str) -> Result<Option<(SignInLink, Account)>, Error> {
    let Some(link) = accounts::link_by_token(tx, &keys::sha256(token)).await? else { return Ok(None) };
    if link.used_at.is_some() || app.clock.now() >= link.expires_at {
        return Ok(None);
    }
    let account = accounts::find(tx, link.account).await?;
    let staff = account.filter(|account| account.kind == AccountKind::Staff && account.disabled_at.is_none());
    Ok(staff.map(|account| (link, account)))
}

fn why(account: &Account) -> WhyNew {
    if account.password_hash.is_some() { WhyNew::Forgotten } else { WhyNew::Invited }
}

/// The page of a link that opens nothing.
fn gone() -> impl IntoView {
    view! { <NewPasswordPage form=FormState::empty() token=None why=WhyNew::Forgotten email=String::new()/> }
}

fn dead(page: &Page) -> Response {
    page.unprocessable(TITLE, gone)
}

/// The words that everybody can guess here: of the places the account belongs to, and of the person.
pub(super) async fn context(tx: &Tx, account: &Account) -> Result<Vec<String>, Error> {
    let mut words = vec![account.name.clone(), account.email.clone().unwrap_or_default()];
    for (tenant, _) in accounts::memberships(tx, account.id).await? {
        let tenant = tenants::by_id(tx, tenant).await?;
        words.extend([tenant.name, tenant.slug]);
    }
    Ok(words)
}

/// A box for the password; looking changes nothing.
pub(super) async fn show(
    _: Anyone,
    State(app): State<App>,
    Path(token): Path<String>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&Scope::system("look at a password link")).await?;
    Ok(match opened(&app, &tx, &token).await? {
        Some((_, account)) => {
            let why = why(&account);
            page.ok(TITLE, || {
                view! {
                    <NewPasswordPage form=FormState::empty() token=Some(token) why email=account.email.unwrap_or_default()/>
                }
            })
        }
        None => page.ok(TITLE, gone),
    })
}

/// Sets the password, ends every session, and leads to the second step.
pub(super) async fn create(
    anyone: Anyone,
    State(app): State<App>,
    Path(token): Path<String>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.read(&Scope::system("look at a password link")).await?;
    let Some((_, account)) = opened(&app, &tx, &token).await? else { return Ok(dead(&page)) };
    let words = context(&tx, &account).await?;
    drop(tx);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let password = match forms::new_password(&typed, &words) {
        Ok(password) => password,
        Err(errors) => {
            let (form, why) = (rejected(typed, &errors), why(&account));
            let email = account.email.unwrap_or_default();
            let response =
                page.unprocessable(TITLE, || view! { <NewPasswordPage form token=Some(token) why email/> });
            return Ok(refused(response, &errors));
        }
    };
    let hash = passwords::hash(&app, password).await?;
    let now = app.clock.now();
    let tx = app.store.write(&anyone.visit.once(Scope::system_for(account.id))).await?;
    // Found again inside the change, so that two sendings of one link set one password.
    let Some((link, account)) = opened(&app, &tx, &token).await? else { return Ok(dead(&page)) };
    if !accounts::use_link(&tx, link.id, now).await? {
        return Ok(dead(&page));
    }
    accounts::set_password(&tx, account.id, &hash).await?;
    sessions::end_all(&tx, account.id, None, now).await?;
    let first = account.password_hash.is_none();
    let event =
        Event::of(now, "account.password-set", "account", account.id.uuid(), json!({ "first": first }));
    tx.record_for(events::NO_TENANT, event)?;
    if !first {
        mailing::tell(&app, &tx, &account, Changed::Password).await?;
    }
    let cookie = signing_in::begin(&app, &tx, &anyone.visit, &account, Level::Password).await?;
    tx.commit().await?;
    Ok(with_cookie(see_other(&paths::second_factor()), cookie))
}
