//! The register: found by one box, one card an office, added and corrected by hand.

mod adoption;
mod card;
mod contacts;
mod form;
mod list;
mod segment_form;
mod segments;

pub use adoption::{AdoptionCard, AdoptionEntry};
pub use card::{ApplicationLine, CardEntry, CardService, OfficeCard, OfficeCardPage, Outreach};
pub use contacts::{CONTACTS, ContactsPage, ProposalLine, ProposalsPage};
pub use form::{OfficeFormPage, OfficeFormUse};
pub use list::{ListState, OfficeLine, OfficesPage};
pub use segment_form::SegmentFormPage;
pub use segments::{SegmentLine, SegmentPage, SegmentView, SegmentsPage};

#[cfg(test)]
mod tests;
