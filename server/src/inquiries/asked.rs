//! What other houses ask an officer's house: the list, what waits on its home page, and the answer.

use super::{Done, answer, fill_answers};
use crate::{
    actor::{Invited, InvitedClerk, Officer},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    inquiries::{AskedLine, AskedOnePage, AskedOneView, AskedPage},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use chrono::NaiveDate;
use domain::{accounts::Role, ids::ReplyId, inquiries::Field};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    inquiries::replies::{self, Reply},
};

/// Everything that the house is and was asked.
pub async fn index(officer: Invited, State(app): State<App>, page: Page) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let today = app.clock.today();
    let lines = replies::asked_of(&tx).await?.into_iter().map(|reply| line(reply, today)).collect();
    let slug = officer.tenant.slug.clone();
    Ok(page.ok("届いた照会", move || view! { <AskedPage slug lines/> }))
}

/// What waits for an answer of the house, the earliest deadline first.
pub async fn at_home(tx: &Tx, today: NaiveDate) -> Result<Vec<AskedLine>, Error> {
    Ok(replies::open_to(tx, today).await?.into_iter().map(|reply| line(reply, today)).collect())
}

fn line(reply: Reply, today: NaiveDate) -> AskedLine {
    AskedLine {
        id: reply.id,
        left: reply.stands(today).ok().map(|()| (reply.deadline - today).num_days()),
        progress: reply.progress(),
        from: reply.asked.from,
        title: reply.asked.title,
        deadline: reply.deadline,
    }
}

/// One of them, with what is kept or was handed in.
pub async fn show(
    officer: Invited,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ReplyId)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let reply = own(&officer, replies::find(&tx, id).await?)?;
    let typed = fill_answers(&reply).with(Field::AnsweredBy.name(), officer.account.name.clone());
    let done = match done.as_deref() {
        Some("kept") => Some("途中で保存しました。まだ提出していません。"),
        Some("answered") => Some("回答を提出しました。期限までは訂正できます。"),
        Some("corrected") => Some("訂正した回答を提出しました。"),
        Some(_) | None => None,
    };
    Ok(render(&app, &page, &officer, slug, reply, (FormState::filled(typed), done)))
}

/// Keeps the answer for later, or hands it in.
pub async fn create(
    officer: InvitedClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ReplyId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let reply = own(&officer, replies::find_to_change(&tx, id).await?)?;
    let here = paths::asked_one(&slug, id);
    if reply.stands(app.clock.today()).is_err() {
        // The page says why, and shows what was typed: it stands nowhere else.
        drop(tx);
        let (unsaved, _) = reply.asked.questionnaire.read(&typed);
        let view = AskedOneView {
            unsaved: Some(unsaved),
            ..view(&app, &officer, slug, reply, (FormState::empty(), None))
        };
        return Ok(page.unprocessable("届いた照会", move || view! { <AskedOnePage view/> }));
    }
    let done = match answer(&app, &tx, &reply, &typed, false, here.clone()).await? {
        Ok(false) => "kept",
        Ok(true) if reply.answered_at.is_some() => "corrected",
        Ok(true) => "answered",
        Err(sentences) => {
            drop(tx);
            let form = FormState::rejected(typed, sentences);
            return Ok(render(&app, &page, &officer, slug, reply, (form, None)));
        }
    };
    tx.commit().await?;
    Ok(see_other(&format!("{here}?done={done}")))
}

/// What the officer's house is asked, or not there: what it asks itself is read elsewhere.
fn own(officer: &Officer, found: Option<Reply>) -> Result<Reply, Error> {
    found.filter(|reply| reply.house == Some(officer.tenant.id)).ok_or(Error::NotFound)
}

fn render(
    app: &App,
    page: &Page,
    officer: &Officer,
    slug: String,
    reply: Reply,
    (form, done): (FormState, Option<&'static str>),
) -> Response {
    let rejected = form.has_errors();
    let view = view(app, officer, slug, reply, (form, done));
    let view = move || view! { <AskedOnePage view/> };
    if rejected { page.unprocessable("届いた照会", view) } else { page.ok("届いた照会", view) }
}

fn view(
    app: &App,
    officer: &Officer,
    slug: String,
    reply: Reply,
    (form, done): (FormState, Option<&'static str>),
) -> AskedOneView {
    let progress = reply.progress();
    let closed = reply.stands(app.clock.today()).err();
    let handed_in =
        reply.answers.zip(reply.answered_at).map(|(answers, at)| (answers, reply.answered_by, at));
    AskedOneView {
        slug,
        id: reply.id,
        // What was sent is shown again with the version that it was made from.
        version: form.typed().get("version").parse().unwrap_or(reply.version),
        asked: reply.asked,
        deadline: reply.deadline,
        progress,
        handed_in,
        unsaved: None,
        closed,
        may: officer.has(Role::Clerk),
        form,
        done: done.map(str::to_owned),
    }
}
