//! 実績報告の補正依頼.

use super::{letters, matter::Matter, sentence};
use crate::{
    actor::{Clerk, Officer},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
    subsidies::review::told,
};
use app::{awards::ReportReturnPage, mails::awards as texts, messages::awards::problems, paths};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    awards::{ReturnForm, StageName},
    ids::AwardId,
};
use elements::FormState;
use leptos::prelude::*;
use store::awards::acts;

const TITLE: &str = "実績報告の補正を依頼する";

/// The form.
pub async fn show(
    officer: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, AwardId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let matter = Matter::find(&tx, id).await?;
    if matter.award.stage.name() != StageName::Reported {
        return Ok(see_other(&paths::award(&slug, id)));
    }
    Ok(render(&page, &officer, &matter, FormState::empty()))
}

/// Asks.
pub async fn create(
    officer: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, AwardId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let matter = Matter::find_to_change(&tx, id).await?;
    matter.fresh(&app, &officer, &typed)?;
    let form = match ReturnForm::parse(&typed, app.clock.today()) {
        Ok(form) => form,
        Err(errors) => {
            return Ok(render(&page, &officer, &matter, FormState::rejected(typed, problems(&errors))));
        }
    };
    let words = form.sentence.as_str();
    if let Err(error) =
        acts::return_report(&tx, &matter.award, officer.id(), words, form.due, app.clock.now()).await
    {
        let why = sentence(error)?;
        return Ok(render(&page, &officer, &matter, FormState::rejected(typed, vec![("", why)])));
    }
    letters::tell(&app, &tx, &officer.tenant, &matter.case, |about| texts::report_returned(about, form.due))
        .await?;
    tx.commit().await?;
    app.wake.notify_one();
    Ok(told(&paths::award(&slug, id), "returned"))
}

fn render(page: &Page, officer: &Officer, matter: &Matter, form: FormState) -> Response {
    let (about, rejected) = (matter.about(officer), form.has_errors());
    let view = move || view! { <ReportReturnPage about form/> };
    if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) }
}
