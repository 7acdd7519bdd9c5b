//! Surveys: written and published, asked and reminded, answered by link and by code, and what the answers say.

mod answering;
mod asking;
mod building;
pub mod steps;
