//! One binary that mirrors the routes.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod mail;
mod support;
