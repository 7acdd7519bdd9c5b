//! An officer registers somebody who telephoned, and cancels for them.

use super::{found, letters, line, own, public, replies, views};
use crate::{
    actor::PartnerClerk,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    demos::{ComingWithdrawalPage, EntryPage},
    messages::demos::{coming_errors, wrong_stage},
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    accounts::TenantKind,
    demos::{FilledBy, Prompt},
    ids::{DemoId, RegistrationId},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    demos::{
        admissions,
        coming::{self, RegisterError},
        registrations::{self, Registration, Way},
        sessions::Session,
    },
};

/// The form.
pub async fn show(
    officer: PartnerClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let session = found(&tx, id).await?;
    if session.stage.registers(app.clock.now()).is_err() {
        return Ok(see_other(&paths::demo_session(&slug, id)));
    }
    let (admission, _) = admissions::find(&tx, &session).await?;
    let about = (&session, admission.prompts);
    Ok(render(&page, slug, about, numbered(&officer), (FormState::empty(), None)))
}

/// Registers them; after the last day of registration too: the officer knows why.
pub async fn create(
    officer: PartnerClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let session = found(&tx, id).await?;
    let (admission, _) = admissions::find(&tx, &session).await?;
    let read = match replies::coming(&typed, FilledBy::Officer, &admission, None) {
        Ok(read) => read,
        Err(errors) => {
            let (rejected, about) = (FormState::rejected(typed, errors), (&session, admission.prompts));
            return Ok(render(&page, slug, about, numbered(&officer), (rejected, None)));
        }
    };
    let way = (None, Way::Officer);
    match public::enter(&tx, &app, (&session, app.clock.id()), &read, way, numbered(&officer)).await {
        Ok(made) => {
            letters::came_in(&app, &tx, &officer.tenant, &session, &made).await?;
            line::look(&app, &tx, &session).await?;
            tx.commit().await?;
            app.wake.notify_one();
            let done = if made.wait.is_some() { "waits" } else { "entered" };
            Ok(see_other(&format!("{}?done={done}", paths::demo_participants(&slug, id))))
        }
        Err(public::NotEntered::Problem(problem)) => {
            let typed = public::ticked_to_wait(typed, &problem);
            let rejected = FormState::rejected(typed, coming_errors(&[problem]));
            let about = (&session, admission.prompts);
            Ok(render(&page, slug, about, numbered(&officer), (rejected, None)))
        }
        Err(public::NotEntered::Stage) => {
            let why = session.stage.registers(app.clock.now()).err().map(wrong_stage);
            let about = (&session, admission.prompts);
            Ok(render(&page, slug, about, numbered(&officer), (FormState::filled(typed), why)))
        }
        Err(public::NotEntered::Error(error)) => Err(error),
    }
}

/// Whether the officer's house has a register in which a number is looked up.
fn numbered(officer: &PartnerClerk) -> bool {
    officer.tenant.kind == TenantKind::Municipality
}

fn render(
    page: &Page,
    slug: String,
    (session, prompts): (&Session, Vec<Prompt>),
    numbered: bool,
    (form, refused): (FormState, Option<String>),
) -> Response {
    let rejected = form.has_errors() || refused.is_some();
    let (id, about, left) = (session.id, views::about(session), session.left());
    let view = move || view! { <EntryPage slug id about left numbered prompts form refused/> };
    let title = "申込みを代わりに入力する";
    if rejected { page.unprocessable(title, view) } else { page.ok(title, view) }
}

/// A living registration of a session of the house.
pub(super) async fn registered(
    tx: &Tx,
    id: DemoId,
    registration: RegistrationId,
) -> Result<(Session, Registration), Error> {
    let session = found(tx, id).await?;
    let one = registrations::find(tx, registration).await?.ok_or(Error::NotFound)?;
    if one.session == id && one.is_live() && !one.is_walk_in() {
        Ok((session, one))
    } else {
        Err(Error::NotFound)
    }
}

/// Asks once more.
pub async fn ask(
    officer: PartnerClerk,
    State(app): State<App>,
    Path((slug, id, registration)): Path<(String, DemoId, RegistrationId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let (session, one) = registered(&tx, id, registration).await?;
    Ok(asked(&page, &slug, &session, &one, None))
}

/// Cancels it; the office is told by mail where it has one.
pub async fn withdraw(
    officer: PartnerClerk,
    State(app): State<App>,
    Path((slug, id, registration)): Path<(String, DemoId, RegistrationId)>,
    page: Page,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let (session, one) = registered(&tx, id, registration).await?;
    match coming::withdraw(&tx, &session, &one, app.clock.now()).await {
        Ok(()) => {
            letters::withdrawn(&app, &tx, &officer.tenant, &session, &one).await?;
            line::look(&app, &tx, &session).await?;
            tx.commit().await?;
            app.wake.notify_one();
            Ok(see_other(&format!("{}?done=withdrawn", paths::demo_participants(&slug, id))))
        }
        Err(RegisterError::Stage(why)) => Ok(asked(&page, &slug, &session, &one, Some(wrong_stage(why)))),
        // The same page asks once more, with what is cancelled as it is now; there is none where that was done already.
        Err(RegisterError::Store(store::Error::Stale)) => {
            drop(tx);
            let tx = app.store.read(&officer.scope()).await?;
            match registered(&tx, id, registration).await {
                Ok((session, one)) => Ok(asked(&page, &slug, &session, &one, Some(own::changed_before()))),
                Err(Error::NotFound) => Ok(see_other(&paths::demo_participants(&slug, id))),
                Err(error) => Err(error),
            }
        }
        Err(RegisterError::Full { .. } | RegisterError::Already) => {
            Err(Error::Internal("giving places back takes none"))
        }
        Err(RegisterError::Store(error)) => Err(error.into()),
    }
}

fn asked(
    page: &Page,
    slug: &str,
    session: &Session,
    one: &Registration,
    refused: Option<String>,
) -> Response {
    let back = paths::demo_participants(slug, session.id);
    let action = paths::demo_registration_cancellation(slug, session.id, one.id);
    let (about, waits, rejected) = (own::about(session, one), one.wait.is_some(), refused.is_some());
    let view = move || view! { <ComingWithdrawalPage back action about waits refused/> };
    let title = "申込みを取り消す";
    if rejected { page.unprocessable(title, view) } else { page.ok(title, view) }
}
