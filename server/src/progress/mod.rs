//! What a city shows everybody of its progress: decided by its officers, read by anybody, taken as data.

mod data;
mod public;
mod settings;

use crate::routing::Routes;

/// The routes of officers.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .page("/t/{tenant}/adoption/public", settings::show, settings::update)
        .act("/t/{tenant}/adoption/public/switch", settings::switch)
}

/// Those of everybody.
pub(crate) fn everybody(routes: Routes) -> Routes {
    routes
        .show("/t/{tenant}/public/progress", public::show)
        .show("/t/{tenant}/public/progress/data.csv", data::numbers)
        .show("/t/{tenant}/public/progress/definitions.csv", data::meanings)
        .show("/t/{tenant}/public/progress/data.json", data::whole)
}
