//! Withdrawing an application: asked once more, then its place and its money are free.

use super::{applications::back, letters, own::Own};
use crate::{
    actor::Applicant,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{messages::subsidies::wrong_stage, paths, subsidies::WithdrawalPage};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::ids::ApplicationId;
use leptos::prelude::*;
use store::subsidies::{SubmitError, withdraw};

const TITLE: &str = "申請の取下げ";

/// Asks once more.
pub async fn show(
    applicant: Applicant,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ApplicationId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&applicant.scope()).await?;
    let own = Own::find(&tx, &applicant, id).await?;
    let (Some(receipt), true) = (own.application.receipt, own.application.stage.name().is_open()) else {
        return Ok(back(&slug, id));
    };
    let amount = own.application.amount;
    Ok(page.ok(TITLE, move || {
        view! { <WithdrawalPage slug id receipt=receipt.to_string() amount refused=None/> }
    }))
}

/// Withdraws it.
pub async fn create(
    applicant: Applicant,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ApplicationId)>,
    page: Page,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&applicant.scope()).await?;
    let own = Own::find_to_change(&tx, &applicant, id).await?;
    let Some(receipt) = own.application.receipt else { return Ok(back(&slug, id)) };
    match withdraw(&tx, &own.application, app.clock.now()).await {
        Ok(()) => {
            letters::withdrawn(&app, &tx, &applicant, &own, receipt).await?;
            tx.commit().await?;
            Ok(see_other(&format!("{}?done=withdrawn", paths::my_application(&slug, id))))
        }
        Err(SubmitError::Stage(error)) => {
            let (amount, refused) = (own.application.amount, Some(wrong_stage(error)));
            Ok(page.unprocessable(TITLE, move || {
                view! { <WithdrawalPage slug id receipt=receipt.to_string() amount refused/> }
            }))
        }
        Err(SubmitError::Store(error)) => Err(error.into()),
        Err(SubmitError::AlreadyApplied { .. } | SubmitError::BudgetUsedUp | SubmitError::Closed) => {
            Err(Error::Internal("a withdrawal reserves nothing"))
        }
    }
}
