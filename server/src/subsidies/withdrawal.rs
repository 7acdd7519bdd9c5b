//! Withdrawing an application: asked once more, then its place and its money are free.

use super::{applications::back, filler::Fills, letters, own::Own, waiting};
use crate::{
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{messages::subsidies::wrong_stage, subsidies::WithdrawalPage};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{ids::ApplicationId, money::Yen};
use leptos::prelude::*;
use store::subsidies::{SubmitError, withdraw};

const TITLE: &str = "申請の取下げ";

/// Asks once more.
pub async fn show<A: Fills>(
    actor: A,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    page: Page,
) -> Result<Response, Error> {
    let filler = actor.filler();
    let tx = app.store.read(&filler.scope()).await?;
    let own = Own::find(&tx, &filler, id).await?;
    let (Some(receipt), true) = (own.application.receipt, own.application.stage.name().is_open()) else {
        return Ok(back(&filler, id));
    };
    let (amount, filling) = (held(&own), filler.filling());
    Ok(page.ok(TITLE, move || {
        view! { <WithdrawalPage filling id receipt=receipt.to_string() amount refused=None/> }
    }))
}

/// Withdraws it.
pub async fn create<A: Fills>(
    actor: A,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    page: Page,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let filler = actor.filler();
    let tx = app.store.write(&filler.scope()).await?;
    let own = Own::find_to_change(&tx, &filler, id).await?;
    let Some(receipt) = own.application.receipt else { return Ok(back(&filler, id)) };
    match withdraw(&tx, &own.application, app.clock.now()).await {
        Ok(()) => {
            letters::withdrawn(&app, &tx, &filler, &own, receipt).await?;
            waiting::move_up(&app, &tx, &filler.tenant, own.application.programme).await?;
            tx.commit().await?;
            Ok(see_other(&format!("{}?done=withdrawn", filler.filling().elsewhere(id))))
        }
        Err(SubmitError::Stage(error)) => {
            let (amount, filling) = (held(&own), filler.filling());
            let refused = Some(wrong_stage(error));
            Ok(page.unprocessable(TITLE, move || {
                view! { <WithdrawalPage filling id receipt=receipt.to_string() amount refused/> }
            }))
        }
        Err(SubmitError::Store(error)) => Err(error.into()),
        Err(
            SubmitError::AlreadyApplied { .. }
            | SubmitError::AppliedElsewhere { .. }
            | SubmitError::BudgetUsedUp
            | SubmitError::Closed,
        ) => Err(Error::Internal("a withdrawal reserves nothing")),
    }
}

/// What goes back into the budget: nothing, where it waits.
fn held(own: &Own) -> Option<Yen> {
    own.application.stage.name().holds_money().then_some(own.application.amount)
}
