//! Declining, taking back, calling off, and marking a session held.

use super::{along, found, found_own, found_to_change, fresh, letters, sessions, side_of, told, views};
use crate::{
    actor::{FederationClerk, Officer, Partner, PartnerClerk},
    app::App,
    dispatches::following,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    demos::{Ending, EndingPage, EndingView},
    messages::{demos::wrong_stage, subsidies::reason_error},
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    demos::{Side, StageName},
    form::Typed,
    ids::DemoId,
    subsidies::Reason,
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    demos::{ActError, place_holds::SetAside, sessions as rows, sessions::Session},
};

/// Asks the federation why it declines.
pub async fn ask_refusal(
    officer: FederationClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let session = found(&tx, id).await?;
    if session.stage.name() != StageName::Requested {
        return Ok(see_other(&paths::demo_session(&slug, id)));
    }
    Ok(render(&page, slug, &session, Ending::Decline, FormState::empty()))
}

/// Declines.
pub async fn refuse(
    officer: FederationClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let session = found_to_change(&tx, id).await?;
    fresh(&tx, &typed, &slug, &session).await?;
    let reason = match reason(&typed, "お断りする理由") {
        Ok(reason) => reason,
        Err(form) => return Ok(render(&page, slug, &session, Ending::Decline, form)),
    };
    let done = rows::decline(&tx, &session, reason.clone(), app.clock.now()).await;
    let officer = Partner(officer.0);
    match ended(done) {
        Ok(None) => {
            letters::declined(&app, &tx, &officer.tenant, &session, &reason).await?;
            along::part(&app, &tx, &officer.tenant, &session, &reason).await?;
            following::ended(&app, &tx, &officer.tenant, &session, &reason).await?;
            tx.commit().await?;
            Ok(told(&slug, id, "declined"))
        }
        Ok(Some(why)) => refused(tx, &page, &app, officer, id, why).await,
        Err(error) => Err(error),
    }
}

/// Asks why it is called off, or taken back.
pub async fn ask_cancellation(
    officer: PartnerClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let session = found_own(&tx, id).await?;
    match ending(&tx, &officer, &session).await? {
        Some(ending) => Ok(render(&page, slug, &session, ending, FormState::empty())),
        None => Ok(see_other(&paths::demo_session(&slug, id))),
    }
}

/// Calls it off, or takes it back; everybody concerned is told.
pub async fn cancel(
    officer: PartnerClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let session = found_to_change(&tx, id).await?;
    fresh(&tx, &typed, &slug, &session).await?;
    let Some(ending) = ending(&tx, &officer, &session).await? else {
        return Ok(see_other(&paths::demo_session(&slug, id)));
    };
    let reason = match reason(&typed, "理由") {
        Ok(reason) => reason,
        Err(form) => return Ok(render(&page, slug, &session, ending, form)),
    };
    let side = side_of(&officer);
    let done = rows::cancel(&tx, &session, side, reason.clone(), app.clock.now()).await;
    let officer = Partner(officer.0);
    match ended(done) {
        Ok(None) => {
            letters::cancelled(&app, &tx, &officer.tenant, &session, side, &reason).await?;
            following::ended(&app, &tx, &officer.tenant, &session, &reason).await?;
            tx.commit().await?;
            Ok(told(&slug, id, "cancelled"))
        }
        Ok(Some(why)) => refused(tx, &page, &app, officer, id, why).await,
        Err(error) => Err(error),
    }
}

/// Marks a session held.
pub async fn hold(
    officer: PartnerClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let session = found_to_change(&tx, id).await?;
    match ended(rows::hold(&tx, &session, app.clock.now()).await)? {
        None => {
            tx.commit().await?;
            Ok(told(&slug, id, "held"))
        }
        Some(why) => refused(tx, &page, &app, Partner(officer.0), id, why).await,
    }
}

/// How the officer may end the session, if at all. A federation declines a request instead.
async fn ending(tx: &Tx, officer: &Officer, session: &Session) -> Result<Option<Ending>, Error> {
    Ok(match (session.stage.name(), side_of(officer)) {
        (StageName::Requested, Side::Municipality | Side::Both) => Some(Ending::TakeBack),
        (stage, _) if stage.is_arranged() => {
            let registered = SetAside::of_house(tx).await?.registered(session);
            Some(Ending::CallOff { registered })
        }
        _ => None,
    })
}

fn reason(typed: &Typed, what: &str) -> Result<Reason, FormState> {
    Reason::parse(typed.get("reason"))
        .map_err(|error| FormState::rejected(typed.clone(), vec![("reason", reason_error(what, error))]))
}

/// Nothing, or why it was not done.
fn ended(done: Result<(), ActError>) -> Result<Option<String>, Error> {
    match done {
        Ok(()) => Ok(None),
        Err(ActError::Stage(why)) => Ok(Some(wrong_stage(why))),
        Err(ActError::Store(error)) => Err(error.into()),
    }
}

async fn refused(
    tx: Tx,
    page: &Page,
    app: &App,
    officer: Partner,
    id: DemoId,
    why: String,
) -> Result<Response, Error> {
    drop(tx);
    sessions::refused(page, app, &officer, id, why).await
}

fn render(page: &Page, slug: String, session: &Session, ending: Ending, form: FormState) -> Response {
    let title = match ending {
        Ending::Decline => "依頼をお断りする",
        Ending::TakeBack => "依頼を取り下げる",
        Ending::CallOff { .. } => "デモ・説明会を中止する",
    };
    let rejected = form.has_errors();
    let about = views::about(session);
    let ending = EndingView { slug, id: session.id, version: session.version, ending, about, form };
    let view = move || view! { <EndingPage ending/> };
    if rejected { page.unprocessable(title, view) } else { page.ok(title, view) }
}
