//! The store on SQLite and on PostgreSQL, as the application role.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod across;
mod applied;
mod audit;
mod awards;
mod behalf;
mod campaigns;
mod demos;
mod event_tables;
mod events;
mod forgetting;
mod handfuls;
mod handovers;
mod initiatives;
mod inquiries;
mod jobs;
mod known;
mod letters;
mod mailings;
mod members;
mod mergers;
mod occasions;
mod once;
mod operations;
mod register;
mod scopes;
mod series;
mod settings;
mod simulator;
mod subsidies;
mod support;
mod surveys;
mod waiting;
