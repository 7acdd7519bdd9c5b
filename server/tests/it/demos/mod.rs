//! Demo sessions through the pages: asked for, confirmed, come to, counted.

mod arranging;
mod arriving;
mod asking;
mod attending;
pub mod calendars;
mod coming;
mod evidence;
mod leaving;
mod lines;
mod prefecture;
mod preparing;
mod reminding;
pub mod steps;
mod telephoned;
mod together;
