//! 連携のつながり: lists that are pasted, the map, whom to ask next, and groups; on both databases, through the pages.

mod pasting;
pub mod steps;
mod working;
