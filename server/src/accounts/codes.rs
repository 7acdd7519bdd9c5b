//! The code of a mail, typed in the browser that asked for it.

use super::{
    links,
    sign_in::{refused, rejected},
    throttling,
};
use crate::{actor::Anyone, app::App, error::Error, keys, page::Page, posted::Posted, web::cookies};
use app::accounts::SentPage;
use axum::{extract::State, http::HeaderMap, response::Response};
use domain::accounts::forms::{self, AccountErrors, AccountField, AccountProblem};
use elements::FormState;
use leptos::prelude::*;
use store::{Scope, accounts};

const TITLE: &str = "メールを確認してください";

/// A box for the code, whether or not a mail was sent.
pub(super) async fn show(_: Anyone, page: Page) -> Response {
    page.ok(TITLE, || view! { <SentPage form=FormState::empty()/> })
}

/// Signs in by the code. A wrong code, a dead one and one that was never sent are answered alike.
pub(super) async fn create(
    anyone: Anyone,
    State(app): State<App>,
    headers: HeaderMap,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let show = |errors: AccountErrors| {
        let form = rejected(typed.clone(), &errors);
        refused(page.unprocessable(TITLE, || view! { <SentPage form/> }), &errors)
    };
    let code = match forms::sign_in_code(&typed) {
        Ok(code) => code,
        Err(errors) => return Ok(show(errors)),
    };
    let network = throttling::network(anyone.visit.from);
    if let Some(problem) = throttling::take(&app, &[("mailed code", network, throttling::CODES_HERE)]).await?
    {
        return Ok(show(vec![(AccountField::SignInCode, problem)]));
    }
    let wrong = vec![(AccountField::SignInCode, AccountProblem::WrongMailedCode)];
    let Some(browser) = cookies::read(&headers, &cookies::browser_name(&app.config)) else {
        return Ok(show(wrong));
    };
    let tx = app.store.write(&Scope::system("use a sign-in code")).await?;
    let Some(link) = accounts::link_by_browser(&tx, &keys::sha256(&browser)).await? else {
        return Ok(show(wrong));
    };
    if !links::proves(&app, &tx, &link, &code).await? {
        tx.commit().await?;
        return Ok(show(wrong));
    }
    Ok(links::consume(&app, tx, &anyone.visit, &headers, &link).await?.unwrap_or_else(|| show(wrong)))
}
