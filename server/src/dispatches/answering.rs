//! 国保中央会 answers a request; or the federation records what it was told.

use super::{
    about, following, found, found_to_change, fresh, lecturers::busy_words, letters, location, showing, told,
};
use crate::{
    actor::{DispatchReader, DispatcherClerk},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    dispatches::{AnswerPage, AnswerUse, AnswerView},
    messages::dispatches::{errors, wrong_stage},
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    accounts::TenantKind,
    dispatches::{Answer, AnswerForm, Chosen, Field, Problem},
    form::Typed,
    ids::{DispatchId, LecturerId},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    dispatches::{
        self, ActError, Dispatch,
        lecturers::{self, Lecturer},
    },
};

const TITLE: &str = "講師派遣の依頼への回答";

/// The form.
pub async fn show(
    officer: DispatcherClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DispatchId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let dispatch = found(&tx, id).await?;
    if !dispatch.stage.name().is_live() {
        return Ok(see_other(&paths::dispatch(&slug, id)));
    }
    render(&tx, &page, &officer, &dispatch, FormState::filled(Typed::default())).await
}

/// Answers.
pub async fn create(
    officer: DispatcherClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DispatchId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let dispatch = found_to_change(&tx, id).await?;
    fresh(&tx, &typed, &slug, &dispatch).await?;
    let (today, now) = (app.clock.today(), app.clock.now());
    let length = dispatch.asked.slot.length;
    let central = officer.tenant.kind == TenantKind::Central;
    let known = if central { lecturers::all(&tx).await? } else { Vec::new() };
    let ids: Vec<LecturerId> = known.iter().filter(|one| can_go(one, &dispatch)).map(|one| one.id).collect();
    let parsed = if central {
        AnswerForm::parse(&typed, &ids, length, today)
    } else {
        AnswerForm::parse_told(&typed, length, today)
    };
    let AnswerForm { answer, told: how } = match parsed {
        Ok(form) => form,
        Err(problems) => {
            let rejected = FormState::rejected(typed, errors(&problems));
            return render(&tx, &page, &officer, &dispatch, rejected).await;
        }
    };
    let done = match answer {
        Answer::Accept(Chosen::Known(lecturer, travels)) => {
            let name = known.iter().find(|one| one.id == lecturer).map_or("", |one| one.name.as_str());
            dispatches::accept(&tx, &dispatch, (lecturer, name), travels, now).await
        }
        Answer::Accept(Chosen::Named(name)) => dispatches::accept_told(&tx, &dispatch, name, how, now).await,
        Answer::Propose { slots, online, message } => {
            dispatches::propose(&tx, &dispatch, (slots, online, message), how, now).await
        }
        Answer::Decline(reason) => dispatches::decline(&tx, &dispatch, reason, how, now).await,
    };
    match done {
        Ok(answered) => {
            following::answered(&app, &tx, &answered, central).await?;
            let wrote = letters::answered(&app, &tx, &officer.tenant, &answered, central).await?;
            tx.commit().await?;
            let done = match (central, wrote) {
                (true, true) => "answered",
                (true, false) => "answered_call",
                (false, _) => "recorded",
            };
            Ok(told(&slug, id, done))
        }
        Err(ActError::NotFree) => {
            // Nothing of it stays; what is taken now is read again.
            drop(tx);
            let tx = app.store.read(&officer.scope()).await?;
            let rejected = FormState::rejected(typed, errors(&[(Field::Lecturer, Problem::NotFree)]));
            render(&tx, &page, &officer, &dispatch, rejected).await
        }
        Err(ActError::Stage(why)) => {
            drop(tx);
            showing::refused(&page, &app, &DispatchReader(officer.0), id, wrong_stage(why)).await
        }
        Err(ActError::Store(error)) => Err(error.into()),
        Err(ActError::NotWaiting(_)) => Err(Error::Internal("an answer decides no amount")),
    }
}

/// Whoever is sent still, and who is on the way for it already.
fn can_go(lecturer: &Lecturer, dispatch: &Dispatch) -> bool {
    lecturer.is_sent() || dispatch.lecturer == Some(lecturer.id)
}

async fn render(
    tx: &Tx,
    page: &Page,
    officer: &DispatcherClerk,
    dispatch: &Dispatch,
    form: FormState,
) -> Result<Response, Error> {
    let usage = if officer.tenant.kind == TenantKind::Central {
        let quarters = dispatch.asked.slot.quarters();
        let taken = lecturers::taken(tx, quarters).await?;
        let mut choices = Vec::new();
        for one in lecturers::all(tx).await?.into_iter().filter(|one| can_go(one, dispatch)) {
            let busy = taken
                .iter()
                .find(|taken| taken.lecturer == one.id && taken.by != lecturers::Use::Dispatch(dispatch.id));
            let busy = match busy {
                Some(taken) => Some(busy_words(tx, &officer.tenant.slug, &taken.by).await?.0),
                None => None,
            };
            choices.push((one.id, one.name, busy));
        }
        AnswerUse::Central { lecturers: choices }
    } else {
        AnswerUse::Federation
    };
    let rejected = form.has_errors();
    let answer = AnswerView {
        slug: officer.tenant.slug.clone(),
        id: dispatch.id,
        version: dispatch.version,
        about: about(dispatch),
        asked: dispatch.asked.slot,
        place: location(&dispatch.asked),
        usage,
        form,
    };
    let view = move || view! { <AnswerPage answer/> };
    Ok(if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) })
}
