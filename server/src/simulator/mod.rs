//! 導入効果の試算: what everybody sees of it, what it assumes, and 補助制度 for towns without money.

mod parameters;
mod public;
mod schemes;

use crate::routing::Routes;

/// The routes of everybody.
pub(crate) fn everybody(routes: Routes) -> Routes {
    routes.show("/simulator", public::show).show("/t/{tenant}/simulator", public::in_city)
}

/// The routes of officers.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .show("/t/{tenant}/simulator/parameters", parameters::index)
        .page("/t/{tenant}/simulator/parameters/{parameter}", parameters::new, parameters::create)
        .show("/t/{tenant}/schemes", schemes::index)
        .page("/t/{tenant}/schemes/new", schemes::new, schemes::create)
        .page("/t/{tenant}/schemes/{scheme}/edit", schemes::edit, schemes::update)
        .act("/t/{tenant}/schemes/{scheme}/closure", schemes::close)
}

/// What was just done, told once after a redirect.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Asked {
    done: String,
}
