//! Documents as applicants send them, good and hostile, become pictures or a reason.

mod child;
mod documents;
mod make;
mod photographs;
