//! Home pages: where everybody starts.

mod applicant;
mod officer;

pub use applicant::my;
pub use officer::tenant;

use crate::{
    actor::{Anyone, DemoVisitor, SignedIn},
    app::App,
    demo,
    error::Error,
    page::{Page, see_other},
};
use app::{
    dev::ElementsPage,
    home::{AccessibilityPage, FrontPage},
    paths,
};
use axum::{extract::State, response::Response};
use domain::accounts::AccountKind;
use leptos::prelude::*;
use store::{Scope, tenants};

/// The front page; in demo mode the choice of people.
pub async fn front(anyone: Anyone, State(app): State<App>, page: Page) -> Result<Response, Error> {
    if app.config.demo {
        return demo::people::show(&app, &page).await;
    }
    if anyone.visit.signed_in().is_some() {
        return Ok(see_other(&paths::home()));
    }
    Ok(page.ok("", || view! { <FrontPage/> }))
}

/// アクセシビリティ方針.
pub async fn accessibility(_: Anyone, page: Page) -> Response {
    page.ok("アクセシビリティ方針", || view! { <AccessibilityPage/> })
}

/// Every element in every state, for those who build.
pub async fn elements(_: DemoVisitor, page: Page) -> Response {
    page.ok("部品の一覧", || view! { <ElementsPage/> })
}

/// To the home page of whoever asks.
pub async fn show(person: SignedIn, State(app): State<App>) -> Result<Response, Error> {
    let tx = app.store.read(&Scope::system("find the home page")).await?;
    let tenant = match person.account.kind {
        AccountKind::Staff => person.visit.memberships.first().map(|(tenant, _)| *tenant),
        AccountKind::Applicant => {
            store::accounts::offices_of(&tx, person.account.id).await?.first().map(|(tenant, _)| *tenant)
        }
    };
    let Some(tenant) = tenant else { return Err(Error::NotFound) };
    let slug = tenants::by_id(&tx, tenant).await?.slug;
    Ok(see_other(&match person.account.kind {
        AccountKind::Staff => paths::tenant(&slug),
        AccountKind::Applicant => paths::my(&slug),
    }))
}
