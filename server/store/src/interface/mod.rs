//! 外部連携: the keys of other systems of a house, and what they read, page by page.

pub mod keys;
mod lists;

pub use lists::{
    ApplicationLine, AwardLine, Changed, OfficeLine, Part, PaymentsLine, applications, changes, offices,
    payments, sessions,
};
