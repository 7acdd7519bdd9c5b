//! The register: offices with their services and corporations, found by one box, edited with a version, merged and taken apart.

mod bulk;
mod corporations;
mod editing;
mod hindrances;
pub mod identity;
mod known_moves;
pub mod mergers;
mod moves;
pub mod plans;
pub mod proposals;
mod reached;
mod registered;
mod rows;
mod search;
pub mod segments;
mod survey_moves;
mod undoing;

pub use bulk::{Carried, Written, carry_out};
pub use editing::{add, change};
pub use hindrances::hindrances;
pub use registered::{are_still, every, registered};
pub use rows::{Holder, Office, OfficeService, by_number, find, holder, several, survivor};
pub(crate) use rows::{live, live_ids, status};
pub(crate) use search::HAS_AREA;
pub use search::{Filter, Found, Listed, areas, counts_by_service, search, services};
pub use undoing::{Before, ImportChange, Undone, take_back};
