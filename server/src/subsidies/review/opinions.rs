//! 意見照会: what officers ask outsiders about an application.

use super::{Pairs, case::Case, outside, queue_of, told};
use crate::{
    actor::{Clerk, Officer},
    app::App,
    error::Error,
    mail,
    page::Page,
    posted::Posted,
};
use app::{
    mails::opinions as letters,
    messages::subsidies::{opinion_problem, shown_word},
    paths,
    subsidies::review::{OpinionLine, OpinionRequestPage, OpinionRequestView},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use chrono::Days;
use domain::{
    accounts::Role,
    form::Typed,
    ids::{ApplicationId, OpinionId},
    subsidies::{OpinionField, OpinionRequest, Queue, Shown},
    wareki::format_date,
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx, accounts,
    subsidies::opinions::{self, Opinion},
};

const TITLE: &str = "意見を聞く";
/// Days that an outsider is given as a rule.
const USUAL: Days = Days::new(14);

/// The questions about an application, for the workspace.
pub(super) async fn lines(
    app: &App,
    tx: &Tx,
    officer: &Officer,
    case: &Case,
) -> Result<Vec<OpinionLine>, Error> {
    let asked = opinions::of_application(tx, case.application.id).await?;
    let askers: Vec<_> = asked.iter().map(|one| one.by).collect();
    let names = accounts::names_of(tx, askers).await?;
    let clerk = officer.has(Role::Clerk);
    Ok(asked
        .into_iter()
        .map(|one| OpinionLine {
            handed: (clerk && one.is_open())
                .then(|| (outside::address(app, one.id), outside::code(&app.keys, one.id))),
            id: one.id,
            whom: format!("{}　{}", one.section, one.person),
            by: names.get(&one.by).cloned().unwrap_or_else(|| "ほかの人".to_owned()),
            at: one.at,
            shown: one.shown.iter().map(|shown| shown_word(shown, &case.version.rules)).collect(),
            due: one.due,
            opened: one.opened_at,
            answer: one.answer.map(|(answer, at)| (answer.stance, answer.words, answer.person, at)),
            withdrawn: one.withdrawn_at.is_some(),
            question: one.question,
        })
        .collect())
}

/// The form.
pub async fn show(
    officer: Clerk,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    pairs: Pairs,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let case = Case::find(&tx, id).await?;
    let due = format_date(app.clock.today() + USUAL);
    let form = FormState::filled(Typed::default().with(OpinionField::Due.name(), due));
    Ok(render(&page, &officer, &case, queue_of(&pairs), form))
}

fn choices(case: &Case) -> Vec<Shown> {
    Shown::all(case.version.rules.documents.iter().map(|document| document.key.as_str()))
}

fn render(page: &Page, officer: &Officer, case: &Case, queue: Queue, form: FormState) -> Response {
    let rejected = form.has_errors();
    let request = OpinionRequestView {
        about: case.about(officer, queue),
        choices: choices(case)
            .iter()
            .map(|shown| (shown.code(), shown_word(shown, &case.version.rules)))
            .collect(),
        form,
    };
    let view = move || view! { <OpinionRequestPage request/> };
    if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) }
}

/// Asks, and sends the address where there is one to send it to.
pub async fn create(
    officer: Clerk,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    pairs: Pairs,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let queue = queue_of(&pairs);
    let tx = app.store.write(&officer.scope()).await?;
    let case = Case::find_to_change(&tx, id).await?;
    let request = match OpinionRequest::parse(&typed, &choices(&case), app.clock.today()) {
        Ok(request) => request,
        Err(problems) => {
            let errors = problems
                .iter()
                .map(|(field, problem)| (field.name(), opinion_problem(*field, problem)))
                .collect();
            return Ok(render(&page, &officer, &case, queue, FormState::rejected(typed, errors)));
        }
    };
    let opinion: OpinionId = app.clock.id();
    opinions::ask(&tx, &case.application, opinion, &request, app.clock.now()).await?;
    if let Some(email) = &request.email {
        let url = outside::address(&app, opinion);
        let house = &officer.tenant;
        let text = letters::asked(&request.person, &house.name, &case.version.rules.desk, request.due, &url);
        let to = (email.as_str(), request.person.as_str());
        mail::letters::write(&app, &tx, house, to, text, ("application", case.application.id.uuid())).await?;
    }
    tx.commit().await?;
    app.wake.notify_one();
    Ok(told(&case.about(&officer, queue).workspace(), "opinion_asked"))
}

/// Takes a question back; what was answered or taken back before stays as it is.
pub async fn withdraw(
    officer: Clerk,
    State(app): State<App>,
    Path((slug, id, opinion)): Path<(String, ApplicationId, OpinionId)>,
    pairs: Pairs,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let case = Case::find_to_change(&tx, id).await?;
    let here = paths::application_in(&slug, id, &queue_of(&pairs));
    let mine = opinions::find(&tx, opinion).await?;
    let mine: Opinion = mine.filter(|one| one.application == case.application.id).ok_or(Error::NotFound)?;
    match opinions::withdraw(&tx, &case.application, mine.id, app.clock.now()).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(told(&here, "opinion_withdrawn"))
        }
        Err(store::Error::Stale) => Ok(crate::page::see_other(&here)),
        Err(error) => Err(error.into()),
    }
}
