//! 年度・記録: the tally of every day, papers as they come in, the sweep of a year and its closing.

pub mod alarm;
mod arrivals;
mod closing;
mod daily;
mod records;
mod sweep;

pub use daily::daily;

use crate::routing::Routes;

/// The routes of years.
pub fn routes(routes: Routes) -> Routes {
    routes
        .show("/t/{tenant}/records", records::index)
        .show("/t/{tenant}/arrivals", arrivals::show)
        .show("/t/{tenant}/arrivals/export", arrivals::export)
        .act("/t/{tenant}/arrivals/count", arrivals::count)
        .show("/t/{tenant}/year-end/{fiscal_year}", sweep::show)
        .show("/t/{tenant}/year-end/{fiscal_year}/export", sweep::export)
        .page("/t/{tenant}/year-end/{fiscal_year}/closing", closing::show, closing::create)
        .page("/t/{tenant}/year-end/{fiscal_year}/reopening", closing::ask, closing::reopen)
        .show("/t/{tenant}/year-end/{fiscal_year}/closings/{closing}", closing::carried)
        .show("/t/{tenant}/year-end/{fiscal_year}/closings/{closing}/export", closing::export)
}
