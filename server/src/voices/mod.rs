//! 事業所の声: kept by clerks, looked at by every officer, read by offices that think about the system.

mod editing;
mod listing;
mod mine;
pub(crate) mod told;

use crate::{error::Error, routing::Routes};
use domain::ids::VoiceId;
use store::{
    Tx,
    offices::{self, Office},
    voices::{self, Voice},
};

/// The routes of officers.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .show("/t/{tenant}/voices", listing::index)
        .show("/t/{tenant}/voices/export", listing::export)
        .page("/t/{tenant}/voices/new", editing::new, editing::create)
        .show("/t/{tenant}/voices/{voice}", listing::show)
        .page("/t/{tenant}/voices/{voice}/edit", editing::edit, editing::update)
        .act("/t/{tenant}/voices/{voice}/withdrawal", editing::withdraw)
}

/// Those of applicants.
pub(crate) fn reading(routes: Routes) -> Routes {
    routes.show("/t/{tenant}/my/voices", mine::index).show("/t/{tenant}/my/voices/{voice}", mine::show)
}

/// One of the house with its office, or not there.
async fn found(tx: &Tx, id: VoiceId) -> Result<(Voice, Office), Error> {
    let voice = voices::find(tx, id).await?.ok_or(Error::NotFound)?;
    // Of an office that was merged into another, the other speaks.
    let office = match offices::find(tx, voice.office).await? {
        Some(office) => office,
        None => {
            let survivor = offices::survivor(tx, voice.office).await?.ok_or(Error::NotFound)?;
            offices::find(tx, survivor).await?.ok_or(Error::NotFound)?
        }
    };
    Ok((voice, office))
}
