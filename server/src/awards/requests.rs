//! The answer to 変更・中止の申請: an approval is proposed and decided by another; 承認しない is said by the clerk.

use super::{decisions::proposed, letters, matter::Matter, sentence};
use crate::{
    actor::{Clerk, Officer},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
    subsidies::review::told,
};
use app::{
    awards::{RequestAnswerPage, RequestView},
    mails::awards as texts,
    messages::awards::problems,
    paths, when,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    awards::{AwardField, AwardProblem, parse_reason, parse_return_by},
    ids::AwardId,
    subsidies::Form,
};
use elements::FormState;
use leptos::prelude::*;
use store::awards::requests::{self, Request};

const TITLE: &str = "変更・中止の申請に答える";

/// The form.
pub async fn show(
    officer: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, AwardId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let matter = Matter::find(&tx, id).await?;
    match matter.request() {
        Some(request) if matter.proposal().is_none() => {
            Ok(render(&page, &officer, &matter, request, FormState::empty()))
        }
        _ => Ok(see_other(&paths::award(&slug, id))),
    }
}

/// Proposes the approval, or declines.
pub async fn create(
    officer: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, AwardId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let matter = Matter::find_to_change(&tx, id).await?;
    let Some(request) = matter.request().filter(|_| matter.proposal().is_none()) else {
        return Ok(see_other(&paths::award(&slug, id)));
    };
    matter.fresh(&app, &officer, &typed)?;
    let again = |errors: Vec<(&'static str, String)>, typed| {
        render(&page, &officer, &matter, request, FormState::rejected(typed, errors))
    };
    match typed.get("answer") {
        "approve" => {
            // What was paid in advance beyond what is left comes back, by a day.
            let return_by = if matter.award.money.held() > request.amount {
                match parse_return_by(&typed, app.clock.today()) {
                    Ok(day) => Some(day),
                    Err(error) => return Ok(again(problems(&[error]), typed)),
                }
            } else {
                None
            };
            let words = (request.reason.clone(), typed.get(AwardField::Note.name()).trim().to_owned());
            let kind = request.kind.proposal();
            let days = (return_by, None);
            match proposed(&app, tx, &officer, &matter, kind, request.amount, words, days).await? {
                Ok(response) => Ok(response),
                Err(why) => Ok(again(vec![("", why)], typed)),
            }
        }
        "decline" => {
            let reason = match parse_reason(&typed, AwardField::Reason) {
                Ok(reason) => reason,
                Err(error) => return Ok(again(problems(&[error]), typed)),
            };
            let now = app.clock.now();
            if let Err(error) = requests::decline(&tx, &matter.award, request, reason.as_str(), now).await {
                return Ok(again(vec![("", sentence(error)?)], typed));
            }
            letters::tell(&app, &tx, &officer.tenant, &matter.case, texts::declined).await?;
            tx.commit().await?;
            app.wake.notify_one();
            Ok(told(&paths::award(&slug, id), "declined"))
        }
        _ => {
            let words = app::messages::awards::problem(AwardField::Kind, &AwardProblem::NotChosen);
            Ok(again(vec![("answer", words.replace("申請の内容", "回答"))], typed))
        }
    }
}

fn render(page: &Page, officer: &Officer, matter: &Matter, request: &Request, form: FormState) -> Response {
    let (about, rejected) = (matter.about(officer), form.has_errors());
    let request = RequestView {
        kind: request.kind,
        amount: request.amount,
        reason: request.reason.clone(),
        at: when::moment(request.at),
        named: matter.case.version.rules.form(Form::Change).cloned(),
    };
    let view = move || view! { <RequestAnswerPage about request form/> };
    if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) }
}
