//! Documents as applicants send them, good and hostile, become pictures or a reason.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod child;
mod documents;
mod make;
mod photographs;
