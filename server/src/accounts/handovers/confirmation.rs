//! What exactly would move, shown first and handed over then; where it changed in between, it is shown again.

use super::{
    TITLE,
    sides::{Sides, judge, side, tell},
};
use crate::{
    actor::Administrator,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    accounts::{HandoverPage, HandoverView},
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::ids::{AccountId, HandoverId};
use leptos::prelude::*;
use store::{Tx, handovers};

/// What would move, to look over.
pub async fn show(
    administrator: Administrator,
    State(app): State<App>,
    Path((slug, from, to)): Path<(String, AccountId, AccountId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&administrator.scope()).await?;
    let view = confirmation(&tx, slug, from, to, false).await?;
    Ok(page.ok(TITLE, move || view! { <HandoverPage view/> }))
}

async fn confirmation(
    tx: &Tx,
    slug: String,
    from: AccountId,
    to: AccountId,
    changed: bool,
) -> Result<HandoverView, Error> {
    let (work, refused) = match judge(tx, from, to).await? {
        Ok(sides) => (sides.work, None),
        Err((_, sentence)) => (handovers::work_of(tx, from).await?, Some(sentence)),
    };
    let (from, to) = (side(tx, from).await?, side(tx, to).await?);
    Ok(HandoverView {
        slug,
        from: (from.id, from.name),
        to: (to.id, to.name),
        held: work.held(),
        digest: handovers::digest(&work),
        refused,
        changed,
    })
}

/// Hands over exactly what was shown; where that changed meanwhile, nothing moves and it is shown again.
pub async fn create(
    administrator: Administrator,
    State(app): State<App>,
    Path((slug, from, to)): Path<(String, AccountId, AccountId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&administrator.scope()).await?;
    let again = async |tx: &Tx, changed: bool| -> Result<Response, Error> {
        let view = confirmation(tx, slug.clone(), from, to, changed).await?;
        Ok(page.unprocessable(TITLE, move || view! { <HandoverPage view/> }))
    };
    let Ok(Sides { from: giver, to: receiver, work }) = judge(&tx, from, to).await? else {
        return again(&tx, false).await;
    };
    if typed.get("digest") != handovers::digest(&work) {
        return again(&tx, true).await;
    }
    let id: HandoverId = app.clock.id();
    match handovers::hand_over(&tx, id, (from, to), &work, app.clock.now()).await {
        Ok(()) => {}
        Err(store::Error::Stale) => {
            drop(tx);
            let tx = app.store.read(&administrator.scope()).await?;
            return again(&tx, true).await;
        }
        Err(error) => return Err(error.into()),
    }
    tell(&app, &tx, &administrator, id, (&giver, &receiver), &work).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=handed&pieces={}", paths::handovers(&slug), work.pieces())))
}
