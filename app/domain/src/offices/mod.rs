//! The register of care offices: one office number, several services, each with what a list says of it.
//!
//! Names, telephones and addresses differ between the services of one number (domain.md §2.1), so a service
//! keeps its own; the office shows those of the service it was first known by, until somebody edits them.

mod compare;
mod filling;
mod form;
mod gone;
mod happening;
mod particulars;
mod search;
mod segment;
mod segment_form;
mod segment_reached;
mod segment_ready;

pub use compare::same;
pub(crate) use compare::{address_key, ends_alike, name_key};
pub use filling::to_typed;
pub use form::{Field, NewOffice, Odd, Problem};
pub use gone::{Completeness, Gone, gone};
pub use happening::Happening;
pub use particulars::{Detail, Particulars, Status};
pub use search::{Query, search_key};
pub use segment::{Adopted, Applied, MailAddress, Segment, told_apart};
pub use segment_form::{NamedSegment, SegmentField, SegmentProblem};
pub use segment_reached::{Chosen, Mailed, Offered, Reached, Sessioned, Surveyed, Value};
pub use segment_ready::ReadySegment;
