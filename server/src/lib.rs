//! The program.

pub mod mail;
