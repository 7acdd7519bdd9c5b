//! 記録と資料: what a year did for others to read, what is kept of whom, and what goes when its time is over.

mod county;
mod disposal;
mod execution;
mod outreach;
mod people;
mod publication;
mod request;

pub use county::{CountyLine, CountyPage, CountyView, ResultsPage, ResultsView};
pub use disposal::{
    DisposalCaseLine, DisposalDecisionPage, DisposalLine, DisposalRecordPage, DisposalView, DisposalsPage,
    DisposalsView, NewDisposalPage, NewDisposalView, RetentionLine,
};
pub use execution::{ExecutionLine, ExecutionPage, ExecutionView};
pub use outreach::{
    DecidedDisposal, NOTE, OutreachDisposalPage, OutreachDisposalView, READ_PROPOSAL, WaitingDisposal,
};
pub use people::{DisclosurePage, DisclosureView, PeopleFoundPage, PeopleFoundView};
pub use publication::{PublishedLine, PublishedPage, PublishedView};
pub use request::{RequestPage, RequestView, ScenarioLine};
