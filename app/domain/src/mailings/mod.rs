//! 周知施策: a mail from a municipality to the offices of a segment, one message each.
//!
//! Rules held here: a placeholder that is not known never reaches an office; whoever opted out gets no outreach; every
//! office of the audience ends with exactly one outcome, so the counts add up (domain.md J19, §7 invariant 9).

mod again;
mod approval;
mod audience;
mod form;
mod outcome;
mod placeholder;
mod plan;
mod preview;
mod stage;
mod template;
mod topic;

pub use again::{Again, AgainProblem, SIGNS, SURVEY, Sign, parse_signs};
pub use approval::{ALONE_UP_TO, AloneProblem, may_approve, needs_second, parse_alone};
pub use audience::{Candidate, Exclusion, Recipient, Refusing, Sharing, decide, sharing};
pub use form::{MailingField, MailingProblem, NewMailing};
pub use outcome::{Counts, Outcome, Refusal};
pub use placeholder::{Facts, Placeholder};
pub use plan::{Plan, PlanField, PlanProblem};
pub use preview::longest_and_shortest;
pub use stage::{Stage, StageName, WrongStage};
pub use template::{Fault, Position, Template, TemplateError};
pub use topic::Topic;
