//! Recovery codes: made with the authenticator, shown once, made anew when they run out.

use super::{
    mailing, second_factor,
    setup::staff_with_password,
    shown_once,
    sign_in::{refused, rejected},
    staff,
};
use crate::{
    actor::SignedIn,
    app::App,
    error::Error,
    keys,
    page::{Page, see_other},
    posted::Posted,
    signing_in::with_cookie,
};
use app::{accounts::RecoveryCodesPage, mails::accounts::Changed, paths};
use axum::{extract::State, http::HeaderMap, response::Response};
use domain::{
    accounts::{
        RecoveryCode,
        forms::{self, AccountErrors, AccountField},
    },
    ids::AccountId,
};
use elements::FormState;
use leptos::prelude::*;
use serde_json::json;
use store::{
    Scope, Tx, accounts,
    events::{self, Event},
};

/// What the cookie that shows them is about.
pub(super) const ABOUT: &str = "recovery codes";
const TITLE: &str = "回復コード";

/// Makes ten codes in place of those before; in groups of four, for the page that shows them.
pub(super) async fn renew(app: &App, tx: &Tx, account: AccountId) -> Result<Vec<String>, Error> {
    let codes: Vec<RecoveryCode> =
        (0..RecoveryCode::COUNT).map(|_| RecoveryCode::from_random(keys::random())).collect();
    let hashes: Vec<String> =
        codes.iter().map(|code| app.keys.hash("recovery code", &second_factor::of(account, code))).collect();
    accounts::set_recovery_codes(tx, account, &hashes).await?;
    Ok(codes.iter().map(RecoveryCode::grouped).collect())
}

/// The codes just made, or how many are left.
pub(super) async fn show(
    person: SignedIn,
    State(app): State<App>,
    headers: HeaderMap,
    page: Page,
) -> Result<Response, Error> {
    staff_with_password(&person)?;
    let codes = shown_once::read(&app, &headers, person.account.id, ABOUT);
    let tx = app.store.read(&person.scope()).await?;
    let left = accounts::recovery_codes_left(&tx, person.account.id).await?;
    Ok(page.ok(TITLE, || view! { <RecoveryCodesPage form=FormState::empty() codes left/> }))
}

/// Makes new ones, after the password was typed again.
pub(super) async fn create(
    person: SignedIn,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    staff_with_password(&person)?;
    let account = &person.account;
    let tx = app.store.read(&person.scope()).await?;
    let left = accounts::recovery_codes_left(&tx, account.id).await?;
    drop(tx);
    let show = |errors: AccountErrors| {
        let form = rejected(typed.clone(), &errors);
        refused(
            page.unprocessable(TITLE, || view! { <RecoveryCodesPage form codes=Vec::new() left/> }),
            &errors,
        )
    };
    let password = match forms::present_password(&typed) {
        Ok(password) => password,
        Err(errors) => return Ok(show(errors)),
    };
    if let Some(problem) = staff::present(&app, account, &password).await? {
        return Ok(show(vec![(AccountField::Password, problem)]));
    }
    let tx = app.store.write(&person.visit.once(Scope::system_for(account.id))).await?;
    let codes = renew(&app, &tx, account.id).await?;
    let event =
        Event::of(app.clock.now(), "account.recovery-codes-made", "account", account.id.uuid(), json!({}));
    tx.record_for(events::NO_TENANT, event)?;
    mailing::tell(&app, &tx, account, Changed::RecoveryCodes).await?;
    tx.commit().await?;
    let shown = shown_once::keep(&app, account.id, ABOUT, codes);
    Ok(with_cookie(see_other(&paths::account_recovery_codes()), shown))
}
