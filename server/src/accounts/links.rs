//! Mailed links: looking changes nothing, pressing signs in, and only in the browser that asked (`security.md` 4.7).

use super::{letters, mailing};
use crate::{
    actor::Anyone,
    app::App,
    error::Error,
    keys,
    page::{Page, see_other},
    posted::Posted,
    signing_in::{self, with_cookie},
    visit::Visit,
    web::cookies,
};
use app::{
    accounts::{LinkPage, LinkState},
    mails::accounts as mails,
    paths,
};
use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};
use chrono::TimeDelta;
use domain::accounts::{AccountKind, SignInCode};
use leptos::prelude::*;
use store::{
    Scope, Tx,
    accounts::{self, Account, SignInLink},
    sessions::Level,
};
use uuid::Uuid;

/// How long a link and its code serve (ASVS 6.5.5).
pub(super) const AGE: TimeDelta = TimeDelta::minutes(10);
/// How many wrong codes end a link.
const ATTEMPTS: i32 = 5;

/// The asking browser's own token, or a new one.
pub(super) fn browser(app: &App, headers: &HeaderMap) -> String {
    cookies::read(headers, &cookies::browser_name(&app.config))
        .filter(|token| token.len() == 43)
        .unwrap_or_else(keys::token)
}

/// Writes a link and the mail that carries it; staff are told where they sign in, the disabled are told nothing.
pub(super) async fn send(
    app: &App,
    tx: &Tx,
    account: &Account,
    browser: &str,
    next: &str,
) -> Result<(), Error> {
    if account.disabled_at.is_some() {
        return Ok(());
    }
    if account.kind == AccountKind::Staff {
        let url = app.address_of(&paths::sign_in_staff());
        return mailing::send(app, tx, account, mails::staff_address(&account.name, &url)).await;
    }
    let now = app.clock.now();
    let (id, token) = (app.clock.id::<Uuid>(), keys::token());
    let code = SignInCode::from_random(u64::from_be_bytes(keys::random()));
    let link = SignInLink {
        id,
        token_hash: keys::sha256(&token),
        code_hash: app.keys.hash("sign-in code", &format!("{id} {}", code.as_str())),
        browser_hash: keys::sha256(browser),
        account: account.id,
        next: next.to_owned(),
        attempts: 0,
        created_at: now,
        expires_at: now + AGE,
        used_at: None,
    };
    accounts::add_link(tx, link).await?;
    let url = app.address_of(&paths::sign_in_link(&token));
    mailing::send(app, tx, account, mails::sign_in_code(&account.name, &code.grouped(), &url)).await
}

/// Whether a link may still sign somebody in.
fn serves(app: &App, link: &SignInLink) -> bool {
    link.used_at.is_none() && app.clock.now() < link.expires_at && link.attempts < ATTEMPTS
}

/// Whether this is the code of the link; a wrong one is counted.
pub(super) async fn proves(app: &App, tx: &Tx, link: &SignInLink, code: &SignInCode) -> Result<bool, Error> {
    if !serves(app, link) {
        return Ok(false);
    }
    if app.keys.verifies("sign-in code", &format!("{} {}", link.id, code.as_str()), &link.code_hash) {
        return Ok(true);
    }
    accounts::count_attempt(tx, link.id).await?;
    Ok(false)
}

/// Uses the link and begins the session; nothing when it serves no more.
pub(super) async fn consume(
    app: &App,
    tx: Tx,
    visit: &Visit,
    headers: &HeaderMap,
    link: &SignInLink,
) -> Result<Option<Response>, Error> {
    let account = accounts::find(&tx, link.account).await?.filter(|account| account.disabled_at.is_none());
    let Some(account) = account.filter(|account| account.kind == AccountKind::Applicant) else {
        return Ok(None);
    };
    if !accounts::use_link(&tx, link.id, app.clock.now()).await? {
        return Ok(None);
    }
    let cookie = signing_in::begin(app, &tx, visit, &account, Level::Applicant).await?;
    tx.commit().await?;
    let opened = letters::open_office(app, headers, &account).await?;
    let next = match opened {
        Some(slug) => paths::my(&slug),
        None if link.next.is_empty() => paths::home(),
        None => link.next.clone(),
    };
    let response = with_cookie(see_other(&next), cookie);
    let response = with_cookie(response, cookies::clear(&app.config, &cookies::browser_name(&app.config)));
    Ok(Some(with_cookie(response, cookies::clear(&app.config, &cookies::letter_name(&app.config)))))
}

/// The link with this token, if it is an applicant's, and what it can still do here.
async fn state(
    app: &App,
    tx: &Tx,
    headers: &HeaderMap,
    token: &str,
) -> Result<(LinkState, Option<SignInLink>), Error> {
    let Some(link) = accounts::link_by_token(tx, &keys::sha256(token)).await? else {
        return Ok((LinkState::Dead, None));
    };
    let applicant =
        accounts::find(tx, link.account).await?.is_some_and(|account| account.kind == AccountKind::Applicant);
    if !applicant || !serves(app, &link) {
        return Ok((LinkState::Dead, None));
    }
    let asked_here = cookies::read(headers, &cookies::browser_name(&app.config)).is_some_and(|browser| {
        keys::constant_time_eq(keys::sha256(&browser).as_bytes(), link.browser_hash.as_bytes())
    });
    Ok(if asked_here { (LinkState::Ready, Some(link)) } else { (LinkState::OtherBrowser, None) })
}

/// What the link can still do; mail scanners look too, so nothing changes.
pub(super) async fn show(
    _: Anyone,
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&Scope::system("look at a sign-in link")).await?;
    let (state, _) = state(&app, &tx, &headers, &token).await?;
    Ok(page.ok("ログイン", || view! { <LinkPage token state/> }))
}

/// Signs in, once, in the browser that asked.
pub(super) async fn create(
    anyone: Anyone,
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
    page: Page,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&anyone.visit.once(Scope::system("use a sign-in link"))).await?;
    let (state, link) = state(&app, &tx, &headers, &token).await?;
    let answer = match link {
        Some(link) => consume(&app, tx, &anyone.visit, &headers, &link).await?,
        None => None,
    };
    let state = if state == LinkState::OtherBrowser { state } else { LinkState::Dead };
    Ok(answer.unwrap_or_else(|| page.unprocessable("ログイン", || view! { <LinkPage token state/> })))
}
