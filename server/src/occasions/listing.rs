//! The occasions of a house.

use super::{came, registered};
use crate::{actor::Host, app::App, error::Error, page::Page};
use app::occasions::{OccasionLine, OccasionsPage};
use axum::{extract::State, response::Response};
use domain::accounts::Role;
use leptos::prelude::*;
use store::occasions::{self, bodies};

/// Every occasion of the house.
pub async fn index(officer: Host, State(app): State<App>, page: Page) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let mut lines = Vec::new();
    for kept in occasions::all(&tx).await? {
        let all = bodies::of_occasion(&tx, kept.id).await?;
        lines.push(OccasionLine {
            id: kept.id,
            registered: kept.occasion.registers().then(|| registered(&all)),
            came: came(&all),
            occasion: kept.occasion,
            stage: kept.stage,
        });
    }
    let (slug, keeps) = (officer.tenant.slug.clone(), officer.has(Role::Clerk));
    let public_side = app.config.public_side;
    Ok(page.ok("催し", move || view! { <OccasionsPage slug lines keeps public_side/> }))
}
