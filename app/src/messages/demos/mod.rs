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
    arrangement_errors, arrangement_label, attendance_problem, breach, loan_errors, loan_label,
    registration_errors, registration_label, request_errors, request_label, resource_errors, rules_errors,
    rules_label,
};
pub use happenings::{happening, happening_tone};
pub use words::{
    chore, headcount, length, location, menu, people, place, resource_kind, side, slot, slot_short, stage,
    stage_tone, time, turn_sentence, warning, way, wrong_stage,
};
