//! The page for everybody; there is none before the city says so.

use crate::{actor::Visitor, app::App, demos, error::Error, page::Page, voices::told};
use app::{
    paths,
    progress::{ProgressPage, ProgressView},
};
use axum::{extract::State, response::Response};
use domain::{
    adoption::Population,
    money::Yen,
    progress::{ProgressFigures, ProgressForm},
    subsidies::receives,
};
use leptos::prelude::*;
use store::{
    Tx,
    adoption::counting,
    progress::{self, Kept},
    subsidies::programmes,
    tenants::Tenant,
};

/// What the city keeps for the page, where everybody may see it.
pub(super) async fn published(tx: &Tx) -> Result<Kept, Error> {
    let kept = progress::find(tx).await?;
    if kept.published_at.is_some() { Ok(kept) } else { Err(Error::NotFound) }
}

/// The register as it is counted today, and its numbers as the city wants them shown; none where they would tell of single
/// offices.
pub(super) async fn figures(
    app: &App,
    tx: &Tx,
    form: &ProgressForm,
) -> Result<(Population, Option<ProgressFigures>), Error> {
    let today = app.clock.today();
    let population = counting::population(tx, today).await?;
    let figures = ProgressFigures::of(&population, today, form.by_service);
    Ok((population, figures))
}

/// The page.
pub async fn show(visitor: Visitor, State(app): State<App>, page: Page) -> Result<Response, Error> {
    let tx = app.store.read(&visitor.scope()).await?;
    let kept = published(&tx).await?;
    let view = view_of(&app, &tx, &visitor.tenant, &kept.form).await?;
    Ok(page.ok("ケアプランデータ連携システムの普及状況", move || view! { <ProgressPage view/> }))
}

/// What everybody sees, or would see.
pub(super) async fn view_of(
    app: &App,
    tx: &Tx,
    tenant: &Tenant,
    form: &ProgressForm,
) -> Result<ProgressView, Error> {
    let slug = tenant.slug.clone();
    let (population, figures) = figures(app, tx, form).await?;
    let now = app.clock.now();
    let open = programmes::all(tx).await?.into_iter().filter_map(|programme| {
        let rules = &programme.current.as_ref()?.rules;
        receives(programme.state, rules, Yen::ZERO, programme.remaining(), now).ok()?;
        Some((rules.title.clone(), paths::guide(&slug, programme.id)))
    });
    let programmes = open.collect();
    let voices =
        if form.with_voices { told::public(tx, &population, app.clock.today()).await? } else { Vec::new() };
    Ok(ProgressView {
        lead: form.lead.clone(),
        contact: contact(tenant, form),
        licence: form.licence,
        figures,
        programmes,
        sessions: demos::public::open_to_everybody(app, tx, tenant).await?.len(),
        voices,
        simulator: paths::tenant_simulator(&slug),
        municipality: tenant.name.clone(),
        slug,
    })
}

/// Whom to ask: as it was typed, or the desk of the settings.
fn contact(tenant: &Tenant, form: &ProgressForm) -> String {
    if !form.contact.is_empty() {
        return form.contact.clone();
    }
    let settings = &tenant.settings;
    let parts = [tenant.name.as_str(), &settings.department, &settings.phone];
    // Without a telephone there is nobody to ask yet.
    if settings.phone.is_empty() {
        return String::new();
    }
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
