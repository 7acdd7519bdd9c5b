//! The store on SQLite and on PostgreSQL, as the application role.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod campaigns;
mod demos;
mod events;
mod initiatives;
mod jobs;
mod letters;
mod members;
mod operations;
mod register;
mod scopes;
mod subsidies;
mod support;
