//! 介護ソフト: the catalogue that 国保中央会 keeps for everybody and each house adds to, and what offices use.

mod catalogue;
mod uses;

pub use catalogue::{
    Added, Catalogue, Product, Recorded, Vendor, add_product, add_vendor, catalogue, edit_product,
    edit_vendor, record_conformance, take_back_conformance,
};
pub(crate) use uses::linking_ids;
pub use uses::{
    Unmatched, Use, by_linking, end, every, learn, match_known, match_name, of_office, on_day, unmatched,
};

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// Where something about an office is known from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heard {
    /// By which way: `survey`, `officer`, `list`.
    pub basis: &'static str,
    /// Which one: the response, the import.
    pub source: Option<Uuid>,
    /// As of which day.
    pub on: NaiveDate,
    /// When it is written down.
    pub now: DateTime<Utc>,
}
