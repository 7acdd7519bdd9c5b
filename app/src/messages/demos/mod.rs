//! Sentences about demo sessions: words for what there is, what speaks against a date, what is wrong in a form.

mod coming;
mod forms;
mod happenings;
mod words;

pub use coming::{
    admission, admission_errors, admission_kind, coming_errors, coming_label, effect, hands_on, owner,
    question_errors, question_label, report_errors, report_label, unknown_number, waiting_rules, waits,
};
pub use forms::{
    attendance_problem, confirmation_errors, registration_errors, registration_label, request_errors,
    request_label, resource_errors,
};
pub use happenings::{happening, happening_tone};
pub use words::{
    chore, headcount, length, location, menu, people, place, resource_kind, side, slot, slot_short, stage,
    stage_tone, time, turn_sentence, warning, wrong_stage,
};
