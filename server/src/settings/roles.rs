//! 役割とできること, for everybody who works here.

use crate::{actor::Officer, page::Page};
use app::settings::RolesPage;
use axum::response::Response;
use domain::accounts::Role;
use leptos::prelude::*;

/// The table.
pub async fn show(officer: Officer, page: Page) -> Response {
    let (slug, kind) = (officer.tenant.slug.clone(), officer.tenant.kind);
    let administers = officer.has(Role::Administrator);
    page.ok("役割とできること", move || view! { <RolesPage slug kind administers/> })
}
