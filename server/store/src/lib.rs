//! Every query and every row; knows no HTTP.
//!
//! [`Store::read`] and [`Store::write`] open a [`Tx`] for a [`Scope`]; every function of this crate takes a `Tx`, so that
//! rows, events and jobs of one change are one transaction and no query runs outside its tenant. Who is asking is found
//! before there is a scope: [`Asking`].

pub mod accounts;
pub mod adoption;
mod asking;
pub mod associations;
pub mod audit;
pub mod awards;
mod bulk;
pub mod campaigns;
pub mod demos;
pub mod dispatches;
mod entities;
mod error;
pub mod event_tables;
pub mod events;
pub mod files;
pub mod finding;
pub mod follow_up;
pub mod handovers;
pub mod home;
pub mod imports;
mod in_pieces;
pub mod initiatives;
pub mod inquiries;
pub mod interface;
pub mod jobs;
pub mod kept_forms;
pub mod letter_codes;
pub mod mailings;
pub mod mails;
pub mod materials;
pub mod members;
pub mod network;
pub mod occasions;
pub mod office_groups;
pub mod offices;
pub mod once;
mod open;
pub mod operations;
pub mod opt_outs;
pub mod papers;
pub mod partner_pastes;
pub mod partners;
pub mod payments;
mod plans;
pub mod progress;
pub mod records;
pub mod schemes;
mod scope;
pub mod sessions;
pub mod settings;
pub mod simulator;
pub mod snapshots;
pub mod software;
pub mod subsidies;
pub mod surveys;
pub mod tenants;
#[cfg(feature = "testing")]
pub mod testing;
pub mod throttles;
mod turns;
mod tx;
pub mod views;
pub mod voices;
mod words;
pub mod year_end;

pub use asking::Asking;
pub use error::Error;
pub use in_pieces::InPieces;
pub use open::{Settings, Store, migrate};
pub use scope::{Actor, OnceSlot, Scope};
pub use tx::Tx;
