//! Taking a list of adopters back, as a whole: what it said of offices by itself goes, what a person decided stays.

use super::pages::by_hand;
use crate::{
    actor::Keeper,
    app::App,
    error::Error,
    page::{Page, see_other},
};
use app::{imports::AdoptersUndoPage, paths};
use axum::response::Response;
use leptos::prelude::*;
use store::{Tx, adoption, imports::Batch};

/// What will be taken back.
pub async fn ask(keeper: &Keeper, tx: Tx, page: &Page, batch: Batch) -> Result<Response, Error> {
    let built = adoption::built(&tx, batch.id).await?;
    let by_hand = by_hand(&tx, &built.by_hand).await?;
    drop(tx);
    let slug = keeper.tenant.slug.clone();
    let (id, version, file_name, sure) = (batch.id, batch.version, batch.file_name, built.sure.len() as u64);
    Ok(page.ok("一覧の記録を取り消す", move || {
        view! { <AdoptersUndoPage slug batch=id version file_name sure by_hand/> }
    }))
}

/// Takes it back.
pub async fn create(keeper: &Keeper, app: &App, tx: Tx, batch: &Batch, seen: i32) -> Result<Response, Error> {
    let back = paths::import(&keeper.tenant.slug, batch.id);
    match adoption::take_back(&tx, batch, seen, app.clock.now()).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(see_other(&back))
        }
        Err(store::Error::Stale) => Ok(see_other(&back)),
        Err(error) => Err(error.into()),
    }
}
