//! One reply, for whoever asks: what it says; and, for a house that is only a name, the entry of what it told.

use super::{Done, answer, fill_answers};
use crate::{
    actor::{Host, HostClerk, Officer},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    inquiries::{ReplyPage, ReplyView},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::Role,
    ids::{InquiryId, ReplyId},
    inquiries::Field,
};
use elements::FormState;
use leptos::prelude::*;
use store::inquiries::replies::{self, Reply};

/// What it says.
pub async fn show(
    officer: Host,
    State(app): State<App>,
    Path((slug, inquiry, id)): Path<(String, InquiryId, ReplyId)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let reply = of_inquiry(&officer, inquiry, replies::find(&tx, id).await?)?;
    let told = reply.told.map(domain::inquiries::Way::code).unwrap_or_default();
    let typed = fill_answers(&reply)
        .with(Field::AnsweredBy.name(), reply.answered_by.clone())
        .with(Field::Way.name(), told);
    let done = match done.as_deref() {
        Some("kept") => Some("途中で保存しました。まだ回答として数えていません。"),
        Some("told") => Some("回答を記録しました。"),
        Some(_) | None => None,
    };
    Ok(render(&app, &page, &officer, slug, reply, (FormState::filled(typed), done)))
}

/// Writes down what a house told that is only a name.
pub async fn create(
    officer: HostClerk,
    State(app): State<App>,
    Path((slug, inquiry, id)): Path<(String, InquiryId, ReplyId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let reply = of_inquiry(&officer, inquiry, replies::find_to_change(&tx, id).await?)?;
    let here = paths::inquiry_reply(&slug, inquiry, id);
    // A house that is here answers itself.
    if !reply.is_typed_by(officer.tenant.id) {
        return Ok(see_other(&here));
    }
    if reply.stands(app.clock.today()).is_err() {
        // The page says why, and shows what was typed: it stands nowhere else.
        drop(tx);
        let (unsaved, _) = reply.asked.questionnaire.read(&typed);
        let view = ReplyView {
            unsaved: Some(unsaved),
            ..view(&app, &officer, slug, reply, (FormState::empty(), None))
        };
        return Ok(page.unprocessable("照会への回答", move || view! { <ReplyPage view/> }));
    }
    let done = match answer(&app, &tx, &reply, &typed, true, here.clone()).await? {
        Ok(false) => "kept",
        Ok(true) => "told",
        Err(sentences) => {
            drop(tx);
            let form = FormState::rejected(typed, sentences);
            return Ok(render(&app, &page, &officer, slug, reply, (form, None)));
        }
    };
    tx.commit().await?;
    Ok(see_other(&format!("{here}?done={done}")))
}

/// A reply to this inquiry of the officer's house, or not there: what the house is asked by others is answered elsewhere.
fn of_inquiry(officer: &Officer, inquiry: InquiryId, found: Option<Reply>) -> Result<Reply, Error> {
    found.filter(|reply| reply.inquiry == inquiry && reply.asker == officer.tenant.id).ok_or(Error::NotFound)
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
    let view = move || view! { <ReplyPage view/> };
    if rejected {
        page.unprocessable("照会への回答", view)
    } else {
        page.ok("照会への回答", view)
    }
}

fn view(
    app: &App,
    officer: &Officer,
    slug: String,
    reply: Reply,
    (form, done): (FormState, Option<&'static str>),
) -> ReplyView {
    let progress = reply.progress();
    let writes = officer.has(Role::Clerk) && reply.is_typed_by(officer.tenant.id);
    let closed = reply.stands(app.clock.today()).err();
    let answered = reply.answered_at.map(|at| (reply.answered_by, reply.told, at));
    // What was sent is shown again with the version that it was made from.
    let version = form.typed().get("version").parse().unwrap_or(reply.version);
    ReplyView {
        slug,
        inquiry: reply.inquiry,
        title: reply.asked.title,
        id: reply.id,
        version,
        name: reply.name,
        progress,
        questionnaire: reply.asked.questionnaire,
        answers: reply.answers,
        answered,
        unsaved: None,
        writes,
        closed,
        form,
        done: done.map(str::to_owned),
    }
}
