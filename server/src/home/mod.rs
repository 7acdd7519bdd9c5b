//! Home pages: where everybody starts.

use crate::{
    actor::{Anyone, Applicant, Officer, SignedIn},
    app::App,
    error::Error,
    page::{Page, see_other},
};
use app::{
    home::{ApplicantHomePage, FrontPage, OfficerHomePage},
    paths,
};
use axum::{extract::State, response::Response};
use domain::accounts::AccountKind;
use leptos::prelude::*;
use store::{Scope, tenants};

/// The front page; in demo mode the choice of people.
pub async fn front(anyone: Anyone, State(app): State<App>, page: Page) -> Response {
    if anyone.visit.signed_in().is_some() {
        return see_other(&paths::home());
    }
    if app.config.demo {
        return see_other(&paths::demo());
    }
    page.ok("", || view! { <FrontPage/> })
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

/// What waits for an officer.
pub async fn tenant(officer: Officer, page: Page) -> Response {
    page.ok("ホーム", || view! { <OfficerHomePage name=officer.account.name/> })
}

/// What an applicant has to do, and what the municipality is doing.
pub async fn my(applicant: Applicant, page: Page) -> Response {
    page.ok("ホーム", || view! { <ApplicantHomePage name=applicant.account.name/> })
}
