//! 起案: what the verdicts allow, with the amount of the rules or less.

use super::{Pairs, authority::amount, case::Case, queue_of, told, version_of, views, workspace};
use crate::{
    actor::{Clerk, Officer},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
    subsidies::work_mails,
};
use app::{
    messages::subsidies::proposal_problem,
    subsidies::review::{ProposalPage, ProposalView},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    ids::{ApplicationId, ProposalId},
    subsidies::{Proposal, ProposalForm, Queue, StageName},
};
use elements::FormState;
use leptos::prelude::*;
use store::subsidies::review::{ReviewError, propose};

/// The form.
pub async fn show(
    officer: Clerk,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    pairs: Pairs,
    page: Page,
) -> Result<Response, Error> {
    let queue = queue_of(&pairs);
    let tx = app.store.read(&officer.scope()).await?;
    let case = Case::find(&tx, id).await?;
    if case.application.stage.name() != StageName::UnderReview {
        return Ok(see_other(&case.about(&officer, queue).workspace()));
    }
    Ok(render(&page, &officer, &case, queue, FormState::empty()))
}

/// Proposes.
pub async fn create(
    officer: Clerk,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    pairs: Pairs,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let queue = queue_of(&pairs);
    let version = version_of(&typed)?;
    let tx = app.store.write(&officer.scope()).await?;
    let case = Case::find_to_change(&tx, id).await?;
    let about = case.about(&officer, queue.clone());
    let words = [
        ("不交付の理由", "reason"),
        ("交付額", "amount"),
        ("減額の理由", "lowered"),
        ("決裁者への申し送り", "note"),
    ];
    let differences = words
        .into_iter()
        .map(|(label, name)| (label.to_owned(), String::new(), typed.get(name).to_owned()))
        .filter(|(_, _, words)| !words.trim().is_empty())
        .collect();
    case.fresh(&app, &about, version, differences)?;
    let form = ProposalForm::parse(&typed, &case.criteria(), &case.judged(), case.arrived(), case.amount());
    let ProposalForm { outcome, note } = match form {
        Ok(form) => form,
        Err(problems) => {
            let rules = &case.version.rules;
            let errors = problems
                .iter()
                .map(|(field, problem)| (field.name(), proposal_problem(*field, problem, rules)))
                .collect();
            return Ok(render(&page, &officer, &case, queue, FormState::rejected(typed, errors)));
        }
    };
    let id = app.clock.id::<ProposalId>();
    let proposal = Proposal { id, by: officer.id(), at: app.clock.now(), outcome, note };
    match propose(&tx, &case.application, &proposal).await {
        Ok(()) => {
            let total = amount(&proposal.outcome);
            work_mails::awaiting_decision(&app, &tx, &case.waiting(&officer), officer.id(), total).await?;
            tx.commit().await?;
            app.wake.notify_one();
            Ok(told(&about.workspace(), "proposed"))
        }
        Err(ReviewError::Store(error)) => Err(error.into()),
        Err(ReviewError::Stage(why)) => {
            drop(tx);
            workspace::refuse(&page, &app, &officer, &case, queue, why).await
        }
        Err(ReviewError::SamePerson) => Err(Error::Internal("a proposal decides nothing")),
    }
}

fn render(page: &Page, officer: &Officer, case: &Case, queue: Queue, form: FormState) -> Response {
    let rejected = form.has_errors();
    let proposal = ProposalView {
        about: case.about(officer, queue),
        verdicts: views::verdicts(case),
        rules: case.version.rules.clone(),
        claim: case.claimed().unwrap_or_default(),
        amount: case.amount(),
        form,
    };
    let view = move || view! { <ProposalPage proposal/> };
    if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) }
}

const TITLE: &str = "起案する";
