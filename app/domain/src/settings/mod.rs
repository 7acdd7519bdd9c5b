//! What a tenant sets for itself, and the tenants that a federation or the central federation opens (`ui.md` S30).

mod closed_days;
mod opening;
mod sender;

pub use closed_days::{ClosedDays, ClosedDaysField, ClosedDaysProblem};
pub use opening::{NewTenant, Opener, OpeningField, OpeningProblem, openable};
pub use sender::{Sender, SenderField, SenderProblem};
