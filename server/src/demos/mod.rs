//! Demo sessions: asked for by a municipality, confirmed by its federation, come to by offices.

pub mod admission;
pub mod along;
pub mod amending;
mod arranging;
pub mod asked;
pub mod at_home;
pub mod attendance;
pub mod badges;
mod beside;
pub mod blocked;
mod busy;
pub mod calendars;
pub mod changing;
pub mod chores;
mod cities;
pub mod confirming;
pub mod day_sheet;
mod differing;
pub mod digest;
pub mod door;
mod elsewhere;
pub mod endings;
pub mod entry;
pub mod evidence;
pub mod feeds;
pub mod for_cities;
mod history;
mod holding;
pub mod invitations;
pub mod leaving;
mod letters;
pub mod like;
pub mod line;
pub mod loans;
pub mod member_cities;
pub mod mine;
pub mod month;
pub mod moving;
pub mod open_dates;
pub mod own;
pub mod participants;
mod plan_kits;
pub mod plans;
pub mod pools;
pub mod public;
pub mod questions;
pub mod registrations;
pub mod reminder;
mod replies;
pub mod report;
pub mod requests;
pub mod resources;
pub mod rules;
mod sessions;
mod silent;
pub mod switching;
mod tied;
pub mod tokens;
mod uses;
mod views;
pub mod week;
mod years;

pub use sessions::{export, index, show};
pub(crate) use uses::Uses;
pub(crate) use views::about;
pub(crate) use views::desk;

use crate::{actor::Officer, error::Error, page::see_other, routing::Routes};
use app::{
    errors::Conflict,
    messages::demos::{happening, stage},
    paths, when,
};
use axum::response::Response;
use chrono::{DateTime, Utc};
use domain::{
    accounts::TenantKind,
    demos::{Happening, Side},
    form::Typed,
    ids::{DemoId, TenantId},
};
use serde::Deserialize;
use serde_json::Value;
use store::{Tx, demos::sessions::Session, events, members as people, tenants};

