//! The register: found by one box, one card an office, added and corrected by hand.

mod adoption;
mod card;
mod contacts;
mod duplicates;
mod form;
mod list;
mod merging;
mod segment_form;
mod segments;
mod succession;
mod support;

pub use adoption::{AdoptionCard, AdoptionEntry};
pub use card::{ApplicationLine, CardEntry, CardService, OfficeCard, OfficeCardPage, Outreach};
pub use contacts::{CONTACTS, ContactsPage, ProposalLine, ProposalsPage};
pub use duplicates::{ApartLine, DuplicatesPage, MergerLine, MergingSearchPage, PairLine, PairSide};
pub use form::{ADOPTER, ADOPTERS, OfficeFormPage, OfficeFormUse};
pub use list::{ListState, OfficeLine, OfficesPage};
pub use merging::{
    MergerPage, MergerView, MergingCheckPage, MergingPage, MergingSide, MergingView, Undoable,
};
pub use segment_form::{AGAIN, SegmentFormPage};
pub use segments::{ReadyLine, SegmentLine, SegmentPage, SegmentView, SegmentsPage};
pub use succession::{Identity, IdentityCard, SuccessionLine, SuccessionPage};
pub use support::{PartnerLine, SoftwareLine, Support, SupportCard};

#[cfg(test)]
mod tests;
