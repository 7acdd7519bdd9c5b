//! 普及状況: where a city stands, with what is counted over what; and the rates that others published.

mod cohorts;
mod costs;
mod dashboard;
mod frame;
mod funnel;
mod groups;
mod offices;
mod published;
#[cfg(test)]
mod tests;
mod trend;

pub use cohorts::{CohortNumbers, CohortsPage, CohortsView, ThingLine, month_name};
pub use costs::{CostLine, CostNumbers, CostsPage, CostsView};
pub use dashboard::{AdoptionPage, AdoptionView, Counted, ListLine};
pub use frame::AdoptionParts;
pub use funnel::{FunnelChoice, FunnelPage, FunnelView, HaltedLine, HaltedPage, HaltedView};
pub use groups::GroupLine;
pub use offices::{StandingLine, StandingPage, StandingView};
pub use published::{PublishedFormPage, PublishedLine, PublishedPage, PublishedView};
