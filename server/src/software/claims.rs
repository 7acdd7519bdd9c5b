//! What a product conforms to, written down with its day and source, and taken back.

use super::{catalogue, found};
use crate::{
    actor::CatalogueClerk,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{messages::software as words, paths, software::ProductPage};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    ids::{ConformanceId, SoftwareProductId},
    software::ClaimForm,
};
use elements::FormState;
use leptos::prelude::*;
use store::software;

/// Writes it down in the house's own name, also of a product that 国保中央会 keeps.
pub async fn create(
    clerk: CatalogueClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SoftwareProductId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let today = app.clock.today();
    let tx = app.store.write(&clerk.scope()).await?;
    let ClaimForm { claim, source } = match ClaimForm::parse(&typed, today) {
        Ok(form) => form,
        Err(problems) => {
            let product = catalogue::view_of(&tx, &clerk, id, today).await?;
            let (title, form) = (product.name.clone(), FormState::rejected(typed, words::errors(&problems)));
            return Ok(page.unprocessable(&title, move || view! { <ProductPage product form/> }));
        }
    };
    let (_, product) = found(&tx, id).await?;
    software::record_conformance(&tx, app.clock.id(), &product, claim, &source, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=recorded", paths::software_product(&slug, id))))
}

/// Takes back what the house wrote down. Twice is once.
pub async fn remove(
    clerk: CatalogueClerk,
    State(app): State<App>,
    Path((slug, id, claim)): Path<(String, SoftwareProductId, ConformanceId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let (_, product) = found(&tx, id).await?;
    let others = product.said.iter().any(|said| said.id == claim && said.house != clerk.tenant.id);
    if others {
        return Err(Error::NotFound);
    }
    software::take_back_conformance(&tx, id, claim, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=removed", paths::software_product(&slug, id))))
}
