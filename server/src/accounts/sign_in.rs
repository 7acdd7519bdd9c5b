//! An applicant asks for a link: the same answer for every address (ASVS 6.3.8), and a mail for those who are known.

use super::{links, throttling};
use crate::{
    actor::Anyone,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
    signing_in::with_cookie,
    web::cookies,
};
use app::{accounts::SignInPage, messages, paths};
use axum::{
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header},
    response::Response,
};
use domain::{
    accounts::{
        NextPage,
        forms::{self, AccountErrors, AccountField, AccountProblem},
    },
    form::Typed,
};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use store::{Scope, accounts};

/// What the address of a sign-in page may carry.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    /// Where to go then.
    #[serde(default)]
    pub next: String,
    /// What was just done, as a word of ours.
    #[serde(default)]
    pub done: String,
}

impl Asked {
    /// The path to go to then, if it is one of ours.
    pub fn path(&self) -> String {
        ours(&self.next)
    }
}

/// A path of ours, or nothing.
pub(super) fn ours(next: &str) -> String {
    NextPage::parse(next).map(|next| next.as_str().to_owned()).unwrap_or_default()
}

/// The answer to a form that was not taken: 422, or 429 with the time to wait.
pub(super) fn refused(mut response: Response, errors: &AccountErrors) -> Response {
    let wait = errors.iter().find_map(|(_, problem)| match problem {
        AccountProblem::TooOften { seconds } => Some(*seconds),
        _ => None,
    });
    if let Some(seconds) = wait {
        *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

/// A form with what was typed and what is wrong with it.
pub(super) fn rejected(typed: Typed, errors: &AccountErrors) -> FormState {
    FormState::rejected(typed, messages::accounts::errors(errors))
}

/// The way in.
pub(super) async fn show(_: Anyone, Query(asked): Query<Asked>, page: Page) -> Response {
    let next = asked.path();
    page.ok("ログイン", || view! { <SignInPage form=FormState::empty() next/> })
}

/// Sends a link and a code to a known address; tells nobody whether it is known.
pub(super) async fn create(
    anyone: Anyone,
    State(app): State<App>,
    headers: HeaderMap,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let next = ours(typed.get("next"));
    let show = |errors: AccountErrors| {
        let form = rejected(typed.clone(), &errors);
        let next = next.clone();
        refused(page.unprocessable("ログイン", || view! { <SignInPage form next/> }), &errors)
    };
    let email = match forms::email(&typed) {
        Ok(email) => email,
        Err(errors) => return Ok(show(errors)),
    };
    let network = throttling::network(anyone.visit.from);
    let tries = [("mail", email.key(), throttling::MAIL), ("mail from", network, throttling::MAILS_HERE)];
    if let Some(problem) = throttling::take(&app, &tries).await? {
        return Ok(show(vec![(AccountField::Email, problem)]));
    }
    let browser = links::browser(&app, &headers);
    let tx = app.store.write(&anyone.visit.once(Scope::system("send a sign-in link"))).await?;
    if let Some(account) = accounts::by_email(&tx, &email.key()).await? {
        links::send(&app, &tx, &account, &browser, &next).await?;
    }
    tx.commit().await?;
    let cookie = cookies::set(&app.config, &cookies::browser_name(&app.config), &browser, Some(links::AGE));
    Ok(with_cookie(see_other(&paths::sign_in_code()), cookie))
}
