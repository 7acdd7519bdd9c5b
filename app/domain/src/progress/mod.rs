//! What a city shows everybody of its progress: the rate with its two numbers, how it grew, and what of the services can be
//! told without telling of single offices.

mod figures;
mod form;

pub use figures::{MONTHS, ProgressFigures, ServiceFigure, hidden};
pub use form::{Field, Licence, Problem, ProgressForm};
