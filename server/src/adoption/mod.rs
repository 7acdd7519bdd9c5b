//! 普及状況 of a city, and the rates that others published.

mod cohorts;
mod costs;
mod dashboard;
mod funnel;
pub(crate) mod owed;
mod published;
mod standing;

use crate::routing::Routes;
use domain::ids::OfficeId;

/// Offices on a page of a list.
const PER_PAGE: usize = 50;

/// The page of a list that is asked for, or the nearest that there is, with its offices.
fn paged<'a>(asked: &str, all: &'a [OfficeId]) -> (u64, &'a [OfficeId]) {
    let last = all.len().div_ceil(PER_PAGE).max(1);
    let number = asked.parse::<usize>().unwrap_or(1).clamp(1, last);
    (number as u64, all.chunks(PER_PAGE).nth(number - 1).unwrap_or_default())
}

/// The routes.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .show("/t/{tenant}/adoption", dashboard::show)
        .show("/t/{tenant}/adoption/export", dashboard::export)
        .show("/t/{tenant}/adoption/offices", standing::show)
        .show("/t/{tenant}/adoption/offices/export", standing::export)
        .show("/t/{tenant}/adoption/published", published::index)
        .show("/t/{tenant}/adoption/published/export", published::export)
        .page("/t/{tenant}/adoption/published/new", published::new, published::create)
        .page("/t/{tenant}/adoption/published/{rate}/edit", published::edit, published::update)
        .act("/t/{tenant}/adoption/published/{rate}/removal", published::remove)
        .show("/t/{tenant}/adoption/funnel", funnel::show)
        .show("/t/{tenant}/adoption/funnel/export", funnel::export)
        .show("/t/{tenant}/adoption/funnel/offices", funnel::offices)
        .show("/t/{tenant}/adoption/funnel/offices/export", funnel::export_offices)
        .show("/t/{tenant}/adoption/cohorts", cohorts::show)
        .show("/t/{tenant}/adoption/cohorts/export", cohorts::export)
        .show("/t/{tenant}/adoption/costs", costs::show)
        .show("/t/{tenant}/adoption/costs/export", costs::export)
}
