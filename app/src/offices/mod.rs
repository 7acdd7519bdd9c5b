//! The register: found by one box, one card an office, added and corrected by hand.

mod card;
mod form;
mod list;

pub use card::{ApplicationLine, CardEntry, CardService, OfficeCard, OfficeCardPage};
pub use form::{OfficeFormPage, OfficeFormUse};
pub use list::{ListState, OfficeLine, OfficesPage};

#[cfg(test)]
mod tests;
