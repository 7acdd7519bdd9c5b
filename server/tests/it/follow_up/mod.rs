//! 伴走支援, 介護ソフト, 連携先 and 関係団体: on both databases, through the pages.

mod bodies;
mod catalogue;
mod records;
mod segments;
pub mod steps;
