//! Sentences about demo sessions: words for what there is, what speaks against a date, what is wrong in a form.

mod asked;
mod coming;
mod forms;
mod happenings;
mod plans;
mod words;

pub use asked::{asked_errors, asked_label};
pub use coming::{
    admission, admission_errors, admission_kind, coming_errors, coming_label, effect, hands_on, kept_beside,
    owner, prompt_kind, prompt_label, question_errors, question_label, reply_errors, report_errors,
    report_label, switch_already, switch_changed, switch_full, unknown_number, waiting_rules, waits,
    waits_beside,
};
pub use forms::{
    arrangement_errors, arrangement_label, attendance_problem, breach, loan_errors, loan_label,
    member_errors, member_label, registration_errors, registration_label, request_errors, request_label,
    resource_errors, rules_errors, rules_label, taken_days, time_error,
};
pub use happenings::{happening, happening_tone};
pub use plans::{plan_errors, plan_label};
pub use words::{
    chore_owner, closed, due, due_unit, headcount, left, length, location, menu, month, people, place,
    provision, resource_kind, side, slot, slot_short, stage, stage_tone, time, turn_sentence, warning, way,
    wrong_stage,
};
