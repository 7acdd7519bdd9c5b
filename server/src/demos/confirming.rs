//! The federation decides a request: 仮予約 or 開催の決定, with what it needs; what is not free is refused by the rows
//! themselves, with the nearest that is instead.

use super::{
    arranging::{Desk, not_arranged},
    found, found_to_change, fresh, letters, told,
};
use crate::{
    actor::FederationClerk,
    app::App,
    dispatches::following,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{demos::ArrangementUse, messages::demos::arrangement_errors, paths};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{demos::StageName, ids::DemoId};
use elements::FormState;
use store::demos::{
    chores, companions,
    confirming::{book, confirm},
    plans,
    sessions::Session,
};

/// What the form is for, while there is something to decide.
fn usage(session: &Session) -> Option<ArrangementUse> {
    match session.stage.name() {
        StageName::Requested => Some(ArrangementUse::Decide),
        StageName::Tentative | StageName::DispatchAsked => Some(ArrangementUse::Confirm),
        _ => None,
    }
}

/// The candidates, with what is taken at each; or what is held tentatively.
pub async fn show(
    officer: FederationClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let session = found(&tx, id).await?;
    let Some(usage) = usage(&session) else { return Ok(see_other(&paths::demo_session(&slug, id))) };
    let desk = Desk::around(&app, &tx, &session).await?;
    let filled = FormState::filled(desk.fill(&session));
    desk.render(&tx, &page, (slug, usage, false), &session, filled).await
}

/// Holds it tentatively or confirms it, or says what is in the way.
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
    let desk = Desk::of(&app, &tx, Some(&session)).await?;
    let usage = usage(&session).unwrap_or(ArrangementUse::Decide);
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
    let now = app.clock.now();
    let tentative = typed.get("act") == "tentative";
    let done = if tentative {
        book(&tx, &session, &form, &desk.among, now).await
    } else {
        let kept = plans::of(&tx, session.federation, form.place).await?;
        let (plan, chore) = (kept.plan.on(form.slot.date, &desk.calendar), || app.clock.id());
        confirm(&tx, &session, &form, &desk.among, &plan, &chore, now).await
    };
    match done {
        Ok(held) if tentative => {
            companions::bring(&tx, &held, now).await?;
            letters::booked(&app, &tx, &officer.tenant, &held).await?;
            following::moved(&app, &tx, &officer.tenant, (&session, &held)).await?;
            tx.commit().await?;
            Ok(told(&slug, id, "booked"))
        }
        Ok(confirmed) => {
            companions::bring(&tx, &confirmed, now).await?;
            // What was added by hand while it was held is counted back from the new date.
            chores::replan(&tx, &confirmed, form.slot.date, &desk.calendar).await?;
            letters::confirmed(&app, &tx, &officer.tenant, &confirmed).await?;
            following::moved(&app, &tx, &officer.tenant, (&session, &confirmed)).await?;
            tx.commit().await?;
            Ok(told(&slug, id, "confirmed"))
        }
        Err(error) => {
            drop(tx);
            let (who, what) = ((&app, &page, officer), (slug, usage, &session));
            Box::pin(not_arranged(who, what, (typed, &form), error)).await
        }
    }
}
