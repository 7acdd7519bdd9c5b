//! The whole program but the network: every route, as every person, on both databases.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod access;
mod accounts;
mod audit;
mod awards;
mod campaigns;
mod demos;
mod dispatches;
mod exports;
mod forms;
mod handovers;
mod headers;
mod home;
mod imports;
mod kept_forms;
mod killed;
mod looks;
mod mail;
mod mergers;
mod occasions;
mod offices;
mod operation;
mod operations;
mod payments;
mod production;
mod settings;
mod story;
mod subsidies;
mod support;
mod sweeping;
mod year_end;
