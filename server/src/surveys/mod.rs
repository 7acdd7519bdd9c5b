//! アンケート: written, published and sent by officers of a municipality; answered by everybody who has a link or a code.

mod answering;
mod asking;
mod beginning;
mod blocks;
mod crossing;
mod entry;
pub mod job;
mod known;
mod letters;
mod list;
mod opened;
mod paper;
mod reminding;
mod results;
mod show;
mod silent;
mod sought;
mod texts;
pub mod tokens;

use crate::{app::App, error::Error, faster::Faster, keys, routing::Routes};
use app::paths;
use domain::ids::SurveyId;
use serde::Deserialize;
use store::{
    Tx,
    events::Recorded,
    surveys::{self, Survey},
};
use uuid::Uuid;

/// The officers' side.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .show("/t/{tenant}/surveys", list::index)
        .page("/t/{tenant}/surveys/new", list::new, list::create)
        .show("/t/{tenant}/surveys/{survey}", show::show)
        .page("/t/{tenant}/surveys/{survey}/settings", show::edit, show::update)
        .page("/t/{tenant}/surveys/{survey}/publication", show::ask_publication, show::publish)
        .page("/t/{tenant}/surveys/{survey}/ending", show::ask_ending, show::end)
        .page("/t/{tenant}/surveys/{survey}/edit", blocks::index, blocks::arrange)
        .page("/t/{tenant}/surveys/{survey}/questions/new", blocks::new, blocks::create)
        .page("/t/{tenant}/surveys/{survey}/questions/{question}", blocks::edit, blocks::update)
        .show("/t/{tenant}/surveys/{survey}/preview", blocks::preview)
        .page("/t/{tenant}/surveys/{survey}/invitations", asking::show, asking::create)
        .show("/t/{tenant}/surveys/{survey}/invitations/export", asking::export)
        .show("/t/{tenant}/surveys/{survey}/letters.pdf", letters::show)
        .page("/t/{tenant}/surveys/{survey}/reminder", reminding::show, reminding::create)
        .show("/t/{tenant}/surveys/{survey}/results", results::show)
        .show("/t/{tenant}/surveys/{survey}/results/export", results::export)
        .show("/t/{tenant}/surveys/{survey}/results/cross", crossing::show)
        .show("/t/{tenant}/surveys/{survey}/results/cross/export", crossing::export)
        .page("/t/{tenant}/surveys/{survey}/results/texts", texts::show, texts::tag)
        .show("/t/{tenant}/surveys/{survey}/results/texts/export", texts::export)
        .show("/t/{tenant}/surveys/{survey}/silent", silent::show)
        .show("/t/{tenant}/surveys/{survey}/silent/export", silent::export)
        .show("/t/{tenant}/surveys/{survey}/paper", paper::show)
        .show("/t/{tenant}/surveys/{survey}/paper.pdf", paper::file)
        .page("/t/{tenant}/surveys/{survey}/entry", entry::show, entry::create)
        .page("/t/{tenant}/demos/{demo}/survey", list::ask_after_session, list::after_session)
}

/// Whoever answers.
pub(crate) fn answering(routes: Routes) -> Routes {
    routes
        .page("/t/{tenant}/answer", beginning::ask_code, beginning::enter_code)
        .page("/t/{tenant}/answer/{token}", beginning::start, beginning::begin)
        .page("/t/{tenant}/answer/{token}/check", answering::check, answering::hand_in)
        .show("/t/{tenant}/answer/{token}/done", answering::done)
        .page("/t/{tenant}/answer/{token}/{question}", answering::question, answering::keep)
}

/// What was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Done {
    /// Its word.
    pub done: Option<String>,
}

/// A survey of the house.
pub(crate) async fn found(tx: &Tx, id: SurveyId) -> Result<Survey, Error> {
    surveys::find(tx, id).await?.ok_or(Error::NotFound)
}

/// What gives an answer that is handed in, and what it says, their ids. Those of the clock tell the moment and the order;
/// of an anonymous answer nothing does.
fn ids(app: &App, survey: &Survey) -> impl Fn() -> Uuid + Sync {
    let anonymous = survey.anonymous;
    move || {
        if anonymous { uuid::Builder::from_random_bytes(keys::random()).into_uuid() } else { app.clock.id() }
    }
}

/// Somebody else changed it meanwhile; what was typed stands beside what there is.
async fn conflict(
    tx: &Tx,
    slug: &str,
    survey: &Survey,
    differences: Vec<(String, String, String)>,
) -> Result<Error, Error> {
    // What offices answer and what goes out by itself is no change of the survey.
    let changes = |event: &Recorded| {
        event.account.is_some() && !matches!(event.kind.as_str(), "survey.answered" | "survey.answer-changed")
    };
    let faster = Faster::of(tx, ("survey", survey.id.uuid()), changes).await?.at(survey.updated_at);
    let what = format!("アンケート「{}」", survey.title);
    Ok(faster.conflict(what, "このアンケートを変更しました", differences, paths::survey(slug, survey.id)))
}