/// デモ・説明会: both houses that share sessions, and the federation alone.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .show("/t/{tenant}/demos", index)
        .show("/t/{tenant}/demos/export", export)
        .page("/t/{tenant}/demos/new", requests::new, requests::create)
        .page("/t/{tenant}/demos/requests/cities", for_cities::new, for_cities::create)
        .page("/t/{tenant}/demos/entry", requests::told, requests::enter)
        .show("/t/{tenant}/demos/week", week::show)
        .show("/t/{tenant}/demos/month", month::show)
        .page("/t/{tenant}/demos/feed", feeds::show, feeds::update)
        .show("/calendars/{token}/demos.ics", feeds::calendar_of)
        .upload("/t/{tenant}/demos/plans/kit", plan_kits::new, plan_kits::create)
        .page("/t/{tenant}/demos/plans/{plan}", plans::show, plans::update)
        .page("/t/{tenant}/demos/plans/{plan}/tasks/{step}", plans::edit, plans::save)
        .page("/t/{tenant}/demos/resources", resources::index, resources::create)
        .page("/t/{tenant}/demos/resources/{resource}", resources::edit, resources::update)
        .page("/t/{tenant}/demos/rules", rules::show, rules::update)
        .show("/t/{tenant}/demos/cities", member_cities::index)
        .page("/t/{tenant}/demos/cities/{member}", member_cities::edit, member_cities::update)
        .page("/t/{tenant}/demos/pools", pools::index, pools::join)
        .page("/t/{tenant}/demos/blocked", blocked::index, blocked::offer)
        .show("/t/{tenant}/demos/open-dates", open_dates::index)
        .page("/t/{tenant}/demos/open-dates/new", open_dates::new, open_dates::create)
        .page("/t/{tenant}/demos/open-dates/{open_date}", open_dates::ask, open_dates::take)
        .page("/t/{tenant}/demos/open-dates/{open_date}/entry", open_dates::told_of, open_dates::enter)
        .act("/t/{tenant}/demos/open-dates/{open_date}/withdrawal", open_dates::withdraw)
        .show("/t/{tenant}/demos/{demo}", show)
        .page("/t/{tenant}/demos/{demo}/request", amending::show, amending::update)
        .page("/t/{tenant}/demos/{demo}/confirmation", confirming::show, confirming::create)
        .page("/t/{tenant}/demos/{demo}/change", moving::show, moving::create)
        .page("/t/{tenant}/demos/{demo}/venue", moving::ask_venue, moving::set_venue)
        .page("/t/{tenant}/demos/{demo}/dates", blocked::show, blocked::choose)
        .page("/t/{tenant}/demos/{demo}/asked", asked::show, asked::answer)
        .page("/t/{tenant}/demos/{demo}/leaving", leaving::show, leaving::leave)
        .page("/t/{tenant}/demos/{demo}/loans", loans::show, loans::update)
        .show("/t/{tenant}/demos/{demo}/loans/sheet.pdf", loans::sheet)
        .page("/t/{tenant}/demos/{demo}/refusal", endings::ask_refusal, endings::refuse)
        .page("/t/{tenant}/demos/{demo}/cancellation", endings::ask_cancellation, endings::cancel)
        .act("/t/{tenant}/demos/{demo}/holding", endings::hold)
        .page("/t/{tenant}/demos/{demo}/chores/new", chores::new, chores::create)
        .page("/t/{tenant}/demos/{demo}/chores/{chore}", chores::show, chores::update)
        .act("/t/{tenant}/demos/{demo}/chores/{chore}/removal", chores::remove)
        .page("/t/{tenant}/demos/{demo}/attendance", attendance::show, attendance::create)
        .show("/t/{tenant}/demos/{demo}/participants", participants::show)
        .show("/t/{tenant}/demos/{demo}/participants/export", participants::export)
        .show("/t/{tenant}/demos/{demo}/participants/badges.pdf", badges::show)
        .show("/t/{tenant}/demos/{demo}/calendar.ics", calendars::show)
        .page("/t/{tenant}/demos/{demo}/admission", admission::show, admission::update)
        .page("/t/{tenant}/demos/{demo}/invitations", invitations::show, invitations::create)
        .show("/t/{tenant}/demos/{demo}/invitations/letters.pdf", invitations::letters)
        .page("/t/{tenant}/demos/{demo}/registrations/new", entry::show, entry::create)
        .page("/t/{tenant}/demos/{demo}/registrations/{registration}", changing::show, changing::update)
        .page(
            "/t/{tenant}/demos/{demo}/registrations/{registration}/cancellation",
            entry::ask,
            entry::withdraw,
        )
        .page(
            "/t/{tenant}/demos/{demo}/registrations/{registration}/switch",
            switching::ask_entered,
            switching::switch_entered,
        )
        .page("/t/{tenant}/demos/{demo}/door", door::show, door::create)
        .show("/demos/{demo}/door", door::find)
        .show("/t/{tenant}/demos/{demo}/questions", questions::index)
        .act("/t/{tenant}/demos/{demo}/questions/new", questions::create)
        .act("/t/{tenant}/demos/{demo}/questions/{question}", questions::answer)
        .show("/t/{tenant}/demos/{demo}/sheet.pdf", day_sheet::show)
        .show("/t/{tenant}/demos/{demo}/report", report::show)
        .act("/t/{tenant}/demos/{demo}/report/text", report::update)
        .show("/t/{tenant}/demos/{demo}/report.pdf", report::sheet)
        .show("/t/{tenant}/demos/{demo}/report/export", report::export)
}

/// デモ・説明会: the offices that come.
pub(crate) fn attending(routes: Routes) -> Routes {
    routes
        .show("/t/{tenant}/guide/demos", public::index)
        .page("/t/{tenant}/guide/demos/{demo}", public::show, public::create)
        .page("/invited/{token}", public::show_invited, public::create_invited)
        .page("/coming/{token}", own::show, own::update)
        .page("/coming/{token}/cancellation", own::ask, own::withdraw)
        .page("/coming/{token}/switch", switching::ask, switching::switch)
        .show("/coming/{token}/calendar.ics", own::calendar)
        .show("/t/{tenant}/my/demos", mine::index)
        .page("/t/{tenant}/my/demos/{demo}", mine::show, mine::create)
        .show("/t/{tenant}/my/demos/{demo}/calendar.ics", calendars::show_own)
        .page(
            "/t/{tenant}/my/demos/{demo}/registrations/{registration}",
            registrations::show,
            registrations::update,
        )
        .page(
            "/t/{tenant}/my/demos/{demo}/registrations/{registration}/cancellation",
            registrations::ask,
            registrations::withdraw,
        )
        .page(
            "/t/{tenant}/my/demos/{demo}/registrations/{registration}/switch",
            switching::ask_own,
            switching::switch_own,
        )
}

/// What was just done, told once after a redirect.
#[derive(Debug, Deserialize)]
pub struct Done {
    done: Option<String>,
}

/// Back to a session's page, with what was done.
fn told(slug: &str, id: DemoId, done: &str) -> Response {
    see_other(&format!("{}?done={done}", paths::demo_session(slug, id)))
}

