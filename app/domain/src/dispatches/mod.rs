//! 講師派遣依頼: a federation asks 国保中央会 for a speaker, which accepts, proposes something else or declines; and the
//! 旅費 that somebody has to pay and the municipality to approve (domain.md §1.8, J15).
//!
//! Rules held here: what is asked for is one date, which may be asked for anew while nothing is final; 国保中央会 may
//! answer by telephone, and then the record says how and who; a dispatch online costs nothing; an amount is a pure sum
//! of whole yen, and a new amount asks for its approval anew.

mod answer_form;
mod ask_form;
mod cost_form;
mod costs;
mod field;
mod happening;
mod lecturer_form;
mod stage;
mod words;

pub use answer_form::{Answer, AnswerForm, Chosen, PROPOSALS, TRAVELS, Travels};
pub use ask_form::{AskForm, Asked, slot_key};
pub use cost_form::{ApprovalForm, CostForm};
pub use costs::{Approval, CostLine, Costs, Estimate, NotWaiting, TooMuch, Travel};
pub use field::{Field, Problem};
pub use happening::Happening;
pub use lecturer_form::LecturerForm;
pub use stage::{Act, Stage, StageName, Told, WrongStage};
pub use words::{House, Payer, Way};
