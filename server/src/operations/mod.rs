//! What whoever runs the program needs besides pages: backup, restore, drill, verification, a bundle for support, and
//! numbers for monitoring. A backup is one zip file with a manifest of hashes; keys are never inside.

pub mod archive;
pub mod backup;
mod damage;
mod error;
pub mod metrics;
pub mod restore;
pub mod support;
pub mod verify;

pub use damage::{Damage, Harm};
pub use error::OperationError;
