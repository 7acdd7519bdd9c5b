//! The whole program but the network: every route, as every person, on both databases.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod access;
mod accounts;
mod campaigns;
mod demos;
mod forms;
mod headers;
mod home;
mod imports;
mod mail;
mod offices;
mod operations;
mod production;
mod story;
mod subsidies;
mod support;
