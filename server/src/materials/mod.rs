//! 資材 of a municipality: kept by clerks, looked at by every officer, shown to everybody where that is meant.

mod cards;
mod editing;
mod handed;
mod listing;
mod movements;
mod orders;
mod public;
mod showing;
mod versions;

use crate::{error::Error, faster::Faster, page::see_other, routing::Routes};
use app::{messages::audit::happened, paths};
use axum::response::Response;
use domain::{form::Typed, ids::MaterialId};
use serde::Deserialize;
use store::{
    Tx, events,
    materials::{self, Kept},
};

/// The routes of officers.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .show("/t/{tenant}/materials", listing::index)
        .show("/t/{tenant}/materials/export", listing::export)
        .page("/t/{tenant}/materials/new", editing::new, editing::create)
        .show("/t/{tenant}/materials/handed", handed::index)
        .show("/t/{tenant}/materials/handed/export", handed::export)
        .show("/t/{tenant}/materials/{material}", showing::show)
        .page("/t/{tenant}/materials/{material}/edit", editing::edit, editing::update)
        .upload("/t/{tenant}/materials/{material}/versions/new", versions::new, versions::create)
        .show("/t/{tenant}/materials/{material}/versions/{number}/file", versions::file)
        .page("/t/{tenant}/materials/{material}/movements/new", movements::new, movements::create)
        .show("/t/{tenant}/materials/{material}/movements/export", movements::export)
        .act("/t/{tenant}/materials/{material}/movements/{movement}/undo", movements::undo)
        .page("/t/{tenant}/materials/{material}/orders/new", orders::new, orders::create)
        .page("/t/{tenant}/materials/{material}/orders/{order}", orders::show, orders::arrive)
        .act("/t/{tenant}/materials/{material}/orders/{order}/cost", orders::price)
        .act("/t/{tenant}/materials/{material}/orders/{order}/cancellation", orders::cancel)
        .page("/t/{tenant}/materials/{material}/card", cards::edit, cards::update)
        .show("/t/{tenant}/materials/{material}/card.pdf", cards::show)
}

/// The routes of everybody.
pub(crate) fn everybody(routes: Routes) -> Routes {
    routes
        .show("/t/{tenant}/public/materials", public::index)
        .show("/t/{tenant}/public/materials/{material}/file", public::file)
}

/// What was just done, told once after a redirect.
#[derive(Debug, Deserialize)]
pub(crate) struct Done {
    pub done: Option<String>,
}

/// Back to a material's page, with what was done.
fn told(slug: &str, id: MaterialId, done: &str) -> Response {
    see_other(&format!("{}?done={done}", paths::material(slug, id)))
}

/// A material of the house, or not there.
async fn found(tx: &Tx, id: MaterialId) -> Result<Kept, Error> {
    materials::find(tx, id).await?.ok_or(Error::NotFound)
}

/// The same, for a change.
async fn found_to_change(tx: &Tx, id: MaterialId) -> Result<Kept, Error> {
    materials::find_to_change(tx, id).await?.ok_or(Error::NotFound)
}

/// The form was made from this version, or somebody was faster.
async fn fresh(tx: &Tx, typed: &Typed, slug: &str, kept: &Kept, version: i32) -> Result<(), Error> {
    if typed.is_overtaken(version) { Err(conflict(tx, slug, kept).await?) } else { Ok(()) }
}

/// What whoever was slower is told: who changed what, and when.
async fn conflict(tx: &Tx, slug: &str, kept: &Kept) -> Result<Error, Error> {
    let last = events::of_subject(tx, "material", kept.id.uuid()).await?.pop();
    let did = last.as_ref().and_then(|event| happened(&event.kind)).unwrap_or("この資材を変更しました");
    let faster = match last {
        Some(last) => Faster::by(tx, last.account, last.at).await?,
        None => Faster::default(),
    };
    let what = format!("資材「{}」", kept.material.title);
    Ok(faster.conflict(what, did, Vec::new(), paths::material(slug, kept.id)))
}
