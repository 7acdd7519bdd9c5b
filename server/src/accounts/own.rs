//! A person's own account: where they are signed in, and their password.

use super::{
    mailing, new_passwords,
    setup::staff_with_password,
    sign_in::{Asked, refused, rejected},
    staff,
};
use crate::{
    actor::SignedIn,
    app::App,
    error::Error,
    page::{Page, see_other},
    passwords,
    posted::Posted,
};
use app::{
    accounts::{AccountPage, OwnAccount, PasswordPage, SessionLine},
    mails::accounts::Changed,
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::forms::{AccountErrors, AccountField, PasswordChange},
    ids::SessionId,
};
use elements::FormState;
use leptos::prelude::*;
use serde_json::json;
use store::{
    Scope, accounts,
    events::{self, Event},
    sessions,
};

const PASSWORD_TITLE: &str = "パスワードの変更";

/// What was just done, in words.
fn told(done: &str) -> Option<&'static str> {
    match done {
        "password" => Some("パスワードを変更しました。ほかの端末からはログアウトされました。"),
        "session" => Some("選んだ端末をログアウトしました。"),
        "sessions" => Some("この端末以外をすべてログアウトしました。"),
        "recovered" => Some(
            "回復コードでログインしました。認証アプリを使えないときは、下の「認証アプリ」から設定し直してください。",
        ),
        _ => None,
    }
}

/// Who one is and where one is signed in.
pub(super) async fn show(
    person: SignedIn,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let here = person.visit.person.as_ref().map(|person| person.session.id);
    let tx = app.store.read(&person.scope()).await?;
    let lines = sessions::of_account(&tx, person.account.id, app.clock.now()).await?;
    let staff = if staff_with_password(&person).is_ok() {
        Some(accounts::recovery_codes_left(&tx, person.account.id).await?)
    } else {
        None
    };
    let lines = lines
        .into_iter()
        .map(|session| SessionLine {
            id: session.id,
            device: session.device,
            network: session.network,
            begun: session.created_at,
            seen: session.seen_at,
            here: Some(session.id) == here,
        })
        .collect();
    let account = OwnAccount { name: person.account.name, email: person.account.email, staff };
    let done = told(&asked.done);
    Ok(page.ok("アカウント", || view! { <AccountPage account sessions=lines done/> }))
}

/// Boxes for the present password and the one to come.
pub(super) async fn password(person: SignedIn, page: Page) -> Result<Response, Error> {
    staff_with_password(&person)?;
    Ok(page.ok(PASSWORD_TITLE, || view! { <PasswordPage form=FormState::empty()/> }))
}

/// Changes the password; every other session ends, and its owner is told.
pub(super) async fn change_password(
    person: SignedIn,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    staff_with_password(&person)?;
    let account = &person.account;
    let tx = app.store.read(&Scope::system_for(account.id)).await?;
    let words = new_passwords::context(&tx, account).await?;
    drop(tx);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let show = |errors: AccountErrors| {
        let form = rejected(typed.clone(), &errors);
        refused(page.unprocessable(PASSWORD_TITLE, || view! { <PasswordPage form/> }), &errors)
    };
    let PasswordChange { present, new } = match PasswordChange::parse(&typed, &words) {
        Ok(change) => change,
        Err(errors) => return Ok(show(errors)),
    };
    if let Some(problem) = staff::present(&app, account, &present).await? {
        return Ok(show(vec![(AccountField::Password, problem)]));
    }
    let hash = passwords::hash(&app, new).await?;
    let now = app.clock.now();
    let here = person.visit.person.as_ref().map(|person| person.session.id);
    let tx = app.store.write(&person.visit.once(Scope::system_for(account.id))).await?;
    accounts::set_password(&tx, account.id, &hash).await?;
    sessions::end_all(&tx, account.id, here, now).await?;
    let event =
        Event::of(now, "account.password-set", "account", account.id.uuid(), json!({ "first": false }));
    tx.record_for(events::NO_TENANT, event)?;
    mailing::tell(&app, &tx, account, Changed::Password).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=password", paths::account())))
}

/// Ends one session of one's own.
pub(super) async fn end_session(
    person: SignedIn,
    State(app): State<App>,
    Path(session): Path<SessionId>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let account = person.account.id;
    let tx = app.store.write(&person.visit.once(Scope::system_for(account))).await?;
    if !sessions::end(&tx, account, session, now).await? {
        return Err(Error::NotFound);
    }
    let event = Event::of(now, "session.ended", "account", account.uuid(), json!({ "why": "by-owner" }));
    tx.record_for(events::NO_TENANT, event)?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=session", paths::account())))
}

/// Ends every session of one's own but this one.
pub(super) async fn end_other_sessions(
    person: SignedIn,
    State(app): State<App>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let account = person.account.id;
    let here = person.visit.person.as_ref().map(|person| person.session.id);
    let tx = app.store.write(&person.visit.once(Scope::system_for(account))).await?;
    let ended = sessions::end_all(&tx, account, here, now).await?;
    let event = Event::of(
        now,
        "session.ended",
        "account",
        account.uuid(),
        json!({ "why": "by-owner", "count": ended }),
    );
    tx.record_for(events::NO_TENANT, event)?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=sessions", paths::account())))
}
