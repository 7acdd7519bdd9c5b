//! Sentences about subsidies: what is wrong in a form, where an application stands, what a machine found.

mod announced;
mod answers;
mod appointments;
mod arrivals;
mod confirmations;
mod consultations;
mod decisions;
mod desk;
mod history;
mod kits;
mod programmes;
mod review;
mod rules;
mod stages;
mod templates;

pub use announced::{
    announced, beyond_the_budget, most_words, paid_words, paper_rule, report_until_words, ways_to_the_money,
};
pub use answers::{
    already_applied, answer_errors, answer_label, answer_problem, answer_typed, contact_told,
    eligibility_question, evidence_page_error, expense_told, not_eligible, partners_found, question_label,
    refusal, task_title, tax_status, unit_and_frequency,
};
pub use appointments::{
    appointment_act, appointment_errors, appointment_label, appointment_line, appointment_state,
    appointment_way,
};
pub use arrivals::{arrival, arrival_errors, arrival_label, arrival_problem, way};
pub use confirmations::{handed_in, handing_in};
pub use consultations::{consultation_problem, consultation_state, consultation_tone};
pub use decisions::{
    authority, authority_label, authority_problem, case_problem, no_authority, notice_kind,
    notice_text_error, outside_label, outside_problem, packet_problem, packet_state,
};
pub use desk::{
    bulk_kind, bulk_problem, common, flag_error, late, named_queue_problem, not_possible,
    opinion_answer_problem, opinion_problem, queue_column, routed, routing_problem, routing_terms,
    row_height, shown_word, stance, stance_tone,
};
pub use history::{happening, happening_tone, owner, stages};
pub use kits::{kit_error, left_out};
pub use programmes::{
    after_cancellation, closing, ends_soon, entry_kind, exhaustion, exhaustion_name, forecast, not_receiving,
    procedure, programme_errors, programme_label, programme_problem, programme_state, seed_error, seed_words,
    sharing_heading, waiting_title, waiting_words, window, wrong_programme_state,
};
pub use review::{
    band, band_tone, correction_problem, criterion, days_left, enclosed_no_more, enclosed_too_many, evidence,
    finding, finding_tone, judgement_problem, proposal_problem, reason_error, target, verdict, verdict_tone,
};
pub use rules::{Difference, Told, amount_words, applies_words, claim_words, differences, form_words, told};
pub use stages::{act, grant_in_words, rounding_words, stage, stage_tone, step, turn_sentence, wrong_stage};
pub use templates::{template_facts, template_name, template_source};
