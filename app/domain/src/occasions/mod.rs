//! 催し of 国保中央会, a federation or a prefecture: booths, lectures, webinars, briefings (domain.md §1.2), and the bodies
//! that register for them (§1.9).
//!
//! Rules held here: an occasion needs a registration here or elsewhere, or none, or takes the first so many; what is
//! registered and who came are counted apart, and so are bodies (団体) and people (人); a body is registered once; the
//! rate of a prefecture is that of its municipalities alone.

mod attendance_form;
mod body;
mod body_form;
mod field;
mod lecturing;
mod occasion;
mod occasion_form;
mod stage;
mod table;

pub use attendance_form::{AttendanceForm, CHANNELS, Turnout, Unit};
pub use body::{Body, BodyKind, Headcount};
pub use body_form::{BodyForm, BodyUse, ChangeForm};
pub use field::{Field, Problem};
pub use lecturing::{LecturingForm, Sendable};
pub use occasion::{Admission, Occasion, OccasionKind};
pub(crate) use occasion_form::is_site;
pub use occasion_form::{AdmissionKind, OccasionForm};
pub use stage::{NotOpen, Stage};
pub use table::{Count, Row, Table};
