//! Staff who forgot their password ask for a link; the same answer for every address.

use super::{
    new_passwords,
    sign_in::{Asked, refused, rejected},
    throttling,
};
use crate::{
    actor::Anyone,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    accounts::{ForgottenPasswordPage, PasswordSentPage},
    mails::accounts as mails,
    paths,
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use chrono::TimeDelta;
use domain::accounts::{
    AccountKind,
    forms::{self, AccountErrors, AccountField},
};
use elements::FormState;
use leptos::prelude::*;
use store::{Scope, accounts, events};

const TITLE: &str = "パスワードを忘れたとき";
/// How long the link serves.
const AGE: TimeDelta = TimeDelta::minutes(30);

/// A box for the address, or where to look for the mail.
pub(super) async fn show(_: Anyone, Query(asked): Query<Asked>, page: Page) -> Response {
    if asked.done == "sent" {
        return page.ok("メールを確認してください", || view! { <PasswordSentPage/> });
    }
    page.ok(TITLE, || view! { <ForgottenPasswordPage form=FormState::empty()/> })
}

/// Sends a link to a known address of staff; tells nobody whether it is known.
pub(super) async fn create(
    anyone: Anyone,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let show = |errors: AccountErrors| {
        let form = rejected(typed.clone(), &errors);
        refused(page.unprocessable(TITLE, || view! { <ForgottenPasswordPage form/> }), &errors)
    };
    let email = match forms::email(&typed) {
        Ok(email) => email,
        Err(errors) => return Ok(show(errors)),
    };
    let tries = [
        ("mail", email.key(), throttling::MAIL),
        ("mail from", throttling::network(anyone.visit.from), throttling::MAILS_HERE),
    ];
    if let Some(problem) = throttling::take(&app, &tries).await? {
        return Ok(show(vec![(AccountField::Email, problem)]));
    }
    let tx = app.store.write(&anyone.visit.once(Scope::system("send a password link"))).await?;
    let account = accounts::by_email(&tx, &email.key()).await?;
    let known = account.filter(|account| account.kind == AccountKind::Staff && account.disabled_at.is_none());
    if let Some(account) = known {
        let text = |url: &str| mails::new_password(&account.name, url);
        new_passwords::send(&app, &tx, events::NO_TENANT, "ひろめる", &account, AGE, text).await?;
    }
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=sent", paths::forgotten_password())))
}
