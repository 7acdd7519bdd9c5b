//! 日時・場所・機材の変更: of what was arranged, with everybody told. The federation changes everything; where it is,
//! either side does.

use super::{
    arranging::{Desk, not_arranged},
    found, found_own, found_to_change, fresh, letters, line, sessions, told, views,
};
use crate::{
    actor::{FederationClerk, Partner, PartnerClerk},
    app::App,
    dispatches::following,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    demos::{ArrangementUse, VenuePage, VenueView},
    messages::demos::{arrangement_errors, wrong_stage},
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    demos::{ArrangementField as Field, ArrangementProblem as Problem, Place},
    form::Typed,
    ids::DemoId,
    text,
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    demos::{
        chores,
        confirming::{ConfirmError, change_venue, rearrange},
        place_holds::SetAside,
        sessions::Session,
    },
};

/// The most characters of a venue and of a word to everybody.
const VENUE: usize = 120;
const NOTE: usize = 500;

/// What was arranged, to be changed.
pub async fn show(
    officer: FederationClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let session = found(&tx, id).await?;
    if !session.stage.name().is_arranged() {
        return Ok(see_other(&paths::demo_session(&slug, id)));
    }
    let desk = Desk::around(&app, &tx, &session).await?;
    let filled = FormState::filled(desk.fill(&session));
    desk.render(&tx, &page, (slug, usage(&tx, &session).await?, false), &session, filled).await
}

async fn usage(tx: &Tx, session: &Session) -> Result<ArrangementUse, Error> {
    Ok(ArrangementUse::Change { registered: SetAside::of_house(tx).await?.registered(session) })
}

/// Changes it and tells everybody, or says what is in the way.
pub async fn create(
    officer: FederationClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let session = found_to_change(&tx, id).await?;
    fresh(&tx, &typed, &slug, &session).await?;
    if !session.stage.name().is_arranged() {
        return Ok(see_other(&paths::demo_session(&slug, id)));
    }
    let desk = Desk::of(&app, &tx, Some(&session)).await?;
    let usage = usage(&tx, &session).await?;
    if !typed.get("use").is_empty() {
        let filled = FormState::filled(desk.using(&typed, typed.get("use")));
        return desk.render(&tx, &page, (slug, usage, true), &session, filled).await;
    }
    let form = match desk.read(&typed, &session) {
        Ok(form) => form,
        Err(problems) => {
            let rejected = FormState::rejected(typed, arrangement_errors(&problems));
            return desk.render(&tx, &page, (slug, usage, false), &session, rejected).await;
        }
    };
    match rearrange(&tx, &session, &form, &desk.among, app.clock.now()).await {
        Ok(moved) => {
            chores::replan(&tx, &moved, form.slot.date, &desk.calendar).await?;
            letters::moved(&app, &tx, &officer.tenant, (&session, &moved), &form.note).await?;
            following::moved(&app, &tx, &officer.tenant, (&session, &moved)).await?;
            // There may be more places than before, or the last week has begun.
            line::look(&app, &tx, &moved).await?;
            tx.commit().await?;
            Ok(told(&slug, id, "moved"))
        }
        Err(error) => {
            drop(tx);
            let (who, what) = ((&app, &page, officer), (slug, usage, &session));
            Box::pin(not_arranged(who, what, (typed, &form), error)).await
        }
    }
}

/// Where it is, to be changed by either side.
pub async fn ask_venue(
    officer: PartnerClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let session = found_own(&tx, id).await?;
    if !has_venue(&session) {
        return Ok(see_other(&paths::demo_session(&slug, id)));
    }
    let filled = Typed::default().with(Field::Venue.name(), session.place().1);
    venue_page(&tx, &page, slug, &session, FormState::filled(filled)).await
}

/// Changes where it is, and tells everybody.
pub async fn set_venue(
    officer: PartnerClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let session = found_to_change(&tx, id).await?;
    fresh(&tx, &typed, &slug, &session).await?;
    if !has_venue(&session) {
        return Ok(see_other(&paths::demo_session(&slug, id)));
    }
    let venue = text::tidy_name(typed.get(Field::Venue.name()));
    let note = text::tidy_prose(typed.get(Field::Note.name()));
    let mut problems = Vec::new();
    if venue.is_empty() {
        problems.push((Field::Venue, Problem::Missing));
    } else if text::graphemes(&venue) > VENUE {
        problems.push((Field::Venue, Problem::TooLong(VENUE)));
    }
    if text::graphemes(&note) > NOTE {
        problems.push((Field::Note, Problem::TooLong(NOTE)));
    }
    if !problems.is_empty() {
        let rejected = FormState::rejected(typed, arrangement_errors(&problems));
        return venue_page(&tx, &page, slug, &session, rejected).await;
    }
    match change_venue(&tx, &session, &venue, app.clock.now()).await {
        Ok(moved) => {
            letters::moved(&app, &tx, &officer.tenant, (&session, &moved), &note).await?;
            following::moved(&app, &tx, &officer.tenant, (&session, &moved)).await?;
            tx.commit().await?;
            Ok(told(&slug, id, "moved"))
        }
        Err(ConfirmError::Stage(why)) => {
            drop(tx);
            sessions::refused(&page, &app, &Partner(officer.0), id, wrong_stage(why)).await
        }
        Err(ConfirmError::NotFree) => Err(Error::Internal("a venue takes nothing")),
        Err(ConfirmError::Store(error)) => Err(error.into()),
    }
}

/// Whether it is arranged, and somewhere.
fn has_venue(session: &Session) -> bool {
    session.stage.name().is_arranged() && session.place().0 == Place::OnSite
}

async fn venue_page(
    tx: &Tx,
    page: &Page,
    slug: String,
    session: &Session,
    form: FormState,
) -> Result<Response, Error> {
    let rejected = form.has_errors();
    let venue = VenueView {
        slug,
        id: session.id,
        version: session.version,
        about: views::about(session),
        registered: SetAside::of_house(tx).await?.registered(session),
        form,
    };
    let view = move || view! { <VenuePage venue/> };
    Ok(if rejected {
        page.unprocessable("会場を変える", view)
    } else {
        page.ok("会場を変える", view)
    })
}
