//! 普及状況 across cities: a city decides with whom it shares its counts; federations, prefectures and 国保中央会 see those
//! of cities that do (docs/decisions/0049-counts-are-shared-and-not-data.md).

mod cities;
pub mod counting;
mod exporting;
mod sharing;
mod view;

use crate::routing::Routes;

/// The routes of both sides.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .page("/t/{tenant}/adoption/sharing", sharing::show, sharing::update)
        .show("/t/{tenant}/adoption/cities", cities::index)
        .show("/t/{tenant}/adoption/cities/export", exporting::export)
        .show("/t/{tenant}/adoption/cities/{city}", cities::show)
}
