//! 催し of a house that holds them; what everybody sees of them; and the bodies that register.

mod attending;
mod bodies;
mod editing;
mod ending;
mod invitations;
mod lecturing;
mod letters;
pub mod line;
mod listing;
mod one_body;
mod public;
mod registering;
mod showing;
mod table;
mod tokens;

use crate::{actor::Officer, app::App, error::Error, faster::Faster, page::see_other, routing::Routes};
use app::{errors::differing, messages::occasions::label, occasions::when_words, paths};
use axum::response::Response;
use domain::{
    form::Typed,
    ids::OccasionId,
    occasions::{Field, Headcount, OccasionForm},
};
use serde::Deserialize;
use store::{
    Tx, events,
    occasions::{self, Kept, bodies::Registered},
};

/// The routes of officers.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .show("/t/{tenant}/occasions", listing::index)
        .page("/t/{tenant}/occasions/new", editing::new, editing::create)
        .show("/t/{tenant}/occasions/{occasion}", showing::show)
        .page("/t/{tenant}/occasions/{occasion}/edit", editing::edit, editing::update)
        .act("/t/{tenant}/occasions/{occasion}/publication", ending::publish)
        .page("/t/{tenant}/occasions/{occasion}/cancellation", ending::ask, ending::cancel)
        .show("/t/{tenant}/occasions/{occasion}/bodies", bodies::index)
        .show("/t/{tenant}/occasions/{occasion}/bodies/export", bodies::export)
        .page("/t/{tenant}/occasions/{occasion}/bodies/new", bodies::new, bodies::create)
        .page("/t/{tenant}/occasions/{occasion}/bodies/{body}", one_body::show, one_body::update)
        .page("/t/{tenant}/occasions/{occasion}/lecturers", lecturing::show, lecturing::create)
        .page("/t/{tenant}/occasions/{occasion}/attendance", attending::show, attending::create)
        .show("/t/{tenant}/occasions/{occasion}/table", table::show)
        .show("/t/{tenant}/occasions/{occasion}/table/export", table::export)
        .show("/t/{tenant}/invitations", invitations::index)
        .show("/t/{tenant}/invitations/{occasion}", invitations::show)
        .act("/t/{tenant}/invitations/{occasion}/registration", invitations::create)
}

/// The routes of everybody.
pub(crate) fn everybody(routes: Routes) -> Routes {
    routes
        .show("/t/{tenant}/public/occasions", public::index)
        .page("/t/{tenant}/public/occasions/{occasion}", public::show, public::create)
        .show("/t/{tenant}/public/occasions/{occasion}/table", table::show_public)
        .show("/t/{tenant}/public/occasions/{occasion}/table/export", table::export_public)
        .page("/t/{tenant}/public/registrations/{token}", public::own, public::change)
}

/// What was just done, told once after a redirect.
#[derive(Debug, Deserialize)]
struct Done {
    done: Option<String>,
}

/// Back to an occasion's page, with what was done.
fn told(slug: &str, id: OccasionId, done: &str) -> Response {
    see_other(&format!("{}?done={done}", paths::occasion(slug, id)))
}

/// An occasion of the house, or not there.
async fn found(tx: &Tx, id: OccasionId) -> Result<Kept, Error> {
    occasions::find(tx, id).await?.ok_or(Error::NotFound)
}

/// The same, for a change.
async fn found_to_change(tx: &Tx, id: OccasionId) -> Result<Kept, Error> {
    occasions::find_to_change(tx, id).await?.ok_or(Error::NotFound)
}

/// The form was made from this version of the occasion, or somebody was faster.
async fn fresh(tx: &Tx, typed: &Typed, slug: &str, kept: &Kept) -> Result<(), Error> {
    if !typed.is_overtaken(kept.version) {
        return Ok(());
    }
    let kinds = [
        "occasion.edited",
        "occasion.published",
        "occasion.cancelled",
        "occasion.counted",
        "occasion.attended",
    ];
    let changes = |event: &events::Recorded| kinds.contains(&event.kind.as_str());
    let faster = faster(tx, kept, changes).await?;
    let what = format!("催し「{}」", kept.occasion.title);
    let latest = paths::occasion(slug, kept.id);
    Err(faster.conflict(what, "この催しを変更しました", differences(kept, typed), latest))
}

/// What of an occasion stands otherwise than it was typed.
fn differences(kept: &Kept, typed: &Typed) -> Vec<(String, String, String)> {
    let fields = [
        Field::Title,
        Field::Summary,
        Field::First,
        Field::Last,
        Field::Start,
        Field::End,
        Field::TimesNote,
        Field::Venue,
        Field::Join,
        Field::ClosesOn,
        Field::Places,
        Field::FirstPeople,
        Field::Site,
        Field::Reason,
    ];
    let is_typed = |field: &Field| typed.pairs().iter().any(|(name, _)| name == field.name());
    let fields = fields.into_iter().filter(is_typed);
    differing(fields, Field::name, label, &OccasionForm::fill(&kept.occasion), typed)
}

/// Who did something to an occasion last and when, as the host's chain has it.
async fn faster(tx: &Tx, kept: &Kept, concerns: impl Fn(&events::Recorded) -> bool) -> Result<Faster, Error> {
    let faster = Faster::of(tx, ("occasion", kept.id.uuid()), concerns).await?;
    Ok(faster.or_at(kept.updated_at))
}

/// Who has places.
fn registered(all: &[Registered]) -> Headcount {
    Headcount::of(all.iter().filter(|one| one.is_placed()).map(|one| one.said.people))
}

/// Who waits for some.
fn waiting(all: &[Registered]) -> Headcount {
    Headcount::of(all.iter().filter(|one| !one.is_placed()).map(|one| one.said.people))
}

/// Who came; none while nobody was counted.
fn came(all: &[Registered]) -> Option<Headcount> {
    let counted = all.iter().any(|one| one.attended.is_some());
    counted.then(|| Headcount::of(all.iter().filter_map(Registered::came).map(|body| body.people)))
}

/// The occasions to come on the home of their house: title, and who registered, in words, with its address.
pub async fn at_home(app: &App, tx: &Tx, officer: &Officer) -> Result<Vec<(String, String, String)>, Error> {
    let to_come = occasions::to_come(tx, app.clock.now()).await?;
    let mut cards = Vec::with_capacity(to_come.len());
    for kept in to_come {
        let when = when_words(&kept.occasion);
        let words = if kept.occasion.registers() {
            let Headcount { bodies, people } =
                registered(&occasions::bodies::of_occasion(tx, kept.id).await?);
            format!("{when}　申込み {bodies}団体 {people}人")
        } else {
            when
        };
        cards.push((kept.occasion.title, words, paths::occasion(&officer.tenant.slug, kept.id)));
    }
    Ok(cards)
}
