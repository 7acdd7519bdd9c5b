//! 周知キャンペーン: an ordered list of activities of different kinds, as 武蔵野市 ran them (domain.md §1.6): each with its
//! day, owner, audience, material and result.
//!
//! Rules held here: an activity of a list reaches an office once and an address once, whoever is left out has a reason, and
//! the counts add up (domain.md J19: 188 = 171 + 17, 171 = 163 + 3 + 5).

mod audience;
mod dates;
mod effect;
mod entry;
mod form;
mod forward;
mod kind;
mod letter;
mod plan;
mod ready;
mod reply;
mod state;
mod tally;

pub use audience::{Candidate, Decided, Exclusion, Known, Party, Target, decide, key as address_key};
pub use dates::{DateWarning, fit, warnings};
pub use effect::{Effect, WITHIN_DAYS, effect};
pub use entry::{Entry, EntryFault, EntryField, EntryProblem, read as read_entries};
pub use form::{
    ActivityForm, CampaignForm, Choosable, Field, NewActivity, NewCampaign, Problem, is_link, read_reason,
};
pub use forward::{ForwardField, ForwardForm, ForwardProblem};
pub use kind::{ActivityKind, Channel};
pub use letter::letter;
pub use plan::{AskedAgain, Plan, PlanFault, PlannedActivity};
pub use ready::{Planned, PlannedAudience, ReadyActivity, ReadyAudience, ReadyCampaign, Source};
pub use reply::{Reply, Standing};
pub use state::{State, Whom, is_overdue};
pub use tally::Tally;