/// Which side an officer is on.
fn side_of(officer: &Officer) -> Side {
    match officer.tenant.kind {
        TenantKind::Federation => Side::Federation,
        TenantKind::Municipality | TenantKind::Prefecture | TenantKind::Central => Side::Municipality,
    }
}

/// A session of the officer's house, or not there.
async fn found(tx: &Tx, id: DemoId) -> Result<Session, Error> {
    store::demos::sessions::find(tx, id).await?.ok_or(Error::NotFound)
}

/// The same, where whoever only joined it does not find it.
async fn found_own(tx: &Tx, id: DemoId) -> Result<Session, Error> {
    let session = found(tx, id).await?;
    let own = tx.tenant().map_err(Error::from)?;
    if owns(&session, own) { Ok(session) } else { Err(Error::NotFound) }
}

/// Whether a house changes a session: whoever joined the session of another municipality reads it.
fn owns(session: &Session, tenant: TenantId) -> bool {
    session.federation == tenant || session.municipality == Some(tenant)
}

/// The same, for a change.
async fn found_to_change(tx: &Tx, id: DemoId) -> Result<Session, Error> {
    store::demos::sessions::find_to_change(tx, id).await?.ok_or(Error::NotFound)
}

/// The same, where whoever joined it finds it too.
async fn found_to_come(tx: &Tx, id: DemoId) -> Result<Session, Error> {
    store::demos::sessions::find_to_come(tx, id).await?.ok_or(Error::NotFound)
}

/// The form was made from this version of the session, or somebody was faster.
async fn fresh(tx: &Tx, typed: &Typed, slug: &str, session: &Session) -> Result<(), Error> {
    if !typed.is_overtaken(session.version) {
        return Ok(());
    }
    Err(conflict(tx, slug, session, differing::session(session, typed)).await?)
}

/// Who was faster with a session, and in what it differs from what was about to be written.
async fn conflict(
    tx: &Tx,
    slug: &str,
    session: &Session,
    differences: Vec<(String, String, String)>,
) -> Result<Error, Error> {
    let moves = |happening: Happening, _: &Value| {
        matches!(
            happening,
            Happening::Booked
                | Happening::Moved
                | Happening::Taken
                | Happening::Joined
                | Happening::Parted
                | Happening::Amended
                | Happening::DatesOffered
                | Happening::DateChosen
                | Happening::Confirmed
                | Happening::Declined
                | Happening::Cancelled
                | Happening::Held
                | Happening::Reported
        )
    };
    let (who, when, did) = match last(tx, session, moves).await? {
        Some(last) if last.at >= session.updated_at => {
            (last.who, when::moment(last.at), happening(last.what).to_owned())
        }
        // A request for a speaker moves it, too, and is told with the dispatch.
        Some(_) | None => {
            let did = format!("状態を「{}」に変えました", stage(session.stage.name()));
            ("ほかの人".to_owned(), when::moment(session.updated_at), did)
        }
    };
    Ok(Error::Conflict(Box::new(Conflict {
        what: format!("{}のデモ・説明会", session.name),
        who,
        when,
        did,
        differences,
        latest: paths::demo_session(slug, session.id),
    })))
}

/// What was done last to a session, by whom: a colleague by name, or the other house.
struct Last {
    who: String,
    at: DateTime<Utc>,
    what: Happening,
}

impl Last {
    /// Who and when, in words, where something is known to have happened.
    fn words(last: Option<Self>, session: &Session) -> (String, String) {
        last.map_or_else(
            || ("ほかの人".to_owned(), when::moment(session.updated_at)),
            |last| (last.who, when::moment(last.at)),
        )
    }
}

/// What was done last of one kind, as this house's chain has it.
async fn last(
    tx: &Tx,
    session: &Session,
    concerns: impl Fn(Happening, &Value) -> bool,
) -> Result<Option<Last>, Error> {
    let of = |event: &events::Recorded| {
        Happening::from_code(&event.kind).filter(|happening| concerns(*happening, &event.payload))
    };
    let all = events::of_subject(tx, "demo", session.id.uuid()).await?;
    let Some((what, last)) = all.iter().rev().find_map(|event| Some((of(event)?, event))) else {
        return Ok(None);
    };
    let known = match last.account {
        Some(account) => people::find(tx, account).await?.map(|member| member.account.name),
        None => None,
    };
    let who = match known {
        Some(name) => name,
        None if tx.tenant()? == session.federation => session.name.clone(),
        None => tenants::by_id(tx, session.federation).await?.name,
    };
    Ok(Some(Last { who, at: last.at, what }))
}
