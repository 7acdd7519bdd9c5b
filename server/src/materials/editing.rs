//! Adding a material, and describing it anew.

use super::{conflict, found, found_to_change, fresh, told};
use crate::{actor::Clerk, app::App, error::Error, page::Page, posted::Posted};
use app::{
    materials::{MaterialFormPage, MaterialFormUse},
    messages::materials::errors,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    form::Typed,
    ids::MaterialId,
    materials::{Material, MaterialField},
};
use elements::FormState;
use leptos::prelude::*;
use store::materials::{
    self,
    orders::{self, Order},
};

/// An empty form.
pub async fn new(clerk: Clerk, page: Page) -> Result<Response, Error> {
    let form = FormState::filled(Typed::default().with("audience", "everybody"));
    Ok(render(&page, clerk.tenant.slug.clone(), MaterialFormUse::New, form))
}

/// Adds it.
pub async fn create(
    clerk: Clerk,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let slug = clerk.tenant.slug.clone();
    let material = match Material::parse(&typed, 0) {
        Ok(material) => material,
        Err(problems) => {
            let rejected = FormState::rejected(typed, errors(&problems));
            return Ok(render(&page, slug, MaterialFormUse::New, rejected));
        }
    };
    let tx = app.store.write(&clerk.scope()).await?;
    let id: MaterialId = app.clock.id();
    materials::add(&tx, id, &material, app.clock.now()).await?;
    tx.commit().await?;
    Ok(told(&slug, id, "added"))
}

/// The form, filled from what stands.
pub async fn edit(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, MaterialId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let kept = found(&tx, id).await?;
    let typed = kept.material.fill();
    let typed =
        if kept.retired_at.is_some() { typed.with(MaterialField::Retired.name(), "yes") } else { typed };
    Ok(render(&page, slug, MaterialFormUse::Edit(id, kept.version), FormState::filled(typed)))
}

/// Changes it.
pub async fn update(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, MaterialId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let kept = found_to_change(&tx, id).await?;
    fresh(&tx, &typed, &slug, &kept, kept.version).await?;
    let ordered = orders::of_material(&tx, id).await?;
    let coming = ordered.iter().map(Order::outstanding).fold(0, u32::saturating_add);
    let read = Material::parse(&typed, kept.stock);
    let material = match read.and_then(|material| material.expects(coming).map(|()| material)) {
        Ok(material) => material,
        Err(problems) => {
            let rejected = FormState::rejected(typed, errors(&problems));
            return Ok(render(&page, slug, MaterialFormUse::Edit(id, kept.version), rejected));
        }
    };
    let retired = !typed.get(MaterialField::Retired.name()).is_empty();
    match materials::edit(&tx, &kept, &material, retired, app.clock.now()).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(told(&slug, id, "edited"))
        }
        Err(store::Error::Stale) => Err(conflict(&tx, &slug, &kept).await?),
        Err(error) => Err(error.into()),
    }
}

fn render(page: &Page, slug: String, usage: MaterialFormUse, form: FormState) -> Response {
    let title = match usage {
        MaterialFormUse::New => "資材を登録する",
        MaterialFormUse::Edit(..) => "資材の内容を変更する",
    };
    let rejected = form.has_errors();
    let view = move || view! { <MaterialFormPage slug usage form/> };
    if rejected { page.unprocessable(title, view) } else { page.ok(title, view) }
}
