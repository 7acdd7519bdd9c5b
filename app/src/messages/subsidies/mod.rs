//! Sentences about subsidies: what is wrong in a form, where an application stands, what a machine found.

mod answers;
mod arrivals;
mod desk;
mod history;
mod programmes;
mod review;
mod stages;

pub use answers::{
    answer_errors, answer_label, answer_problem, document_problem, eligibility_question, not_eligible,
    refusal, task_title,
};
pub use arrivals::{arrival, arrival_errors, arrival_label, arrival_problem, way};
pub use desk::{
    bulk_kind, bulk_problem, common, flag_error, late, named_queue_problem, not_possible, queue_column,
    routed, routing_problem, routing_terms, row_height,
};
pub use history::{happening, happening_tone, owner, stages};
pub use programmes::{
    not_receiving, programme_errors, programme_label, programme_problem, programme_state, window,
    wrong_programme_state,
};
pub use review::{
    band, band_tone, correction_problem, criterion, days_left, evidence, finding, finding_tone,
    judgement_problem, proposal_problem, reason_error, target, verdict, verdict_tone,
};
pub use stages::{act, decide_error, grant_in_words, stage, stage_tone, step, turn_sentence, wrong_stage};
