//! Typst and nothing else: a fixed template, data as JSON and fonts from disk in, a PDF out.
//!
//! A template is `&'static str` all the way down, so text that a person typed can never become typst
//! source: it arrives as a string value and is shown as one.

mod clean;
mod fonts;
mod render;
mod world;

pub use fonts::{FontError, Fonts};
pub use render::{RenderError, Rendered, Template, render};
