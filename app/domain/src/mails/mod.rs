//! Mail as it travels: how many a minute a domain is given, how many are taken at once, and what a report says that came
//! back.

mod bounce;
pub mod handful;
mod pace;

pub use bounce::{Bounce, Report, SOFT_DAYS, SOFT_LIMIT, is_too_many, kind_of, status_in};
pub use pace::{Days, Granted, Lane, Pace, Slowest, is_carrier};
