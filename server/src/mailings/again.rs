//! A draft to those who have not answered a mailing that was sent.

use super::load;
use crate::{
    actor::Clerk,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{mailings::AgainPage, messages::sending::again_problem, paths};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    ids::MailingId,
    mailings::{Again, StageName, parse_signs},
};
use elements::FormState;
use leptos::prelude::*;
use store::mailings;

const TITLE: &str = "回答のない事業所に、もう一度送る";

/// What counts as an answer?
pub async fn show(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, MailingId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let (mailing, _) = load(&tx, id).await?;
    let (StageName::Sent, Some(begun)) = (mailing.stage.name(), mailing.stage.begun()) else {
        return Ok(see_other(&paths::mailing(&slug, id)));
    };
    let surveys = mailings::open_surveys(&tx).await?;
    let (subject, form) = (mailing.text.subject, FormState::empty());
    Ok(page.ok(TITLE, move || view! { <AgainPage slug id subject begun surveys form/> }))
}

/// Makes the draft with the same text, to be changed before it is sent.
pub async fn create(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, MailingId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let (mailing, _) = load(&tx, id).await?;
    let (StageName::Sent, Some(begun)) = (mailing.stage.name(), mailing.stage.begun()) else {
        return Ok(see_other(&paths::mailing(&slug, id)));
    };
    let surveys = mailings::open_surveys(&tx).await?;
    let known: Vec<_> = surveys.iter().map(|(survey, _)| *survey).collect();
    let signs = match parse_signs(&typed, &known) {
        Ok(signs) => signs,
        Err((field, problem)) => {
            let form = FormState::rejected(typed, vec![(field, again_problem(problem).to_owned())]);
            let subject = mailing.text.subject;
            return Ok(page.unprocessable(TITLE, move || {
                view! { <AgainPage slug id subject begun surveys form/> }
            }));
        }
    };
    let draft: MailingId = app.clock.id();
    let again = Again { of: id, signs };
    mailings::add_again(&tx, draft, &mailing.text, Some(&again), app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=again", paths::mailing(&slug, draft))))
}
