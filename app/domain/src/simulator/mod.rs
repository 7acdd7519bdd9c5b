//! 導入効果の試算: what exchanging plans costs an office a year without and with the system, from four numbers about the
//! office and a handful of assumptions (domain.md §1.10).
//!
//! The official formula is not published. Ours is open: it was fitted so that the example of 介護保険最新情報 Vol.1310 comes
//! out of assumptions each of which is plausible by itself (docs/decisions/0051-an-open-formula-for-the-simulator.md).
//! Every result is a range, and exact until the one rounding that is named beside it.

mod assumptions;
mod inputs;
mod milli;
mod model;
mod parameter_form;
mod subsidy;

pub use assumptions::{Assumption, Assumptions, Case, Parameter, Range};
pub use inputs::{Field, Inputs, MOST, Problem, Side};
pub use milli::{Milli, MilliError};
pub use model::{Cost, Estimate, Outcome, estimate, sensible};
pub use parameter_form::{ParameterField, ParameterForm, ParameterProblem};
pub use subsidy::licence_subsidy;

#[cfg(test)]
mod tests;
