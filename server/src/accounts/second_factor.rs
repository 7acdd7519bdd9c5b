//! The second of staff's two steps: the authenticator, or a recovery code when it is lost (`security.md` 4.6).

use super::{
    mailing,
    sign_in::{Asked, ours, refused, rejected},
    throttling, totp,
};
use crate::{
    actor::HalfSignedIn,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
    signing_in::{self, with_cookie},
};
use app::{
    accounts::{RecoveryPage, SecondFactorPage},
    mails::accounts::Changed,
    paths,
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{
    accounts::{
        RecoveryCode,
        forms::{self, AccountErrors, AccountField, AccountProblem},
    },
    form::Typed,
    ids::AccountId,
};
use elements::FormState;
use leptos::prelude::*;
use serde_json::json;
use store::{
    Scope, accounts,
    events::{self, Event},
    sessions::Level,
};

const TITLE: &str = "認証アプリの番号";
const RECOVERY_TITLE: &str = "回復コードでログイン";

/// A box for the code of the authenticator; who has none yet sets one up.
pub(super) async fn show(half: HalfSignedIn, Query(asked): Query<Asked>, page: Page) -> Response {
    if half.person.account.totp_confirmed_at.is_none() {
        return see_other(&paths::second_factor_setup());
    }
    let form = FormState::filled(Typed::default().with("next", asked.path()));
    page.ok(TITLE, || view! { <SecondFactorPage form/> })
}

/// Signs in by the code, which serves once.
pub(super) async fn create(
    half: HalfSignedIn,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let show = |errors: AccountErrors| {
        let form = rejected(typed.clone(), &errors);
        refused(page.unprocessable(TITLE, || view! { <SecondFactorPage form/> }), &errors)
    };
    let account = &half.person.account;
    if account.totp_confirmed_at.is_none() {
        return Ok(see_other(&paths::second_factor_setup()));
    }
    let field = AccountField::TotpCode;
    let code = match forms::totp_code(&typed) {
        Ok(code) => code,
        Err(errors) => return Ok(show(errors)),
    };
    let tries = [("second factor", account.id.to_string(), throttling::FACTOR)];
    if let Some(problem) = throttling::take(&app, &tries).await? {
        return Ok(show(vec![(field, problem)]));
    }
    let Some(step) = totp::step(&app, &totp::open(&app, account)?, &code)? else {
        failed(&app, account.id, "totp").await?;
        return Ok(show(vec![(field, AccountProblem::WrongCode)]));
    };
    let tx = app.store.write(&half.visit.once(Scope::system_for(account.id))).await?;
    if !accounts::use_totp_step(&tx, account.id, step).await? {
        return Ok(show(vec![(field, AccountProblem::UsedCode)]));
    }
    let cookie = signing_in::begin(&app, &tx, &half.visit, account, Level::Full).await?;
    tx.commit().await?;
    let next = ours(typed.get("next"));
    Ok(with_cookie(see_other(if next.is_empty() { "/home" } else { &next }), cookie))
}

/// A box for a recovery code.
pub(super) async fn recovery(half: HalfSignedIn, Query(asked): Query<Asked>, page: Page) -> Response {
    if half.person.account.totp_confirmed_at.is_none() {
        return see_other(&paths::second_factor_setup());
    }
    let form = FormState::filled(Typed::default().with("next", asked.path()));
    page.ok(RECOVERY_TITLE, || view! { <RecoveryPage form/> })
}

/// Signs in by a recovery code, once, and tells its owner.
pub(super) async fn recover(
    half: HalfSignedIn,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let show = |errors: AccountErrors| {
        let form = rejected(typed.clone(), &errors);
        refused(page.unprocessable(RECOVERY_TITLE, || view! { <RecoveryPage form/> }), &errors)
    };
    let account = &half.person.account;
    if account.totp_confirmed_at.is_none() {
        return Ok(see_other(&paths::second_factor_setup()));
    }
    let field = AccountField::RecoveryCode;
    let code = match forms::recovery_code(&typed) {
        Ok(code) => code,
        Err(errors) => return Ok(show(errors)),
    };
    let tries = [("recovery code", account.id.to_string(), throttling::RECOVERY)];
    if let Some(problem) = throttling::take(&app, &tries).await? {
        return Ok(show(vec![(field, problem)]));
    }
    let now = app.clock.now();
    let tx = app.store.write(&half.visit.once(Scope::system_for(account.id))).await?;
    let mut good = false;
    for hash in app.keys.hashes("recovery code", &of(account.id, &code)) {
        good = good || accounts::use_recovery_code(&tx, account.id, &hash, now).await?;
    }
    if !good {
        drop(tx);
        failed(&app, account.id, "recovery-code").await?;
        return Ok(show(vec![(field, AccountProblem::WrongCode)]));
    }
    let event = Event::of(now, "account.recovery-code-used", "account", account.id.uuid(), json!({}));
    tx.record_for(events::NO_TENANT, event)?;
    mailing::tell(&app, &tx, account, Changed::RecoveryCodeUsed).await?;
    let cookie = signing_in::begin(&app, &tx, &half.visit, account, Level::Full).await?;
    tx.commit().await?;
    Ok(with_cookie(see_other(&format!("{}?done=recovered", paths::account())), cookie))
}

/// A recovery code as it is hashed: bound to its account.
pub(super) fn of(account: AccountId, code: &RecoveryCode) -> String {
    format!("{account} {}", code.as_str())
}

/// Records a second step that failed.
async fn failed(app: &App, account: AccountId, factor: &str) -> Result<(), Error> {
    let event =
        Event::of(app.clock.now(), "sign-in.failed", "account", account.uuid(), json!({ "factor": factor }));
    let tx = app.store.write(&Scope::system("record a failed sign-in")).await?;
    tx.record_for(events::NO_TENANT, event)?;
    Ok(tx.commit().await?)
}
