//! Everything a person sees, rendered on the server.
//!
//! A page is a pure function of its props; the handler that calls it has already loaded and decided.

pub mod accounts;
pub mod across;
pub mod adoption;
pub mod associations;
pub mod audit;
pub mod awards;
pub mod campaigns;
pub mod demos;
pub mod dev;
pub mod dispatches;
pub mod errors;
pub mod event_tables;
pub mod exports;
pub mod follow_up;
pub mod home;
pub mod imports;
pub mod inquiries;
pub mod mailings;
pub mod mails;
pub mod manuals;
pub mod materials;
pub mod messages;
pub mod network;
pub mod occasions;
pub mod offices;
pub mod outbox;
pub mod papers;
pub mod paths;
pub mod payments;
pub mod progress;
pub mod records;
pub mod schemes;
pub mod search;
pub mod settings;
pub mod shell;
pub mod simulator;
pub mod software;
#[cfg(test)]
mod styles;
pub mod subsidies;
pub mod surveys;
pub mod voices;
pub mod when;
pub mod year_end;
