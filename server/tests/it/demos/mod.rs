//! Demo sessions through the pages: asked for, confirmed, come to, counted.

mod arranging;
mod arriving;
mod asking;
mod attending;
mod coming;
pub mod steps;
mod together;
