//! The choice of people: one click to become each.

use super::places::DemoRole;
use crate::{
    actor::DemoVisitor,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
    signing_in,
};
use app::{
    home::{DemoPage, DemoPerson},
    paths,
};
use axum::{extract::State, response::Response};
use leptos::prelude::*;
use store::{Scope, accounts, sessions::Level, tenants};

/// Name and place of everybody one can become, in the order of the story.
pub fn known() -> impl Iterator<Item = (&'static str, &'static str)> {
    super::places::PEOPLE.iter().map(|person| (person.name, person.role))
}

/// A card for each person.
pub async fn index(_: DemoVisitor, State(app): State<App>, page: Page) -> Result<Response, Error> {
    show(&app, &page).await
}

/// The cards, each with what waits for its person.
pub async fn show(app: &App, page: &Page) -> Result<Response, Error> {
    let (known, houses) = {
        let tx = app.store.read(&Scope::system("choose a demo person")).await?;
        (accounts::demo_people(&tx).await?, tenants::all(&tx).await?)
    };
    let mut people = Vec::new();
    for persona in super::places::PEOPLE {
        match persona.is {
            DemoRole::Staff { .. } => {}
            // Without a public side nobody is an applicant here.
            DemoRole::Applicant { .. } if app.config.public_side => {}
            DemoRole::Applicant { .. } => continue,
        }
        let account = known.iter().find(|account| account.demo_key.as_deref() == Some(persona.key));
        let Some(account) = account else { continue };
        people.push(DemoPerson {
            key: persona.key,
            name: persona.name,
            role: persona.role,
            todo: persona.todo,
            waits: super::waiting::of(app, &houses, persona, account.id).await?,
            in_story: persona.in_story,
        });
    }
    Ok(page.ok("体験版", || view! { <DemoPage people/> }))
}

/// Becomes a person; an earlier session of this browser ends.
pub async fn create(
    visitor: DemoVisitor,
    State(app): State<App>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&Scope::system("become a demo person")).await?;
    let account = accounts::demo_people(&tx)
        .await?
        .into_iter()
        .find(|account| account.demo_key.as_deref() == Some(typed.get("person")))
        .ok_or(Error::NotFound)?;
    let cookie = signing_in::begin(&app, &tx, &visitor.visit, &account, Level::Demo).await?;
    tx.commit().await?;
    Ok(signing_in::with_cookie(see_other(&paths::home()), cookie))
}
