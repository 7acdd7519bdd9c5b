//! The page that shows a city's progress to everybody, and where the city decides about it.

mod public;
mod settings;

pub use public::{ProgressPage, ProgressView};
pub use settings::{ProgressSettingsPage, ProgressSettingsView};

#[cfg(test)]
mod tests;
