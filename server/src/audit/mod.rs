//! 監査記録: the list with its filters and its file, the state of the chain, everything about one thing (J23).

mod chain;
mod history;
mod lines;
mod list;

pub use chain::state;

use crate::routing::Routes;

/// The routes of the audit.
pub fn routes(routes: Routes) -> Routes {
    routes
        .show("/t/{tenant}/audit", list::show)
        .show("/t/{tenant}/audit/export", list::export)
        .act("/t/{tenant}/audit/verification", chain::verify)
        .show("/t/{tenant}/audit/applications/{application}", history::application)
        .show("/t/{tenant}/audit/applications/{application}/export", history::export_application)
        .show("/t/{tenant}/audit/offices/{office}", history::office)
        .show("/t/{tenant}/audit/offices/{office}/export", history::export_office)
}
