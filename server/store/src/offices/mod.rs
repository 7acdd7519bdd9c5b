//! The register: offices with their services and corporations, found by one box, edited with a version.

mod bulk;
mod corporations;
mod editing;
pub mod proposals;
mod rows;
mod search;
pub mod segments;
mod undoing;

pub use bulk::{Carried, Written, carry_out};
pub use editing::{add, change};
pub use rows::{Office, OfficeService, by_number, every, find, registered, several};
pub use search::{Filter, Found, Listed, areas, counts_by_service, search};
pub use undoing::{Before, ImportChange, Undone, take_back};
