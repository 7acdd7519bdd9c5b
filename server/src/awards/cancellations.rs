//! 取消の起案, in whole or in part, before and after 額の確定 and payment.

use super::{decisions::proposed, matter::Matter};
use crate::{
    actor::{Clerk, Officer},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    awards::CancellationPage,
    messages::{awards::problems, subsidies::after_cancellation},
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    awards::{AwardField, CancellationForm, ProposalKind, StageName, return_due},
    form::Typed,
    ids::AwardId,
    wareki::format_date,
};
use elements::FormState;
use leptos::prelude::*;

const TITLE: &str = "交付決定の取消しを起案する";

/// The form.
pub async fn show(
    officer: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, AwardId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let matter = Matter::find(&tx, id).await?;
    let name = matter.award.stage.name();
    let never = matches!(name, StageName::Cancelled | StageName::FinalProposed);
    if never || matter.proposal().is_some() {
        return Ok(see_other(&paths::award(&slug, id)));
    }
    let due = format_date(return_due(app.clock.today()));
    let typed = Typed::default().with(AwardField::ReturnBy.name(), due);
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
    let money = matter.award.money;
    let has = domain::money::Yen(money.paid.get() - money.ordered_back.get());
    let form = match CancellationForm::parse(&typed, money.entitled(), has, app.clock.today()) {
        Ok(form) => form,
        Err(errors) => {
            return Ok(render(&page, &officer, &matter, FormState::rejected(typed, problems(&errors))));
        }
    };
    let CancellationForm { left, reason, note, return_by } = form;
    let words = (String::from(reason), note);
    match proposed(&app, tx, &officer, &matter, ProposalKind::Cancel, left, words, (return_by, None)).await? {
        Ok(response) => Ok(response),
        Err(why) => Ok(render(&page, &officer, &matter, FormState::rejected(typed, vec![("", why)]))),
    }
}

fn render(page: &Page, officer: &Officer, matter: &Matter, form: FormState) -> Response {
    let (about, rejected) = (matter.about(officer), form.has_errors());
    let place = after_cancellation(matter.case.version.rules.after_cancellation);
    let view = move || view! { <CancellationPage about place form/> };
    if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) }
}
