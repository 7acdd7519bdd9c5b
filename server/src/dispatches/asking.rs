//! Asking 国保中央会 for a speaker, and asking anew: another date or format, or because the session moved.

use super::{fresh, letters, showing, told};
use crate::{
    actor::{DispatchReader, FederationClerk},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    dispatches::{AskPage, AskView},
    messages::{
        demos::{slot_short, wrong_stage as wrong_session},
        dispatches::{errors, wrong_stage},
    },
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    accounts::TenantKind,
    demos::{Contact, Place, Slot, StageName as SessionStage},
    dispatches::{AskForm, Asked, Payer, Stage},
    ids::{DemoId, DispatchId},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    demos::{self, dispatching, sessions, sessions::Session},
    dispatches::{self, ActError, Dispatch},
    tenants::{self, Tenant},
};

const TITLE: &str = "講師派遣を依頼する";

/// The form: of what stands where it is asked anew, else of the session.
pub async fn show(
    officer: FederationClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let session = sessions::find(&tx, id).await?.ok_or(Error::NotFound)?;
    if !may_ask(&session) {
        return Ok(see_other(&paths::demo_session(&slug, id)));
    }
    let live = dispatches::live_of(&tx, id).await?;
    let own = Contact {
        name: officer.account.name.clone(),
        phone: officer.tenant.settings.phone.clone(),
        email: officer.account.email.clone().unwrap_or_default(),
    };
    let (place, _) = arranged(&session);
    let Some(first) = offered(&session, live.as_ref()).first().map(|(slot, _)| *slot) else {
        return Err(Error::NotFound);
    };
    let typed = match &live {
        Some(live) => {
            let Asked { purpose, payer, contact, .. } = &live.asked;
            AskForm::fill(&first, place, purpose, *payer, contact)
        }
        None => AskForm::fill(&first, place, "", Payer::Municipality, &own),
    };
    render(&tx, &page, slug, &session, live.as_ref(), FormState::filled(typed)).await
}

/// Asks.
pub async fn create(
    officer: FederationClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let session = sessions::find_to_change(&tx, id).await?.ok_or(Error::NotFound)?;
    if !may_ask(&session) {
        return Ok(see_other(&paths::demo_session(&slug, id)));
    }
    let live = dispatches::live_of(&tx, id).await?;
    let offered: Vec<Slot> = offered(&session, live.as_ref()).into_iter().map(|(slot, _)| slot).collect();
    let form = match AskForm::parse(&typed, &offered) {
        Ok(form) => form,
        Err(problems) => {
            let rejected = FormState::rejected(typed, errors(&problems));
            return render(&tx, &page, slug, &session, live.as_ref(), rejected).await;
        }
    };
    let asked = asked_for(&session, form);
    let now = app.clock.now();
    let central = central(&tx).await?;
    let (done, again) = match live {
        // The form of a first request: somebody else asked meanwhile, and theirs stands.
        Some(live) if typed.get("version").is_empty() => {
            return Ok(see_other(&paths::dispatch(&slug, live.id)));
        }
        Some(live) => {
            fresh(&tx, &typed, &slug, &live).await?;
            (dispatches::ask_again(&tx, &live, &asked, now).await, true)
        }
        None => {
            let names = (officer.tenant.name.as_str(), central.as_ref().map(|central| central.id));
            let dispatch: DispatchId = app.clock.id();
            let made = dispatches::ask(&tx, dispatch, &session, names, &asked, now).await?;
            // Somebody else asked a moment ago: theirs stands.
            let Some(made) = made else { return Ok(see_other(&paths::demo_dispatch(&slug, id))) };
            (Ok(made), false)
        }
    };
    let dispatch = match done {
        Ok(dispatch) => dispatch,
        Err(ActError::Stage(why)) => {
            drop(tx);
            let officer = DispatchReader(officer.0);
            let live = live_id(&app, &officer, id).await?;
            return showing::refused(&page, &app, &officer, live, wrong_stage(why)).await;
        }
        Err(ActError::Store(error)) => return Err(error.into()),
        Err(ActError::NotFree | ActError::NotWaiting(_)) => {
            return Err(Error::Internal("asking takes nobody"));
        }
    };
    match dispatching::asked(&tx, &session, now).await {
        Ok(()) => {}
        Err(demos::ActError::Store(error)) => return Err(error.into()),
        Err(demos::ActError::Stage(why)) => {
            tracing::info!(why = wrong_session(why), "a session stands on while a speaker is asked for");
        }
    }
    letters::asked(&app, &tx, &officer.tenant, &dispatch, again).await?;
    tx.commit().await?;
    Ok(told(&slug, dispatch.id, if again { "asked_again" } else { "asked" }))
}

async fn live_id(app: &App, officer: &DispatchReader, session: DemoId) -> Result<DispatchId, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let all = dispatches::of_session(&tx, session).await?;
    Ok(all.first().ok_or(Error::NotFound)?.id)
}

/// While a session may still be held as it is asked for.
pub(super) fn may_ask(session: &Session) -> bool {
    matches!(
        session.stage.name(),
        SessionStage::Requested
            | SessionStage::Tentative
            | SessionStage::DispatchAsked
            | SessionStage::Confirmed
    )
}

/// 国保中央会's house here, where it has one.
pub(super) async fn central(tx: &Tx) -> Result<Option<Tenant>, Error> {
    Ok(tenants::of_kind(tx, TenantKind::Central).await?.into_iter().next())
}

/// Where the session is, and in which venue.
fn arranged(session: &Session) -> (Place, String) {
    match session.stage.session() {
        Some(held) => (held.place, held.venue.clone()),
        None => (session.request.place, session.request.venue.clone()),
    }
}

/// The dates that can be asked for: that of the session, or its candidates; and what 国保中央会 proposed.
fn offered(session: &Session, live: Option<&Dispatch>) -> Vec<(Slot, &'static str)> {
    let mut offered: Vec<(Slot, &'static str)> = match session.stage.session() {
        Some(held) => vec![(held.slot, "開催の日時")],
        None => session.request.candidates.iter().map(|slot| (*slot, "市区町村の候補")).collect(),
    };
    if let Some(Stage::Proposed { slots, .. }) = live.map(|live| &live.stage) {
        for slot in slots {
            match offered.iter_mut().find(|(known, _)| known == slot) {
                Some(known) => known.1 = "国保中央会の別案と同じ",
                None => offered.push((*slot, "国保中央会の別案")),
            }
        }
    }
    offered
}

fn asked_for(session: &Session, form: AskForm) -> Asked {
    let AskForm { slot, place, purpose, payer, contact } = form;
    let venue = match place {
        Place::OnSite => arranged(session).1,
        Place::Online => String::new(),
    };
    let people = session.stage.session().map_or(session.request.people, |held| held.capacity).get();
    Asked { slot, place, venue, people, menu: session.request.menu.clone(), purpose, payer, contact }
}

async fn render(
    tx: &Tx,
    page: &Page,
    slug: String,
    session: &Session,
    live: Option<&Dispatch>,
    form: FormState,
) -> Result<Response, Error> {
    let rejected = form.has_errors();
    let offered = offered(session, live);
    let at = offered.first().map(|(slot, _)| slot_short(slot)).unwrap_or_default();
    let ask = AskView {
        slug,
        session: session.id,
        about: format!("{}　{at}", session.name),
        offered,
        again: live.map(|live| live.version),
        central_is_here: central(tx).await?.is_some(),
        form,
    };
    let view = move || view! { <AskPage ask/> };
    Ok(if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) })
}
