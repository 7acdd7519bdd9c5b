//! 周知キャンペーン: an ordered list of activities, whom those of a list reach, and what followed.

pub mod activities;
mod attaching;
mod deciding;
mod effects;
pub mod notices;
pub mod recipients;
mod rows;

pub use activities::{Activity, Audience};
pub use attaching::{Made, attach};
pub use effects::{Followed, followed};
pub use rows::{Campaign, Progress, add, add_plan, all, close, find, progress, remove, reopen, save};
