//! 旅費: estimated by 国保中央会 or by the federation, approved by the municipality.

use super::{about, found, found_to_change, fresh, letters, showing, told};
use crate::{
    actor::{DispatchReader, DispatcherClerk, Payer},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    dispatches::{ApprovalPage, ApprovalView, CostsPage, CostsView},
    messages::dispatches::{NOT_WAITING, errors, wrong_stage},
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    demos::Place,
    dispatches::{Approval, ApprovalForm, CostForm, Costs, House, Travel},
    ids::DispatchId,
    money::Yen,
};
use elements::FormState;
use leptos::prelude::*;
use store::dispatches::{self, ActError, Dispatch};

const TITLE: &str = "国保中央会の旅費";

/// What a journey is before anybody estimated one.
const JOURNEY: Travel = Travel {
    people: 1,
    rail: Yen::ZERO,
    air: Yen::ZERO,
    nights: 0,
    lodging: Yen::ZERO,
    days: 1,
    daily: Yen::ZERO,
    other: Yen::ZERO,
};

/// The form: of what stands, or with the rates of the house's last estimate.
pub async fn show(
    officer: DispatcherClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DispatchId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let dispatch = found(&tx, id).await?;
    if !may_estimate(&dispatch) {
        return Ok(see_other(&paths::dispatch(&slug, id)));
    }
    let typed = match &dispatch.costs {
        Some(costs) => CostForm::fill(&costs.travel, costs.payer),
        None => {
            let last = dispatches::last_costs(&tx, showing::house_of(&officer)).await?;
            let rates = last.map(|costs| costs.travel);
            let travel =
                rates.map_or(JOURNEY, |Travel { lodging, daily, .. }| Travel { lodging, daily, ..JOURNEY });
            CostForm::fill(&travel, dispatch.asked.payer)
        }
    };
    Ok(render(&page, slug, &officer, &dispatch, FormState::filled(typed)))
}

/// Online costs nothing, and what is over is over.
fn may_estimate(dispatch: &Dispatch) -> bool {
    dispatch.stage.name().is_live() && dispatch.asked.place == Place::OnSite
}

/// Whether the federation records what a municipality without a house here said.
fn tells(officer: &DispatcherClerk, dispatch: &Dispatch) -> bool {
    showing::house_of(officer) == House::Federation && dispatch.municipality.is_none()
}

/// Estimates.
pub async fn create(
    officer: DispatcherClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DispatchId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let dispatch = found_to_change(&tx, id).await?;
    if !may_estimate(&dispatch) {
        return Ok(see_other(&paths::dispatch(&slug, id)));
    }
    fresh(&tx, &typed, &slug, &dispatch).await?;
    let form = match CostForm::parse(&typed, tells(&officer, &dispatch)) {
        Ok(form) => form,
        Err(problems) => {
            let rejected = FormState::rejected(typed, errors(&problems));
            return Ok(render(&page, slug, &officer, &dispatch, rejected));
        }
    };
    let now = app.clock.now();
    let by = (showing::house_of(&officer), form.told);
    let costs = Costs::estimated(form.travel, form.estimate.total, form.payer, by, now);
    let waits = costs.approval == Approval::Waiting;
    match dispatches::estimate(&tx, &dispatch, costs, now).await {
        Ok(estimated) => {
            let wrote = letters::estimated(&app, &tx, &officer.tenant, &estimated).await?;
            tx.commit().await?;
            let done = match (waits && dispatch.municipality.is_some(), wrote) {
                (true, true) => "to_approve",
                (true, false) => "estimated_call",
                (false, _) => "estimated",
            };
            Ok(told(&slug, id, done))
        }
        Err(error) => {
            drop(tx);
            not_done(&app, &page, DispatchReader(officer.0), id, error).await
        }
    }
}

fn render(
    page: &Page,
    slug: String,
    officer: &DispatcherClerk,
    dispatch: &Dispatch,
    form: FormState,
) -> Response {
    let rejected = form.has_errors();
    let costs = CostsView {
        slug,
        id: dispatch.id,
        version: dispatch.version,
        about: about(dispatch),
        tells: tells(officer, dispatch),
        form,
    };
    let view = move || view! { <CostsPage costs/> };
    if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) }
}

/// Asks the approver.
pub async fn ask(
    officer: Payer,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DispatchId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let dispatch = found(&tx, id).await?;
    match approval(slug.clone(), &dispatch, FormState::empty()) {
        Some(approval) => Ok(page.ok(TITLE, move || view! { <ApprovalPage approval/> })),
        None => Ok(see_other(&paths::dispatch(&slug, id))),
    }
}

/// The approver says yes or no.
pub async fn decide(
    officer: Payer,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DispatchId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let dispatch = found_to_change(&tx, id).await?;
    fresh(&tx, &typed, &slug, &dispatch).await?;
    let form = match ApprovalForm::parse(&typed) {
        Ok(form) => form,
        Err(problems) => {
            let rejected = FormState::rejected(typed, errors(&problems));
            return match approval(slug.clone(), &dispatch, rejected) {
                Some(approval) => Ok(page.unprocessable(TITLE, move || view! { <ApprovalPage approval/> })),
                None => Ok(see_other(&paths::dispatch(&slug, id))),
            };
        }
    };
    let (by, now) = (format!("{}　{}", officer.tenant.name, officer.account.name), app.clock.now());
    let (done, word) = match form {
        ApprovalForm::Approve => (dispatches::approve_costs(&tx, &dispatch, &by, now).await, "approved"),
        ApprovalForm::Refuse(reason) => {
            (dispatches::refuse_costs(&tx, &dispatch, (by.as_str(), reason), now).await, "refused")
        }
    };
    match done {
        Ok(decided) => {
            let wrote = letters::decided(&app, &tx, &officer.tenant, &decided).await?;
            tx.commit().await?;
            let done = if wrote { word.to_owned() } else { format!("{word}_call") };
            Ok(told(&slug, id, &done))
        }
        Err(error) => {
            drop(tx);
            not_done(&app, &page, DispatchReader(officer.0), id, error).await
        }
    }
}

/// What is to be approved; none where nothing waits.
fn approval(slug: String, dispatch: &Dispatch, form: FormState) -> Option<ApprovalView> {
    let costs = dispatch.costs.as_ref().filter(|costs| costs.approval == Approval::Waiting)?;
    if !dispatch.stage.name().is_live() {
        return None;
    }
    Some(ApprovalView {
        slug,
        id: dispatch.id,
        version: dispatch.version,
        slot: dispatch.asked.slot,
        lines: costs.travel.estimate(Place::OnSite).map(|estimate| estimate.lines).unwrap_or_default(),
        total: costs.total,
        by: costs.by,
        people: costs.travel.people,
        form,
    })
}

async fn not_done(
    app: &App,
    page: &Page,
    officer: DispatchReader,
    id: DispatchId,
    error: ActError,
) -> Result<Response, Error> {
    let why = match error {
        ActError::Store(error) => return Err(error.into()),
        ActError::NotFree => return Err(Error::Internal("an amount takes nobody")),
        ActError::Stage(why) => wrong_stage(why),
        ActError::NotWaiting(_) => NOT_WAITING.to_owned(),
    };
    showing::refused(page, app, &officer, id, why).await
}
