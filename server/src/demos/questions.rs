//! What was asked before and on the day, and what was answered; whoever asked when registering gets the answer by mail.

use super::{Done, found, found_to_change, letters, owns, views};
use crate::{
    actor::{Partner, PartnerClerk},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    demos::{QuestionLine, QuestionsPage, QuestionsView},
    messages::demos::question_errors,
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::Role,
    demos::{QuestionField as Field, QuestionForm},
    form::Typed,
    ids::{DemoId, QuestionId},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    demos::{questions, registrations, sessions::Session},
};

const TITLE: &str = "質問の記録";

/// Everything that was asked.
pub async fn index(
    officer: Partner,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let session = found(&tx, id).await?;
    let done = match done.as_deref() {
        Some("asked") => Some("質問を記録しました。"),
        Some("answered") => Some("回答を保存しました。"),
        Some(_) | None => None,
    };
    let may_act = officer.has(Role::Clerk) && owns(&session, officer.tenant.id);
    render(&page, &tx, slug, &session, may_act, (None, FormState::empty(), done)).await
}

/// Keeps a question of the day.
pub async fn create(
    officer: PartnerClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let session = found_to_change(&tx, id).await?;
    let form = match QuestionForm::parse(&typed) {
        Ok(form) => form,
        Err(problems) => {
            let rejected = FormState::rejected(typed, question_errors(&problems));
            return render(&page, &tx, slug, &session, true, (None, rejected, None)).await;
        }
    };
    questions::add(&tx, &session, app.clock.id(), &form, &by(&officer), app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=asked", paths::demo_questions(&slug, id))))
}

/// Who answers, as both houses read it.
fn by(officer: &PartnerClerk) -> String {
    format!("{}（{}）", officer.account.name, officer.tenant.name)
}

/// Answers one.
pub async fn answer(
    officer: PartnerClerk,
    State(app): State<App>,
    Path((slug, id, question)): Path<(String, DemoId, QuestionId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let session = found_to_change(&tx, id).await?;
    let all = questions::of_session(&tx, id).await?;
    let asked = all.into_iter().find(|one| one.id == question).ok_or(Error::NotFound)?;
    // Several answers stand on one page, each under a name of its own.
    let name = format!("answer-{question}");
    let read = Typed::default().with(Field::Answer.name(), typed.get(&name));
    let words = match QuestionForm::parse_answer(&read) {
        Ok(words) => words,
        Err(problem) => {
            let errors = question_errors(&[problem]);
            let errors = errors.into_iter().map(|(_, sentence)| (name.clone(), sentence)).collect();
            let rejected = FormState::rejected(typed, errors);
            return render(&page, &tx, slug, &session, true, (Some(question), rejected, None)).await;
        }
    };
    let version = typed.version();
    let here = paths::demo_questions(&slug, id);
    match questions::answer(&tx, &session, (question, version), &words, &by(&officer), app.clock.now()).await
    {
        Ok(()) => {}
        Err(store::Error::Stale) => {
            let sentence = "この質問には、ほかの人が先に回答しました。下の回答を確かめてください".to_owned();
            let rejected = FormState::rejected(typed, vec![(name, sentence)]);
            return render(&page, &tx, slug, &session, true, (Some(question), rejected, None)).await;
        }
        Err(error) => return Err(error.into()),
    }
    if let Some(registration) = asked.registration
        && let Some(one) = registrations::find(&tx, registration).await?
        && one.is_live()
    {
        letters::answered(&app, &tx, &officer.tenant, &session, &one, (&asked.asked, &words)).await?;
    }
    tx.commit().await?;
    app.wake.notify_one();
    Ok(see_other(&format!("{here}?done=answered")))
}

async fn render(
    page: &Page,
    tx: &Tx,
    slug: String,
    session: &Session,
    may_act: bool,
    (answering, form, done): (Option<QuestionId>, FormState, Option<&'static str>),
) -> Result<Response, Error> {
    let rejected = form.has_errors();
    let lines = questions::of_session(tx, session.id)
        .await?
        .into_iter()
        .map(|one| QuestionLine {
            id: one.id,
            version: one.version,
            asked: one.asked,
            by: one.by,
            before: one.registration.is_some(),
            owner: one.owner,
            answer: one.answer,
        })
        .collect();
    let questions = QuestionsView {
        slug,
        id: session.id,
        about: views::about(session),
        may_act,
        lines,
        answering,
        form,
        done: done.map(str::to_owned),
    };
    let view = move || view! { <QuestionsPage questions/> };
    Ok(if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) })
}
