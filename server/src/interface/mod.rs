//! 外部連携: what other systems of a house read by themselves, and nothing that they could change
//! (docs/decisions/0065-other-systems-ask-and-nothing-is-sent-to-them.md).

mod answers;
mod caller;
mod document;
mod lists;
mod problem;
mod resources;

pub(crate) use caller::{hash, write_out};
pub(crate) use problem::{PROBLEM_TYPE, failed};

use crate::routing::Routes;

/// What every address of the interface begins with.
pub(crate) const BEGINNING: &str = "/api/";

/// Its routes: each stands in [`resources::ALL`], too, from which its document is made.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .show("/api/v1/openapi.json", document::show)
        .show("/api/v1/{tenant}/offices", lists::offices)
        .show("/api/v1/{tenant}/applications", lists::applications)
        .show("/api/v1/{tenant}/payments", lists::payments)
        .show("/api/v1/{tenant}/adoption", lists::adoption)
        .show("/api/v1/{tenant}/sessions", lists::sessions)
        .show("/api/v1/{tenant}/changes", lists::changes)
}
