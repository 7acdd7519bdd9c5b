//! 額の確定の起案.

use super::{decisions::proposed, matter::Matter};
use crate::{
    actor::{Clerk, Officer},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{awards::FinalPage, messages::awards::problems, paths};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    awards::{AwardField, FinalForm, ProposalKind, StageName, return_due},
    form::Typed,
    ids::AwardId,
    subsidies::ExpenseSection,
    wareki::format_date,
};
use elements::FormState;
use leptos::prelude::*;

const TITLE: &str = "額の確定を起案する";
/// Why money comes back where the office did nothing wrong and the rules give no more.
pub(super) const LESS_THAN_ADVANCED: &str = "実績により確定した額が、概算払で支払った額より少ないため。";

/// The form, filled with what the rules give.
pub async fn show(
    officer: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, AwardId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let matter = Matter::find(&tx, id).await?;
    if matter.award.stage.name() != StageName::Reported || matter.proposal().is_some() {
        return Ok(see_other(&paths::award(&slug, id)));
    }
    let due = format_date(return_due(app.clock.today()));
    let typed = Typed::default()
        .with(AwardField::Amount.name(), matter.most().grouped())
        .with(AwardField::ReturnBy.name(), due);
    Ok(render(&page, &officer, &matter, FormState::filled(typed)))
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
    let paid = matter.award.money.held();
    let form = match FinalForm::parse(&typed, matter.most(), paid, app.clock.today()) {
        Ok(form) => form,
        Err(errors) => {
            return Ok(render(&page, &officer, &matter, FormState::rejected(typed, problems(&errors))));
        }
    };
    let FinalForm { amount, mut reason, note, return_by } = form;
    if return_by.is_some() && reason.is_empty() {
        LESS_THAN_ADVANCED.clone_into(&mut reason);
    }
    let (kind, words, days) = (ProposalKind::Final, (reason, note), (return_by, None));
    match proposed(&app, tx, &officer, &matter, kind, amount, words, days).await? {
        Ok(response) => Ok(response),
        Err(why) => Ok(render(&page, &officer, &matter, FormState::rejected(typed, vec![("", why)]))),
    }
}

fn render(page: &Page, officer: &Officer, matter: &Matter, form: FormState) -> Response {
    let (about, rejected, most) = (matter.about(officer), form.has_errors(), matter.most());
    let rules = matter.case.version.rules.clone();
    let claim = matter
        .reported()
        .and_then(|report| ExpenseSection::shown(&report.answers, &rules))
        .unwrap_or_default();
    let view = move || view! { <FinalPage about rules claim most form/> };
    if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) }
}
