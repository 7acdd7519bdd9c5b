//! ほかの方法での支払の起案: what was paid by 財務会計, or before there was this program, is not paid by a run again.

use super::{decisions::proposed, matter::Matter};
use crate::{
    actor::{Clerk, Officer},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{awards::ElsewherePage, messages::awards::problems, paths};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    awards::{ElsewhereForm, ProposalKind},
    ids::AwardId,
    tokyo,
};
use elements::FormState;
use leptos::prelude::*;

const TITLE: &str = "支払済みの記録を起案する";

/// The form.
pub async fn show(
    officer: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, AwardId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let matter = Matter::find(&tx, id).await?;
    if !matter.can_be_paid() || matter.proposal().is_some() {
        return Ok(see_other(&paths::award(&slug, id)));
    }
    Ok(render(&page, &officer, &matter, FormState::empty()))
}

/// Proposes.
pub async fn create(
    officer: Clerk,
    State(app): State<App>,
    Path((_, id)): Path<(String, AwardId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let matter = Matter::find_to_change(&tx, id).await?;
    matter.fresh(&app, &officer, &typed)?;
    let granted_on = tokyo::date(matter.award.opened_at);
    let form = match ElsewhereForm::parse(&typed, granted_on, app.clock.today()) {
        Ok(form) => form,
        Err(errors) => {
            return Ok(render(&page, &officer, &matter, FormState::rejected(typed, problems(&errors))));
        }
    };
    let ElsewhereForm { paid_on, reason, note } = form;
    let (kind, amount) = (ProposalKind::Elsewhere, matter.award.money.to_pay());
    let (words, days) = ((String::from(reason), note), (None, Some(paid_on)));
    match proposed(&app, tx, &officer, &matter, kind, amount, words, days).await? {
        Ok(response) => Ok(response),
        Err(why) => Ok(render(&page, &officer, &matter, FormState::rejected(typed, vec![("", why)]))),
    }
}

fn render(page: &Page, officer: &Officer, matter: &Matter, form: FormState) -> Response {
    let (about, rejected) = (matter.about(officer), form.has_errors());
    let view = move || view! { <ElsewherePage about form/> };
    if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) }
}
