//! The officers' side of applications: the list, the workspace, and each act with its page.

pub mod appointments;
pub mod assignments;
pub(crate) mod authority;
pub mod bulk;
pub(crate) mod case;
mod changes;
pub mod checks;
pub mod corrections;
pub mod decisions;
pub mod desk_views;
pub mod ending_papers;
pub mod endings;
pub mod exporting;
pub mod files;
mod letters;
mod lists;
pub mod marks;
pub mod notices;
pub mod opinions;
pub mod outside;
pub mod packets;
pub mod proposals;
pub mod queue;
pub mod register;
pub mod talk;
mod views;
pub mod wordings;
pub mod workspace;

use crate::{error::Error, page::see_other};
use axum::response::Response;
use domain::{form::Typed, subsidies::Queue};

/// The pairs of an address, as axum reads them.
type Pairs = axum::extract::Query<Vec<(String, String)>>;

/// The list that an address carries.
fn queue_of(pairs: &Pairs) -> Queue {
    Queue::parse(&Typed::new(pairs.0.clone()))
}

/// The version that a form was made from. What decides or pays is none of our forms without it: it is not told as somebody
/// else's change, which nobody made.
pub(crate) fn version_of(typed: &Typed) -> Result<i32, Error> {
    let version = typed.version();
    if version < 0 { Err(Error::Unreadable) } else { Ok(version) }
}

/// To a page that says once what was just done.
pub(crate) fn told(path: &str, done: &str) -> Response {
    let mark = if path.contains('?') { '&' } else { '?' };
    see_other(&format!("{path}{mark}done={done}"))
}
