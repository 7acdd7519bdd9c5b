//! 支払: who is paid together on which day, what must be put right before, and what the bank says afterwards.

mod day;
mod happening;
mod obstacle;
mod results;
mod run;
mod sender_form;
#[cfg(test)]
mod tests;

pub use day::{PayDayProblem, bank_closure, pay_day};
pub use happening::Happening;
pub use obstacle::{HOLD_DAYS, Obstacle, usable_on};
pub use results::{ResultField, ResultProblem, Results, ReturnReason, Verdict, reason_field, verdict_field};
pub use run::{NextStep, PaymentState, RunField, RunForm, RunProblem, RunState};
pub use sender_form::{SenderField, SenderForm, SenderProblem};
