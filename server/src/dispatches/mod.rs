//! 講師派遣: a federation asks 国保中央会 for a speaker; the answer, the 旅費 and its approval; who of 国保中央会 is where.

mod answering;
mod asking;
pub mod at_home;
mod costing;
pub mod following;
mod lecturers;
mod letters;
mod listing;
mod sheet;
mod showing;
mod withdrawing;

pub(crate) use lecturers::busy_words;
pub(crate) use showing::at_session;

use crate::{error::Error, faster::Faster, page::see_other, routing::Routes};
use app::{
    errors::differing,
    messages::{
        demos::slot_short,
        dispatches::{label, stage},
    },
    paths,
};
use axum::response::Response;
use domain::{
    demos::Place,
    dispatches::{Asked, Field},
    form::Typed,
    ids::DispatchId,
};
use serde::Deserialize;
use store::{
    Tx,
    demos::sessions,
    dispatches::{self, Dispatch},
    events,
};

/// The routes of dispatches.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .page("/t/{tenant}/demos/{demo}/dispatch", asking::show, asking::create)
        .show("/t/{tenant}/dispatches", listing::index)
        .show("/t/{tenant}/dispatches/export", listing::export)
        .show("/t/{tenant}/dispatches/{dispatch}", showing::show)
        .show("/t/{tenant}/dispatches/{dispatch}/sheet.pdf", sheet::show)
        .page("/t/{tenant}/dispatches/{dispatch}/answer", answering::show, answering::create)
        .page("/t/{tenant}/dispatches/{dispatch}/costs", costing::show, costing::create)
        .page("/t/{tenant}/dispatches/{dispatch}/approval", costing::ask, costing::decide)
        .page("/t/{tenant}/dispatches/{dispatch}/withdrawal", withdrawing::show, withdrawing::create)
        .show("/t/{tenant}/lecturers", lecturers::index)
        .act("/t/{tenant}/lecturers/new", lecturers::create)
}

/// What was just done, told once after a redirect.
#[derive(Debug, Deserialize)]
struct Done {
    done: Option<String>,
}

/// Back to a dispatch's page, with what was done.
fn told(slug: &str, id: DispatchId, done: &str) -> Response {
    see_other(&format!("{}?done={done}", paths::dispatch(slug, id)))
}

/// A dispatch of the officer's house, or not there.
async fn found(tx: &Tx, id: DispatchId) -> Result<Dispatch, Error> {
    dispatches::find(tx, id).await?.ok_or(Error::NotFound)
}

/// The same, for a change. Its session is taken first, as by whoever moves one, so that two never wait for each other.
async fn found_to_change(tx: &Tx, id: DispatchId) -> Result<Dispatch, Error> {
    sessions::find_to_change(tx, found(tx, id).await?.session).await?;
    dispatches::find_to_change(tx, id).await?.ok_or(Error::NotFound)
}

/// The form was made from this version of the dispatch, or somebody was faster.
async fn fresh(tx: &Tx, typed: &Typed, slug: &str, dispatch: &Dispatch) -> Result<(), Error> {
    if !typed.is_overtaken(dispatch.version) {
        return Ok(());
    }
    let faster = match events::of_subject(tx, "dispatch", dispatch.id.uuid()).await?.pop() {
        Some(last) => Faster::named(&showing::by(tx, &last).await?, Some(last.at)),
        None => Faster::default(),
    };
    let what = format!("{}の講師派遣の依頼", dispatch.municipality_name);
    let latest = paths::dispatch(slug, dispatch.id);
    Err(faster.conflict(what, "この依頼を進めました", differences(dispatch, typed), latest))
}

/// How it stands, and every word and number that was typed: none of them is lost.
fn differences(dispatch: &Dispatch, typed: &Typed) -> Vec<(String, String, String)> {
    let stands = ("状態".to_owned(), stage(dispatch.stage.name()).to_owned(), String::new());
    let fields = [
        Field::Purpose,
        Field::ContactName,
        Field::ContactPhone,
        Field::ContactEmail,
        Field::Message,
        Field::Reason,
        Field::ToldBy,
        Field::LecturerName,
        Field::Travellers,
        Field::Rail,
        Field::Air,
        Field::Nights,
        Field::Lodging,
        Field::Days,
        Field::Daily,
        Field::Other,
        Field::ToldApproval,
    ];
    let mine = differing(fields, Field::name, label, &Typed::default(), typed);
    std::iter::once(stands).chain(mine).collect()
}

/// Federation, municipality and date of a dispatch, in words.
fn about(dispatch: &Dispatch) -> String {
    format!(
        "{}　{}　{}",
        dispatch.federation_name,
        dispatch.municipality_name,
        slot_short(&dispatch.asked.slot)
    )
}

/// `現地（市役所 3階）`.
fn location(asked: &Asked) -> String {
    match asked.place {
        Place::OnSite => format!("{}（{}）", app::messages::demos::place(Place::OnSite), asked.venue),
        Place::Online => app::messages::demos::place(Place::Online).to_owned(),
    }
}
