//! 記録と資料: what a year did for others to read, what is kept of whom, and what goes when its time is over.

mod county;
mod disposal;
mod execution;
mod outreach;
mod people;
mod publication;
mod request;

use crate::routing::Routes;

/// The routes of records.
pub fn routes(routes: Routes) -> Routes {
    routes
        .show("/t/{tenant}/year-end/{fiscal_year}/execution", execution::show)
        .show("/t/{tenant}/year-end/{fiscal_year}/execution/export", execution::export)
        .show("/t/{tenant}/year-end/{fiscal_year}/publication", publication::show)
        .show("/t/{tenant}/year-end/{fiscal_year}/publication/export", publication::export)
        .show("/t/{tenant}/year-end/{fiscal_year}/results", county::results)
        .show("/t/{tenant}/year-end/{fiscal_year}/results/export", county::export_results)
        .act("/t/{tenant}/year-end/{fiscal_year}/results/sending", county::send)
        .show("/t/{tenant}/county/{fiscal_year}", county::show)
        .show("/t/{tenant}/county/{fiscal_year}/export", county::export)
        .show("/t/{tenant}/year-end/{fiscal_year}/request", request::show)
        .show("/t/{tenant}/year-end/{fiscal_year}/request.pdf", request::pdf)
        .show("/t/{tenant}/records/people", people::index)
        .show("/t/{tenant}/records/people/{account}", people::show)
        .show("/t/{tenant}/records/people/{account}/data.zip", people::zip)
        .show("/t/{tenant}/records/disposals", disposal::index)
        .act("/t/{tenant}/records/retention", disposal::set_retention)
        .page("/t/{tenant}/records/disposals/new", disposal::new, disposal::create)
        .show("/t/{tenant}/records/disposals/{disposal}", disposal::show)
        .show("/t/{tenant}/records/disposals/{disposal}/export", disposal::export)
        .act("/t/{tenant}/records/disposals/{disposal}/withdrawal", disposal::take_away)
        .page("/t/{tenant}/records/disposals/{disposal}/decision", disposal::ask, disposal::decide)
        .page("/t/{tenant}/records/outreach", outreach::show, outreach::propose)
        .act("/t/{tenant}/records/outreach/decision", outreach::decide)
}
