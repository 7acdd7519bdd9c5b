//! 事業所台帳: the list, the cards, offices added and corrected by hand.

pub mod adoption;
mod card;
pub(crate) mod choosing;
pub mod contacts;
pub mod duplicates;
mod editing;
pub mod exporting;
mod list;
pub mod merged;
pub mod merging;
mod offering;
pub mod outreach;
pub mod segments;
pub mod successions;

pub use card::show;
pub use editing::{create, edit, new, update};
pub use list::index;

use domain::ids::OfficeId;

/// The places of an office's route.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct OfficePath {
    /// The office.
    pub office: OfficeId,
}
